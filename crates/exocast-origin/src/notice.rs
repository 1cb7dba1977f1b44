//! What a user should know about a result, and would not see in its numbers.

use std::{borrow::Cow, fmt};

use serde::{Deserialize, Serialize};

use crate::matching::hint_text;

/// Something that was left out, assumed or found wanting; displays as one sentence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Notice {
    /// How many features of the signature the cargo speaks about.
    Matched {
        /// Features of the signature.
        signature: usize,
        /// Of these, with a row in the cargo.
        matched: usize,
        /// Of these, without a row and taken as zero.
        zeros: usize,
        /// Of these, left out; with up to three names.
        unmatched: usize,
        /// Names of features left out.
        examples: Vec<String>,
    },
    /// Cargo features that no signature feature bears; they say nothing here.
    CargoOutside {
        /// How many.
        features: usize,
    },
    /// Accessions that were matched though their versions differ.
    AnyVersion {
        /// How many features of the signature.
        features: usize,
    },
    /// Names that would match if spelling were changed; they were not matched.
    NearNames {
        /// How many.
        features: usize,
        /// A name of the signature and the name of the cargo that resembles it.
        example: (String, String),
        /// In what they differ.
        difference: NameDifference,
    },
    /// Columns of the signature have very different sums.
    ColumnSums {
        /// Largest sum over smallest.
        ratio: f64,
    },
    /// The method that `auto` took, and why.
    AutoMethod {
        /// The sample.
        sample: String,
        /// The method.
        method: crate::Method,
        /// Why.
        reason: crate::Reason,
    },
    /// A sample has no cargo in any feature used.
    EmptySample {
        /// The sample.
        sample: String,
    },
    /// The fit had not settled when its iterations ran out.
    NotConverged {
        /// The sample.
        sample: String,
        /// Iterations done.
        iterations: usize,
    },
    /// Sources that are the same but for a factor were fitted as one, their share halved between them.
    SameSources {
        /// Names of the sources.
        sources: Vec<String>,
    },
    /// Sources without an amount in the features used; their share is zero by construction.
    SilentSources {
        /// Names of the sources.
        sources: Vec<String>,
    },
    /// Vesicle or cell shares were not computed since a source has no factor.
    NoFactor {
        /// `vesicle_share` or `cell_share`.
        share: Cow<'static, str>,
        /// Names of the sources without one.
        sources: Vec<String>,
    },
    /// Samples of cells or vesicles without a partner, and features of one side only.
    Unpaired {
        /// Samples.
        samples: usize,
        /// Features.
        features: usize,
    },
    /// A pair without any amount in the common features, of cells or of vesicles.
    EmptyPair {
        /// The sample.
        sample: String,
    },
    /// Features that are zero in all pairs: nothing is known of their bias.
    UnseenFeatures {
        /// How many.
        features: usize,
    },
    /// The method does not estimate an unknown source.
    NoUnknown {
        /// The method.
        method: crate::Method,
    },
    /// The method does not use biases that were given.
    BiasUnused {
        /// The method.
        method: crate::Method,
    },
    /// Alike sources were merged, as asked for.
    Merged {
        /// Names of the sources.
        sources: Vec<String>,
    },
    /// Values look like logarithms.
    LooksLogarithmic {
        /// Largest value in the cargo.
        largest: f64,
    },
    /// Features of a set without a row in the cargo.
    SetFeatures {
        /// The set.
        set: String,
        /// Features of the set.
        features: usize,
        /// Of these, without a row.
        missing: usize,
        /// Up to three of their names.
        examples: Vec<String>,
    },
    /// Accessions of sets that were matched though their versions differ.
    SetVersions {
        /// How many features.
        features: usize,
    },
    /// No set could be tested.
    NoSetTested {
        /// How many there are.
        sets: usize,
        /// How many features each has to have in the cargo.
        wanted: usize,
        /// A feature of a set and one of the cargo.
        examples: (String, String),
        /// A pair of names that differ only in spelling, where there is one.
        hint: Option<(String, String, NameDifference)>,
    },
    /// A set that could not be tested.
    SetTooSmall {
        /// The set.
        set: String,
        /// Its features in the cargo.
        features: usize,
        /// How many are asked for.
        wanted: usize,
    },
}

/// In what two names differ that would otherwise be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum NameDifference {
    /// Upper and lower case.
    Case,
    /// A number after the last dot, as in `AC004466.1`; in accessions it is a version, which does not matter.
    Version,
    /// U and T.
    UracilThymine,
}

impl fmt::Display for NameDifference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Case => "upper and lower case (`mir` names a hairpin, `miR` a mature miRNA)",
            Self::Version => "the version after the dot",
            Self::UracilThymine => "U and T",
        })
    }
}

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

pub(crate) fn quoted(names: &[String]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
