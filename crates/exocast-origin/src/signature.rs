//! What is known about sources, and what was measured on vesicles.

use std::{collections::BTreeSet, io::BufRead};

use exocast_core::{LabelledMatrix, Malformed, ReadError};
use ndarray::ArrayView2;

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

/// What each source holds: features × sources, amounts zero or more in one linear unit.
///
/// ```
/// use exocast_origin::Signature;
///
/// let text = "mirna\tliver\tbrain\nhsa-miR-122-5p\t900\t2\nhsa-miR-124-3p\t1\t700\n";
/// let signature = Signature::read(text.as_bytes(), "signature.tsv")?;
/// assert_eq!(signature.sources(), ["liver", "brain"]);
/// # Ok::<(), exocast_core::ReadError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Signature(LabelledMatrix);

impl Signature {
    /// Checks a matrix of features (rows) × sources (columns).
    ///
    /// # Errors
    /// Where there is no feature or source, an amount is below zero, a source holds nothing, or a
    /// source is named `unknown`.
    pub fn new(matrix: LabelledMatrix) -> Result<Self, BadTable> {
        non_negative(&matrix, "source")?;
        for (name, column) in matrix.columns().iter().zip(matrix.values().columns()) {
            if column.iter().all(|value| *value <= 0.0) {
                return Err(BadTable::EmptySource(name.clone()));
            }
            if name == crate::UNKNOWN {
                return Err(BadTable::ReservedName);
            }
        }
        Ok(Self(matrix))
    }

    /// Reads a signature from delimited text: features in the first column, one further column a
    /// source. Format: `docs/formats/origin.md`.
    ///
    /// # Errors
    /// As [`LabelledMatrix::read`] and [`Signature::new`].
    pub fn read<R: BufRead>(reader: R, source: &str) -> Result<Self, ReadError> {
        let matrix = LabelledMatrix::read(reader, source)?;
        Self::new(matrix).map_err(|cause| {
            ReadError::malformed(exocast_core::Location::new(source), Malformed::other(cause))
        })
    }

    /// Names of the sources, in the order of the table.
    #[must_use]
    pub fn sources(&self) -> &[String] {
        self.0.columns()
    }

    /// Names of the features, in the order of the table.
    #[must_use]
    pub fn features(&self) -> impl ExactSizeIterator<Item = &str> + Clone {
        self.0.rows()
    }

    /// Amounts, features × sources.
    #[must_use]
    pub fn values(&self) -> ArrayView2<'_, f64> {
        self.0.values()
    }
}

/// What was measured on vesicles: features × samples, and which other features would have been seen.
///
/// A feature of the signature without a row here is either *not measured*, and then left out of the
/// fit, or *measured as zero*, and then it speaks against the sources that hold it. The table alone
/// cannot tell; [`measurable`](Self::measurable) and [`all_measurable`](Self::all_measurable) say it.
#[derive(Clone, Debug, PartialEq)]
pub struct Cargo {
    matrix: LabelledMatrix,
    zeros: Zeros,
}

#[derive(Clone, Debug, PartialEq)]
enum Zeros {
    None,
    Named(BTreeSet<String>),
    All,
}

impl Cargo {
    /// Checks a matrix of features (rows) × samples (columns).
    ///
    /// # Errors
    /// Where there is no feature or sample, or an amount is below zero.
    pub fn new(matrix: LabelledMatrix) -> Result<Self, BadTable> {
        non_negative(&matrix, "sample")?;
        Ok(Self { matrix, zeros: Zeros::None })
    }

    /// Reads cargo from delimited text: features in the first column, one further column a sample.
    ///
    /// # Errors
    /// As [`LabelledMatrix::read`] and [`Cargo::new`].
    pub fn read<R: BufRead>(reader: R, source: &str) -> Result<Self, ReadError> {
        let matrix = LabelledMatrix::read(reader, source)?;
        Self::new(matrix).map_err(|cause| {
            ReadError::malformed(exocast_core::Location::new(source), Malformed::other(cause))
        })
    }

    /// The same cargo, where each of these features counts as zero if it has no row: for miRNA
    /// counts, every name of the reference that reads were compared with.
    #[must_use]
    pub fn measurable<S: Into<String>>(mut self, features: impl IntoIterator<Item = S>) -> Self {
        self.zeros = Zeros::Named(features.into_iter().map(Into::into).collect());
        self
    }

    /// The same cargo, where every feature without a row counts as zero.
    #[must_use]
    pub fn all_measurable(mut self) -> Self {
        self.zeros = Zeros::All;
        self
    }

    /// Names of the samples, in the order of the table.
    #[must_use]
    pub fn samples(&self) -> &[String] {
        self.matrix.columns()
    }

    /// Amounts with names, features × samples.
    #[must_use]
    pub fn matrix(&self) -> &LabelledMatrix {
        &self.matrix
    }

    /// Whether a feature without a row was measured as zero.
    pub(crate) fn is_zero(&self, feature: &str) -> bool {
        match &self.zeros {
            Zeros::None => false,
            Zeros::Named(names) => names.contains(feature),
            Zeros::All => true,
        }
    }
}
