//! Why an analysis could not be carried out.

use std::error::Error;

use exocast_core::ReadError;

use crate::{
    io::{OpenError, OutputError},
    load::LoadError,
    study::Step,
};

/// An analysis that stopped.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AnalysisError {
    /// An input cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// An input does not hold what it should.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// A result cannot be written.
    #[error(transparent)]
    Output(#[from] OutputError),
    /// A step refuses its options or data.
    #[error("cannot {}", .step.task())]
    Step {
        /// The step.
        step: Step,
        /// What it says.
        source: Box<dyn Error + Send + Sync>,
    },
    /// A table of counts has no column for a sample.
    #[error(
        "{path} has no column `{sample}`; it has {columns}: name that of the sample by `counts_column`, in the study or its sheet"
    )]
    NoColumn {
        /// The table.
        path: String,
        /// The sample.
        sample: String,
        /// Its columns.
        columns: String,
    },
    /// Several columns of a table may be of a sample.
    #[error(
        "{columns} of {path} may all be of `{sample}`: name its column by `counts_column`, in the study or its sheet"
    )]
    SeveralColumns {
        /// The table.
        path: String,
        /// The sample.
        sample: String,
        /// Its columns that fit.
        columns: String,
    },
    /// Counts of miRNAs are of another organism than the study.
    #[error(
        "the counts are of `{species}` (such as `{example}`), and the study is of `{organism}`: write `organism = \"{species}\"` in `[study]`"
    )]
    OtherOrganism {
        /// That of the study.
        organism: String,
        /// That of the names.
        species: String,
        /// One of them.
        example: String,
    },
    /// No table of proteins or lipids has the column that a sample names.
    #[error(
        "the tables of proteins and lipids have no column `{column}`, which `molecules_column` names; they have {columns}"
    )]
    NoMoleculesColumn {
        /// The column named.
        column: String,
        /// The columns there are.
        columns: String,
    },
    /// A dose was asked for and there is no cargo.
    #[error("the study has no cargo: give a sample `reads` or `counts`")]
    NoCargo,
    /// The report's template failed.
    #[error("cannot render the report")]
    Report(#[from] minijinja::Error),
}

impl From<LoadError> for AnalysisError {
    fn from(error: LoadError) -> Self {
        match error {
            LoadError::Open(error) => Self::Open(error),
            LoadError::Read(error) => Self::Read(error),
        }
    }
}

impl Step {
    /// Names this step as the one that failed.
    pub(crate) fn failed<E: Error + Send + Sync + 'static>(self) -> impl Fn(E) -> AnalysisError {
        move |source| AnalysisError::Step { step: self, source: Box::new(source) }
    }
}
