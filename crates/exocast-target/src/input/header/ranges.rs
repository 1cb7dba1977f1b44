//! Where a header says that the regions of its sequence lie.

use std::ops::Range;

/// Regions of a transcript as GENCODE gives them: `UTR5:1-850|CDS:851-2062|UTR3:2063-8701`, 0-based here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::input) struct Ranges {
    pub(super) coding: Range<usize>,
    pub(super) utr3: Range<usize>,
    utr5: Range<usize>,
    /// Length of the transcript.
    pub(super) length: usize,
}

impl Ranges {
    /// Of the fields of a header; nothing where none is a coding sequence.
    pub(super) fn parse(fields: &[&str]) -> Option<Self> {
        let find = |tag: &str| fields.iter().find_map(|field| range(field.strip_prefix(tag)?));
        let coding = find("CDS:")?;
        let (utr5, utr3) = (find("UTR5:"), find("UTR3:"));
        let length = utr3.as_ref().map_or(coding.end, |utr3| utr3.end.max(coding.end));
        let empty = length..length;
        Some(Self { coding, utr3: utr3.unwrap_or(empty), utr5: utr5.unwrap_or(0..0), length })
    }

    /// 5'UTR, open reading frame and 3'UTR of the whole transcript; nothing where ranges overlap or leave gaps.
    pub(super) fn cut<'l>(&self, letters: &'l [u8]) -> Option<[&'l [u8]; 3]> {
        let follow = self.utr5.end == self.coding.start && self.coding.end == self.utr3.start;
        let whole = letters.len() == self.length;
        (follow && whole).then(|| {
            let (utr5, rest) = letters.split_at(self.coding.start);
            let (orf, utr3) = rest.split_at(self.coding.len());
            [utr5, orf, utr3]
        })
    }

    /// Whether a sequence of this length is the 3'UTR by itself.
    pub(super) fn is_utr3(&self, length: usize) -> bool {
        !self.utr3.is_empty() && self.utr3.len() == length
    }

    /// Whether a sequence of this length may be a part of the 3'UTR: it is too short to reach it from the 5' end, and is
    /// no other region.
    pub(super) fn may_be_part(&self, length: usize) -> bool {
        !self.utr3.is_empty()
            && length < self.utr3.len()
            && length < self.utr3.start
            && length != self.coding.len()
            && length != self.utr5.len()
    }
}

/// `1-850` as 0..850.
fn range(text: &str) -> Option<Range<usize>> {
    let (start, end) = text.split_once('-')?;
    let (start, end): (usize, usize) = (start.parse().ok()?, end.parse().ok()?);
    (start >= 1 && start <= end).then(|| start - 1..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_transcript_is_cut_by_its_ranges() {
        let ranges = Ranges::parse(&["x", "UTR5:1-2", "CDS:3-8", "UTR3:9-12"]).unwrap();
        let expected: [&[u8]; 3] = [b"AC", b"AUGUAA", b"CCCC"];
        assert_eq!(ranges.cut(b"ACAUGUAACCCC"), Some(expected));
        assert_eq!(ranges.cut(b"ACAUGUAACCC"), None);
        assert!(ranges.is_utr3(4) && !ranges.is_utr3(12));
        assert!(ranges.may_be_part(3) && !ranges.may_be_part(2) && !ranges.may_be_part(6));
        let gap = Ranges::parse(&["UTR5:1-2", "CDS:4-9", "UTR3:10-12"]).unwrap();
        assert_eq!(gap.cut(b"ACAUGUAACCCC"), None);
        let without = Ranges::parse(&["CDS:1-6"]).unwrap();
        assert_eq!(
            without.cut(b"AUGUAA").map(|[_, orf, utr3]| (orf.len(), utr3.len())),
            Some((6, 0))
        );
        assert_eq!(Ranges::parse(&["UTR3:1-2"]), None);
        assert_eq!(Ranges::parse(&["CDS:0-2"]), None);
        assert_eq!(Ranges::parse(&["CDS:5-2"]), None);
    }
}
