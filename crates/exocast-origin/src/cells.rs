//! Numbers as cells of a table.

use exocast_core::Cell;

/// A number, or the word for one that has no end.
pub(crate) fn or_infinite(value: f64) -> Cell {
    if value.is_infinite() {
        Cell::Text(if value > 0.0 { "inf" } else { "-inf" }.to_owned())
    } else {
        Cell::Real(value)
    }
}
