//! What all samples of a simulated study share: reference, parent cells, spikes, recipient.

use std::fmt::Write as _;

use exocast_core::{Rna, SeedPlan};
use rand::RngExt;
use rand_distr::{Distribution, StandardNormal};

use super::{
    cells::{self, Gene},
    reference::{self, Hairpin, Mature, random_rna},
};

const HAIRPINS: usize = 40;
const GENES: usize = 600;
/// Parent cells of the signature.
pub(super) const SOURCES: [&str; 4] = ["T cell", "platelet", "hepatocyte", "tumour"];
/// miRNAs that mark each parent cell.
const MARKERS: usize = 8;
/// How much more of a marker its cell holds.
const MARKED: f64 = 25.0;
/// Copies/µL of the spike mix: they span what there is of most miRNAs, and take a fifth of the reads.
const SPIKES: [f64; 8] = [3e5, 1e6, 3e6, 1e7, 3e7, 1e8, 3e8, 6e8];
/// Standard deviation, natural logarithm, of how often sequences are read.
const UNEQUAL: f64 = 0.25;
/// miRNAs with sites in every fourth gene.
const TARGETING: usize = 8;

/// What all samples share.
pub(super) struct World {
    hairpins: Vec<Hairpin>,
    pub(super) matures: Vec<Mature>,
    /// Parts of each source's miRNA, one column per source and the hidden one last; each sums to 1.
    pub(super) profiles: Vec<Vec<f64>>,
    /// Spike sequences with copies/µL.
    pub(super) spikes: Vec<(String, Rna, f64)>,
    /// How well each miRNA, and then each spike, is ligated and read, the same in all samples.
    pub(super) efficiency: Vec<f64>,
    pub(super) genes: Vec<Gene>,
}

impl World {
    pub(super) fn invent(seeds: SeedPlan) -> Self {
        let hairpins = Hairpin::invent(&mut seeds.stream("hairpins", 0), HAIRPINS);
        let matures: Vec<Mature> = hairpins.iter().flat_map(Hairpin::matures).collect();
        let profiles =
            (0..=SOURCES.len()).map(|source| profile(seeds, source, matures.len())).collect();
        let mut rng = seeds.stream("spikes", 0);
        let spikes = SPIKES
            .iter()
            .enumerate()
            .map(|(i, &copies)| {
                (format!("spike-{}", i + 1), random_rna(&mut rng, reference::ARM), copies)
            })
            .collect();
        let targeting: Vec<&Mature> = matures.iter().take(TARGETING).collect();
        let genes = cells::invent(&mut seeds.stream("genes", 0), GENES, &targeting);
        let mut rng = seeds.stream("efficiency", 0);
        let efficiency = (0..matures.len() + SPIKES.len())
            .map(|_| {
                let z: f64 = StandardNormal.sample(&mut rng);
                (UNEQUAL * z).exp()
            })
            .collect();
        Self { hairpins, matures, profiles, spikes, efficiency, genes }
    }

    /// The files that all samples share.
    pub(super) fn files(&self, seeds: SeedPlan) -> Vec<(String, Vec<u8>)> {
        [
            ("hairpin.fa", reference::fasta(&self.hairpins)),
            ("annotation.gff3", reference::gff3(&self.hairpins)),
            ("signature.tsv", self.signature_tsv()),
            ("spikes.fa", self.spikes_fasta()),
            ("amounts.tsv", self.amounts_tsv()),
            ("transcripts.tsv", cells::transcripts_tsv(&self.genes)),
            ("expression.tsv", cells::expression_tsv(&self.genes)),
            ("endogenous.tsv", self.endogenous_tsv(seeds)),
            ("programmes.gmt", cells::programmes_gmt(&self.genes)),
        ]
        .map(|(name, text)| (name.to_owned(), text.into_bytes()))
        .to_vec()
    }

    /// The sources a user knows of, read by the same protocol; the hidden one is in no column.
    fn signature_tsv(&self) -> String {
        let read: Vec<f64> = (0..SOURCES.len()).map(|source| self.read_part(source)).collect();
        let mut text = format!("mirna\t{}\n", SOURCES.join("\t"));
        for (i, mature) in self.matures.iter().enumerate() {
            text += &mature.name;
            for (profile, read) in self.profiles.iter().zip(&read) {
                let _ = write!(text, "\t{:.3}", profile[i] * self.efficiency[i] / read * 1e6);
            }
            text.push('\n');
        }
        text
    }

    /// How much of a source's RNA is read, on the scale of the efficiencies.
    pub(super) fn read_part(&self, source: usize) -> f64 {
        self.profiles[source]
            .iter()
            .zip(&self.efficiency)
            .map(|(part, efficiency)| part * efficiency)
            .sum()
    }

    fn spikes_fasta(&self) -> String {
        self.spikes.iter().fold(String::new(), |mut text, (name, sequence, _)| {
            let _ = writeln!(text, ">{name}\n{}", sequence.to_dna());
            text
        })
    }

    fn amounts_tsv(&self) -> String {
        self.spikes.iter().fold(
            String::from("spike\tcopies_per_ul\n"),
            |mut text, (name, _, copies)| {
                let _ = writeln!(text, "{name}\t{copies}");
                text
            },
        )
    }

    pub(super) fn endogenous_tsv(&self, seeds: SeedPlan) -> String {
        let mut rng = seeds.stream("endogenous", 0);
        self.matures.iter().fold(String::from("mirna\tcopies_per_cell\n"), |mut text, mature| {
            let copies = 10_f64.powf(rng.random_range(0.0..3.5));
            let _ = writeln!(text, "{}\t{copies:.1}", mature.name);
            text
        })
    }
}

/// What part each miRNA has in a source: log-normal, its markers raised.
fn profile(seeds: SeedPlan, source: usize, count: usize) -> Vec<f64> {
    let mut rng = seeds.stream("profile", source as u64);
    let mut parts: Vec<f64> = (0..count)
        .map(|i| {
            let z: f64 = StandardNormal.sample(&mut rng);
            let marker = i / MARKERS == source;
            z.exp() * if marker { MARKED } else { 1.0 }
        })
        .collect();
    let total: f64 = parts.iter().sum();
    for part in &mut parts {
        *part /= total;
    }
    parts
}
