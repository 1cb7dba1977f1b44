//! Tables with the columns of the file contract.

mod on_demand;
mod other_exports;
mod summary;

pub use on_demand::{above_blank, coincident, series, shapes, true_sizes};
pub use other_exports::others;
pub use summary::{Document, VESICLES_COLUMNS, classes, findings, vesicles};
