//! Each notice as one sentence.

use std::fmt;

use super::kind::Notice;
use crate::names::{hint_text, quoted};

impl Notice {
    fn about_names(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Matched { signature, matched, zeros, unmatched, examples } => {
                write!(f, "of {signature} signature features {matched} have a row in the cargo")?;
                if *zeros > 0 {
                    write!(f, ", {zeros} count as zero")?;
                }
                if *unmatched > 0 {
                    write!(f, ", {unmatched} are left out (such as {})", quoted(examples))?;
                }
                Ok(())
            }
            Self::CargoOutside { features } => {
                write!(f, "{features} cargo features are not in the signature and were not used")
            }
            Self::AnyVersion { features } => write!(
                f,
                "{features} features of the signature and the cargo differ in the version after the dot: they \
                 were matched without it"
            ),
            Self::NearNames { features, example: (a, b), difference } => write!(
                f,
                "{features} names were not matched that differ only in {difference}, such as `{a}` \
                 in the signature and `{b}` in the cargo: rename one side if they are the same"
            ),
            _ => Ok(()),
        }
    }
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Matched { .. }
            | Self::CargoOutside { .. }
            | Self::AnyVersion { .. }
            | Self::NearNames { .. } => self.about_names(f),
            Self::ColumnSums { ratio } => write!(
                f,
                "column sums of the signature differ {ratio:.1}-fold: shares depend on what a column \
                 is an amount of; choose scaling `per-rna` or `per-cell` if columns are not per unit \
                 of RNA as they stand"
            ),
            Self::AutoMethod { sample, method, reason } => {
                write!(f, "{sample}: method `{method}`, since {reason}")
            }
            Self::EmptySample { sample } => write!(
                f,
                "{sample}: no cargo in any feature of the signature; nothing can be said about it"
            ),
            Self::NotConverged { sample, iterations } => {
                write!(f, "{sample}: the fit had not settled after {iterations} iterations")
            }
            Self::SameSources { sources } => write!(
                f,
                "sources {} are the same but for a factor: their share was split evenly",
                quoted(sources)
            ),
            Self::SilentSources { sources } => write!(
                f,
                "sources {} hold nothing in the features used: their share cannot be seen",
                quoted(sources)
            ),
            Self::NoFactor { share, sources } => {
                write!(f, "{share} is missing: no factor is given for {}", quoted(sources))
            }
            Self::Unpaired { samples, features } => write!(
                f,
                "{samples} samples have no partner and {features} features are of one side only; they \
                 were not used"
            ),
            Self::EmptyPair { sample } => write!(
                f,
                "{sample}: cells or vesicles hold nothing in the common features; the pair was not used"
            ),
            Self::UnseenFeatures { features } => write!(
                f,
                "{features} common features are zero in all pairs; nothing is known of their bias"
            ),
            Self::NoUnknown { method } => write!(
                f,
                "method `{method}` estimates no unknown source: what is in no column is given to those \
                 that are"
            ),
            Self::BiasUnused { method } => write!(
                f,
                "method `{method}` uses no cargo bias; `auto` and `log-normal` do, where cargo is counts"
            ),
            Self::Merged { sources } => write!(
                f,
                "sources {} cannot be told apart and were merged; their share is of all together",
                quoted(sources)
            ),
            Self::LooksLogarithmic { largest } => write!(
                f,
                "the largest cargo value is {largest} and values have fractions: if these are \
                 logarithms, give linear amounts; mixtures add on the linear scale only"
            ),
            Self::SetFeatures { set, features, missing, examples } => write!(
                f,
                "set {set}: {missing} of {features} features have no row in the cargo (such as {})",
                quoted(examples)
            ),
            Self::SetVersions { features } => write!(
                f,
                "{features} features of the sets and the cargo differ in the version after the dot: they were \
                 matched without it"
            ),
            Self::NoSetTested { sets, wanted, examples: (of_set, of_cargo), hint } => write!(
                f,
                "none of the {sets} sets has {wanted} features in the cargo: the sets have `{of_set}`, the cargo \
                 has `{of_cargo}`{}",
                hint_text(hint.as_ref())
            ),
            Self::SetTooSmall { set, features, wanted } => write!(
                f,
                "set {set}: {features} features in the cargo, {wanted} are needed; not tested"
            ),
        }
    }
}
