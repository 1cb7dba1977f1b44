//! Readers of doses, expression and observed changes.

use std::{
    collections::{HashMap, HashSet},
    io::BufRead,
};

use exocast_core::{Interval, Location, Malformed, ReadError};

use super::{Delimited, number};
use crate::{Amounts, Expression, ExpressionScale, Notice, Observed, ObservedGene};

impl Amounts {
    /// Reads `mirna copies_per_cell` with optional `low` and `high`, the ends of a 95 % interval.
    /// Further columns are passed over.
    ///
    /// # Errors
    /// Where a column is missing; at the first line with a number below zero or none, an interval
    /// that does not hold its value, or a name that stands twice; where there is no line; and where
    /// the stream fails.
    pub fn read<R: BufRead>(reader: R, source: &str) -> Result<Self, ReadError> {
        let mut table = Delimited::new(reader, source)?;
        let (mut entries, mut lines) = (Vec::new(), HashMap::new());
        while table.advance()? {
            let column = |name| table.column(&[name]).ok_or_else(|| table.no_column(name));
            let (mirna, copies) = (column("mirna")?, column("copies_per_cell")?);
            let amount = |column| {
                let wanted = "a number of copies per cell, zero or more";
                let value = table.number(column, wanted)?;
                if value < 0.0 {
                    let cause = Malformed::field(table.fields()[column].as_str(), wanted);
                    return Err(table.malformed(Some(column), cause));
                }
                Ok(value)
            };
            let value = amount(copies)?;
            let end = |name| match table.column(&[name]) {
                Some(column) if number(&table.fields()[column]) != Some(None) => {
                    amount(column).map(|end| (end, Some(column)))
                }
                _ => Ok((value, None)),
            };
            let ((low, at_low), (high, at_high)) = (end("low")?, end("high")?);
            for (wrong, column, side, end) in
                [(low > value, at_low, "low", low), (high < value, at_high, "high", high)]
            {
                if wrong {
                    let cause = Malformed::Contradiction {
                        left: side,
                        left_value: end.to_string(),
                        right: "copies_per_cell",
                        right_value: value.to_string(),
                    };
                    return Err(table.malformed(column, cause));
                }
            }
            let name = table.fields()[mirna].clone();
            if name.is_empty() {
                let cause = Malformed::Missing("the name of the miRNA");
                return Err(table.malformed(Some(mirna), cause));
            }
            if let Some(first) = lines.insert(name.clone(), table.line()) {
                return Err(table.malformed(Some(mirna), Malformed::Duplicate { name, first }));
            }
            entries.push((name, Interval::new(value, low, high)));
        }
        if entries.is_empty() {
            let cause = Malformed::Empty("miRNA");
            return Err(ReadError::malformed(Location::new(source), cause));
        }
        Ok(Self::new(entries))
    }
}

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

impl Observed {
    /// Reads observed changes: genes or transcripts in the column `gene` or `transcript`, else in the
    /// first; log2 fold changes in `log2fc`, `log2FoldChange` or `logFC`. Further columns, p-values among
    /// them, are passed over. Rows without a fold change (`NA`), or with an infinite one, are
    /// left out, as are names that come again; all are counted.
    ///
    /// # Errors
    /// Where there is no column of fold changes; at the first line with another number of fields than
    /// the header or a field that is no number; where no row is left; and where the stream fails.
    pub fn read<R: BufRead>(reader: R, source: &str) -> Result<Self, ReadError> {
        let mut table = Delimited::new(reader, source)?;
        let (mut genes, mut seen) = (Vec::new(), HashSet::new());
        let (mut missing, mut infinite, mut repeated) = (0, 0, 0);
        while table.advance()? {
            let names = ["log2fc", "log2FoldChange", "log2_fold_change", "logFC"];
            let change = table.column(&names).ok_or_else(|| table.no_column("log2fc"))?;
            let gene = table.column(&["gene", "transcript"]).unwrap_or(0);
            let name = table.fields()[gene].clone();
            if number(&table.fields()[change]) == Some(None) || name.is_empty() || name == "NA" {
                missing += 1;
                continue;
            }
            if table.fields()[change].parse().is_ok_and(f64::is_infinite) {
                infinite += 1;
                continue;
            }
            let log2fc = table.number(change, "a log2 fold change")?;
            if seen.insert(name.clone()) {
                genes.push(ObservedGene { name, log2fc });
            } else {
                repeated += 1;
            }
        }
        if genes.is_empty() {
            let cause = Malformed::Empty("row with a fold change");
            return Err(ReadError::malformed(Location::new(source), cause));
        }
        let mut notices = Vec::new();
        if missing > 0 {
            notices.push(Notice::RowsWithoutValue { table: "observed changes", rows: missing });
        }
        if infinite > 0 {
            notices.push(Notice::InfiniteRows { rows: infinite });
        }
        if repeated > 0 {
            notices.push(Notice::RepeatedRows { table: "observed changes", rows: repeated });
        }
        Ok(Self::new(genes, notices))
    }
}
