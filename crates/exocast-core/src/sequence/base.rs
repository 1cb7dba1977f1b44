//! One nucleotide and the strand it is read from.

use std::fmt;

use serde::{Deserialize, Serialize};

/// An RNA nucleotide, or `N` where the sequence is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Base {
    /// Adenine.
    A = b'A',
    /// Cytosine.
    C = b'C',
    /// Guanine.
    G = b'G',
    /// Uracil.
    U = b'U',
    /// Any nucleotide.
    N = b'N',
}

impl Base {
    /// The four known nucleotides, in the order of their [`code`](Self::code).
    pub const KNOWN: [Self; 4] = [Self::A, Self::C, Self::G, Self::U];

    /// Reads one letter of either case; `T` is read as `U`.
    #[must_use]
    pub const fn from_letter(letter: u8) -> Option<Self> {
        match letter {
            b'A' | b'a' => Some(Self::A),
            b'C' | b'c' => Some(Self::C),
            b'G' | b'g' => Some(Self::G),
            b'U' | b'u' | b'T' | b't' => Some(Self::U),
            b'N' | b'n' => Some(Self::N),
            _ => None,
        }
    }

    /// The upper-case RNA letter.
    #[must_use]
    pub const fn letter(self) -> u8 {
        self as u8
    }

    /// 0, 1, 2, 3 for A, C, G, U; nothing for `N`.
    #[must_use]
    pub const fn code(self) -> Option<u8> {
        match self {
            Self::A => Some(0),
            Self::C => Some(1),
            Self::G => Some(2),
            Self::U => Some(3),
            Self::N => None,
        }
    }

    /// The Watson–Crick partner; `N` stays `N`.
    #[must_use]
    pub const fn complement(self) -> Self {
        match self {
            Self::A => Self::U,
            Self::C => Self::G,
            Self::G => Self::C,
            Self::U => Self::A,
            Self::N => Self::N,
        }
    }
}

impl fmt::Display for Base {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Write::write_char(f, char::from(self.letter()))
    }
}

/// The strand of a genome or of a precursor.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Strand {
    /// As written in the reference.
    #[default]
    Forward,
    /// The reverse complement of the reference.
    Reverse,
}

impl fmt::Display for Strand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Forward => "+",
            Self::Reverse => "-",
        })
    }
}
