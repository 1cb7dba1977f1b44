//! The nucleotides of an RNA as bits, for what has to look at many of them at once.

use exocast_core::Base;

/// Nucleotides before the first and behind the last one that can be asked for: a multiple of 64.
const MARGIN: usize = 256;

/// Three bits for each nucleotide: both bits of its code (A 0, C 1, G 2, U 3), and whether it is known.
///
/// Beyond the ends nothing is known; a circle goes on with its other end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Planes {
    words: Vec<[u64; 3]>,
}

/// Some nucleotides in a row, the first in bit 0: both bits of their codes, and which are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stretch {
    pub(crate) high: u128,
    pub(crate) low: u128,
    pub(crate) known: u128,
}

impl Planes {
    pub(super) fn new(bases: &[Base], is_circle: bool) -> Self {
        let mut words = vec![[0; 3]; (bases.len() + 2 * MARGIN).div_ceil(64) + 1];
        let mut set = |place: usize, base: Base| {
            let Some(code) = base.code() else { return };
            let word = &mut words[place / 64];
            let bit = place % 64;
            word[0] |= u64::from(code >> 1) << bit;
            word[1] |= u64::from(code & 1) << bit;
            word[2] |= 1 << bit;
        };
        for (place, base) in bases.iter().enumerate() {
            set(place + MARGIN, *base);
        }
        if is_circle && !bases.is_empty() {
            for place in 0..MARGIN {
                let (length, margin) = (bases.len().cast_signed(), MARGIN.cast_signed());
                let before = (place.cast_signed() - margin).rem_euclid(length);
                set(place, bases[before.unsigned_abs()]);
                set(MARGIN + bases.len() + place, bases[place % bases.len()]);
            }
        }
        Self { words }
    }

    /// The first `count` nucleotides from a place on, at most 128. The place is at most 256 nt before the first one.
    #[inline]
    pub(crate) fn stretch(&self, place: isize, count: usize) -> Stretch {
        let place = usize::try_from(place + MARGIN.cast_signed()).unwrap_or(0);
        let (word, bit) = (place / 64, place % 64);
        let read = |plane: usize| {
            let at = |i: usize| self.words.get(word + i).map_or(0, |words| words[plane]);
            let low = u128::from(at(0)) | u128::from(at(1)) << 64;
            if bit == 0 { low } else { low >> bit | u128::from(at(2)) << (128 - bit) }
        };
        let mask = if count >= 128 { u128::MAX } else { (1 << count) - 1 };
        Stretch { high: read(0) & mask, low: read(1) & mask, known: read(2) & mask }
    }
}

impl Stretch {
    /// Which are A or U.
    pub(crate) const fn weak(self) -> u128 {
        self.known & !(self.high ^ self.low)
    }

    /// Which are this nucleotide, by its code.
    pub(crate) const fn letter(self, code: u8) -> u128 {
        let high = if code & 2 == 0 { !self.high } else { self.high };
        let low = if code & 1 == 0 { !self.low } else { self.low };
        self.known & high & low
    }
}
