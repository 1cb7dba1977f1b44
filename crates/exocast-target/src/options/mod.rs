//! Options of the response and of the evidence.

mod explain;
mod ranges;
mod respond;
mod scale;

pub use self::{
    explain::{Direction, ExplainOptions},
    respond::{Product, RespondOptions},
    scale::ExpressionScale,
};
