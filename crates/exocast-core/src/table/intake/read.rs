//! From a stream to rows and matrices.

use std::io::BufRead;

use super::{
    finish, plan,
    quantity::Quantity,
    remark::Remark,
    request::Request,
    taken::{Taken, TakenRows},
};
use crate::{
    error::ReadError,
    table::{LabelledMatrix, Reader, TableNotice},
};

impl Request<'_> {
    /// Reads the table.
    ///
    /// # Errors
    /// Where a column can be read in two ways, with both and the option that decides; at the first row with another
    /// number of fields than the header, name that occurs twice, or field that is no finite number; where there is
    /// no row or no column of numbers; and where the stream fails.
    pub fn read<R: BufRead>(&self, reader: R, source: &str) -> Result<Taken, ReadError> {
        self.take(reader, source, true)?.into_matrix()
    }

    /// Reads the table, whose rows may have the same name unless its program adds them up.
    ///
    /// # Errors
    /// As [`read`](Self::read), but for names that occur twice.
    pub fn read_rows<R: BufRead>(&self, reader: R, source: &str) -> Result<TakenRows, ReadError> {
        self.take(reader, source, false)
    }

    fn take<R: BufRead>(
        &self,
        reader: R,
        source: &str,
        unique: bool,
    ) -> Result<TakenRows, ReadError> {
        let mut table = Reader::new(reader, source)?;
        let plan = plan::plan(&mut table, self)?;
        finish::take(table, self, &plan, unique)
    }
}

impl LabelledMatrix {
    /// Reads a table with one header line, as [`Reader`] reads it: names of the rows in the first column, numbers in
    /// the others.
    ///
    /// A column that numbers the rows, and columns without any number (gene symbols, descriptions), are left out
    /// and named by [`notices`](Self::notices). `source` is the name that errors give.
    ///
    /// # Errors
    /// At the first line with another number of fields than the header, a name that occurs twice, or a field that
    /// is not a finite number; where there is no row or no column of numbers; and where the stream fails.
    pub fn read<R: BufRead>(reader: R, source: &str) -> Result<Self, ReadError> {
        Ok(Request::new(Quantity::Any).read(reader, source)?.matrix)
    }

    /// As [`read`](Self::read), with the names of the columns that were left out since they hold no numbers.
    ///
    /// # Errors
    /// As [`read`](Self::read).
    pub fn read_numeric<R: BufRead>(
        reader: R,
        source: &str,
    ) -> Result<(Self, Vec<String>), ReadError> {
        let matrix = Self::read(reader, source)?;
        let left_out = matrix.notices.iter().find_map(|notice| match notice {
            TableNotice::Intake { what: Remark::Roles(roles), .. } => {
                Some(roles.unused.iter().flat_map(|(_, names)| names).cloned().collect())
            }
            _ => None,
        });
        Ok((matrix, left_out.unwrap_or_default()))
    }

    /// As [`read`](Self::read), with the columns whose name `keep` accepts, which have to hold numbers; the other
    /// columns are passed over without notice.
    ///
    /// # Errors
    /// As [`read`](Self::read), within the columns that are kept.
    pub fn read_where<R: BufRead>(
        reader: R,
        source: &str,
        keep: impl Fn(&str) -> bool,
    ) -> Result<Self, ReadError> {
        let mut matrix = Request::new(Quantity::Any).keep(&keep).read(reader, source)?.matrix;
        let is_roles = |what: &Remark| matches!(what, Remark::Roles(_));
        matrix
            .notices
            .retain(|notice| !matches!(notice, TableNotice::Intake { what, .. } if is_roles(what)));
        Ok(matrix)
    }
}
