//! The chain from donor to RISC for one set of parameter values, and what copies do to a gene.

mod advance;
mod argonaute;
mod chain;
mod effect;
mod exposure;
mod fluid;
mod occupancy;
mod phi;
mod rates;
mod reference_target;
mod resolve;
mod standing;
mod step;
mod tabulated;
#[cfg(test)]
mod tests;
mod uptake;

pub use effect::{Effect, copies_for};
pub use occupancy::Occupancy;
pub use reference_target::ReferenceTarget;
pub use step::Step;

pub(crate) use argonaute::Argonaute;
pub(crate) use chain::{Chain, chain, follow};
pub(crate) use rates::{body_fluid, inside, recipients, secretion, uptake};
pub(crate) use resolve::{
    cargo_notices, check_cargo, check_entry, draw_measured, endogenous_notices, not_read, resolve,
};
pub(crate) use standing::Standing;
pub(crate) use step::steps;
pub(crate) use tabulated::Tabulated;
