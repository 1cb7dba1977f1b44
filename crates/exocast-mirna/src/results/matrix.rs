//! Tables that sum to the counts: isomiRs by sample, and reads beside molecules.

use std::collections::BTreeMap;

use exocast_core::{Table, table::Cell};

use crate::{
    assign::{Called, CountUnit, Quantification},
    names::Uid,
    reads::Packed,
};

/// Reads, UMIs and molecules of one miRNA in one sample.
#[derive(Clone, Copy, Default)]
struct Amounts {
    reads: f64,
    umis: f64,
    molecules: f64,
    /// Squares of the distances from the molecules to the ends of their intervals.
    below: f64,
    above: f64,
}

impl Quantification<'_> {
    /// Counts of each isomiR: `mirna variant read uid`, then one column per sample. One row per unique read and row of the
    /// [counts](Self::counts) that it is counted in; the rows of a miRNA sum to its counts. A read of several loci has the
    /// variant of the first.
    #[must_use]
    pub fn isomir_counts_table(&self) -> Table {
        let columns = ["mirna", "variant", "read", "uid"].into_iter();
        let mut table = Table::new(columns.chain(self.samples()));
        let mut rows: BTreeMap<(usize, Packed), (&Called, Vec<f64>)> = BTreeMap::new();
        for sample in 0..self.samples.len() {
            for (insert, called) in self.mirna_inserts(sample) {
                for (row, share) in self.shares(sample, called) {
                    let none = || (called, vec![0.0; self.samples.len()]);
                    let (_, counts) = rows.entry((row, insert.sequence)).or_insert_with(none);
                    counts[sample] += insert.molecules as f64 * share;
                }
            }
        }
        let members = self.rows.members();
        for ((row, sequence), (called, counts)) in rows {
            if counts.iter().all(|count| *count <= 0.0) {
                continue;
            }
            let hits = self.hits(sequence, called, row);
            let head: [Cell; 4] = [
                self.index.catalogue().joint_name(&members[row]).into(),
                hits.first().map(|hit| hit.isomir.to_string()).into(),
                sequence.to_dna().into(),
                Uid::new(&sequence.to_rna()).ok().map(|uid| uid.to_string()).into(),
            ];
            table.push(head.into_iter().chain(counts.into_iter().map(Cell::Real)));
        }
        table
    }

    /// Reads beside molecules: `sample mirna reads umis molecules low high`, for samples with UMIs. `molecules` are the
    /// counts, corrected for molecules with the same UMI, with a 95 % interval of that correction; `umis` are different UMIs,
    /// without misread ones. None where no sample has UMIs.
    ///
    /// ```
    /// use exocast_mirna::{Catalogue, QuantifyOptions, ReadIndex, core::options::Options, quantify};
    ///
    /// let hairpin = ">hsa-mir-21\nUGUCGGGUAGCUUAUCAGACUGAUGUUGACUGUUGAAUCUCAUGGCAACACCAGUCGAUGGGCUGUCUGACA\n";
    /// let mature = ">hsa-miR-21-5p\nUAGCUUAUCAGACUGAUGUUGA\n";
    /// let catalogue = Catalogue::read(hairpin.as_bytes(), "h.fa", mature.as_bytes(), "m.fa", None)?;
    /// let mut options = QuantifyOptions::default();
    /// options.library = "trimmed".parse()?;
    /// let options = options.check()?;
    /// let index = ReadIndex::new(&catalogue, &[], None, &options);
    ///
    /// // Five molecules with two reads each, of which one was misread.
    /// let umis = ["ACGTACGTAC", "TTGACCAGTA", "GGCATTACGA", "CATGGTCCAA", "TGCAAGCTTG"];
    /// let read = |i: usize, umi, insert| format!("@r{i}_{umi}\n{insert}\n+\n{}\n", "I".repeat(22));
    /// let mut reads = String::new();
    /// for (i, umi) in umis.iter().enumerate() {
    ///     reads += &read(i, umi, "TAGCTTATCAGACTGATGTTGA");
    ///     let second = if i == 0 { "TAGCTTATCAGACTGACGTTGA" } else { "TAGCTTATCAGACTGATGTTGA" };
    ///     reads += &read(i, umi, second);
    /// }
    /// let sample = index.read("EV_1", [("EV_1.fastq", reads.as_bytes())], &options)?;
    /// let mut table = Vec::new();
    /// quantify(&index, vec![sample], &options).molecules_table().ok_or("no UMIs")?.write_tsv(&mut table)?;
    /// assert!(String::from_utf8(table)?.ends_with("EV_1\thsa-miR-21-5p\t10\t5\t5\t5\t5\n"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn molecules_table(&self) -> Option<Table> {
        let columns = ["sample", "mirna", "reads", "umis", "molecules", "low", "high"];
        let mut table = Table::new(columns);
        let members = self.rows.members();
        for (i, sample) in self.samples.iter().enumerate() {
            let Some(space) = &sample.umis else { continue };
            let mut amounts: BTreeMap<usize, Amounts> = BTreeMap::new();
            for (insert, called) in self.mirna_inserts(i) {
                let molecules = insert.molecules as f64;
                let (low, high) = space.interval_of(insert);
                for (row, share) in self.shares(i, called) {
                    let sum = amounts.entry(row).or_default();
                    sum.reads += insert.reads as f64 * share;
                    sum.umis += insert.umis as f64 * share;
                    sum.molecules += molecules * share;
                    sum.below += ((molecules - low) * share).powi(2);
                    sum.above += ((high - molecules) * share).powi(2);
                }
            }
            for (row, sum) in amounts.into_iter().filter(|(_, sum)| sum.molecules > 0.0) {
                table.push([
                    Cell::from(sample.name.as_str()),
                    self.index.catalogue().joint_name(&members[row]).into(),
                    sum.reads.into(),
                    sum.umis.into(),
                    sum.molecules.into(),
                    (sum.molecules - sum.below.sqrt()).into(),
                    (sum.molecules + sum.above.sqrt()).into(),
                ]);
            }
        }
        let has_umis = self.qc().iter().any(|qc| qc.unit == CountUnit::Molecules);
        has_umis.then_some(table)
    }
}
