//! A sample: one or more exports, pooled into one concentration and one size distribution.

mod analysis;
mod curves;
mod intervals;
mod pool;
mod replicate;
mod resample;
#[allow(clippy::module_inception, reason = "the sample itself is a file of its stage")]
mod sample;
pub mod tables;

pub use analysis::{ExportNotes, Ridge, Rows, SampleAnalysis};
pub use intervals::StatisticInterval;
pub use replicate::Row;
pub use resample::{ClassFraction, Population};
pub use sample::Sample;
