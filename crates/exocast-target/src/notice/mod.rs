//! What was skipped, assumed or clamped on the way to a result.

mod notices;
mod problems;
mod sentences;

pub use self::{
    notices::Notice,
    problems::{CodingProblem, GenomeProblem},
};
