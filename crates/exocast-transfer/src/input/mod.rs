//! What is given: the cargo of the vesicles, the vesicles themselves, and the scenario.

mod cargo;
mod guide;
mod scenario;
mod setup;
mod vesicles;

pub use cargo::{Cargo, CargoEntry};
pub use guide::Guide;
pub use scenario::Scenario;
pub use setup::Secretion;
pub use vesicles::Vesicles;

pub(crate) use setup::Setup;
