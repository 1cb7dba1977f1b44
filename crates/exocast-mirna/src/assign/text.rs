//! A text of sequences, with which packed reads are compared.

use std::ops::Range;

use exocast_core::Base;

use crate::reads::{CAPACITY, Packed};

/// One bit for each nucleotide of a [`Packed`], the lower of its two.
const LANES: u128 = u128::MAX / 3;
const WORD_LANES: u64 = u64::MAX / 3;

/// Sequences one after another, with unknown nucleotides after each.
#[derive(Clone, Debug, Default)]
pub(crate) struct Text {
    codes: Vec<u64>,
    /// A lane's lower bit is set where the nucleotide is unknown.
    unknown: Vec<u64>,
    len: usize,
}

impl Text {
    /// Adds a sequence and a gap that no read can match across; returns where the sequence starts.
    pub(crate) fn push(&mut self, bases: &[Base]) -> usize {
        let start = self.len;
        for base in bases.iter().map(|base| base.code()).chain([None; CAPACITY]) {
            let (word, lane) = (self.len / 32, self.len % 32);
            if word == self.codes.len() {
                // One word more than is filled: windows read past the end.
                self.codes.push(0);
                self.unknown.push(WORD_LANES);
            }
            if let Some(code) = base {
                self.codes[word] |= u64::from(code) << (62 - 2 * lane);
                self.unknown[word] &= !(1 << (62 - 2 * lane));
            }
            self.len += 1;
        }
        start
    }

    pub(crate) fn len(&self) -> usize {
        self.len
    }

    /// The lanes (lower bits, first nucleotide highest) in which `read`, placed at `at`, differs from the text.
    pub(crate) fn differences(&self, at: usize, read: Packed) -> u128 {
        let difference = window(&self.codes, at, 0) ^ read.bits();
        let lanes = (difference | difference >> 1) & LANES | window(&self.unknown, at, WORD_LANES);
        lanes & !(if read.len() == CAPACITY { 0 } else { u128::MAX >> (2 * read.len()) })
    }

    /// Whether more than `most` of the first 32 nucleotides of `read`, placed at `at`, differ from those of the text: a quick
    /// look that leaves out nearly all places of a long text.
    pub(crate) fn is_far(&self, at: usize, read: Packed, most: usize) -> bool {
        let (word, shift) = (at / 32, 2 * (at % 32));
        let get = |i: usize| self.codes.get(i).copied().unwrap_or(0);
        let here =
            if shift == 0 { get(word) } else { get(word) << shift | get(word + 1) >> (64 - shift) };
        let difference = here ^ (read.bits() >> 64) as u64;
        let lanes = (difference | difference >> 1) & WORD_LANES;
        let within = if read.len() < 32 { !(u64::MAX >> (2 * read.len())) } else { u64::MAX };
        (lanes & within).count_ones() as usize > most
    }

    /// Makes nucleotides unknown, so that no read fits there.
    pub(crate) fn mask(&mut self, places: Range<usize>) {
        for at in places {
            self.unknown[at / 32] |= 1 << (62 - 2 * (at % 32));
        }
    }

    /// The code at a place; none where it is unknown.
    pub(crate) fn code(&self, at: usize) -> Option<u8> {
        let (word, shift) = (at / 32, 62 - 2 * (at % 32));
        (self.unknown.get(word)? >> shift & 1 == 0).then(|| (self.codes[word] >> shift & 3) as u8)
    }
}

/// The 64 lanes from `at` on, with `beyond` past the end.
fn window(words: &[u64], at: usize, beyond: u64) -> u128 {
    let (word, shift) = (at / 32, 2 * (at % 32));
    let get = |i: usize| u128::from(words.get(i).copied().unwrap_or(beyond));
    let both = get(word) << 64 | get(word + 1);
    if shift == 0 { both } else { both << shift | get(word + 2) >> (64 - shift) }
}

#[cfg(test)]
mod tests {
    use exocast_core::Rna;
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// The lanes say the same as letter-by-letter comparison.
        #[test]
        fn differences_by_letter(
            texts in prop::collection::vec("[ACGUN]{0,90}", 1..4),
            read in "[ACGT]{1,64}",
            at in 0_usize..200,
        ) {
            let mut text = Text::default();
            let mut plain = Vec::new();
            for t in &texts {
                text.push(Rna::parse_with_n(t.as_bytes()).unwrap().bases());
                plain.extend(t.bytes().map(|b| if b == b'U' { b'T' } else { b }));
                plain.extend([b'N'; CAPACITY]);
            }
            let lanes = text.differences(at, Packed::new(read.as_bytes()).unwrap());
            for (i, letter) in read.bytes().enumerate() {
                let differs = plain.get(at + i) != Some(&letter);
                prop_assert_eq!(lanes >> (126 - 2 * i) & 1 == 1, differs);
                let known = plain.get(at + i).filter(|b| **b != b'N').map(|&b| crate::reads::code(b));
                prop_assert_eq!(text.code(at + i), known);
            }
            prop_assert_eq!(if read.len() < 64 { lanes << (2 * read.len()) } else { 0 }, 0);
            for most in 0..4 {
                let packed = Packed::new(read.as_bytes()).unwrap();
                prop_assert!(!text.is_far(at, packed, most) || lanes.count_ones() as usize > most);
            }
        }
    }
}
