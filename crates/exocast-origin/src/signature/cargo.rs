//! What was measured on vesicles.

use std::{collections::BTreeSet, io::BufRead};

use exocast_core::{
    LabelledMatrix, Location, Malformed, ReadError,
    table::{intake::Known, scale::AmountScale},
};

use super::{
    amounts::non_negative,
    table::{AmountTable, Which},
};
use crate::error::OriginError;

/// What was measured on vesicles: features × samples, and which other features would have been seen.
///
/// The `Cargo` of `exocast-transfer` is something else: copies of each miRNA per vesicle, for one sample.
///
/// A feature of the signature without a row here is either *not measured*, and then left out of the
/// fit, or *measured as zero*, and then evidence against the sources that hold it. The table alone
/// does not say which; [`measurable`](Self::measurable) and [`all_measurable`](Self::all_measurable) do.
#[derive(Clone, Debug, PartialEq)]
pub struct Cargo {
    matrix: LabelledMatrix,
    zeros: Zeros,
    /// Whether the user says which scale the amounts were in.
    is_said: bool,
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
    pub fn new(matrix: LabelledMatrix) -> Result<Self, OriginError> {
        non_negative(&matrix, "sample")?;
        Ok(Self { matrix, zeros: Zeros::None, is_said: false })
    }

    /// Reads cargo from delimited text: features in the first column, one further column per sample.
    ///
    /// # Errors
    /// As [`LabelledMatrix::read`] and [`Cargo::new`].
    pub fn read<R: BufRead>(reader: R, source: &str) -> Result<Self, ReadError> {
        Self::read_with(reader, source, &AmountTable::default(), None)
    }

    /// As [`read`](Self::read), with what the user has decided, and the names that can be used: the column that agrees with
    /// them best names the features. Logarithms become amounts. Rows that come to have one name by a table of names are added.
    ///
    /// # Errors
    /// As [`read`](Self::read); where a column that is chosen is not there; and where amounts may be logarithms and nothing
    /// decides.
    pub fn read_with<R: BufRead>(
        reader: R,
        source: &str,
        table: &AmountTable,
        known: Option<Known<'_>>,
    ) -> Result<Self, ReadError> {
        let matrix = table.read(reader, source, Which::Cargo, known)?;
        let cargo = Self::new(matrix).map_err(|cause| {
            ReadError::malformed(Location::new(source), Malformed::other(cause))
        })?;
        Ok(Self { is_said: table.scale != AmountScale::Auto, ..cargo })
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
    pub(crate) fn samples(&self) -> &[String] {
        self.matrix.columns()
    }

    /// Amounts with names, features × samples.
    #[must_use]
    pub fn matrix(&self) -> &LabelledMatrix {
        &self.matrix
    }

    /// Whether the user says which scale the amounts were in.
    pub(crate) const fn is_said(&self) -> bool {
        self.is_said
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
