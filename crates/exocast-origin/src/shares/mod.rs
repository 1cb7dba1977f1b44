//! Which sources sent the cargo of each sample: estimates, intervals, verdicts, tables and pictures.

mod amounts;
mod choice;
mod counts;
mod deconvolution;
mod diagnostics;
mod estimates;
mod factors;
mod gain;
mod joint;
mod local;
mod merge;
mod model;
mod notices;
pub mod pictures;
mod plan;
mod resampling;
mod result;
mod rows;
mod study;
mod tables;

pub use diagnostics::{Diagnostics, Gate};
pub use factors::Factors;
pub use result::{Deconvolution, SampleOrigin, SourceShare, SumShare};
