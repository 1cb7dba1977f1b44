//! Expression from a table.

use std::{collections::HashSet, io::BufRead};

use exocast_core::{Location, Malformed, ReadError};

use super::delimited::{Delimited, number};
use crate::{input::expression::Expression, notice::Notice, options::ExpressionScale};

impl Expression {
    /// Reads a table whose first column holds genes or transcripts and whose columns of numbers hold
    /// expression. The header may leave the first cell empty or out. Where a column is named `tpm`,
    /// it alone is read; else all columns of numbers are averaged, in the scale they are in. Columns
    /// whose first value is no number are passed over. A row in which a value is missing (`NA`) is
    /// left out and counted.
    ///
    /// # Errors
    /// Where no column holds numbers; at the first line with another number of fields than the
    /// header, or with a field that is no number, or below zero in a scale that allows none; where
    /// no line has expression; and where the stream fails.
    pub fn read<R: BufRead>(
        reader: R,
        source: &str,
        scale: ExpressionScale,
    ) -> Result<Self, ReadError> {
        let mut table = Delimited::new(reader, source)?;
        let (mut rows, mut missing) = (Vec::new(), 0);
        let (mut seen, mut repeated) = (HashSet::new(), None);
        let mut columns: Option<Vec<usize>> = None;
        let (mut named_tpm, mut negative) = (false, false);
        while table.advance()? {
            let chosen = columns.get_or_insert_with(|| {
                named_tpm = table.column(&["tpm"]).is_some_and(|column| column > 0);
                match table.column(&["tpm"]) {
                    Some(column) if column > 0 => vec![column],
                    _ => (1..table.fields().len())
                        .filter(|&i| number(&table.fields()[i]).is_some())
                        .collect(),
                }
            });
            if chosen.is_empty() {
                return Err(table.no_column("tpm"));
            }
            let name = table.fields()[0].clone();
            if name.is_empty() {
                let cause = Malformed::Missing("the name of the gene or transcript");
                return Err(table.malformed(Some(0), cause));
            }
            if chosen.iter().any(|&i| number(&table.fields()[i]) == Some(None)) {
                missing += 1;
                continue;
            }
            let mut sum = 0.0;
            for &column in chosen.iter() {
                let value = table.number(column, "an expression value")?;
                if value < 0.0 && (named_tpm || scale == ExpressionScale::Tpm) {
                    let wanted = "a TPM of zero or more (is the table in logarithms?)";
                    let cause = Malformed::field(table.fields()[column].as_str(), wanted);
                    return Err(table.malformed(Some(column), cause));
                }
                negative |= value < 0.0;
                sum += value;
            }
            if !seen.insert(name.clone()) {
                let (rows, _) = repeated.get_or_insert((0, name.clone()));
                *rows += 1;
            }
            rows.push((name, sum / chosen.len() as f64));
        }
        let mut notices = Vec::new();
        if let Some((rows, example)) = repeated {
            notices.push(Notice::AddedRows { rows, example });
        }
        if let Some(columns) = columns.map(|columns| columns.len()).filter(|&n| n > 1) {
            notices.push(Notice::ColumnsAveraged { columns });
        }
        if missing > 0 {
            notices.push(Notice::RowsWithoutValue { table: "expression", rows: missing });
        }
        let scale = match scale {
            ExpressionScale::Auto if named_tpm => ExpressionScale::Tpm,
            // Averages may hide values below zero, which only logarithms have.
            ExpressionScale::Auto if negative => {
                notices.push(Notice::ScaleDetected { scale: ExpressionScale::Ln });
                ExpressionScale::Ln
            }
            scale => scale,
        };
        let expression = Self::from_values(rows, scale, notices);
        if expression.rows().iter().all(|(_, tpm)| *tpm <= 0.0) {
            let cause = Malformed::Empty("row with expression above zero");
            return Err(ReadError::malformed(Location::new(source), cause));
        }
        Ok(expression)
    }
}
