//! Amounts of miRNA from a table.

use std::io::BufRead;

use exocast_core::{
    ReadError,
    table::{Reader, UniqueNames},
};

use crate::input::amounts::Amounts;

impl Amounts {
    /// Reads a table with the columns `mirna` and `copies_per_cell`, and optional `low` and `high`, the ends of a
    /// 95 % interval. Further columns are named by [`notices`](Self::notices).
    ///
    /// # Errors
    /// Where a column is missing; at the first row with a missing name, an amount that is missing or no number
    /// of zero or more, an interval that does not contain its value, or a duplicate name; where there is no row;
    /// and where the stream fails.
    pub fn read<R: BufRead>(reader: R, source: &str) -> Result<Self, ReadError> {
        let mut table = Reader::new(reader, source)?;
        let mirna = table.text(&["mirna"])?;
        let copies = table.number(&["copies_per_cell"])?;
        let (low, high) = (table.number_if_any(&["low"])?, table.number_if_any(&["high"])?);
        let (mut entries, mut names) = (Vec::new(), UniqueNames::default());
        while let Some(row) = table.next_row()? {
            let wanted = "a number of copies per cell, zero or more";
            let amount = row.interval(copies, low, high, wanted)?;
            entries.push((names.take(&row, mirna)?, amount));
        }
        if entries.is_empty() {
            return Err(table.no_rows("miRNA"));
        }
        let notices = table.notices().into_iter().map(Into::into).collect();
        Ok(Self::new(entries).with_notices(notices))
    }
}
