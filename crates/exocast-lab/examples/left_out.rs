//! What is said of cargo of which a part comes from a tissue that the signature lacks:
//! `cargo run --release -p exocast-lab --example left_out -- SIGNATURE.tsv [SEED [SOURCES]]`.
//!
//! The first `SOURCES` (8) columns in an order drawn from the seed are the signature; every other column is left out
//! in turn and sends 0, 30 or 50 % of the cargo, beside five known sources in shares uniform on the simplex. Counts
//! are a million reads, negative binomial (dispersion 0.1) or Poisson, of one sample or six. Prints the median
//! unknown share, Pearson's correlation (median and least over the tissues left out), how many 95 % intervals of
//! the sources present hold their share, how many sources are called `supported` though their interval lies above
//! their share, and the verdicts.
#![allow(clippy::print_stdout, reason = "an example shows what it found")]

use std::error::Error;

use exocast_core::{LabelledMatrix, SeedPlan, Stream, options::Options as _, rank::pearson};
use exocast_origin::{Cargo, Deconvolution, Factors, Options, Scaling, Signature, Verdict};
use rand::seq::SliceRandom;

use exocast_lab::{
    files::open,
    mixtures::{count, shares},
};

const READS: f64 = 1e6;

/// What is counted over the tissues left out.
#[derive(Default)]
struct Tally {
    unknown: Vec<f64>,
    correlations: Vec<f64>,
    present: usize,
    covered: usize,
    supported: usize,
    wrong: usize,
    verdicts: [usize; 3],
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or("name a signature: features × sources")?;
    let seed = arguments.next().map_or(Ok(1), |text| text.parse())?;
    let known: usize = arguments.next().map_or(Ok(8), |text| text.parse())?;
    let all = LabelledMatrix::read(open(&path)?, &path)?;
    let mut rng = SeedPlan::new(seed).stream("left-out", 0);
    let mut order: Vec<usize> = (0..all.columns().len()).collect();
    order.shuffle(&mut rng);
    let (signature, left) = order.split_at(known.min(order.len()));
    println!(
        "counts\tsamples\tleft_out\tunknown\tpearson\tleast\tcovered\twrongly_supported\tsupported\tweak\tcannot_tell"
    );
    for (noise, dispersion) in [("negative binomial", 0.1), ("Poisson", 0.0)] {
        for samples in [1, 6] {
            for share in [0.0, 0.3, 0.5] {
                let mut tally = Tally::default();
                for &stranger in left {
                    let profiles = Profiles { all: &all, signature, stranger };
                    profiles.try_out(samples, share, dispersion, &mut rng, &mut tally)?;
                }
                println!("{noise}\t{samples}\t{share}\t{}", tally.text());
            }
        }
    }
    Ok(())
}

/// Columns of a table: those known, and the one that is not.
struct Profiles<'a> {
    all: &'a LabelledMatrix,
    signature: &'a [usize],
    stranger: usize,
}

impl Profiles<'_> {
    fn try_out(
        &self,
        samples: usize,
        share: f64,
        dispersion: f64,
        rng: &mut Stream,
        tally: &mut Tally,
    ) -> Result<(), Box<dyn Error>> {
        let values = self.all.values();
        let profile = |column: usize| {
            let sum = values.column(column).sum();
            values.column(column).iter().map(|v| v / sum).collect::<Vec<f64>>()
        };
        let known: Vec<Vec<f64>> = self.signature.iter().map(|&j| profile(j)).collect();
        let strange = profile(self.stranger);
        let (mut truth, mut counts) = (Vec::new(), Vec::new());
        for _ in 0..samples {
            let shares: Vec<f64> = shares(known.len(), rng)
                .into_iter()
                .map(|known_share| known_share * (1.0 - share))
                .collect();
            let mut sample_counts = Vec::with_capacity(strange.len());
            for (f, strange) in strange.iter().enumerate() {
                let mean: f64 = known.iter().zip(&shares).map(|(p, w)| p[f] * w).sum();
                sample_counts.push(count((mean + share * strange) * READS, dispersion, rng)?);
            }
            truth.push(shares);
            counts.push(sample_counts);
        }
        let rows: Vec<String> = self.all.rows().map(str::to_owned).collect();
        let n = rows.len();
        let table = |columns: &[Vec<f64>], names: Vec<String>| {
            let values = (0..n).flat_map(|f| columns.iter().map(move |column| column[f])).collect();
            LabelledMatrix::new(rows.clone(), names, values)
        };
        let names = self.signature.iter().map(|&j| self.all.columns()[j].clone()).collect();
        let mut options = Options::default();
        options.scaling = Scaling::PerRna;
        let result = Deconvolution::run(
            &Signature::new(table(&known, names)?)?,
            &Cargo::new(table(&counts, (0..samples).map(|s| format!("s{s}")).collect())?)?,
            &Factors::default(),
            &options.check()?,
            SeedPlan::new(1),
        )?;
        tally.add(&result, &truth);
        Ok(())
    }
}

impl Tally {
    fn add(&mut self, result: &Deconvolution, truth: &[Vec<f64>]) {
        let (mut estimates, mut truths) = (Vec::new(), Vec::new());
        for (sample, truth) in result.samples.iter().zip(truth) {
            let place = match sample.verdict {
                Verdict::Supported => 0,
                Verdict::Weak => 1,
                Verdict::CannotTell => 2,
            };
            self.verdicts[place] += 1;
            let known: f64 =
                sample.shares.iter().take(truth.len()).filter_map(|share| share.rna_share).sum();
            self.unknown.push(1.0 - known);
            for (share, truth) in sample.shares.iter().zip(truth) {
                estimates.push(share.rna_share.unwrap_or(0.0));
                truths.push(*truth);
                let held = share.interval.is_some_and(|interval| interval.contains(*truth));
                if *truth > 0.0 {
                    self.present += 1;
                    self.covered += usize::from(held);
                }
                if share.verdict == Verdict::Supported {
                    self.supported += 1;
                    let above = share.interval.is_some_and(|interval| interval.low > *truth);
                    self.wrong += usize::from(above);
                }
            }
        }
        self.correlations.extend(pearson(&estimates, &truths));
    }

    fn text(mut self) -> String {
        self.unknown.sort_by(f64::total_cmp);
        self.correlations.sort_by(f64::total_cmp);
        let middle = |values: &[f64]| values.get(values.len() / 2).copied().unwrap_or(f64::NAN);
        let [supported, weak, none] = self.verdicts;
        format!(
            "{:.3}\t{:.3}\t{:.3}\t{:.3}\t{} of {}\t{supported}\t{weak}\t{none}",
            middle(&self.unknown),
            middle(&self.correlations),
            self.correlations.first().copied().unwrap_or(f64::NAN),
            self.covered as f64 / self.present.max(1) as f64,
            self.wrong,
            self.supported,
        )
    }
}
