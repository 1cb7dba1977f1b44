//! Columns of tables of parameters that would have to change.

use exocast_core::{Cell, Interval};

/// Names of the columns.
pub(super) const COLUMNS: [&str; 8] =
    ["parameter", "value", "low", "high", "unit", "needed", "fold", "within_range"];

/// A parameter, what it is and what it would have to be.
pub(super) struct Needed<'a> {
    pub(super) parameter: &'static str,
    pub(super) current: &'a Interval,
    pub(super) unit: &'static str,
    pub(super) value: Option<f64>,
    pub(super) fold: Option<f64>,
    pub(super) is_within_range: bool,
}

impl Needed<'_> {
    /// A cell per column.
    pub(super) fn cells(self) -> [Cell; COLUMNS.len()] {
        [
            self.parameter.into(),
            self.current.value.into(),
            self.current.low.into(),
            self.current.high.into(),
            self.unit.into(),
            self.value.into(),
            self.fold.into(),
            if self.is_within_range { "yes" } else { "no" }.into(),
        ]
    }
}
