//! A checked RNA sequence.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use super::Base;

/// An owned RNA sequence over `A C G U N`, 5' to 3'.
///
/// DNA letters and lower case are read and stored as upper-case RNA. Whether `N` may stand in it is
/// for the caller to say: [`Rna::parse`] refuses it, [`Rna::parse_with_n`] keeps it.
///
/// ```
/// use exocast_core::Rna;
///
/// let let7: Rna = "TGAGGTAGTAGGTTGTATAGTT".parse()?;
/// assert_eq!(let7.to_string(), "UGAGGUAGUAGGUUGUAUAGUU");
/// assert_eq!(let7.reverse_complement().to_string(), "AACUAUACAACCUACUACCUCA");
/// # Ok::<(), exocast_core::BadBase>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Rna(Vec<Base>);

/// A letter that is no nucleotide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{}` at nucleotide {position} is not a nucleotide here", char::from(*.letter).escape_default())]
pub struct BadBase {
    /// The letter found.
    pub letter: u8,
    /// Its place, from 1.
    pub position: usize,
}

impl Rna {
    /// Reads a sequence without unknown nucleotides.
    ///
    /// # Errors
    /// At the first letter that is not one of `ACGUT` in either case.
    pub fn parse(letters: &[u8]) -> Result<Self, BadBase> {
        Self::parse_where(letters, |base| base != Base::N)
    }

    /// Reads a sequence in which `N` may stand.
    ///
    /// # Errors
    /// At the first letter that is not one of `ACGUTN` in either case.
    pub fn parse_with_n(letters: &[u8]) -> Result<Self, BadBase> {
        Self::parse_where(letters, |_| true)
    }

    fn parse_where(letters: &[u8], allowed: impl Fn(Base) -> bool) -> Result<Self, BadBase> {
        letters
            .iter()
            .enumerate()
            .map(|(i, &letter)| {
                Base::from_letter(letter)
                    .filter(|&base| allowed(base))
                    .ok_or(BadBase { letter, position: i + 1 })
            })
            .collect::<Result<_, _>>()
            .map(Self)
    }

    /// The nucleotides, 5' to 3'.
    #[must_use]
    pub fn bases(&self) -> &[Base] {
        &self.0
    }

    /// Number of nucleotides.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is no nucleotide at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The part `range`, 0-based and half-open; nothing where it reaches past the end.
    #[must_use]
    pub fn slice(&self, range: std::ops::Range<usize>) -> Option<Self> {
        self.0.get(range).map(|bases| Self(bases.to_vec()))
    }

    /// The opposite strand, 5' to 3'.
    #[must_use]
    pub fn reverse_complement(&self) -> Self {
        Self(self.0.iter().rev().map(|base| base.complement()).collect())
    }

    /// The sequence in DNA letters, as sequencing reads have it.
    #[must_use]
    pub fn to_dna(&self) -> String {
        self.0
            .iter()
            .map(|base| if *base == Base::U { 'T' } else { char::from(base.letter()) })
            .collect()
    }
}

impl From<Vec<Base>> for Rna {
    fn from(bases: Vec<Base>) -> Self {
        Self(bases)
    }
}

impl FromStr for Rna {
    type Err = BadBase;

    fn from_str(text: &str) -> Result<Self, BadBase> {
        Self::parse(text.as_bytes())
    }
}

impl TryFrom<String> for Rna {
    type Error = BadBase;

    fn try_from(text: String) -> Result<Self, BadBase> {
        Self::parse_with_n(text.as_bytes())
    }
}

impl From<Rna> for String {
    fn from(rna: Rna) -> Self {
        rna.to_string()
    }
}

impl fmt::Display for Rna {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|base| base.fmt(f))
    }
}
