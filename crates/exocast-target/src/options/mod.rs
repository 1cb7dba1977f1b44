//! Options of the response and of the evidence.

mod explain;
mod ranges;
mod respond;
mod scale;

pub use self::{
    explain::{CheckedExplain, ExplainOptions},
    respond::{CheckedRespond, Product, RespondOptions},
    scale::ExpressionScale,
};
