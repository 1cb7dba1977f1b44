//! What can be wrong with parameters, options and a computation.

use exocast_core::Interval;

use crate::parameters::BadParameter;

/// Options that cannot be computed with.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum BadOption {
    /// A parameter is unknown or impossible.
    #[error("a parameter of the transfer step is wrong")]
    Parameter(#[from] BadParameter),
    /// The number of draws is out of range.
    #[error("{found} draws: give {low} to {high}")]
    Draws {
        /// The number given.
        found: usize,
        /// Fewest.
        low: usize,
        /// Most.
        high: usize,
    },
    /// No scenario has this name.
    #[error("there is no scenario `{found}`: give one of {known}")]
    Scenario {
        /// The text given.
        found: String,
        /// Those that exist.
        known: &'static str,
    },
}

/// A dose that cannot be computed.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum DoseError {
    /// There is no miRNA to deliver.
    #[error("the cargo holds no miRNA")]
    NoCargo,
    /// A miRNA stands twice in the cargo.
    #[error("`{0}` stands twice in the cargo")]
    Duplicate(String),
    /// A miRNA has impossible copies per vesicle.
    #[error("`{mirna}` cannot have {} ({} to {}) copies per vesicle: give finite numbers of zero or more with the value inside", .interval.value, .interval.low, .interval.high)]
    Copies {
        /// Name of the miRNA.
        mirna: String,
        /// What was given.
        interval: Interval,
    },
    /// The vesicle measurement does not fit the scenario's parameters.
    #[error("the vesicle measurement `{sample}` cannot be used")]
    Vesicles {
        /// Name of the sample.
        sample: String,
        /// Why.
        source: BadParameter,
    },
    /// The number of copies to reach is not above zero.
    #[error("cannot invert for {0} copies: give a finite number above zero")]
    Goal(f64),
}

/// A course in time that cannot be computed.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum CourseError {
    /// The times are not a rising series from 0 on.
    #[error("give times in hours that rise from 0 or later")]
    Hours,
    /// The concentration at the recipients is stated, and so does not follow from anything.
    #[error("`recipient-concentration` is set: there is no course of vesicles to follow")]
    Stated,
    /// Vesicles reach a compartment that they never leave nor end in.
    #[error("the compartments of the body have no balance: some vesicles reach no end")]
    NoBalance,
    /// The vesicle measurement does not fit.
    #[error("the parameters of the course cannot be resolved")]
    Parameters(#[from] DoseError),
    /// The solver stopped.
    #[error("the solver of differential equations stopped: {message}")]
    Solver {
        /// What it said.
        message: String,
    },
}

/// An amount of a marker that is not from 0 to 1.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("`{gene}` cannot be {amount}: give 0 (absent) to 1 (as much as on vesicles known to home)")]
pub struct BadMarker {
    /// The gene.
    pub gene: String,
    /// The amount given.
    pub amount: f64,
}

/// An effect that cannot be asked for.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum EffectError {
    /// The change is none, or no number.
    #[error("cannot ask for a log2 fold change of {0}: give a finite number other than zero")]
    Goal(f64),
    /// No number of copies has the effect.
    #[error("no number of copies changes the gene by {wanted} log2: the most is {most:.3}")]
    Unreachable {
        /// The log2 fold change asked for.
        wanted: f64,
        /// The largest that any number of copies has.
        most: f64,
    },
}

/// What would have to be true cannot be said.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum RequireError {
    /// The effect cannot be asked for.
    #[error("the effect cannot be turned into copies")]
    Effect(#[from] EffectError),
    /// The dose cannot be computed.
    #[error("the dose cannot be computed")]
    Dose(#[from] DoseError),
}
