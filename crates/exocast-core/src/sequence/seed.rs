//! The seed of a guide.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use super::{Base, Rna};

/// Nucleotides 2 to 8 of a guide, 5' to 3', by which Argonaute finds its targets (Bartel 2009 Cell 136:215).
///
/// Guides of one seed are a family: they find the same canonical sites, and compete for them. A guide whose 5' end is
/// shifted by a nucleotide has another seed, and another family.
///
/// ```
/// use exocast_core::{Rna, Seed};
///
/// let let7a: Rna = "UGAGGUAGUAGGUUGUAUAGUU".parse()?;
/// let mir98: Rna = "UGAGGUAGUAAGUUGUAUUGUU".parse()?;
/// let seed = Seed::new(&let7a).ok_or("too short")?;
/// assert_eq!(seed.to_string(), "GAGGUAG");
/// assert_eq!(Seed::new(&mir98), Some(seed));
/// assert_eq!("gaggtag".parse(), Ok(seed));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Seed([Base; Self::LEN]);

/// Letters that are no seed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not a seed: give nucleotides 2 to 8 of the miRNA, seven of A, C, G, U, such as GAGGUAG of let-7"
)]
pub struct BadSeed(pub String);

impl Seed {
    /// Nucleotides of a seed.
    pub const LEN: usize = 7;

    /// The seed of a guide; nothing where the guide is shorter than 8 nt or has an `N` at nucleotides 2 to 8.
    #[must_use]
    pub fn new(guide: &Rna) -> Option<Self> {
        Self::from_bases(guide.bases().get(1..=Self::LEN)?)
    }

    /// The seven nucleotides, 5' to 3'.
    #[must_use]
    pub const fn bases(&self) -> &[Base; Self::LEN] {
        &self.0
    }

    fn from_bases(bases: &[Base]) -> Option<Self> {
        let known = <[Base; Self::LEN]>::try_from(bases).ok()?;
        known.iter().all(|base| *base != Base::N).then_some(Self(known))
    }
}

impl fmt::Display for Seed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|base| write!(f, "{base}"))
    }
}

/// Seven letters of RNA or DNA, of either case.
impl FromStr for Seed {
    type Err = BadSeed;

    fn from_str(text: &str) -> Result<Self, BadSeed> {
        let rna = Rna::parse(text.trim().as_bytes()).ok();
        rna.and_then(|rna| Self::from_bases(rna.bases())).ok_or_else(|| BadSeed(text.to_owned()))
    }
}

impl TryFrom<String> for Seed {
    type Error = BadSeed;

    fn try_from(text: String) -> Result<Self, BadSeed> {
        text.parse()
    }
}

impl From<Seed> for String {
    fn from(seed: Seed) -> Self {
        seed.to_string()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn seven_known_nucleotides_are_a_seed() {
        for (text, seed) in [
            ("GAGGUAG", Some("GAGGUAG")),
            (" gaggtag ", Some("GAGGUAG")),
            ("GAGGUA", None),
            ("GAGGUAGU", None),
            ("GAGGUAN", None),
            ("let-7", None),
            ("", None),
        ] {
            assert_eq!(text.parse::<Seed>().ok().map(|seed| seed.to_string()).as_deref(), seed);
        }
        let message = "GAGG".parse::<Seed>().map_err(|error| error.to_string());
        assert!(message.is_err_and(|message| message.starts_with("`GAGG` is not a seed")));
    }

    proptest! {
        #[test]
        fn a_seed_is_nucleotides_2_to_8(guide in "[ACGUN]{0,25}") {
            let rna = Rna::parse_with_n(guide.as_bytes()).unwrap();
            let seed = Seed::new(&rna).map(|seed| seed.to_string());
            let plain = guide.get(1..8).filter(|letters| !letters.contains('N'));
            prop_assert_eq!(seed.as_deref(), plain);
        }

        #[test]
        fn words_come_back_and_sort_as_seeds_do(a in "[ACGU]{7}", b in "[ACGU]{7}") {
            let (x, y): (Seed, Seed) = (a.parse().unwrap(), b.parse().unwrap());
            prop_assert_eq!(x.to_string(), a.clone());
            prop_assert_eq!(x.cmp(&y), a.cmp(&b));
            let json = serde_json::to_string(&x).unwrap();
            prop_assert_eq!(serde_json::from_str::<Seed>(&json).unwrap(), x);
        }
    }
}
