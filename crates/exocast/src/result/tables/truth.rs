//! The table of what a simulation put in.

use exocast_core::{Cell, Table};

use super::spec::{TableSpec, Written, number, text};
use crate::{
    result::truth::{TruthRow, Value},
    study::Step,
};

/// What a simulation put in, compared with what was found: the file is next to the report.
pub(super) static TRUTH: TableSpec = TableSpec::new(
    "truth",
    "What the simulation put in, beside what the analysis found.",
    &[
        text("step"),
        text("quantity"),
        number("truth", ""),
        number("estimate", ""),
        number("low", ""),
        number("high", ""),
        text("inside"),
    ],
)
.beside_report();

/// The truth alone: `step quantity truth`.
pub(crate) fn truth_alone<'a>(rows: impl Iterator<Item = (Step, &'a str, &'a Value)>) -> Table {
    let mut table = Table::new(TRUTH.columns.iter().take(3).map(|column| column.name));
    rows.for_each(|(step, words, truth)| {
        table.push([step.word().into(), words.into(), truth.into()]);
    });
    table
}

/// The table of a comparison.
pub(in crate::result) fn truth(rows: &[TruthRow]) -> Written {
    TRUTH.with_rows(rows.iter().map(|row| -> [Cell; 7] {
        let (low, high) = row.ends.unzip();
        let inside = row.is_inside().map(|inside| if inside { "yes" } else { "no" });
        [
            row.step.word().into(),
            row.quantity.as_str().into(),
            (&row.truth).into(),
            row.estimate.as_ref().map_or(Cell::Missing, Cell::from),
            low.into(),
            high.into(),
            inside.into(),
        ]
    }))
}

impl From<&Value> for Cell {
    fn from(value: &Value) -> Self {
        match value {
            Value::Number(number) => (*number).into(),
            Value::Count(count) => (*count).into(),
            Value::Name(name) => name.as_str().into(),
        }
    }
}
