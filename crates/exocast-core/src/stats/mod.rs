//! Statistics that more than one crate needs: quantiles, ranks and their tests, the Kolmogorov distribution,
//! intervals of draws, adjustment for many tests.

pub mod adjust;
mod draws;
mod interval;
pub mod kolmogorov;
pub mod order;
pub mod quantile;
pub mod rank;
pub mod tails;

pub use draws::Draws;
pub use interval::{Interval, Z95};
