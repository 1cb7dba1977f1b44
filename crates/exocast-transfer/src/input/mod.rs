//! What is given: the cargo of the vesicles, the vesicles themselves, and the scenario.

mod cargo;
mod endogenous;
mod families;
mod guide;
mod guide_columns;
mod scenario;
mod setup;
mod vesicles;

pub use cargo::{Cargo, CargoEntry};
pub use endogenous::EndogenousMirna;
pub use families::Family;
pub use guide::Guide;
pub use scenario::Scenario;
pub use setup::Secretion;
pub use vesicles::Vesicles;

pub(crate) use endogenous::sum;
pub(crate) use families::family_key;
pub(crate) use setup::Setup;
