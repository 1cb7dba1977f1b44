//! A parameter that cannot be set so.

use exocast_core::Interval;

use super::entry::{Distribution, Domain};

/// A parameter that cannot be set so.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum BadParameter {
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
}
