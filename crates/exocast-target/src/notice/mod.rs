//! What was skipped, assumed or clamped on the way to a result.

mod notices;
mod problems;
mod sentences;

pub use self::{
    notices::Notice,
    problems::{CodingProblem, GenomeProblem, SequenceProblem},
};

/// Names that a notice gives of what it counts.
pub(crate) const NAMED: usize = 10;
