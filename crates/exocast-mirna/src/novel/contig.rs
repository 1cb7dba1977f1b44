//! A sequence of the genome, and the parts of it that are kept.

use exocast_core::{BadBase, Base};

use super::place::Place;
use crate::reads::{Packed, code};

/// The code of an unknown nucleotide.
const UNKNOWN: u8 = 4;

/// Nucleotides kept on both sides of a place, as many as the longest window reaches.
pub(super) const AROUND: usize = 160;

/// A sequence of the genome: codes 0 to 3, 4 for an unknown nucleotide.
#[derive(Debug)]
pub(super) struct Contig {
    pub(super) codes: Vec<u8>,
}

impl Contig {
    /// # Errors
    /// At a letter that is no nucleotide.
    pub(super) fn new(letters: &[u8]) -> Result<Self, BadBase> {
        let mut codes = Vec::with_capacity(letters.len());
        for (i, &letter) in letters.iter().enumerate() {
            let code = code(letter);
            if code == UNKNOWN && !b"NRYSWKMBDHV".contains(&letter.to_ascii_uppercase()) {
                if letter.is_ascii_whitespace() {
                    continue;
                }
                return Err(BadBase { letter, position: i + 1 });
            }
            codes.push(code);
        }
        Ok(Self { codes })
    }

    /// The nucleotides of a read from `from` on that differ from the contig, of which the read's 5' end is at `start`;
    /// nothing where it reaches beyond the end.
    pub(super) fn differing(
        &self,
        read: Packed,
        start: usize,
        reverse: bool,
        from: usize,
    ) -> Option<Vec<usize>> {
        let last = read.len().checked_sub(1)?;
        let is_beyond = if reverse { start < last } else { start + last >= self.codes.len() };
        if is_beyond {
            return None;
        }
        let differs = |i: &usize| {
            let there = if reverse { self.codes[start - i] } else { self.codes[start + i] };
            let there = if reverse && there < UNKNOWN { 3 - there } else { there };
            there != read.code(*i)
        };
        Some((from..read.len()).filter(differs).collect())
    }

    /// What is around places, in ascending order of their start.
    pub(super) fn covered<'p>(&self, places: impl Iterator<Item = &'p Place>) -> Kept {
        let mut covered = Kept::default();
        for place in places {
            let (from, to) =
                (place.start.saturating_sub(AROUND), (place.start + AROUND).min(self.codes.len()));
            match covered.parts.last_mut() {
                Some((start, codes)) if from <= *start + codes.len() => {
                    let end = *start + codes.len();
                    if end < to {
                        codes.extend_from_slice(&self.codes[end..to]);
                    }
                }
                _ => covered.parts.push((from, self.codes[from..to].to_vec())),
            }
        }
        covered
    }
}

/// Parts of a contig.
#[derive(Clone, Debug, Default)]
pub(super) struct Kept {
    /// Start and codes, in ascending order.
    parts: Vec<(usize, Vec<u8>)>,
}

impl Kept {
    /// The nucleotides of a strand from `start` on, in its direction; `N` beyond the end. On the reverse strand, `start`
    /// counts from −(last nucleotide), so that it ascends along the strand.
    pub(super) fn bases(&self, start: i64, len: usize, reverse: bool) -> Vec<Base> {
        let mut bases = Vec::with_capacity(len);
        for (at, _) in (start..).zip(0..len) {
            let place = usize::try_from(if reverse { -at } else { at }).ok();
            let known = place.and_then(|place| self.code(place)).and_then(|code| {
                let base = *Base::KNOWN.get(usize::from(code))?;
                Some(if reverse { base.complement() } else { base })
            });
            bases.push(known.unwrap_or(Base::N));
        }
        bases
    }

    fn code(&self, place: usize) -> Option<u8> {
        let part = self.parts.partition_point(|(start, _)| *start <= place).checked_sub(1)?;
        let (start, codes) = &self.parts[part];
        codes.get(place - start).copied()
    }
}
