//! Reads of small-RNA libraries of any layout, with known truth.

use std::fmt::Write as _;

use exocast_core::{SeedPlan, Stream};
use exocast_mirna::Catalogue;
use rand::RngExt;

/// Draws libraries of a catalogue.
#[derive(Debug)]
pub struct Simulator {
    random: Stream,
    /// Mature sequences, each with what follows it on its precursor, and cumulative abundances.
    mirnas: Vec<(String, String)>,
    cumulative: Vec<f64>,
}

/// Expressed miRNAs.
const MIRNAS: usize = 300;
/// Cycles of a run, and adenosines that poly(A) polymerase adds.
const CYCLES: usize = 75;
const TAIL: std::ops::Range<usize> = 15..30;
/// Share of adapter dimers, and of errors per nucleotide.
const DIMERS: f64 = 0.08;
const ERROR: f64 = 2e-3;

impl Simulator {
    /// With 300 miRNAs, log-normal in abundance.
    #[must_use]
    pub fn new(catalogue: &Catalogue, seed: u64) -> Self {
        let plan = SeedPlan::new(seed);
        let mut random = plan.stream("library", 0);
        let logs = plan.normals("abundance", 0, MIRNAS);
        let (mut mirnas, mut cumulative, mut sum) = (Vec::new(), Vec::new(), 0.0);
        let loci = catalogue.loci();
        for log in logs {
            let locus = &loci[random.random_range(0..loci.len())];
            let hairpin = catalogue.hairpins()[locus.hairpin].sequence.to_dna();
            sum += (2.0 * log).exp();
            mirnas.push((
                hairpin[locus.start..locus.end].to_owned(),
                hairpin[locus.end..].to_owned(),
            ));
            cumulative.push(sum);
        }
        Self { random, mirnas, cumulative }
    }

    fn dna(&mut self, n: usize) -> String {
        (0..n).map(|_| ['A', 'C', 'G', 'T'][self.random.random_range(0..4)]).collect()
    }

    /// An insert: a miRNA, with the ends and additions that isomiRs have, or other RNA.
    fn insert(&mut self, mirna: f64) -> String {
        if self.random.random::<f64>() < DIMERS {
            let length = self.random.random_range(0..4);
            return self.dna(length);
        }
        if self.random.random::<f64>() >= mirna {
            let length = self.random.random_range(15..40);
            return self.dna(length);
        }
        let at = self.random.random::<f64>() * self.cumulative.last().copied().unwrap_or_default();
        let i = self.cumulative.partition_point(|sum| *sum < at).min(self.mirnas.len() - 1);
        let (mature, after) = self.mirnas[i].clone();
        let mut insert = mature;
        match self.random.random_range(0..10) {
            0 | 1 => insert.truncate(insert.len() - 1),
            2 => insert.extend(after.chars().take(1)),
            3 => insert.push(['A', 'T'][self.random.random_range(0..2)]),
            _ => {}
        }
        if self.random.random::<f64>() < 0.05 {
            insert.remove(0);
        }
        insert
    }

    /// FASTQ of a library: a layout, followed by `then`.
    #[must_use]
    pub fn library(&mut self, layout: &str, then: &str, reads: usize, mirna: f64) -> String {
        let mut text = String::new();
        for name in 0..reads {
            let mut read = String::new();
            for part in layout.split(',') {
                let number = || part.trim_start_matches(|c: char| !c.is_ascii_digit() || c == ':');
                let piece = match part {
                    "insert" => self.insert(mirna),
                    "polyA" => "A".repeat(self.random.random_range(TAIL)),
                    _ if part.starts_with("5:") => {
                        let n = part[2..].parse().unwrap_or_default();
                        self.dna(n)
                    }
                    _ if part.starts_with('N') || part.starts_with("UMI") => {
                        let n = number().parse().unwrap_or_default();
                        self.dna(n)
                    }
                    adapter => adapter.to_owned(),
                };
                read += &piece;
            }
            read += then;
            read.truncate(CYCLES);
            if read.is_empty() {
                read.push('A');
            }
            let letters: String = read
                .chars()
                .map(|letter| {
                    if self.random.random::<f64>() < ERROR {
                        ['A', 'C', 'G', 'T'][self.random.random_range(0..4)]
                    } else {
                        letter
                    }
                })
                .collect();
            let _ = writeln!(text, "@r{name}\n{letters}\n+\n{}", "F".repeat(letters.len()));
        }
        text
    }
}
