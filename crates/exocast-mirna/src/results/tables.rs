//! Counts, read classes and clashes of spikes as tables.

use exocast_core::{BadMatrix, Table, table::Cell};

use crate::assign::{Clash, Quantification, ReadIndex};

impl ReadIndex<'_> {
    /// Spikes that the miRNA reference explains: `spike mirna variant`.
    #[must_use]
    pub fn clashes_table(&self) -> Table {
        let mut table = Table::new(["spike", "mirna", "variant"]);
        for Clash { spike, mirna, variant } in self.clashes() {
            table.push([spike.as_str().into(), mirna.as_str().into(), variant.as_str().into()]);
        }
        table
    }
}

impl Quantification<'_> {
    /// Counts as a table: `mirna`, then one column per sample.
    ///
    /// # Errors
    /// Where two samples have the same name.
    pub fn counts_table(&self) -> Result<Table, BadMatrix> {
        let counts = self.counts()?;
        let columns = std::iter::once("mirna").chain(counts.columns().iter().map(String::as_str));
        let mut table = Table::new(columns);
        for (name, row) in counts.rows().zip(counts.values().rows()) {
            let values = row.iter().map(|&value| Cell::Real(value));
            table.push(std::iter::once(Cell::from(name)).chain(values));
        }
        Ok(table)
    }

    /// Read classes as a table: `sample class reads fraction`; `fraction` is of all reads of the sample, and sums to 1.
    #[must_use]
    pub fn classes_table(&self) -> Table {
        let mut table = Table::new(["sample", "class", "reads", "fraction"]);
        for qc in self.qc() {
            for share in &qc.classes {
                table.push([
                    qc.sample.as_str().into(),
                    share.class.as_str().into(),
                    share.reads.into(),
                    share.fraction.into(),
                ]);
            }
        }
        table
    }
}
