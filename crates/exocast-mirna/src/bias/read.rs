//! Reading a table of biases.

use std::{collections::HashMap, io::BufRead};

use exocast_core::{
    BadBase, Malformed, ReadError, Rna, Z95,
    table::{Reader, Row, TextColumn},
};

use super::table::{BiasTable, SequenceBias};
use crate::notice::Notice;

/// Rows of several kits.
#[derive(Debug, thiserror::Error)]
#[error("`{other}`, and `{first}` in the rows before; a table of biases is of one kit")]
struct SeveralKits {
    first: String,
    other: String,
}

const LOG2: &str = "a bias as log2 of observed over expected share";
const ERROR: &str = "a standard error";
const SPREAD: &str = "a standard deviation between libraries";

impl BiasTable {
    /// Reads a table of biases: `sequence log2_bias error`, and as far as they are known `name`, `low`, `high`, `raw_log2`, `reads`,
    /// `expected_share`, `spread`, `replicates`, `kit`, `layout`.
    ///
    /// ```
    /// use exocast_mirna::BiasTable;
    ///
    /// let text = "name\tsequence\tlog2_bias\terror\tkit\na\tUAGCUUAUCAGACUGAUGUUGA\t-1.5\t0.1\ttruseq\n";
    /// let bias = BiasTable::read(text.as_bytes(), "bias.tsv")?;
    /// let row = bias.of_sequence(&"TAGCTTATCAGACTGATGTTGA".parse()?).unwrap();
    /// assert_eq!((row.log2_bias, row.error), (-1.5, 0.1));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// Where the table is malformed, lacks one of the first three columns, has a sequence twice, or rows of several kits.
    pub fn read<R: BufRead>(reader: R, source: &str) -> Result<Self, ReadError> {
        let mut table = Reader::new(reader, source)?;
        let sequence = table.text(&["sequence"])?;
        let (log2, error) = (table.number(&["log2_bias"])?, table.number(&["error"])?);
        let name = table.text_if_any(&["name", "mirna"])?;
        let (low, high) = (table.number_if_any(&["low"])?, table.number_if_any(&["high"])?);
        let raw = table.number_if_any(&["raw_log2"])?;
        let reads = table.number_if_any(&["reads"])?;
        let share = table.number_if_any(&["expected_share"])?;
        let spread = table.number_if_any(&["spread"])?;
        let replicates = table.number_if_any(&["replicates"])?;
        let (kit, layout) = (table.text_if_any(&["kit"])?, table.text_if_any(&["layout"])?);
        let (mut rows, mut lines) = (Vec::new(), HashMap::new());
        let (mut kits, mut layouts) = (Same::default(), Same::default());
        let (mut between, mut libraries) = (None, 0);
        while let Some(row) = table.next_row()? {
            let letters = row.name(sequence)?;
            let bases: Rna = letters
                .parse()
                .map_err(|cause: BadBase| row.error(sequence, Malformed::from(cause)))?;
            if let Some(first) = lines.insert(bases.clone(), row.line()) {
                let name = letters.to_owned();
                return Err(row.error(sequence, Malformed::Duplicate { name, first }));
            }
            kits.take(&row, kit)?;
            layouts.take(&row, layout)?;
            let amount = |column: Option<_>, wanted| match column {
                Some(column) => row.amount(column, wanted),
                None => Ok(None),
            };
            let number = |column: Option<_>| match column {
                Some(column) => row.number(column, LOG2),
                None => Ok(None),
            };
            let log2_bias = row.required(log2, LOG2)?;
            let missing = || row.error(error, Malformed::MissingValue(ERROR));
            let error = row.amount(error, ERROR)?.ok_or_else(missing)?;
            between = between.or(amount(spread, SPREAD)?);
            libraries = libraries.max(whole(amount(replicates, "a number of libraries")?));
            rows.push(SequenceBias {
                name: name.and_then(|name| row.text(name)).unwrap_or(letters).to_owned(),
                sequence: bases,
                log2_bias,
                error,
                low: number(low)?.unwrap_or(log2_bias - Z95 * error),
                high: number(high)?.unwrap_or(log2_bias + Z95 * error),
                raw_log2: number(raw)?,
                reads: amount(reads, "a number of reads")?.unwrap_or_default(),
                expected_share: amount(share, "a share")?.unwrap_or_default(),
            });
        }
        if rows.is_empty() {
            return Err(table.no_rows("sequence with a bias"));
        }
        let notices = table.notices().into_iter().map(Notice::Table).collect();
        let (kit, layout) = (kits.value.unwrap_or_default(), layouts.value.unwrap_or_default());
        Ok(Self::new(kit, layout, between, libraries, rows, notices))
    }
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "an amount is not negative"
)]
fn whole(number: Option<f64>) -> usize {
    number.unwrap_or_default().round() as usize
}

/// Text that all rows have.
#[derive(Default)]
struct Same {
    value: Option<String>,
}

impl Same {
    fn take(&mut self, row: &Row<'_>, column: Option<TextColumn>) -> Result<(), ReadError> {
        let Some(column) = column else { return Ok(()) };
        let Some(text) = row.text(column) else { return Ok(()) };
        match &self.value {
            None => self.value = Some(text.to_owned()),
            Some(first) if first == text => {}
            Some(first) => {
                let cause = SeveralKits { first: first.clone(), other: text.to_owned() };
                return Err(row.error(column, Malformed::other(cause)));
            }
        }
        Ok(())
    }
}
