//! The inversion: what would have to be true for a number of copies.

mod moves;
mod nearest;
mod needed;
mod require;
mod requirement;
mod sets;
mod tornado;

pub use moves::{Move, ParameterSet};
pub use require::require;
pub use requirement::{Moment, Requirement};
pub use sets::require_sets;
pub use tornado::{Swing, swings};

pub(crate) use require::{cargo_values, copies_at, invert};
