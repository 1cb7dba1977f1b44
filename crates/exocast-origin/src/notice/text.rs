//! Each notice as one sentence.

use std::fmt;

use exocast_core::words::{first_listed, plural, quoted};

use super::kind::Notice;
use crate::names::hint_text;

/// Names that a notice lists.
const LISTED: usize = 10;

/// The names, which are the first of `total`.
fn listed(names: &[String], total: usize) -> String {
    let more = total.saturating_sub(names.len());
    let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{}{rest}", quoted(names))
}

impl Notice {
    fn about_names(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Matched { signature, matched, zeros, unmatched, examples } => {
                write!(f, "{matched} of {signature} signature features have a row in the cargo")?;
                if *zeros > 0 {
                    write!(f, ", {zeros} count as zero")?;
                }
                if *unmatched > 0 {
                    write!(f, ", {unmatched} are left out: {}", listed(examples, *unmatched))?;
                }
                Ok(())
            }
            Self::CargoOutside { features, examples } => {
                write!(
                    f,
                    "{} outside of the signature not used: {}",
                    plural(*features, "cargo feature"),
                    listed(examples, *features)
                )
            }
            Self::OtherNames { names } => {
                let pairs: Vec<String> =
                    names.iter().map(|(name, row)| format!("`{name}` = `{row}`")).collect();
                write!(
                    f,
                    "{} matched by another name of the gene, or its orthologue: {}",
                    plural(names.len(), "feature"),
                    first_listed(&pairs, LISTED)
                )
            }
            Self::Names(notice) => write!(f, "{notice}"),
            Self::AnyVersion { features } => write!(
                f,
                "{} matched without the version after the dot, in which signature and cargo differ",
                plural(*features, "feature")
            ),
            Self::NearNames { features, example: (a, b), difference } => write!(
                f,
                "{} not matched, different only in {difference}, such as `{a}` in the signature and `{b}` in the \
                 cargo: rename one side if they are the same",
                plural(*features, "name")
            ),
            _ => Ok(()),
        }
    }
}

impl fmt::Display for Notice {
    #[allow(clippy::too_many_lines, reason = "one sentence a variant")]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Matched { .. }
            | Self::CargoOutside { .. }
            | Self::AnyVersion { .. }
            | Self::OtherNames { .. }
            | Self::Names(_)
            | Self::NearNames { .. } => self.about_names(f),
            Self::ColumnSums { ratio } => write!(
                f,
                "column sums of the signature differ {ratio:.1}-fold, so shares depend on the unit of \
                 the columns: choose scaling `per-rna` or `per-cell` if they are not amounts per unit \
                 of RNA"
            ),
            Self::AutoMethod { sample, method, reason } => {
                write!(f, "{sample}: method `{method}`, because {reason}")
            }
            Self::EmptySample { sample } => write!(
                f,
                "{sample}: the cargo is zero in every feature of the signature; shares cannot be estimated"
            ),
            Self::NotConverged { sample, iterations } => {
                write!(
                    f,
                    "{sample}: the fit had not converged after {}",
                    plural(*iterations, "iteration")
                )
            }
            Self::SameSources { sources } => write!(
                f,
                "sources {} have proportional profiles: their share was split evenly",
                quoted(sources)
            ),
            Self::SilentSources { sources } => write!(
                f,
                "sources {} are zero in every feature used: their shares cannot be estimated",
                quoted(sources)
            ),
            Self::NoFactor { share, sources } => {
                write!(f, "{share} is missing: no factor is given for {}", quoted(sources))
            }
            Self::Unpaired { samples, features } => write!(
                f,
                "{} without a partner and {} of one table only not used",
                plural(*samples, "sample"),
                plural(*features, "feature")
            ),
            Self::EmptyPair { sample } => write!(
                f,
                "{sample}: cells or vesicles are zero in every common feature; the pair was not used"
            ),
            Self::UnseenFeatures { features } => {
                write!(
                    f,
                    "{} zero in all pairs, of unknown bias",
                    plural(*features, "common feature")
                )
            }
            Self::NoUnknown { method } => write!(
                f,
                "method `{method}` estimates no unknown source: RNA of sources outside of the signature is \
                 assigned to those in it"
            ),
            Self::BiasUnused { method } => write!(
                f,
                "method `{method}` ignores cargo biases; `auto` and `log-normal` use them where cargo is counts"
            ),
            Self::Merged { sources } => write!(
                f,
                "sources {} cannot be distinguished and were merged; their share is that of all together",
                quoted(sources)
            ),
            Self::LooksLogarithmic { largest } => write!(
                f,
                "the largest cargo value is {largest} and values have fractions: if these are \
                 logarithms, give linear amounts; mixtures add on the linear scale only"
            ),
            Self::Logarithms { table, largest } => write!(
                f,
                "the amounts of the {table}, none above {largest}, look like logarithms or Ct values: mixtures add on the \
                 linear scale only, and no share is supported; give linear amounts (2^x of log2, 2^-Ct of Ct), or, where \
                 they are linear, scale each column to a million"
            ),
            Self::SetFeatures { set, features, missing, examples } => write!(
                f,
                "set {set}: {missing} of {features} features have no row in the cargo: {}",
                listed(examples, *missing)
            ),
            Self::SetVersions { features } => write!(
                f,
                "{} matched without the version after the dot, in which sets and cargo differ",
                plural(*features, "feature")
            ),
            Self::RepeatedFeatures { features } => {
                write!(f, "{} listed twice in a set, counted once", plural(*features, "feature"))
            }
            // Where most names are known, it is the sets that are small.
            Self::NoSetTested { sets, wanted, known: (all, known), .. } if 2 * known >= *all => {
                write!(
                    f,
                    "none of the {sets} sets has {} in the cargo, though {known} of their {all} features are: the sets are \
                 too small; give larger ones",
                    plural(*wanted, "feature"),
                )
            }
            Self::NoSetTested { sets, wanted, examples: (of_set, of_cargo), hint, .. } => write!(
                f,
                "none of the {sets} sets has {} in the cargo: the sets have `{of_set}`, the cargo \
                 has `{of_cargo}`{}",
                plural(*wanted, "feature"),
                hint_text(hint.as_ref())
            ),
            Self::SetTooSmall { set, features, wanted } => write!(
                f,
                "set {set}: {} in the cargo, {wanted} needed; not tested",
                plural(*features, "feature")
            ),
        }
    }
}
