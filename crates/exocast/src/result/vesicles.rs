//! Sizes and numbers of vesicles.

use exocast_core::Table;
use exocast_vesicle::{Finding, SampleAnalysis};

/// The samples with sizing, and what the study asks for besides.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct VesiclesResult {
    /// Sizes, numbers and classes of each sample, in the order of the study.
    pub samples: Vec<SampleAnalysis>,
    /// Tables that the study asks for.
    pub further: FurtherTables,
    /// What is to be said of exports without sizes of single particles.
    pub other_findings: Vec<Finding>,
}

/// What may be asked of samples with sizing; each is a table of its own.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct FurtherTables {
    /// Counts above those of a blank.
    pub blank: Option<Table>,
    /// Concentrations corrected for particles that were counted as one.
    pub coincidence: Option<Table>,
    /// Linearity of a dilution series.
    pub linearity: Option<Table>,
    /// Shapes of populations fitted to each sample.
    pub shapes: Option<Table>,
    /// Sizes behind those of tracks, where there are tracks.
    pub true_sizes: Option<Table>,
}
