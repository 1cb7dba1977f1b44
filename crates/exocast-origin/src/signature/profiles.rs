//! What is known about sources.

use std::{collections::HashSet, io::BufRead};

use exocast_core::{
    LabelledMatrix, Location, Malformed, ReadError,
    names::Lookup,
    table::intake::{Choice, Quantity, Request},
};

use super::amounts::non_negative;
use crate::{constants::UNKNOWN, error::OriginError};

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
pub struct Signature(LabelledMatrix);

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
        Ok(Self(matrix))
    }

    /// Reads a signature from delimited text: features in the first column, one further column per
    /// source. Format: `docs/formats/origin.md`.
    ///
    /// # Errors
    /// As [`LabelledMatrix::read`] and [`Signature::new`].
    pub fn read<R: BufRead>(reader: R, source: &str) -> Result<Self, ReadError> {
        Self::read_with(reader, source, &Choice::default())
    }

    /// As [`read`](Self::read), with what the user has decided: the column of the names, and a table by which they are
    /// translated; rows that come to have one name are added.
    ///
    /// # Errors
    /// As [`read`](Self::read), and where a column that is chosen is not there.
    pub fn read_with<R: BufRead>(
        reader: R,
        source: &str,
        choice: &Choice,
    ) -> Result<Self, ReadError> {
        let request = Request::new(Quantity::Any).choice(choice).adding_names();
        let matrix = request.read(reader, source)?.matrix;
        Self::new(matrix)
            .map_err(|cause| ReadError::malformed(Location::new(source), Malformed::other(cause)))
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

    /// Whether a name of another table is that of a feature, as far as a single name shows.
    pub fn known_names(&self) -> impl Fn(&str) -> bool {
        let features = Lookup::new(self.features(), []);
        // Of mouse and human the same letters will do; in names of miRNAs case has a meaning.
        let folded: HashSet<String> = self.features().map(str::to_uppercase).collect();
        move |name: &str| {
            let is_spelling = !name.contains('-') && folded.contains(&name.to_uppercase());
            is_spelling || features.find(name).is_some()
        }
    }

    /// Amounts with names, features × sources.
    #[must_use]
    pub fn matrix(&self) -> &LabelledMatrix {
        &self.0
    }
}
