//! What an analysis gives: the outcome of each step, tables, pictures, notices and the verdict.

mod analysis;
mod error;
mod notice;
mod outcome;
mod provenance;

pub(crate) use self::analysis::{Content, SCHEMA_VERSION, TRUTH, place};
pub use self::{
    analysis::Analysis,
    error::AnalysisError,
    notice::Notice,
    outcome::{Outcome, Status, VerdictText},
};
