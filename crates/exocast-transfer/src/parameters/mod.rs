//! Every number of the model with its range, unit, source and status, and what the user sets of it.

mod entry;
mod error;
mod overrides;
mod parameter;
mod set;
mod spread;
mod table;
mod values;

pub use entry::{Distribution, Domain, Entry, Status};
pub use error::BadOption;
pub use overrides::Override;
pub use set::{Parameters, Setting};
pub use table::Parameter;

pub(crate) use spread::{Spread, normal_quantile};
pub(crate) use values::Values;
