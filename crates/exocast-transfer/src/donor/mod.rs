//! Where vesicles come from: the machinery of secretion, and loading.

mod biogenesis;
mod machinery;
mod passive;
mod regulators;
mod routes;

pub use biogenesis::{Biogenesis, WARNING, biogenesis};
pub use machinery::{Expression, Machinery};
pub use passive::enrichment_over_passive;
pub use regulators::Process;
