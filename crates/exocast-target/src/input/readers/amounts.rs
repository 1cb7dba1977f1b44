//! Amounts of miRNA from a table.

use std::{collections::HashMap, io::BufRead};

use exocast_core::{
    Malformed, ReadError,
    table::{Reader, TextColumn},
};

use crate::input::{amounts::Amounts, mirna::Mirna};

impl Amounts {
    /// Reads a table with the columns `mirna` and `copies_per_cell`, and optional `low` and `high`, the ends of a
    /// 95 % interval; `isomir` says which molecule of the miRNA a row is of, and is empty for the
    /// canonical one: [`entries`](Self::entries) have the [label](crate::Mirna::label) of each. `seed` is not used. Further columns are named by [`notices`](Self::notices).
    ///
    /// # Errors
    /// Where a column is missing; at the first row with a missing name, an amount that is missing or no number
    /// of zero or more, an interval that does not contain its value, or a duplicate name; where there is no row; and where the stream fails.
    pub fn read<R: BufRead>(reader: R, source: &str) -> Result<Self, ReadError> {
        let mut table = Reader::new(reader, source)?;
        let mirna = table.text(&["mirna"])?;
        table.leave_out_summaries(mirna);
        let copies = table.number(&["copies_per_cell"])?;
        let (low, high) = (table.number_if_any(&["low"])?, table.number_if_any(&["high"])?);
        let (isomir, _) = (table.text_if_any(&["isomir"])?, table.text_if_any(&["seed"])?);
        let (mut entries, mut lines) = (Vec::new(), HashMap::new());
        while let Some(row) = table.next_row()? {
            let wanted = "a number of copies per cell, zero or more";
            let amount = row.interval(copies, low, high, wanted)?;
            let text = |column: Option<TextColumn>| column.and_then(|column| row.text(column));
            let name = Mirna::label_of(row.name(mirna)?, text(isomir).unwrap_or_default());
            if let Some(&first) = lines.get(&name) {
                return Err(row.error(mirna, Malformed::Duplicate { name, first }));
            }
            lines.insert(name.clone(), row.line());
            entries.push((name, amount));
        }
        if entries.is_empty() {
            return Err(table.no_rows("miRNA"));
        }
        let notices = table.notices().into_iter().map(Into::into).collect();
        Ok(Self::new(entries).with_notices(notices))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_of_molecules() {
        let text = "mirna\tisomir\tseed\tcopies_per_cell\nmiR-21\t\tAGCUUAU\t5\nmiR-21\tiso_5p:+1\tGCUUAUC\t50\n";
        let amounts = Amounts::read(text.as_bytes(), "dose.tsv").unwrap();
        let names: Vec<&str> = amounts.entries().iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["miR-21", "miR-21 iso_5p:+1"]);
        assert!(amounts.notices().is_empty());
        let twice = text.replace("iso_5p:+1", "");
        assert!(Amounts::read(twice.as_bytes(), "dose.tsv").is_err());
    }
}
