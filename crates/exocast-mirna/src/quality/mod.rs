//! Whether the library of a sample can be trusted: a verdict with its reasons.
//!
//! Each check compares a number, with its 95 % interval, with the limits of one table. A limit is passed where the whole
//! interval lies beyond it; where only the number does, the check cannot tell, and does not change the verdict. The verdict
//! is that of the worst check.

mod agreement;
mod bounds;
mod check;
mod checks;
mod clades;
mod measure;
mod tables;
mod verdict;

pub use check::{Check, Verdict};
pub use tables::quality_limits_table;
pub use verdict::SampleVerdict;
