//! Tables with a diameter column, matrices of size by sample, and lists of diameters.

mod bins;
mod by_sample;
mod columns;
mod dividing;
mod header;
mod layout;
mod matrix;
mod named;
mod places;
mod ranges;
mod read;
mod role;
mod rows;
mod unit;
mod unit_words;

pub(crate) use bins::edges_between;
pub(crate) use columns::{concentration, nanometres};
pub use named::{Columns, LengthUnit};
pub(crate) use read::read;
