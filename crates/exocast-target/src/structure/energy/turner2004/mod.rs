//! The nearest-neighbour parameters of Turner 2004.

mod int11;
mod int21;
mod int22;
mod loops;
mod scaled;

pub(super) use self::scaled::{MEASURED_AT, ZERO_CELSIUS, tables};
