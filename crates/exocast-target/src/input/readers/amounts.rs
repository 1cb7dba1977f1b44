//! Amounts of miRNA from a table.

use std::{collections::HashMap, io::BufRead};

use exocast_core::{Interval, Location, Malformed, ReadError};

use super::delimited::{Delimited, number};
use crate::input::amounts::Amounts;

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
