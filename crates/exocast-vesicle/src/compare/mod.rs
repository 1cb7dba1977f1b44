//! Groups of samples compared, with samples as replicates and never tracks.

mod comparison;
mod exchange;
mod group;
mod groups;
mod options;
mod pair;
mod replicate;
mod test;

pub use comparison::{Comparison, ComparisonRow};
pub use group::Group;
pub use groups::compare;
pub use options::CompareOptions;
pub use test::TwoSampleTest;
