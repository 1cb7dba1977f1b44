//! The tables and files of a quantification.

mod fragments;
mod guides;
mod isomirs;
mod matrix;
mod modifications;
mod normalise;
mod novel;
mod organisms;
mod remarks;
mod summaries;
mod tables;

pub use normalise::tmm;
pub use remarks::Remarks;
