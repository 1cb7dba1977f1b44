//! The table of guides.

use exocast_core::{Table, table::Cell};

use crate::assign::{CountedGuide, Guides};

impl Guides {
    /// As a table: `sample mirna isomir seed sequence counts share low high`: one row per sample, miRNA with counts in it,
    /// and guide; `isomir` is empty for the canonical guide. The guides of a miRNA sum to its counts.
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
    /// let read = |bases: &str| format!("@r\n{bases}\n+\n{}\n", "I".repeat(bases.len()));
    /// let reads = read("TAGCTTATCAGACTGATGTTGA").repeat(30) + &read("AGCTTATCAGACTGATGTTGA").repeat(10);
    /// let sample = index.read("EV_1", [("EV_1.fastq", reads.as_bytes())], &options)?;
    /// let result = quantify(&index, vec![sample], &options);
    /// let [canonical, shifted] = result.guides().of_mirna("hsa-miR-21-5p") else { panic!("two guides") };
    /// assert_eq!((canonical.counts[0], shifted.counts[0]), (30.0, 10.0));
    /// assert_eq!((shifted.isomir.as_str(), shifted.seed), ("iso_5p:+1", "GCUUAUC".parse().ok()));
    ///
    /// let mut table = Vec::new();
    /// result.guides().table().write_tsv(&mut table)?;
    /// assert!(String::from_utf8(table)?.contains("\tiso_5p:+1\tGCUUAUC\tAGCUUAUCAGACUGAUGUUGA\t10\t0.25\t"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn table(&self) -> Table {
        let mut table = Table::new([
            "sample", "mirna", "isomir", "seed", "sequence", "counts", "share", "low", "high",
        ]);
        for (i, sample) in self.samples.iter().enumerate() {
            for guide in &self.guides {
                let CountedGuide { mirna, isomir, seed, sequence, counts, shares } = guide;
                let Some(share) = shares[i] else { continue };
                table.push([
                    Cell::from(sample.as_str()),
                    mirna.as_str().into(),
                    isomir.as_str().into(),
                    seed.map(|seed| seed.to_string()).into(),
                    sequence.to_string().into(),
                    counts[i].into(),
                    share.value.into(),
                    share.low.into(),
                    share.high.into(),
                ]);
            }
        }
        table
    }
}
