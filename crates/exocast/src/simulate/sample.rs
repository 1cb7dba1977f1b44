//! One simulated vesicle sample: its shares, copies and sizes, and the files that show them.

use std::collections::BTreeMap;

use exocast_core::{SeedPlan, Share};
use exocast_vesicle::{
    Component, ComputeError, Dilution, LognormalMixture, simulate::SimulatedExport,
};
use rand::RngExt;
use rand_distr::{Distribution, StandardNormal};

use super::{
    error::SimulationError,
    reads::{self, Composition, pick},
    world::{SOURCES, World},
};

/// Biofluid that went into each extraction, in µL.
const VOLUME_UL: f64 = 200.0;
/// Dilution for sizing.
const DILUTION: f64 = 1000.0;
/// Groups of samples; the second has more of the source of its name.
pub(super) const CONTROL: &str = "control";
pub(super) const TUMOUR: &str = "tumour";
/// How much more.
const RAISED: f64 = 3.0;
/// Copies of all miRNAs together in an average vesicle.
const COPIES_PER_VESICLE: f64 = 0.2;
/// Parts of the reads without insert, and of no reference.
const DIMERS: f64 = 0.05;
const FOREIGN: f64 = 0.03;

/// What is true of one sample.
#[derive(Clone, Debug)]
pub(super) struct TrueSample {
    pub(super) name: String,
    pub(super) group: &'static str,
    pub(super) volume_ul: f64,
    pub(super) dilution: f64,
    /// Shares of the RNA that is read, by source, the hidden one last.
    pub(super) shares: Vec<f64>,
    /// Vesicles per mL of the undiluted sample.
    pub(super) concentration_per_ml: f64,
    /// Median diameter, nm.
    pub(super) median_nm: f64,
    /// Copies per mL of each miRNA.
    pub(super) copies_per_ml: Vec<f64>,
    /// Reads drawn for each miRNA.
    pub(super) reads: Vec<u64>,
}

type Files = Vec<(String, Vec<u8>)>;

impl World {
    /// Draws a sample and makes its files.
    pub(super) fn sample(
        &self,
        seeds: SeedPlan,
        number: u32,
        group: &'static str,
        reads: u32,
    ) -> Result<(TrueSample, Files), SimulationError> {
        let name = format!("EV_{number}");
        let mut rng = seeds.stream("sample", u64::from(number));
        let mut shares: Vec<f64> =
            (0..self.profiles.len()).map(|_| rng.random_range(0.2..1.0)).collect();
        // The hidden source is the smallest part: the signature still explains most of the cargo.
        if let Some(hidden) = shares.last_mut() {
            *hidden *= 0.3;
        }
        if group == TUMOUR
            && let Some(place) = SOURCES.iter().position(|source| *source == TUMOUR)
        {
            shares[place] *= RAISED;
        }
        let total: f64 = shares.iter().sum();
        for share in &mut shares {
            *share /= total;
        }

        let z: f64 = StandardNormal.sample(&mut rng);
        let concentration_per_ml = 1e11 * (0.3 * z).exp();
        let (median_nm, gsd) = (rng.random_range(95.0..125.0), rng.random_range(1.3..1.5));
        let copies_per_ml: Vec<f64> = (0..self.matures.len())
            .map(|i| {
                let part: f64 = shares
                    .iter()
                    .zip(&self.profiles)
                    .map(|(share, profile)| share * profile[i])
                    .sum();
                part * COPIES_PER_VESICLE * concentration_per_ml
            })
            .collect();

        // Shares of the RNA that is read, as a signature by the same protocol can tell them.
        let read: Vec<f64> =
            shares.iter().enumerate().map(|(at, share)| share * self.read_part(at)).collect();
        let total: f64 = read.iter().sum();
        let shares = read.into_iter().map(|share| share / total).collect();
        let mut sample = TrueSample {
            name,
            group,
            volume_ul: VOLUME_UL,
            dilution: DILUTION,
            shares,
            concentration_per_ml,
            median_nm,
            copies_per_ml,
            reads: Vec::new(),
        };
        let fastq = self.fastq(&mut sample, seeds, number, reads)?;
        let sizing = sizing(&sample, gsd, seeds, number)?;
        let files = vec![
            (format!("{}.fastq.gz", sample.name), fastq),
            (format!("{}_ExperimentSummary.csv", sample.name), sizing.into_bytes()),
        ];
        Ok((sample, files))
    }

    fn fastq(
        &self,
        sample: &mut TrueSample,
        seeds: SeedPlan,
        number: u32,
        reads: u32,
    ) -> Result<Vec<u8>, SimulationError> {
        let mut rng = seeds.stream("reads", u64::from(number));
        // One µL of spike mix goes into the volume extracted: both in copies of the whole tube.
        let tube = sample.copies_per_ml.iter().map(|copies| copies / 1000.0 * sample.volume_ul);
        let chances: Vec<f64> = tube
            .chain(self.spikes.iter().map(|(_, _, copies)| *copies))
            .zip(&self.efficiency)
            .map(|(copies, efficiency)| copies * efficiency)
            .collect();
        let total: f64 = chances.iter().sum();
        let mut all: Vec<f64> =
            chances.iter().map(|chance| chance / total * (1.0 - DIMERS - FOREIGN)).collect();
        all.extend([DIMERS, FOREIGN]);
        let mut drawn: BTreeMap<usize, u64> = BTreeMap::new();
        for _ in 0..reads {
            *drawn.entry(pick(&all, &mut rng)).or_default() += 1;
        }
        let count = |i: usize| drawn.get(&i).copied().unwrap_or(0);
        let mirnas = self.matures.len();
        sample.reads = (0..mirnas).map(count).collect();
        let composition = Composition {
            mirnas: self
                .matures
                .iter()
                .map(|m| &m.sequence)
                .zip(sample.reads.iter().copied())
                .collect(),
            spikes: self
                .spikes
                .iter()
                .enumerate()
                .map(|(i, (_, sequence, _))| (sequence, count(mirnas + i)))
                .collect(),
            dimers: count(all.len() - 2),
            foreign: count(all.len() - 1),
        };
        let mut bytes = Vec::new();
        reads::write_fastq(&mut bytes, &composition, &mut rng)?;
        Ok(bytes)
    }
}

fn sizing(
    sample: &TrueSample,
    gsd: f64,
    seeds: SeedPlan,
    number: u32,
) -> Result<String, SimulationError> {
    let impossible = |error: ComputeError| SimulationError::Truth(Box::new(error));
    let component = Component::new(Share::new(1.0)?, sample.median_nm, gsd).map_err(impossible)?;
    let mixture = LognormalMixture::new(vec![component]).map_err(impossible)?;
    let mut export = SimulatedExport::new(&sample.name, mixture, sample.concentration_per_ml);
    export.dilution = Some(Dilution::new(sample.dilution)?);
    export.recorded = false;
    // A stream of its own for each sample, named by the seed that the export draws from.
    let seed = seeds.stream("sizing", u64::from(number)).random::<u64>();
    Ok(export.nanosight(SeedPlan::new(seed))?)
}
