//! Short sequences in two bits a nucleotide, and texts to compare them with.

use exocast_core::{Base, Rna};

/// The longest sequence that fits into a [`Packed`].
pub(crate) const CAPACITY: usize = 64;

/// One bit for each nucleotide of a [`Packed`], the lower of its two.
const LANES: u128 = u128::MAX / 3;
const WORD_LANES: u64 = u64::MAX / 3;

/// A sequence of at most [`CAPACITY`] known nucleotides; the first stands in the highest bits, so
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
    /// Packs letters; nothing where one is no nucleotide or there are too many.
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

/// Sequences one after another, with unknown nucleotides between and behind them.
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

    /// The lanes (lower bits, first nucleotide highest) in which `read`, laid at `at`, differs from
    /// the text.
    pub(crate) fn differences(&self, at: usize, read: Packed) -> u128 {
        let difference = window(&self.codes, at, 0) ^ read.bits();
        let lanes = (difference | difference >> 1) & LANES | window(&self.unknown, at, WORD_LANES);
        lanes & !(u128::MAX.checked_shr(2 * u32::from(read.len)).unwrap_or(0))
    }

    /// The code at a place; nothing where it is unknown.
    pub(crate) fn code(&self, at: usize) -> Option<u8> {
        let (word, shift) = (at / 32, 62 - 2 * (at % 32));
        (self.unknown.get(word)? >> shift & 1 == 0).then(|| (self.codes[word] >> shift & 3) as u8)
    }
}

/// The 64 lanes from `at` on; `beyond` fills what lies past the end.
fn window(words: &[u64], at: usize, beyond: u64) -> u128 {
    let (word, shift) = (at / 32, 2 * (at % 32));
    let get = |i: usize| u128::from(words.get(i).copied().unwrap_or(beyond));
    let both = get(word) << 64 | get(word + 1);
    if shift == 0 { both } else { both << shift | get(word + 2) >> (64 - shift) }
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
                let known = plain.get(at + i).filter(|b| **b != b'N').map(|&b| code(b));
                prop_assert_eq!(text.code(at + i), known);
            }
            prop_assert_eq!(if read.len() < 64 { lanes << (2 * read.len()) } else { 0 }, 0);
        }
    }

    #[test]
    fn refused() {
        assert_eq!(Packed::new(b"ACGN"), None);
        assert_eq!(Packed::new(&[b'A'; 65]), None);
    }
}
