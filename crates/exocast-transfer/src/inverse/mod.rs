//! The inversion: what would have to be true for a number of copies.

mod goal;
mod moves;
mod nearest;
mod needed;
mod require;
mod requirement;
mod sets;
mod tornado;

pub use goal::Goal;
pub use moves::{Move, ParameterSet};
pub use require::require;
pub use requirement::{Moment, Requirement};
pub use sets::require_sets;
pub use tornado::{Swing, swings};

pub(crate) use goal::{Aim, delivered_at};
pub(crate) use require::invert;
