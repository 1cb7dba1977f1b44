//! Tables of amounts that are zero or more.

use exocast_core::LabelledMatrix;

/// A table of amounts that cannot be used.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum BadTable {
    /// There is no feature in it.
    #[error("there is no feature in it")]
    NoFeature,
    /// There is no source or sample in it.
    #[error("there is no {0} in it")]
    NoColumn(&'static str),
    /// An amount is below zero.
    #[error(
        "`{feature}` in `{column}` is {value}; amounts are zero or more: give counts, CPM or TPM, \
         not logarithms or z-scores"
    )]
    Negative {
        /// The feature.
        feature: String,
        /// The source or sample.
        column: String,
        /// The value found.
        value: f64,
    },
    /// A source has no amount in any feature.
    #[error("source `{0}` is zero in every feature: leave it out of the signature")]
    EmptySource(String),
    /// A source bears the name that results use for what no source explains.
    #[error("a source is named `unknown`, the name of what no source explains: rename it")]
    ReservedName,
}

pub(crate) fn non_negative(matrix: &LabelledMatrix, column: &'static str) -> Result<(), BadTable> {
    if matrix.values().nrows() == 0 {
        return Err(BadTable::NoFeature);
    }
    if matrix.columns().is_empty() {
        return Err(BadTable::NoColumn(column));
    }
    for (name, row) in matrix.rows().zip(matrix.values().rows()) {
        if let Some(j) = row.iter().position(|value| *value < 0.0) {
            return Err(BadTable::Negative {
                feature: name.to_owned(),
                column: matrix.columns()[j].clone(),
                value: row[j],
            });
        }
    }
    Ok(())
}
