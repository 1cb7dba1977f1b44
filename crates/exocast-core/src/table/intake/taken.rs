//! What the intake gives.

use std::{borrow::Cow, sync::Arc};

use super::{
    labels, merge::Rows, program::Repeats, quantity::Unit, remark::Remark,
    transposed::without_number,
};
use crate::{
    error::{Location, Malformed, ReadError},
    table::{LabelledMatrix, TableNotice, scale::Scale},
};

/// A table of features by samples, with what its columns say of it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Taken {
    /// Features by samples.
    pub matrix: LabelledMatrix,
    /// The column of each sample, as the header has it.
    pub headers: Vec<String>,
    /// What the values are, where the header says.
    pub unit: Unit,
    /// Length of each feature in nucleotides, where the program of the table counts over it.
    pub lengths: Option<Vec<f64>>,
    /// The program that wrote the table, where its header shows it.
    pub program: Option<&'static str>,
}

impl Taken {
    /// How the table was read, where that is not plain.
    #[must_use]
    pub fn notices(&self) -> &[TableNotice] {
        self.matrix.notices()
    }
}

/// The rows of a table of features by samples, of which several may have one name.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct TakenRows {
    /// The place of the header.
    pub header: Location,
    /// Name of each row.
    pub names: Vec<Arc<str>>,
    /// Line of each row, from 1.
    pub lines: Vec<u64>,
    /// Names of the samples.
    pub samples: Vec<String>,
    /// The column of each sample, as the header has it.
    pub headers: Vec<String>,
    /// Values row by row, finite.
    pub values: Vec<f64>,
    /// What the values are, where the header says.
    pub unit: Unit,
    /// Length of each feature in nucleotides, where the program of the table counts over it.
    pub lengths: Option<Vec<f64>>,
    /// The program that wrote the table, where its header shows it.
    pub program: Option<&'static str>,
    /// How the table was read, where that is not plain.
    pub notices: Vec<TableNotice>,
}

/// The feature that the name of a column is of.
fn feature_of(name: &str) -> Cow<'_, str> {
    let name = without_number(name);
    labels::plain(name, None).map_or(Cow::Borrowed(name), |(plain, _)| plain)
}

impl TakenRows {
    /// Each row: its name, its line and its values.
    pub fn rows(&self) -> impl Iterator<Item = (&Arc<str>, u64, &[f64])> {
        let rows = self.values.chunks(self.samples.len().max(1));
        self.names.iter().zip(&self.lines).zip(rows).map(|((name, line), row)| (name, *line, row))
    }

    /// Rows for columns.
    pub(super) fn turned(self) -> Self {
        let width = self.samples.len();
        let values = &self.values;
        let turned =
            (0..width).flat_map(|at| values.iter().skip(at).step_by(width.max(1)).copied());
        let line = self.header.line_number().unwrap_or_default();
        Self {
            values: turned.collect(),
            names: self.samples.iter().map(|name| Arc::from(feature_of(name).as_ref())).collect(),
            samples: self.names.iter().map(ToString::to_string).collect(),
            headers: self.names.iter().map(ToString::to_string).collect(),
            lines: vec![line; width],
            ..self
        }
    }

    /// The matrix of `f` of each value, rows of one name added after it; a notice says that values were read in a scale that is not linear.
    ///
    /// # Errors
    /// Where two samples have one name, or a result is not finite.
    pub fn map_amounts(
        mut self,
        f: impl Fn(f64) -> f64,
        scale: Scale,
    ) -> Result<LabelledMatrix, ReadError> {
        for value in &mut self.values {
            *value = f(*value);
        }
        if let Some(value) = self.values.iter().find(|value| !value.is_finite()) {
            let cause = Malformed::field(value.to_string(), "a finite amount");
            return Err(ReadError::malformed(self.header, cause));
        }
        let mut rows = Rows {
            names: std::mem::take(&mut self.names),
            lines: std::mem::take(&mut self.lines),
            values: std::mem::take(&mut self.values),
            lengths: Vec::new(),
        };
        // Amounts of one name add up, in their linear scale.
        let names = rows.merge(Repeats::Added).unwrap_or_default();
        (self.names, self.lines, self.values) = (rows.names, rows.lines, rows.values);
        if !names.is_empty() {
            let what = Remark::Repeated { names, added: true };
            self.notices.push(TableNotice::Intake { at: self.header.clone(), what });
        }
        if scale != Scale::LINEAR {
            let what = Remark::Logarithms(scale.in_words("amount"));
            self.notices.push(TableNotice::Intake { at: self.header.clone(), what });
        }
        Ok(self.into_matrix()?.matrix)
    }

    pub(super) fn into_matrix(self) -> Result<Taken, ReadError> {
        let Self {
            header, names, samples, headers, values, unit, lengths, program, notices, ..
        } = self;
        let matrix = LabelledMatrix::of_finite(names, samples, values)
            .map_err(|cause| ReadError::malformed(header, Malformed::other(cause)))?;
        let matrix = matrix.with_notices(notices);
        Ok(Taken { matrix, headers, unit, lengths, program })
    }
}
