//! The arm that a name gives, and the nomenclature that it follows.

use std::fmt;

use serde::{Deserialize, Serialize};

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
