//! Nucleotides and pairs as places in tables.

use exocast_core::Base;

/// 0 for N, 1 to 4 for A, C, G, U.
pub(crate) type Letter = u8;

/// The letters of a sequence.
pub(crate) fn letters(sequence: &[Base]) -> Vec<Letter> {
    sequence.iter().map(|base| base.code().map_or(0, |code| code + 1)).collect()
}

/// A pair that can form: C–G, G–C, G–U, U–G, A–U, U–A are 0 to 5.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PairType(u8);

const NONE: u8 = 6;

/// 5' letter × 3' letter.
const PAIRS: [[u8; 5]; 5] = [
    [NONE; 5],
    [NONE, NONE, NONE, NONE, 4],
    [NONE, NONE, NONE, 0, NONE],
    [NONE, NONE, 1, NONE, 2],
    [NONE, 5, NONE, 3, NONE],
];

impl PairType {
    /// The pair of a 5' and a 3' nucleotide.
    pub(crate) fn new(five: Letter, three: Letter) -> Option<Self> {
        let pair = PAIRS[usize::from(five)][usize::from(three)];
        (pair != NONE).then_some(Self(pair))
    }

    /// The same pair seen from its other side.
    pub(crate) const fn reversed(self) -> Self {
        Self(self.0 ^ 1)
    }

    /// Whether it is A–U or G–U.
    pub(crate) const fn is_weak(self) -> bool {
        self.0 > 1
    }

    /// Whether it is G–U.
    pub(crate) const fn is_wobble(self) -> bool {
        self.0 == 2 || self.0 == 3
    }

    pub(crate) const fn index(self) -> usize {
        self.0 as usize
    }
}
