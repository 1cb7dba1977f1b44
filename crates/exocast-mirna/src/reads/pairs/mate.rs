//! Which end of a pair a read is, by its header.

/// Which end of a pair a read is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::reads) enum Mate {
    First,
    Second,
    Unsaid,
}

/// The end that a header names: `name/2`, or `name 2:N:0:ACGT` of Illumina.
pub(in crate::reads) fn mate(header: &[u8]) -> Mate {
    let mut words = header.split(u8::is_ascii_whitespace);
    let name = words.next().unwrap_or_default();
    let second = words.next().unwrap_or_default();
    let is = |number: &[u8]| {
        name.strip_suffix(number).is_some_and(|name| name.ends_with(b"/"))
            || second.strip_prefix(number).is_some_and(|rest| rest.starts_with(b":"))
    };
    if is(b"1") {
        Mate::First
    } else if is(b"2") {
        Mate::Second
    } else {
        Mate::Unsaid
    }
}

/// The end that the name of a file gives: `x_R1.fastq.gz`, `x_R2_001.fq`, `x_1.fq`.
pub(in crate::reads) fn mate_by_file(file: &str) -> Mate {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    let last = |first: &[&str], second: &[&str]| {
        let end = |word: &str| match word {
            word if first.contains(&word) => Some(Mate::First),
            word if second.contains(&word) => Some(Mate::Second),
            _ => None,
        };
        name.split(['_', '.', '-', ' ']).rev().find_map(end)
    };
    last(&["R1", "r1"], &["R2", "r2"]).or_else(|| last(&["1"], &["2"])).unwrap_or(Mate::Unsaid)
}

/// The name that both ends have.
pub(super) fn name(header: &[u8]) -> &[u8] {
    let name = header.split(u8::is_ascii_whitespace).next().unwrap_or_default();
    [&b"/1"[..], b"/2"].iter().find_map(|end| name.strip_suffix(*end)).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers() {
        assert_eq!(mate(b"@r1/1"), Mate::First);
        assert_eq!(mate(b"@M1:2:A:1:11:1:5 2:N:0:ACGT"), Mate::Second);
        assert_eq!(mate(b"@r12 2 length=50"), Mate::Unsaid);
        assert_eq!(name(b"@r1/2 x"), b"@r1");
        assert_eq!(name(b"@r1 1:N:0"), b"@r1");
    }

    #[test]
    fn files() {
        for (file, end) in [
            ("a/x_R1.fastq.gz", Mate::First),
            ("x_1_R2_001.fq", Mate::Second),
            ("x_2.fq", Mate::Second),
            ("EV1.fq", Mate::Unsaid),
            ("d_R2/x.fq", Mate::Unsaid),
        ] {
            assert_eq!(mate_by_file(file), end, "{file}");
        }
    }
}
