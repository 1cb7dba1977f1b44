//! What is known about sources.

use std::io::BufRead;

use exocast_core::{LabelledMatrix, Location, Malformed, ReadError, table::scale::AmountScale};

use super::{
    amounts::non_negative,
    table::{AmountTable, Which},
};
use crate::{constants::UNKNOWN, error::OriginError, names::known_names};

/// What each source holds: features × sources, amounts zero or more in one linear unit.
///
/// ```
/// use exocast_origin::Signature;
///
/// let text = "mirna\tliver\tbrain\nhsa-miR-122-5p\t900\t2\nhsa-miR-124-3p\t1\t700\n";
/// let signature = Signature::read(text.as_bytes(), "signature.tsv")?;
/// assert_eq!(signature.sources(), ["liver", "brain"]);
/// # Ok::<(), exocast_origin::core::ReadError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Signature {
    matrix: LabelledMatrix,
    /// Whether the user says which scale the amounts were in.
    is_said: bool,
}

impl Signature {
    /// Checks a matrix of features (rows) × sources (columns).
    ///
    /// # Errors
    /// Where there is no feature or source, an amount is below zero, a source holds nothing, or a
    /// source is named `unknown`.
    pub fn new(matrix: LabelledMatrix) -> Result<Self, OriginError> {
        non_negative(&matrix, "source")?;
        for (name, column) in matrix.columns().iter().zip(matrix.values().columns()) {
            if column.iter().all(|value| *value <= 0.0) {
                return Err(OriginError::EmptySource(name.clone()));
            }
            if name == UNKNOWN {
                return Err(OriginError::ReservedName);
            }
        }
        Ok(Self { matrix, is_said: false })
    }

    /// Reads a signature from delimited text: features in the first column, one further column per
    /// source. Format: `docs/formats/origin.md`.
    ///
    /// # Errors
    /// As [`LabelledMatrix::read`] and [`Signature::new`].
    pub fn read<R: BufRead>(reader: R, source: &str) -> Result<Self, ReadError> {
        Self::read_with(reader, source, &AmountTable::default())
    }

    /// As [`read`](Self::read), with what the user has decided: the columns, the scale, and a table by which names are
    /// translated. Logarithms become amounts; rows that come to have one name are added.
    ///
    /// # Errors
    /// As [`read`](Self::read); where a column that is chosen is not there; and where amounts may be logarithms and nothing
    /// decides.
    pub fn read_with<R: BufRead>(
        reader: R,
        source: &str,
        table: &AmountTable,
    ) -> Result<Self, ReadError> {
        let matrix = table.read(reader, source, Which::Signature, None)?;
        let signature = Self::new(matrix).map_err(|cause| {
            ReadError::malformed(Location::new(source), Malformed::other(cause))
        })?;
        Ok(Self { is_said: table.scale != AmountScale::Auto, ..signature })
    }

    /// Names of the sources, in the order of the table.
    #[must_use]
    pub fn sources(&self) -> &[String] {
        self.matrix.columns()
    }

    /// Names of the features, in the order of the table.
    #[must_use]
    pub fn features(&self) -> impl ExactSizeIterator<Item = &str> + Clone {
        self.matrix.rows()
    }

    /// Whether a name of another table is that of a feature, as far as a single name shows.
    pub fn known_names(&self) -> impl Fn(&str) -> bool {
        known_names(self.features())
    }

    /// Whether the user says which scale the amounts were in.
    pub(crate) const fn is_said(&self) -> bool {
        self.is_said
    }

    /// Amounts with names, features × sources.
    #[must_use]
    pub fn matrix(&self) -> &LabelledMatrix {
        &self.matrix
    }
}
