//! The experiment that would show an effect, and the mechanisms it has to rule out.

mod controls;
mod design;
mod mechanism;
mod peak;
mod plan;
mod power;

pub use controls::Control;
pub use design::{Design, DesignRow};
pub use mechanism::{Mechanism, mechanisms};
pub use plan::design;
