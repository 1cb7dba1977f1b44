//! Amounts of miRNA from a table.

use std::{collections::HashMap, io::BufRead};

use exocast_core::{
    Malformed, ReadError, Seed,
    table::{Reader, TextColumn},
};

use crate::input::{amounts::Amounts, mirna::Mirna};

impl Amounts {
    /// Reads a table with the columns `mirna` and `copies_per_cell`, and optional `low` and `high`, the ends of a
    /// 95 % interval; `isomir` and `seed` say which molecule of the miRNA a row is of, by its
    /// [label](crate::Mirna::label), and are empty for the canonical one. Further columns are named by [`notices`](Self::notices).
    ///
    /// # Errors
    /// Where a column is missing; at the first row with a missing name, an amount that is missing or no number
    /// of zero or more, an interval that does not contain its value, a duplicate name, or an isomiR without its seed; where there
    /// is no row; and where the stream fails.
    pub fn read<R: BufRead>(reader: R, source: &str) -> Result<Self, ReadError> {
        let mut table = Reader::new(reader, source)?;
        let mirna = table.text(&["mirna"])?;
        let copies = table.number(&["copies_per_cell"])?;
        let (low, high) = (table.number_if_any(&["low"])?, table.number_if_any(&["high"])?);
        let (isomir, seed) = (table.text_if_any(&["isomir"])?, table.text_if_any(&["seed"])?);
        let (mut entries, mut lines) = (Vec::new(), HashMap::new());
        while let Some(row) = table.next_row()? {
            let wanted = "a number of copies per cell, zero or more";
            let amount = row.interval(copies, low, high, wanted)?;
            let text = |column: Option<TextColumn>| column.and_then(|column| row.text(column));
            let mut name = row.name(mirna)?.to_owned();
            if let (Some(column), Some(words)) = (isomir, text(isomir)) {
                let wanted = "an isomiR with nucleotides 2 to 8 of it in the column `seed`";
                let malformed = || row.error(column, Malformed::field(words.to_owned(), wanted));
                let seed = text(seed).and_then(|seed| seed.parse::<Seed>().ok());
                name = Mirna::label_of(&name, words, seed.ok_or_else(malformed)?);
            }
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
        assert_eq!(names, ["miR-21", "miR-21 iso_5p:+1 GCUUAUC"]);
        assert!(amounts.notices().is_empty());
        let without = text.replace("GCUUAUC", "");
        assert!(Amounts::read(without.as_bytes(), "dose.tsv").is_err());
        let twice = text.replace("iso_5p:+1", "");
        assert!(Amounts::read(twice.as_bytes(), "dose.tsv").is_err());
    }
}
