//! Placeholder doc.

mod check;
mod classes;
mod density;
mod dilution;
mod distribution;
mod finding;
pub mod instrument;
mod measurement;
mod mixture;
mod normal;
mod options;
mod resample;
mod sample;
pub mod simulate;
mod spread;
mod summary;
pub mod tables;

pub use classes::{BadClass, ClassModel, SizeClass};
pub use density::DensityCurve;
pub use dilution::{
    Concentration, Dilution, DilutionState, Measured, RecordedDilution, ReplicationUnit,
    StatedConcentration, Undiluted,
};
pub use distribution::{BadDistribution, SizeDistribution, Weighting, Window};
pub use finding::{Finding, FindingKind};
pub use instrument::Unsupported;
pub use measurement::{Entry, Instrument, Measurement, Replicate, Reported};
pub use mixture::{BadMixture, Component, Fit, FitError, LognormalMixture, Selection};
pub use options::{BadOption, CheckedOptions, Options};
pub use resample::ClassFraction;
pub use sample::{Row, Sample, SampleAnalysis, SampleError};
pub use spread::garwood;
pub use summary::{PercentileRule, Summary, moment_mean, percentile};
