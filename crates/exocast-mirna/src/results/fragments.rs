//! Reads of other RNAs by name, spikes by name, and miRNAs that are fragments of other RNAs.

use exocast_core::{Cell, Table};

use crate::assign::{Origin, Quantification, ReadIndex};

impl ReadIndex<'_> {
    /// miRNAs that are fragments of the RNAs that compete for reads: `mirna fragment_of class differences start`; the
    /// nearest RNA of each class, with at most one nucleotide that differs.
    #[must_use]
    pub fn origins_table(&self) -> Table {
        let mut table = Table::new(["mirna", "fragment_of", "class", "differences", "start"]);
        for Origin { mature, differences, class, name, start } in self.origins() {
            table.push([
                self.catalogue().matures()[*mature].name.as_str().into(),
                name.as_str().into(),
                class.as_str().into(),
                u64::from(*differences).into(),
                (start + 1).into(),
            ]);
        }
        table
    }
}

impl Quantification<'_> {
    /// Reads of RNAs other than miRNA: `sample class name type cut reads fraction unique tied_with`.
    ///
    /// The rows of a class sum to its reads in [`classes_table`](Self::classes_table). Reads that several names explain
    /// are shared as those of miRNAs are; `unique` are reads that no other row explains as well, and `tied_with` other
    /// rows that explain at least one in twenty of the reads as well. Names that no read distinguishes are one row.
    #[must_use]
    pub fn fragments_table(&self) -> Table {
        let columns =
            ["sample", "class", "name", "type", "cut", "reads", "fraction", "unique", "tied_with"];
        let mut table = Table::new(columns);
        for row in self.fragment_rows() {
            let qc = &self.qc()[row.sample];
            let cut = row.part.map(|part| if part.is_half { "half" } else { "" });
            table.push([
                qc.sample.as_str().into(),
                row.class.as_str().into(),
                row.name.as_str().into(),
                row.part.map(|part| part.name.to_owned()).into(),
                cut.filter(|cut| !cut.is_empty()).map(str::to_owned).into(),
                row.reads.into(),
                (row.reads / qc.fates.total.max(1) as f64).into(),
                row.unique.into(),
                row.tied_with.join(",").into(),
            ]);
        }
        table
    }

    /// Reads of each spike: `sample spike reads fraction counted`; `counted` are molecules where the library has UMIs.
    /// Reads that two spikes explain equally well are ambiguous, and in none of them.
    #[must_use]
    pub fn spikes_table(&self) -> Table {
        let mut table = Table::new(["sample", "spike", "reads", "fraction", "counted"]);
        for (sample, qc) in self.qc().iter().enumerate() {
            let reads = self.spike_reads(sample);
            for ((spike, counted), reads) in self.spikes(sample).into_iter().zip(reads) {
                let fraction = reads as f64 / qc.fates.total.max(1) as f64;
                let cells: [Cell; 5] = [
                    qc.sample.as_str().into(),
                    spike.into(),
                    reads.into(),
                    fraction.into(),
                    counted.into(),
                ];
                table.push(cells);
            }
        }
        table
    }
}
