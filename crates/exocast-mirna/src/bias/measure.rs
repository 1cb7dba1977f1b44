//! Biases of the sequences of a pool of equal amounts.

use std::collections::BTreeMap;

use super::{
    error::BadBias,
    posterior::{Observed, posteriors},
    replicates::dispersion,
    table::{BiasTable, SequenceBias},
};
use crate::{assign::Quantification, notice::Notice};

impl Quantification<'_> {
    /// The bias of each sequence of a pool of equal amounts: how much more, or less, of the reads it has than its share.
    ///
    /// Each sample is a library of the pool; the [catalogue](crate::Catalogue::read_matures) lists its sequences. A sequence with
    /// several names is in the pool once. `kit` names the library preparation; without it, its recognised layout does.
    ///
    /// ```
    /// use exocast_mirna::{Catalogue, QuantifyOptions, ReadIndex, core::options::Options, quantify};
    ///
    /// let pool = ">a\nTAGCTTATCAGACTGATGTTGA\n>b\nTCGATCGGATTAACGGCATCCA\n";
    /// let catalogue = Catalogue::read_matures(pool.as_bytes(), "pool.fa", None)?;
    /// let mut options = QuantifyOptions::default();
    /// options.library = "trimmed".parse()?;
    /// let options = options.check()?;
    /// let index = ReadIndex::new(&catalogue, &[], None, &options);
    /// let reads = |sequence: &str, n: usize| format!("@r\n{sequence}\n+\n{}\n", "I".repeat(22)).repeat(n);
    /// let fastq = reads("TAGCTTATCAGACTGATGTTGA", 300) + &reads("TCGATCGGATTAACGGCATCCA", 100);
    /// let sample = index.read("pool", [("pool.fastq", fastq.as_bytes())], &options)?;
    /// let bias = quantify(&index, vec![sample], &options).bias(Some("my kit"))?;
    /// // 3 of 4 reads where 1 of 2 are expected.
    /// assert!((bias.sequences()[0].log2_bias - 1.5_f64.log2()).abs() < 0.05);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// Where the reference has precursors, a sample no reads of the pool, or another layout than the first.
    pub fn bias(&self, kit: Option<&str>) -> Result<BiasTable, BadBias> {
        let catalogue = self.index.catalogue();
        if catalogue.has_precursors() {
            return Err(BadBias::NoPool);
        }
        let layout = self.layout_of_all()?;
        let sequences = catalogue.names_by_sequence();
        let libraries = self.reads_of_pool(&sequences);
        for (sample, library) in self.samples().zip(&libraries) {
            if library.iter().sum::<f64>() <= 0.0 {
                return Err(BadBias::NoReads { sample: sample.to_owned() });
            }
        }
        let phi = dispersion(&libraries);
        let replicates = libraries.len();
        let share = 1.0 / sequences.len().max(1) as f64;
        let depth: f64 = libraries.iter().flatten().sum();
        let observed: Vec<Observed> = (0..sequences.len())
            .map(|i| Observed {
                reads: libraries.iter().map(|library| library[i]).sum(),
                expected: depth * share,
            })
            .collect();
        let (_, known) = posteriors(&observed, phi.unwrap_or(0.0) / replicates as f64);
        let ln2 = std::f64::consts::LN_2;
        let rows = sequences.iter().zip(&observed).zip(&known).map(|((names, seen), known)| {
            let raw = (seen.reads / seen.expected).log2();
            SequenceBias {
                name: catalogue.joint_name(names),
                sequence: catalogue.matures()[names[0]].sequence.clone(),
                log2_bias: known.mean / ln2,
                error: known.variance.sqrt() / ln2,
                low: known.low / ln2,
                high: known.high / ln2,
                raw_log2: raw.is_finite().then_some(raw),
                reads: seen.reads,
                expected_share: share,
            }
        });
        let rows: Vec<SequenceBias> = rows.collect();
        let mut notices = Vec::new();
        let missed: Vec<String> =
            rows.iter().filter(|row| row.reads < 0.5).map(|row| row.name.clone()).collect();
        if !missed.is_empty() {
            notices.push(Notice::PoolNotRead { sequences: rows.len(), missed });
        }
        if replicates < 2 {
            notices.push(Notice::OnePool);
        }
        let kit = kit.map_or_else(|| self.kit_of_all(), str::to_owned);
        let spread = phi.map(|phi| phi.sqrt() / ln2);
        Ok(BiasTable::new(kit, layout, spread, replicates, rows, notices))
    }

    /// The reads of each sequence in each library.
    fn reads_of_pool(&self, sequences: &[Vec<usize>]) -> Vec<Vec<f64>> {
        let of_name: BTreeMap<usize, usize> = sequences
            .iter()
            .enumerate()
            .flat_map(|(i, names)| names.iter().map(move |name| (*name, i)))
            .collect();
        let members = self.rows.members();
        let library = |sample: usize| {
            let mut reads = vec![0.0; sequences.len()];
            for (names, count) in members.iter().zip(self.amounts(sample)) {
                let mut places = names.iter().filter_map(|name| of_name.get(name));
                if let Some(first) = places.next()
                    && places.all(|place| place == first)
                {
                    reads[*first] += count;
                }
            }
            reads
        };
        (0..self.samples.len()).map(library).collect()
    }

    /// The layout that all samples have.
    fn layout_of_all(&self) -> Result<String, BadBias> {
        let Some(first) = self.samples.first() else { return Ok(String::new()) };
        let layout = &first.detection.layout;
        match self.samples.iter().find(|sample| sample.detection.layout != *layout) {
            None => Ok(layout.clone()),
            Some(other) => Err(BadBias::Layouts {
                sample: other.name.clone(),
                layout: other.detection.layout.clone(),
                first: first.name.clone(),
                first_layout: layout.clone(),
            }),
        }
    }

    fn kit_of_all(&self) -> String {
        self.samples.first().map(|sample| sample.detection.library.to_string()).unwrap_or_default()
    }
}
