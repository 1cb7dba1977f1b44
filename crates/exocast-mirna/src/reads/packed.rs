//! Short sequences in two bits a nucleotide, and texts to compare them with.

use exocast_core::{Base, Rna};

use crate::options::LONGEST_INSERT;

/// The longest sequence that fits into a [`Packed`].
pub(crate) const CAPACITY: usize = LONGEST_INSERT;

/// A sequence of at most [`CAPACITY`] known nucleotides; the first is in the highest bits, so
/// that the order of the numbers is the order of the sequences.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Packed {
    high: u64,
    low: u64,
    len: u8,
}

/// 0 to 3 for `ACGT`/`U` of either case, 4 for anything else.
const CODES: [u8; 256] = {
    let mut codes = [4; 256];
    let letters = b"ACGT";
    let mut code = 0;
    while code < 4 {
        let letter = letters[code as usize];
        codes[letter as usize] = code;
        codes[letter.to_ascii_lowercase() as usize] = code;
        code += 1;
    }
    codes[b'U' as usize] = 3;
    codes[b'u' as usize] = 3;
    codes
};

pub(crate) const fn code(letter: u8) -> u8 {
    CODES[letter as usize]
}

impl Packed {
    /// Packs letters; none where one is not a nucleotide or there are too many.
    pub(crate) fn new(letters: &[u8]) -> Option<Self> {
        if letters.len() > CAPACITY {
            return None;
        }
        let mut unknown = 0;
        let mut pack = |part: &[u8]| {
            let bits = part.iter().fold(0_u64, |bits, &letter| {
                let code = code(letter);
                unknown |= code & 4;
                bits << 2 | u64::from(code & 3)
            });
            // A shift by the whole width is not defined: an empty part has no bits to shift.
            if part.is_empty() { 0 } else { bits << (64 - 2 * part.len()) }
        };
        let (first, second) = letters.split_at(letters.len().min(CAPACITY / 2));
        let (high, low) = (pack(first), pack(second));
        let len = u8::try_from(letters.len()).ok()?;
        (unknown == 0).then_some(Self { high, low, len })
    }

    pub(crate) fn len(self) -> usize {
        usize::from(self.len)
    }

    pub(crate) fn bits(self) -> u128 {
        u128::from(self.high) << 64 | u128::from(self.low)
    }

    /// The code 0 to 3 of the nucleotide at `i`, which has to be below the length.
    pub(crate) fn code(self, i: usize) -> u8 {
        (self.bits() >> (126 - 2 * i) & 3) as u8
    }

    pub(crate) fn codes(self) -> impl DoubleEndedIterator<Item = u8> {
        (0..self.len()).map(move |i| self.code(i))
    }

    /// In how many nucleotides two sequences of one length differ.
    pub(super) fn differences(self, other: Self) -> Option<u32> {
        let bits = self.bits() ^ other.bits();
        (self.len == other.len).then(|| ((bits | bits >> 1) & (u128::MAX / 3)).count_ones())
    }

    /// Where two sequences of one length differ.
    pub(super) fn places(self, other: Self) -> impl Iterator<Item = usize> {
        (0..self.len().min(other.len())).filter(move |i| self.code(*i) != other.code(*i))
    }

    /// The same with another nucleotide at `i`, which has to be below the length.
    pub(super) fn with(self, i: usize, code: u8) -> Self {
        let change = u64::from(self.code(i) ^ code);
        let (mut high, mut low) = (self.high, self.low);
        if i < CAPACITY / 2 {
            high ^= change << (62 - 2 * i);
        } else {
            low ^= change << (62 - 2 * (i - CAPACITY / 2));
        }
        Self { high, low, len: self.len }
    }

    /// Whether one of two sequences is the other without one nucleotide, or without up to `ends` at its 3' end.
    pub(super) fn is_shorter_or_longer(self, other: Self, ends: usize) -> bool {
        let (short, long) = if self.len < other.len { (self, other) } else { (other, self) };
        let lacks = long.len() - short.len();
        if lacks == 0 {
            return false;
        }
        let same = ((short.bits() ^ long.bits()).leading_zeros() / 2) as usize;
        if same >= short.len() {
            return lacks <= ends.max(1);
        }
        // Behind the first difference the longer one is a nucleotide ahead.
        lacks == 1 && {
            let behind = (long.bits() << (2 * (same + 1))) ^ (short.bits() << (2 * same));
            ((behind.leading_zeros() / 2) as usize) >= short.len() - same
        }
    }

    /// All sequences that differ in one nucleotide.
    pub(super) fn neighbours(self) -> impl Iterator<Item = Self> {
        (0..self.len())
            .flat_map(move |i| (1..4).map(move |change| self.with(i, self.code(i) ^ change)))
    }

    /// `K` nucleotides from `i` on as a number.
    pub(crate) fn word(self, i: usize, k: usize) -> usize {
        ((self.bits() << (2 * i)) >> (128 - 2 * k)) as usize
    }

    pub(crate) fn to_dna(self) -> String {
        self.codes().map(|code| char::from(b"ACGT"[usize::from(code)])).collect()
    }

    pub(crate) fn to_rna(self) -> Rna {
        self.codes().map(|code| Base::KNOWN[usize::from(code)]).collect::<Vec<_>>().into()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn packs_and_orders(a in "[ACGT]{0,64}", b in "[ACGT]{0,64}") {
            let (p, q) = (Packed::new(a.as_bytes()).unwrap(), Packed::new(b.as_bytes()).unwrap());
            prop_assert_eq!(p.to_dna(), a.clone());
            prop_assert_eq!(p.cmp(&q), a.cmp(&b));
        }

        #[test]
        fn neighbours_differ_in_one(a in "[ACGT]{1,64}") {
            let packed = Packed::new(a.as_bytes()).unwrap();
            let mut all: Vec<Packed> = packed.neighbours().collect();
            prop_assert!(all.iter().all(|other| packed.differences(*other) == Some(1)));
            all.sort_unstable();
            all.dedup();
            prop_assert_eq!(all.len(), 3 * a.len());
        }
    }

    proptest! {
        #[test]
        fn one_nucleotide_less(a in "[AC]{1,9}", b in "[AC]{1,9}", ends in 0_usize..3) {
            let (p, q) = (Packed::new(a.as_bytes()).unwrap(), Packed::new(b.as_bytes()).unwrap());
            let (short, long) = if a.len() < b.len() { (&a, &b) } else { (&b, &a) };
            let lacks = long.len() - short.len();
            let without = |i: usize| format!("{}{}", &long[..i], &long[i + 1..]);
            let expected = lacks > 0
                && (lacks <= ends && long.starts_with(short.as_str())
                    || lacks == 1 && (0..long.len()).any(|i| without(i) == *short));
            prop_assert_eq!(p.is_shorter_or_longer(q, ends), expected);
            prop_assert_eq!(q.is_shorter_or_longer(p, ends), expected);
        }
    }

    #[test]
    fn refused() {
        assert_eq!(Packed::new(b"ACGN"), None);
        assert_eq!(Packed::new(&[b'A'; 65]), None);
    }
}
