//! Measurements of small-RNA reads, each a function that prints what it finds and returns what a bar is asked of.

pub mod contaminants;
pub mod fragments;
pub mod labels;
pub mod layouts;
pub mod molecules;
pub mod pool_bias;
mod simulate;
pub mod sums;
pub mod verdicts;
