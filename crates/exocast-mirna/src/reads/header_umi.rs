//! UMIs in the headers of reads.
//!
//! Programs that cut UMIs off write them to the end of the name of a read: `read_ACGT` (UMI-tools), `1:2:3:ACGT+TGCA`
//! (BCL Convert), `read:UMI_ACGT` (fastp), `read#ACGT/1`.

use std::collections::HashMap;

use super::packed;

/// Letters between the name and its UMI.
const BEFORE: &[u8] = b"_:#|";
/// Letters between the two parts of a UMI.
const BETWEEN: &[u8] = b"+-";
/// Fewest and most nucleotides of a UMI.
const LENGTHS: std::ops::RangeInclusive<usize> = 4..=super::umi::LONGEST;
/// A barcode of a sample is nearly always the same; one UMI is in at most this share of the reads. Assumed.
const MOST_OF_ONE: f64 = 0.5;
/// UMIs that are not cut off have one length in at least this share of the headers. Assumed.
const UNIFORM: f64 = 0.99;
/// Fewer different ones may be barcodes of samples.
const FEWEST: usize = 4;

/// Where a sequence is in this many reads, of at least [`MANY`], it is the barcode of a sample or the UMI of many copies.
const PER_UMI: f64 = 50.0;
const MANY: usize = 1000;

/// What the first headers end in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Ends {
    /// No sequence, or a barcode.
    Other,
    /// UMIs of this many nucleotides.
    Umis(usize),
    /// UMIs or barcodes, such as this.
    Ambiguous(String),
}

/// The letters of the UMI at the end of the name in a header; two parts may be separated by `+`, `-` or `_`.
pub(super) fn from_header(header: &[u8]) -> Option<impl Iterator<Item = u8>> {
    let end = header.iter().position(u8::is_ascii_whitespace).unwrap_or(header.len());
    let mut name = &header[..end];
    if let [before @ .., b'/', b'1' | b'2'] = name {
        name = before;
    }
    let (before, mut umi) = cut(name)?;
    if name[before.len()] == b'_'
        && let Some((_, first)) = cut(before)
        && first.len() == umi.len()
        && is_umi(first)
    {
        umi = &name[before.len() - first.len()..];
    }
    let letters = umi.iter().copied().filter(|letter| is_letter(*letter));
    let length = letters.clone().count();
    (is_umi(&name[before.len() + 1..]) && LENGTHS.contains(&length)).then_some(letters)
}

/// What is before and after the last separator, where there is a name before it.
fn cut(name: &[u8]) -> Option<(&[u8], &[u8])> {
    let at = name.iter().rposition(|letter| BEFORE.contains(letter)).filter(|at| *at > 1)?;
    Some((&name[..at], &name[at + 1..]))
}

/// Whether this is one UMI, or several; BCL Convert marks those that it reversed by `r`.
fn is_umi(text: &[u8]) -> bool {
    text.split(|letter| BETWEEN.contains(letter)).all(|part| {
        let part = part.strip_prefix(b"r").unwrap_or(part);
        !part.is_empty() && part.iter().all(|letter| is_letter(*letter))
    })
}

fn is_letter(letter: u8) -> bool {
    packed::code(letter) < 4 || matches!(letter, b'N' | b'n')
}

/// Whether the first `headers` end in UMIs.
///
/// Nearly all end in letters of one length, and no letters are in more than half of them, as the barcode of a sample is.
/// Where UMIs are `expected`, any letters are.
pub(super) fn recognise<'a>(headers: impl Iterator<Item = &'a [u8]>, expected: bool) -> Ends {
    let (mut all, mut lengths) = (0_usize, HashMap::<usize, usize>::new());
    let mut umis: HashMap<Vec<u8>, usize> = HashMap::new();
    for header in headers {
        all += 1;
        if let Some(letters) = from_header(header) {
            let letters: Vec<u8> = letters.collect();
            *lengths.entry(letters.len()).or_default() += 1;
            *umis.entry(letters).or_default() += 1;
        } else if all > 100 && umis.is_empty() {
            return Ends::Other;
        }
    }
    let Some((length, n)) = lengths.into_iter().max_by_key(|(length, n)| (*n, *length)) else {
        return Ends::Other;
    };
    if expected {
        return Ends::Umis(length);
    }
    let most =
        umis.iter().max_by_key(|(umi, n)| (**n, *umi)).map_or((&[][..], 0), |(umi, n)| (umi, *n));
    if (n as f64) < UNIFORM * all as f64
        || umis.len() < FEWEST
        || most.1 as f64 > MOST_OF_ONE * all as f64
    {
        return Ends::Other;
    }
    let pairs: f64 = umis.values().map(|n| (*n as f64).powi(2)).sum();
    let different = (all as f64).powi(2) / pairs;
    let possible = 4_f64.powi(i32::try_from(length).unwrap_or(i32::MAX));
    if all >= MANY && different * PER_UMI < all as f64 && different * 8.0 < possible {
        return Ends::Ambiguous(String::from_utf8_lossy(most.0).into_owned());
    }
    Ends::Umis(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(header: &str, umi: Option<&str>) {
        let letters = from_header(header.as_bytes()).map(Iterator::collect::<Vec<u8>>);
        assert_eq!(letters.map(|l| String::from_utf8(l).unwrap()).as_deref(), umi, "{header}");
    }

    #[test]
    fn headers() {
        check("@r0:0_GTTAGCCTCAGT", Some("GTTAGCCTCAGT"));
        check("@M1:20:A:1:1101:1:2:ACGTACGT 1:N:0:TTAGGC", Some("ACGTACGT"));
        check("@M1:20:A:1:1101:1:2:ACGTAC+TTGACC 1:N:0:TTAGGC", Some("ACGTACTTGACC"));
        check("@M1:20:A:1:1101:1:2:rACGTAC+TTG 1:N:0:1", Some("ACGTACTTG"));
        check("@M1:20:A:1:1101:1:2:rACGTAC+rTTG", Some("ACGTACTTG"));
        check("@M1:1:2#ACGTAC/1", Some("ACGTAC"));
        check("@M1:1:2:UMI_ACGTNC", Some("ACGTNC"));
        check("@M1:1:2_ACGT_TTGA more", Some("ACGTTTGA"));
        check("@read_ACG", None);
        check("@M1:20:A:1:1101:1:2 1:N:0:TTAGGC", None);
        check("@ACGTACGT", None);
        check("@SRR1.1", None);
        check("@", None);
    }

    #[test]
    fn barcodes_are_no_umis() {
        let headers = |umi: &dyn Fn(usize) -> String, n: usize| {
            let all: Vec<String> = (0..n).map(|i| format!("@r{i}#{}/1", umi(i))).collect();
            recognise(all.iter().map(String::as_bytes), false)
        };
        let random = |i: usize| {
            let letter = |k: u32| char::from(b"ACGT"[(i * 7919 / 4_usize.pow(k)) % 4]);
            (0..8).map(letter).collect::<String>()
        };
        assert_eq!(headers(&random, 50), Ends::Umis(8));
        assert_eq!(headers(&|_| "ACGTTTAG".to_owned(), 50), Ends::Other);
        let misread =
            |i: usize| if i.is_multiple_of(20) { random(i) } else { "ACGTTTAG".to_owned() };
        assert_eq!(headers(&misread, 200), Ends::Other);
        assert_eq!(headers(&|_| String::new(), 50), Ends::Other);
        assert_eq!(recognise(std::iter::empty(), false), Ends::Other);
        // Twelve barcodes, or UMIs of twelve molecules.
        let pooled = |i: usize| random(i % 12);
        assert!(matches!(headers(&pooled, 2000), Ends::Ambiguous(_)));
        assert_eq!(headers(&pooled, 60), Ends::Umis(8));
    }
}
