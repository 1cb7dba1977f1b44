//! What a name says: mature sequence or precursor, arm, nomenclature.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The kind of sequence that a name is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum NameKind {
    /// A mature sequence.
    Mature,
    /// A precursor (hairpin).
    Precursor,
    /// The name alone does not decide: `cel-let-7` was both before miRBase 18.
    Either,
}

/// The arm of the hairpin from which a mature sequence is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Arm {
    /// The 5' arm, `-5p`.
    #[serde(rename = "5p")]
    FivePrime,
    /// The 3' arm, `-3p`.
    #[serde(rename = "3p")]
    ThreePrime,
}

impl fmt::Display for Arm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::FivePrime => "5p",
            Self::ThreePrime => "3p",
        })
    }
}

/// The database whose naming a name follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Nomenclature {
    /// miRBase (Ambros 2003, RNA 9:277; Griffiths-Jones 2006, Nucleic Acids Res 34:D140).
    MiRBase,
    /// `MirGeneDB` (Fromm 2015, Annu Rev Genet 49:213).
    MirGeneDb,
}
