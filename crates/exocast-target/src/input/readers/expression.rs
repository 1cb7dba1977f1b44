//! Expression from a table.

use std::{collections::HashSet, io::BufRead};

use exocast_core::{
    ReadError,
    table::{NumberColumn, Reader},
};

use crate::{input::expression::Expression, notice::Notice, options::ExpressionScale};

impl Expression {
    /// Reads a table whose first column, that of row numbers aside, holds genes or transcripts and whose columns of
    /// numbers hold expression. Where a column is named `tpm`, only that column is read; else all columns of
    /// numbers are averaged, in the scale they are in. Columns of text are named by [`notices`](Self::notices).
    /// Rows in which a value is missing (`NA`) are left out and counted.
    ///
    /// # Errors
    /// Where no column holds numbers; at the first row with another number of fields than the header, without a
    /// name, with a field that is no number, or with one below zero in a scale that allows none; where no row
    /// has expression; and where the stream fails.
    pub fn read<R: BufRead>(
        reader: R,
        source: &str,
        scale: ExpressionScale,
    ) -> Result<Self, ReadError> {
        let mut table = Reader::new(reader, source)?;
        let first = usize::from(table.has_row_numbers());
        let name = table.text_at(first);
        let tpm = table.header().iter().position(|header| header.eq_ignore_ascii_case("tpm"));
        let named_tpm = tpm.filter(|&place| place > first);
        let columns: Vec<NumberColumn> = match named_tpm {
            Some(place) => vec![table.number_at(place)],
            None => (first + 1..table.header().len())
                .filter(|&place| table.is_numeric(place).unwrap_or(true))
                .collect::<Vec<_>>()
                .into_iter()
                .map(|place| table.number_at(place))
                .collect(),
        };
        if columns.is_empty() {
            return Err(table.no_column("tpm"));
        }
        let (mut rows, mut missing, mut negative) = (Vec::new(), 0, false);
        let (mut names, mut repeated) = (HashSet::new(), None);
        while let Some(row) = table.next_row()? {
            let name = row.name(name)?;
            let mut values = Vec::with_capacity(columns.len());
            for &column in &columns {
                let value = row.number(column, "an expression value")?;
                if value.is_some_and(|value| value < 0.0)
                    && (named_tpm.is_some() || scale == ExpressionScale::Tpm)
                {
                    let wanted = "a TPM of zero or more (is the table in logarithms?)";
                    return Err(row.bad(column, wanted));
                }
                values.extend(value);
            }
            if values.len() < columns.len() {
                missing += 1;
                continue;
            }
            negative |= values.iter().any(|value| *value < 0.0);
            let sum: f64 = values.iter().sum();
            if !names.insert(name.to_owned()) {
                let (rows, _) = repeated.get_or_insert_with(|| (0, name.to_owned()));
                *rows += 1;
            }
            rows.push((name.to_owned(), sum / columns.len() as f64));
        }
        let mut notices: Vec<Notice> = table.notices().into_iter().map(Into::into).collect();
        if let Some((rows, example)) = repeated {
            notices.push(Notice::AddedRows { rows, example });
        }
        if columns.len() > 1 {
            notices.push(Notice::ColumnsAveraged { columns: columns.len() });
        }
        if missing > 0 {
            notices.push(Notice::RowsWithoutValue { table: "expression", rows: missing });
        }
        let scale = match scale {
            ExpressionScale::Auto if named_tpm.is_some() => ExpressionScale::Tpm,
            // Averages may hide values below zero, which only logarithms have.
            ExpressionScale::Auto if negative => {
                notices.push(Notice::ScaleDetected { scale: ExpressionScale::Ln });
                ExpressionScale::Ln
            }
            scale => scale,
        };
        let expression = Self::from_values(rows, scale, notices);
        if expression.rows().iter().all(|(_, tpm)| *tpm <= 0.0) {
            return Err(table.no_rows("row with expression above zero"));
        }
        Ok(expression)
    }
}
