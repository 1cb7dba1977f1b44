//! Records that stand for several equal reads, with their number in the header.

use std::collections::HashSet;

use crate::options::Collapsed;

/// How many reads a record is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Copies {
    /// One.
    #[default]
    One,
    /// The number in its header: `seq_0_x395` (miRDeep2), `1-395` (FASTX), `1;size=395` (VSEARCH, USEARCH), `seq1 count=395`.
    Header,
}

/// A name that can be read in two ways: of a read, and of a sequence with this number of reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Ambiguous {
    pub(super) name: String,
    /// None where most names have a number and this one has none that can be read.
    pub(super) copies: Option<u32>,
}

/// The first word of a header.
fn name(header: &[u8]) -> &[u8] {
    let start = usize::from(matches!(header.first(), Some(b'@' | b'>')));
    let name = &header[start.min(header.len())..];
    &name[..name.iter().position(u8::is_ascii_whitespace).unwrap_or(name.len())]
}

/// The number at the end of the name in a header, behind `_x` or `-`, and whether it is `_x`.
fn number(header: &[u8]) -> Option<(u32, bool)> {
    let name = name(header);
    let digits = name.iter().rev().take_while(|letter| letter.is_ascii_digit()).count();
    let (before, number) = name.split_at(name.len() - digits);
    let is_x = before.ends_with(b"_x");
    if !(is_x || before.len() > 1 && before.ends_with(b"-")) {
        return None;
    }
    let number = std::str::from_utf8(number).ok()?.parse().ok().filter(|number| *number > 0)?;
    Some((number, is_x))
}

/// The number of reads that a header gives under a name: `1;size=395;`, `seq1 count=395`.
///
/// `length=36`, which SRA writes, is none.
fn declared(header: &[u8]) -> Option<u32> {
    let is_mark = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b';' | b'|');
    header.split(is_mark).find_map(|field| {
        let field = std::str::from_utf8(field).ok()?;
        let (key, value) = field.split_once('=')?;
        let key = key.to_ascii_lowercase();
        let is_count = ["size", "count", "counts", "reads", "abundance"].contains(&key.as_str());
        is_count.then(|| value.parse().ok()).flatten().filter(|number| *number > 0)
    })
}

/// The number of reads that a header gives.
pub(super) fn from_header(header: &[u8]) -> Option<u32> {
    declared(header).or_else(|| number(header).map(|(number, _)| number))
}

/// What the first records, headers and sequences, are.
///
/// All of their names end in a number, no sequence is there twice, and the numbers do not just count the records; behind
/// `-` they also descend, as programs write them. Or each header says `size=` or `count=`.
pub(super) fn recognise<'a>(
    records: impl Iterator<Item = (&'a [u8], &'a [u8])>,
    option: Collapsed,
) -> Result<Copies, Ambiguous> {
    match option {
        Collapsed::Yes => return Ok(Copies::Header),
        Collapsed::No => return Ok(Copies::One),
        Collapsed::Auto => {}
    }
    let records: Vec<(&[u8], &[u8])> = records.collect();
    if !records.is_empty() && records.iter().all(|(header, _)| declared(header).is_some()) {
        return Ok(Copies::Header);
    }
    // Most records have a number of reads, and others one that cannot be read: `_x0`, `_x2.5`, none.
    let has_number =
        |header: &[u8]| declared(header).is_some() || number(header).is_some_and(|(_, is_x)| is_x);
    let with = records.iter().filter(|(header, _)| has_number(header)).count();
    if 2 * with > records.len()
        && let Some((header, _)) = records.iter().find(|(header, _)| !has_number(header))
    {
        let name = String::from_utf8_lossy(name(header)).into_owned();
        return Err(Ambiguous { name, copies: None });
    }
    let (mut numbers, mut sequences, mut are_distinct) = (Vec::new(), HashSet::new(), true);
    let (mut all_x, mut last) = (true, None);
    for (header, sequence) in records {
        let Some((number, is_x)) = number(header) else { return Ok(Copies::One) };
        all_x &= is_x;
        numbers.push(number);
        are_distinct &= sequences.insert(sequence);
        last = Some((header, number));
    }
    let Some((header, copies)) = last else { return Ok(Copies::One) };
    if numbers.iter().all(|number| *number == 1) {
        return Ok(Copies::One);
    }
    let ascends =
        |step: u32| numbers.windows(2).all(|pair| pair[1] > pair[0] && pair[1] - pair[0] <= step);
    let is_serial = if all_x {
        numbers.len() > 2 && ascends(1)
    } else {
        numbers.len() > 1 && ascends(u32::MAX)
    };
    let descend = numbers.is_sorted_by(|a, b| a >= b);
    match (all_x, are_distinct, is_serial) {
        (true, _, false) => Ok(Copies::Header),
        (false, true, false) if descend => Ok(Copies::Header),
        (false, false, _) | (false, true, true) => Ok(Copies::One),
        _ => {
            let name = String::from_utf8_lossy(name(header)).into_owned();
            Err(Ambiguous { name, copies: Some(copies) })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(records: &[(&str, &str)]) -> Result<Copies, Ambiguous> {
        recognise(records.iter().map(|(h, s)| (h.as_bytes(), s.as_bytes())), Collapsed::Auto)
    }

    #[test]
    fn headers() {
        assert_eq!(from_header(b"@seq_0_x395"), Some(395));
        assert_eq!(from_header(b">1-395 more"), Some(395));
        assert_eq!(from_header(b">read-395"), Some(395));
        assert_eq!(from_header(b"@M1:20:A:1:1101:1:395"), None);
        assert_eq!(from_header(b">-395"), None);
        assert_eq!(from_header(b">1-0"), None);
        assert_eq!(from_header(b">1;size=395;"), Some(395));
        assert_eq!(from_header(b">1;size=395"), Some(395));
        assert_eq!(from_header(b">seq0 count=395"), Some(395));
        assert_eq!(from_header(b">seq0 count=395 x-7"), Some(395));
        assert_eq!(from_header(b"@SRR1.1 1 length=36"), None);
        assert_eq!(from_header(b">a;size=0;"), None);
    }

    #[test]
    fn collapsed_or_not() {
        assert_eq!(check(&[("@s_0_x50", "A"), ("@s_1_x90", "C")]), Ok(Copies::Header));
        assert_eq!(check(&[(">1-50", "A"), (">2-9", "C")]), Ok(Copies::Header));
        assert_eq!(check(&[(">1-1", "A"), (">2-1", "A")]), Ok(Copies::One));
        assert_eq!(check(&[(">1;size=10;", "A"), (">2;size=9;", "C")]), Ok(Copies::Header));
        assert_eq!(check(&[(">s1 count=10", "A"), (">s2 count=10", "C")]), Ok(Copies::Header));
        assert_eq!(check(&[(">s1 count=10", "A"), (">s2", "C")]), Ok(Copies::One));
        assert_eq!(check(&[("@a_x3", "A"), ("@b", "C"), ("@c", "C")]), Ok(Copies::One));
        assert_eq!(check(&[("@S.1 1 length=5", "A"), ("@S.2 2 length=5", "C")]), Ok(Copies::One));
        // Numbers of reads: they ascend, or sequences are there twice.
        assert_eq!(check(&[("@r-1", "A"), ("@r-2", "C"), ("@r-3", "G")]), Ok(Copies::One));
        assert_eq!(check(&[("@r-7", "A"), ("@r-4", "A")]), Ok(Copies::One));
        assert_eq!(check(&[("@r", "A"), ("@r-2", "C")]), Ok(Copies::One));
        assert_eq!(check(&[]), Ok(Copies::One));
        // Either.
        assert_eq!(
            check(&[("@r-7", "A"), ("@r-4", "C"), ("@r-5", "G")]),
            Err(Ambiguous { name: "r-5".to_owned(), copies: Some(5) })
        );
        assert!(check(&[("@r_x1", "A"), ("@r_x2", "C"), ("@r_x3", "G")]).is_err());
        for odd in [">s_2_x0", ">s_2_x2.5", ">s_2", ">s_2_x99999999999"] {
            let records = [(">s_0_x50", "A"), (">s_1_x9", "C"), (odd, "G")];
            let name = odd[1..].to_owned();
            assert_eq!(check(&records), Err(Ambiguous { name, copies: None }), "{odd}");
        }
    }
}
