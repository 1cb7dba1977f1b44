//! The tables and files of a quantification.

mod isomirs;
mod matrix;
mod modifications;
mod normalise;
mod summaries;
mod tables;

pub use normalise::tmm;
