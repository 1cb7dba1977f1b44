//! Why a dose, a course or an inversion cannot be computed.

use exocast_core::Interval;

use crate::parameters::BadOption;

/// A result that cannot be computed.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ComputeError {
    /// The cargo has no miRNA.
    #[error("the cargo has no miRNA")]
    NoCargo,
    /// Two entries of the cargo have the same name and isomiR.
    #[error("duplicate miRNA `{0}` in the cargo")]
    Duplicate(String),
    /// A miRNA has impossible copies per vesicle.
    #[error("`{mirna}` cannot have {} ({} to {}) copies per vesicle: give finite numbers of zero or more with the value inside", .interval.value, .interval.low, .interval.high)]
    Copies {
        /// Name of the miRNA.
        mirna: String,
        /// The copies given.
        interval: Interval,
    },
    /// The vesicle measurement does not fit the scenario's parameters.
    #[error("the vesicle measurement `{sample}` cannot be used")]
    Vesicles {
        /// Name of the sample.
        sample: String,
        /// Why.
        source: BadOption,
    },
    /// The number of copies to reach is not above zero.
    #[error("cannot invert for {0} copies: give a finite number above zero")]
    Goal(f64),
    /// The times are not a rising series from 0 on.
    #[error("give times in hours that rise from 0 or later")]
    Hours,
    /// The concentration at the recipients is stated, so that there is no course to follow.
    #[error("`recipient-concentration` is set: there is no course of vesicles to follow")]
    Stated,
    /// Vesicles reach a compartment that they never leave nor end in.
    #[error("the compartments of the body have no balance: some vesicles reach no end")]
    NoBalance,
    /// The solver of differential equations stopped.
    #[error("the solver of differential equations stopped: {message}")]
    Solver {
        /// The message of the solver.
        message: String,
    },
    /// The amount of a surface protein is not from 0 to 1.
    #[error(
        "`{gene}` cannot be {amount}: give 0 (absent) to 1 (as much as on vesicles known to home)"
    )]
    Marker {
        /// The gene.
        gene: String,
        /// The amount given.
        amount: f64,
    },
    /// The change of a gene is zero or not finite.
    #[error("cannot ask for a log2 fold change of {0}: give a finite number other than zero")]
    Change(f64),
    /// A table of expression names no gene of the machinery of secretion.
    #[error(
        "none of the {rows} names of the expression (such as `{example}`) is a gene of the machinery of secretion, such as RAB27A: give a column of gene symbols or Ensembl genes (`--id-column`), or a table of names (`--names`)"
    )]
    NoMachinery {
        /// Rows of the table.
        rows: usize,
        /// The first name.
        example: String,
    },
    /// No number of copies has the effect.
    #[error("no number of copies changes the gene by {wanted} log2: the most is {most:.3}")]
    Unreachable {
        /// The log2 fold change asked for.
        wanted: f64,
        /// The largest that any number of copies has.
        most: f64,
    },
}
