//! The table of accessibilities.

use exocast_core::Table;

/// Columns of the table of accessibilities.
pub const ACCESS_COLUMNS: [&str; 3] = ["transcript", "end", "probability"];

/// `transcript end probability`: P(end − length + 1 … end unpaired), `end` from 1; `rows` are names and
/// what [`Accessibility::unpaired`] gives for `length`.
#[must_use]
pub fn access_table<'a>(
    rows: impl IntoIterator<Item = (&'a str, Vec<f64>)>,
    length: usize,
) -> Table {
    let mut table = Table::new(ACCESS_COLUMNS);
    for (name, probabilities) in rows {
        for (start, probability) in probabilities.into_iter().enumerate() {
            table.push([name.into(), (start + length).into(), probability.into()]);
        }
    }
    table
}
