//! DATA of an FCS file: floats, doubles, and integers of any width.

use exocast_core::{Malformed, ReadError};

use super::channel::{Channel, ChannelScale, Cytometry};
use super::header::{Header, bad, wrong};
use crate::export::{Finding, FindingKind};

/// How values are stored.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Integer,
    Single,
    Double,
}

pub(crate) fn read(bytes: &[u8], source: &str, header: Header) -> Result<Cytometry, ReadError> {
    let keyword = |key: &'static str| {
        let missing = Malformed::Missing("a keyword that every FCS file has");
        header.get(key).ok_or_else(|| wrong(source, key, missing))
    };
    let mode = header.get("$MODE").unwrap_or("L");
    if !mode.eq_ignore_ascii_case("L") {
        return Err(bad(source, "$MODE", mode, "L (a list of events); histograms are not read"));
    }
    let kind = kind(source, "$DATATYPE", keyword("$DATATYPE")?)?;
    let count = keyword("$PAR")?;
    let channels = count.parse::<usize>().ok().filter(|&count| (1..=10_000).contains(&count));
    let channels = channels.ok_or_else(|| bad(source, "$PAR", count, "a number of channels"))?;
    let order = keyword("$BYTEORD")?;
    let packed: String = order.split_whitespace().collect();
    let little = match packed.as_str() {
        "1,2,3,4" | "1,2" | "1,2,3,4,5,6,7,8" | "1" => true,
        "4,3,2,1" | "2,1" | "8,7,6,5,4,3,2,1" => false,
        _ => return Err(bad(source, "$BYTEORD", order, "1,2,3,4 or 4,3,2,1")),
    };
    let mut header = header;
    // 3.2 may give each channel a type of its own.
    let kinds: Vec<Kind> = (1..=channels)
        .map(|n| {
            let name = format!("$P{n}DATATYPE");
            header.get(&name).map_or(Ok(kind), |text| self::kind(source, &name, text))
        })
        .collect::<Result<_, _>>()?;
    let mut channels: Vec<Channel> = kinds
        .iter()
        .zip(1..)
        .map(|(kind, n)| channel(source, &mut header, n, *kind))
        .collect::<Result<_, _>>()?;
    let event_bits: usize = channels.iter().map(|channel| channel.bits as usize).sum();
    let Header { version, keywords, begin, end, mut findings } = header;
    let find = |key: &str| keywords.iter().find(|entry| entry.key.eq_ignore_ascii_case(key));
    let stated = find("$TOT").and_then(|entry| entry.values[0].trim().parse::<usize>().ok());
    // Without events there may be no DATA.
    let (begin, end) =
        if stated == Some(0) { (bytes.len() - 1, bytes.len() - 1) } else { (begin, end) };
    if begin < 58 || begin >= bytes.len() || end < begin {
        let actual = format!("{begin} to {end} of {} bytes", bytes.len());
        return Err(bad(source, "$BEGINDATA", &actual, "a place of DATA within the file"));
    }
    // The last byte belongs to the data; some vendors give the first one after them.
    let stop = (end + 1).min(bytes.len());
    let held = (stop - begin) * 8 / event_bits;
    let events = stated.unwrap_or(held);
    let wanted_bytes = events.saturating_mul(event_bits).div_ceil(8);
    if begin.saturating_add(wanted_bytes) > bytes.len() {
        return Err(wrong(
            source,
            "$TOT",
            Malformed::Contradiction {
                left: "the number of events ($TOT)",
                left_value: events.to_string(),
                right: "the number that the file holds",
                right_value: ((bytes.len() - begin) * 8 / event_bits).to_string(),
            },
        ));
    }
    let exact = begin + wanted_bytes;
    if end + 1 != exact && events > 0 {
        let actual = if end == exact {
            format!("$ENDDATA {end}, one past the last byte")
        } else {
            format!("$ENDDATA {end}")
        };
        let wanted = format!("$ENDDATA {}", exact - 1);
        findings.push(Finding::new(source, FindingKind::Offsets, wanted, actual));
    }
    if stated.is_none() {
        let actual = format!("none; {events} events in the data");
        findings.push(Finding::new(source, FindingKind::Events, "$TOT", actual));
    }
    fill(&mut channels, &bytes[begin..exact], events, &kinds, little);
    for channel in &channels {
        let finite = channel.stored.iter().filter(|value| value.is_finite()).count();
        if finite < events {
            let (kind, wanted) = (FindingKind::NotFinite, format!("{events} events"));
            let finding = Finding::new(source, kind, wanted, format!("{finite} with a number"));
            findings.push(finding.about(&channel.name));
        }
    }
    Ok(Cytometry {
        source: source.to_owned(),
        version,
        events,
        channels,
        metadata: keywords,
        findings,
    })
}

fn kind(source: &str, name: &str, text: &str) -> Result<Kind, ReadError> {
    match text {
        "I" | "i" => Ok(Kind::Integer),
        "F" | "f" => Ok(Kind::Single),
        "D" | "d" => Ok(Kind::Double),
        other => Err(bad(source, name, other, "I, F or D (numbers as text are not read)")),
    }
}

fn channel(source: &str, header: &mut Header, n: usize, kind: Kind) -> Result<Channel, ReadError> {
    let get = |letter: char| header.get(&format!("$P{n}{letter}"));
    let name = format!("$P{n}B");
    let width = get('B').unwrap_or_default().trim().to_owned();
    let bits = match (width.as_str(), kind) {
        (_, Kind::Single) => Some(32),
        (_, Kind::Double) => Some(64),
        (text, Kind::Integer) => text.parse().ok().filter(|bits| (1..=64).contains(bits)),
    };
    let bits = bits.ok_or_else(|| bad(source, &name, &width, "a width of 1 to 64 bits"))?;
    let text = get('R').unwrap_or_default();
    let range = text.trim().parse::<f64>().ok().filter(|range| *range > 0.0 && range.is_finite());
    let range = match range {
        Some(range) => range,
        None if kind == Kind::Integer => {
            return Err(bad(source, &format!("$P{n}R"), text, "a range above zero"));
        }
        None => 0.0,
    };
    let pair = get('E').and_then(|text| {
        let (decades, offset) = text.split_once(',')?;
        Some((decades.trim().parse::<f64>().ok()?, offset.trim().parse::<f64>().ok()?))
    });
    let gain = get('G').and_then(|text| text.parse::<f64>().ok()).filter(|gain| *gain > 0.0);
    let scale = match pair {
        Some((decades, offset)) if decades > 0.0 && kind == Kind::Integer => {
            let offset = if offset > 0.0 { offset } else { 1.0 };
            ChannelScale::Logarithmic { decades, offset }
        }
        _ => ChannelScale::Linear { gain: gain.unwrap_or(1.0) },
    };
    let [name, label] = ['N', 'S'].map(|letter| get(letter).unwrap_or_default().to_owned());
    if kind != Kind::Integer && width.parse() != Ok(bits) {
        let actual = format!("$P{n}B {width}");
        let wanted = format!("{bits} bits of its type, which were read");
        header.findings.push(Finding::new(source, FindingKind::Events, wanted, actual));
    }
    Ok(Channel { name, label, bits, range, scale, stored: Vec::new() })
}

fn fill(channels: &mut [Channel], data: &[u8], events: usize, kinds: &[Kind], little: bool) {
    let whole = channels.iter().all(|channel| channel.bits % 8 == 0);
    let masks: Vec<u64> =
        channels.iter().map(|channel| mask(channel.range, channel.bits)).collect();
    let how = || kinds.iter().zip(&masks);
    for channel in channels.iter_mut() {
        channel.stored.reserve(events);
    }
    let mut at = 0; // bits
    for _ in 0..events {
        for (channel, (kind, mask)) in channels.iter_mut().zip(how()) {
            let raw = if whole {
                let bytes = &data[at / 8..(at + channel.bits as usize) / 8];
                integer(bytes, little)
            } else {
                packed(data, at, channel.bits)
            };
            at += channel.bits as usize;
            channel.stored.push(match kind {
                Kind::Integer => (raw & mask) as f64,
                #[allow(clippy::cast_possible_truncation, reason = "four bytes were read")]
                Kind::Single => f64::from(f32::from_bits(raw as u32)),
                Kind::Double => f64::from_bits(raw),
            });
        }
    }
}

fn integer(bytes: &[u8], little: bool) -> u64 {
    let push = |sum: u64, &byte: &u8| (sum << 8) | u64::from(byte);
    if little { bytes.iter().rev().fold(0, push) } else { bytes.iter().fold(0, push) }
}

/// Bits in a row, the most significant first.
fn packed(data: &[u8], at: usize, bits: u32) -> u64 {
    (at..at + bits as usize)
        .fold(0, |sum, bit| (sum << 1) | u64::from(data[bit / 8] >> (7 - bit % 8) & 1))
}

/// Bits above the range are no part of a value (3.1, section 3.2.21).
fn mask(range: f64, bits: u32) -> u64 {
    let all = if bits >= 64 { u64::MAX } else { (1 << bits) - 1 };
    if !(1.0..1.8e19).contains(&range) {
        return all;
    }
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "below 2^64")]
    let range = range.ceil() as u64;
    range.checked_next_power_of_two().map_or(all, |power| (power - 1) & all)
}
