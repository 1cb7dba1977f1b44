//! Tables of amounts that are zero or more.

use exocast_core::{LabelledMatrix, table::scale};

use crate::error::OriginError;

/// Whether every amount is zero or more; `column` is what the columns are, for the message.
pub(super) fn non_negative(
    matrix: &LabelledMatrix,
    column: &'static str,
) -> Result<(), OriginError> {
    if matrix.values().nrows() == 0 {
        return Err(OriginError::NoFeature);
    }
    if matrix.columns().is_empty() {
        return Err(OriginError::NoColumn(column));
    }
    for (name, row) in matrix.rows().zip(matrix.values().rows()) {
        if let Some(j) = row.iter().position(|value| *value < 0.0) {
            return Err(OriginError::Negative {
                feature: name.to_owned(),
                column: matrix.columns()[j].clone(),
                value: row[j],
            });
        }
    }
    Ok(())
}

/// The largest value of a table whose values look like logarithms, or like Ct values of PCR; nothing where they do not.
pub(crate) fn looks_logarithmic(matrix: &LabelledMatrix) -> Option<f64> {
    scale::looks_logarithmic(&matrix.values().iter().copied(), matrix.columns().len())
}
