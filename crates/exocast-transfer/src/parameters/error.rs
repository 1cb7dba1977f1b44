//! An invalid option.

use exocast_core::Interval;

use super::entry::{Distribution, Domain};

/// An invalid option, such as a parameter that cannot have its value.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum BadOption {
    /// No parameter has this name.
    #[error("there is no parameter `{name}`; did you mean `{nearest}`?")]
    Unknown {
        /// The name given.
        name: String,
        /// The most alike of those that exist.
        nearest: &'static str,
    },
    /// The value, or an end of its interval, is impossible.
    #[error("`{name}` cannot be {value}: it is {domain}")]
    Impossible {
        /// Name of the parameter.
        name: &'static str,
        /// The number given.
        value: f64,
        /// What it can be.
        domain: Domain,
    },
    /// The interval does not hold the value.
    #[error("the interval {} to {} of `{name}` does not hold its value {}", .interval.low, .interval.high, .interval.value)]
    Outside {
        /// Name of the parameter.
        name: &'static str,
        /// What was given.
        interval: Interval,
    },
    /// The interval has an end that its distribution never reaches.
    #[error("the interval {} to {} of `{name}` cannot be that of a {distribution} parameter: {wanted}", .interval.low, .interval.high)]
    Range {
        /// Name of the parameter.
        name: &'static str,
        /// What was given.
        interval: Interval,
        /// How the parameter varies.
        distribution: Distribution,
        /// What the ends have to be.
        wanted: &'static str,
    },
    /// The number of draws is out of range.
    #[error("{draws} draws: give {low} to {high}")]
    Draws {
        /// The number given.
        draws: usize,
        /// Fewest.
        low: usize,
        /// Most.
        high: usize,
    },
    /// The copies of a miRNA of the recipient are impossible.
    #[error("the recipient cannot hold {} ({} to {}) copies of `{mirna}`: give finite numbers of zero or more with the value inside", .copies.value, .copies.low, .copies.high)]
    Endogenous {
        /// Name of the miRNA.
        mirna: String,
        /// The copies given.
        copies: Interval,
    },
    /// A miRNA of the recipient is given twice.
    #[error("duplicate miRNA `{0}` among the recipient's own")]
    DuplicateEndogenous(String),
    /// All miRNAs of the recipient are said to be fewer than those listed.
    #[error(
        "`endogenous-copies` is {total}, but the recipient's miRNAs listed have {listed} copies: leave it out, or give the total of which they are a part"
    )]
    FewerThanListed {
        /// The total given.
        total: f64,
        /// Sum of the copies listed.
        listed: f64,
    },
}
