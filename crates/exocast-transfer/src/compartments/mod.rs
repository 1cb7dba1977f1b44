//! Vesicles in time: the compartments of a scenario and of the body.

#[cfg(feature = "diffsol")]
mod bdf;
mod body;
mod course;
mod distribute;
mod flows;
mod organ;
mod scenario;
mod system;
mod tropism;

pub use body::Site;
pub use course::{Course, Solver, course};
pub use distribute::{BodyDistribution, OrganDose, distribute};
pub use organ::Organ;
pub use tropism::Tropism;
