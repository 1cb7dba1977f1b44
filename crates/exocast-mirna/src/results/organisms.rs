//! Reads of several organisms as a table.

use exocast_core::{Table, table::Cell};

use crate::assign::Quantification;

impl Quantification<'_> {
    /// Reads (molecules) of each organism: `sample organism mirnas counts unique shared fraction`; none where the reference has
    /// names of one organism.
    ///
    /// miRNAs of one sequence in several organisms are one row of the counts, and rows such as `hsa/mmu` here, so that counts sum
    /// to those of the sample. `unique` are reads that no other organism explains as well, and `shared` those that it got from
    /// the expectation maximisation.
    ///
    /// ```
    /// use exocast_mirna::{Catalogue, QuantifyOptions, ReadIndex, core::options::Options, quantify};
    ///
    /// let matures = ">hsa-miR-1-3p\nUGGAAUGUAAAGAAGUAUGUAU\n>mmu-miR-1a-3p\nUGGAAUGUAAAGAAGUAUGUAU\n\
    ///     >mmu-miR-2-3p\nUAGCUUAUCAGACUGAUGUUGA\n>xtr-miR-3\nUCGAUCGGAUUAACGGCAUCC\n";
    /// let catalogue = Catalogue::read_matures(matures.as_bytes(), "mature.fa", Some("hsa,mmu"))?;
    /// let mut options = QuantifyOptions::default();
    /// options.library = "trimmed".parse()?;
    /// let options = options.check()?;
    /// let index = ReadIndex::new(&catalogue, &[], None, &options);
    /// let reads = |sequence: &str, n: usize| format!("@r\n{sequence}\n+\n{}\n", "I".repeat(22)).repeat(n);
    /// let fastq = reads("TGGAATGTAAAGAAGTATGTAT", 30) + &reads("TAGCTTATCAGACTGATGTTGA", 10);
    /// let sample = index.read("EV_1", [("EV_1.fastq", fastq.as_bytes())], &options)?;
    /// let mut table = Vec::new();
    /// quantify(&index, vec![sample], &options).organisms_table().ok_or("several")?.write_tsv(&mut table)?;
    /// assert_eq!(
    ///     String::from_utf8(table)?,
    ///     "sample\torganism\tmirnas\tcounts\tunique\tshared\tfraction\n\
    ///      EV_1\thsa\t0\t0\t0\t0\t0\nEV_1\tmmu\t1\t10\t10\t0\t0.25\nEV_1\thsa/mmu\t1\t30\t30\t0\t0.75\n"
    /// );
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn organisms_table(&self) -> Option<Table> {
        let columns = ["sample", "organism", "mirnas", "counts", "unique", "shared", "fraction"];
        let mut table = Table::new(columns);
        for (i, sample) in self.samples().enumerate() {
            let organisms = self.organisms(i)?;
            let total: f64 = organisms.iter().map(|(_, reads)| reads.counts).sum();
            for (organism, reads) in organisms {
                let share = if total > 0.0 { reads.counts / total } else { 0.0 };
                table.push([
                    Cell::from(sample),
                    organism.into(),
                    reads.mirnas.into(),
                    reads.counts.into(),
                    reads.unique.into(),
                    (reads.counts - reads.unique).max(0.0).into(),
                    share.into(),
                ]);
            }
        }
        Some(table)
    }
}
