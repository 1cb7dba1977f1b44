//! Which part of an RNA a fragment is.

use std::ops::Range;

use crate::{names::Arm, reference::Locus};

/// Part of an RNA, and whether it is a half: cut in the anticodon loop of a tRNA.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Part {
    pub(crate) name: &'static str,
    pub(crate) is_half: bool,
}

/// The whole of an RNA, as far as no part is meant.
pub(crate) const WHOLE: Part = Part { name: "whole", is_half: false };

/// Nucleotides by which an end may miss that of the RNA.
const END: usize = 2;
/// Nucleotides 31 to 41 of a tRNA, 0-based: its anticodon loop, give or take what the D loop varies.
const LOOP: std::ops::RangeInclusive<usize> = 30..=41;

/// The part of a tRNA that `read` is, both on its sequence; `body` is the tRNA without leader, trailer and CCA, and
/// `len` the length of the sequence.
pub(super) fn of_trna(read: &Range<usize>, body: &Range<usize>, len: usize) -> Part {
    let is_mature = body.start == 0 && len <= body.end + 3;
    let part = |name| Part { name, is_half: false };
    if !is_mature {
        if read.start + END < body.start {
            return part("leader");
        }
        if read.end > body.end + END && (read.start + END >= body.end || len > body.end + 3) {
            return part("trailer");
        }
    }
    let from_start = read.start <= body.start + END;
    let to_cca = is_mature && read.end > body.end;
    let to_end = read.end + END >= body.end;
    let start = read.start.saturating_sub(body.start);
    let end = read.end.saturating_sub(body.start);
    match (from_start, to_cca, to_end) {
        (true, _, true) => WHOLE,
        (true, ..) => Part { name: "5'", is_half: LOOP.contains(&end) },
        (_, true, _) => Part { name: "CCA", is_half: LOOP.contains(&start) },
        (_, _, true) => Part { name: "3'", is_half: LOOP.contains(&start) },
        _ => part("i"),
    }
}

/// The part of another RNA of `len` nucleotides.
pub(super) fn of_other(read: &Range<usize>, len: usize) -> Part {
    let name = match (read.start <= END, read.end + END >= len) {
        (true, true) => return WHOLE,
        (true, _) => "5'",
        (_, true) => "3'",
        _ => "i",
    };
    Part { name, is_half: false }
}

/// The part of a precursor: on an arm beyond what an isomiR may be, the loop between the arms, or the offset RNA beyond
/// them.
pub(super) fn of_hairpin(read: &Range<usize>, loci: &[&Locus]) -> Part {
    let middle = usize::midpoint(read.start, read.end);
    let part = |name| Part { name, is_half: false };
    let five =
        loci.iter().filter(|locus| locus.arm != Arm::ThreePrime).map(|l| (l.start, l.end)).min();
    let three =
        loci.iter().filter(|locus| locus.arm == Arm::ThreePrime).map(|l| (l.start, l.end)).max();
    match (five, three) {
        (Some((start, end)), _) if (start..end).contains(&middle) => part("5' arm"),
        (_, Some((start, end))) if (start..end).contains(&middle) => part("3' arm"),
        (Some((start, _)), _) if middle < start => part("5' moR"),
        (_, Some((_, end))) if middle >= end => part("3' moR"),
        // With one arm, what is on the other side of the loop is not known from it.
        (Some((_, end)), None) if read.start >= end + 2 * LOOP_LENGTH => part("3' arm"),
        (None, Some((start, _))) if read.end + 2 * LOOP_LENGTH <= start => part("5' arm"),
        _ => part("loop"),
    }
}

/// A usual terminal loop, in nt (Han 2006, Cell 125:887, of some 10); the other arm lies behind about twice that.
const LOOP_LENGTH: usize = 8;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_a_trna() {
        let name = |read: Range<usize>| of_trna(&read, &(0..72), 75);
        assert_eq!(name(0..33), Part { name: "5'", is_half: true });
        assert_eq!(name(1..20), Part { name: "5'", is_half: false });
        assert_eq!(name(34..75), Part { name: "CCA", is_half: true });
        assert_eq!(name(54..73).name, "CCA");
        assert_eq!(name(50..72).name, "3'");
        assert_eq!(name(20..45).name, "i");
        assert_eq!(name(0..75), WHOLE);
        let precursor = |read: Range<usize>| of_trna(&read, &(20..92), 110).name;
        assert_eq!(precursor(2..25), "leader");
        assert_eq!(precursor(92..110), "trailer");
        assert_eq!(precursor(20..50), "5'");
        assert_eq!(precursor(70..92), "3'");
    }

    #[test]
    fn parts_of_a_precursor() {
        let locus = |start, end, arm| Locus { hairpin: 0, mature: 0, start, end, arm };
        let (five, three) = (locus(10, 32, Arm::FivePrime), locus(45, 67, Arm::ThreePrime));
        let both = |read: Range<usize>| of_hairpin(&read, &[&five, &three]).name;
        assert_eq!(
            [both(29..48), both(0..15), both(62..80), both(10..40)],
            ["loop", "5' moR", "3' moR", "5' arm"]
        );
    }
}
