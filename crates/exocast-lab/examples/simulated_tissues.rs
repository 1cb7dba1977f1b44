//! How well parent cells are found in simulated vesicle cargo:
//! `cargo run --release -p exocast-lab --example simulated_tissues -- SIGNATURE.tsv [SEED [SEEDS [SAMPLES]]]`.
//!
//! Each sample holds five of the signature's sources in shares drawn uniformly, optionally a source
//! that is in no column and a bias of every feature between cell and vesicle; counts are negative
//! binomial (dispersion 0.1, a million reads). Prints, for each setting, Pearson's correlation and
//! the RMSE of the shares of the sources, the mean unknown share, and how many 95 % intervals hold
//! the truth.
#![allow(clippy::print_stdout, reason = "an example shows what it found")]

use std::error::Error;

use exocast_core::{LabelledMatrix, SeedPlan, Stream, options::Options as _, rank::pearson};
use exocast_origin::{Cargo, Deconvolution, Factors, Options, Signature};
use rand_distr::{Distribution, LogNormal};

use exocast_lab::{
    files::open,
    mixtures::{count, shares},
};

const DISPERSION: f64 = 0.1;
const READS: f64 = 1e6;

/// Name, share of the hidden source, ln-SD of the bias.
const SETTINGS: [(&str, f64, f64); 4] = [
    ("clean", 0.0, 0.0),
    ("30 % unknown", 0.3, 0.0),
    ("bias, ln-SD 1", 0.0, 1.0),
    ("both", 0.3, 1.0),
];

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or("name a signature: features × sources")?;
    let seed = arguments.next().map_or(Ok(1), |text| text.parse())?;
    let read = LabelledMatrix::read(open(&path)?, &path)?;
    let many: u64 = arguments.next().map_or(Ok(1), |text| text.parse())?;
    let samples: usize = arguments.next().map_or(Ok(30), |text| text.parse())?;
    let signature = per_million(&read)?;
    println!("setting\tseed\tpearson\trmse\tunknown\tunknown_true\tcovered\tcovered_present");
    for (i, (name, hidden, bias)) in SETTINGS.into_iter().enumerate() {
        let mut all = Vec::new();
        for seed in seed..seed + many {
            let mut rng = SeedPlan::new(seed).stream("simulated-tissues", i as u64);
            let (cargo, truth) = simulate(&signature, samples, hidden, bias, &mut rng)?;
            let mut options = Options::default();
            options.permutations = 0;
            let result = Deconvolution::run(
                &Signature::new(signature.clone())?,
                &Cargo::new(cargo)?,
                &Factors::default(),
                &options.check()?,
                SeedPlan::new(seed),
            )?;
            let row = summary(&result, &truth, hidden);
            println!("{name}\t{seed}\t{}", text(&row, hidden));
            all.push(row);
        }
        if many > 1 {
            let column = |c: usize| all.iter().map(move |row| row[c]);
            let mean: Vec<f64> =
                (0..all[0].len()).map(|c| column(c).sum::<f64>() / all.len() as f64).collect();
            let least: Vec<f64> =
                (0..all[0].len()).map(|c| column(c).fold(f64::INFINITY, f64::min)).collect();
            println!("{name}\tmean\t{}", text(&mean, hidden));
            println!("{name}\tleast\t{}", text(&least, hidden));
        }
    }
    Ok(())
}

fn text(row: &[f64], hidden: f64) -> String {
    format!("{:.3}\t{:.3}\t{:.3}\t{hidden}\t{:.3}\t{:.3}", row[0], row[1], row[2], row[3], row[4])
}

/// Each source as parts per million.
fn per_million(read: &LabelledMatrix) -> Result<LabelledMatrix, Box<dyn Error>> {
    let sums: Vec<f64> = read.values().columns().into_iter().map(|column| column.sum()).collect();
    let all = read.values();
    let values = all.indexed_iter().map(|((_, column), value)| value / sums[column] * 1e6);
    let names = read.rows().map(str::to_owned).collect();
    Ok(LabelledMatrix::new(names, read.columns().to_vec(), values.collect())?)
}

/// Counts, features × samples, and the shares behind each sample, the hidden source left out.
type Simulated = (LabelledMatrix, Vec<Vec<f64>>);

fn simulate(
    signature: &LabelledMatrix,
    samples: usize,
    hidden: f64,
    bias: f64,
    rng: &mut Stream,
) -> Result<Simulated, Box<dyn Error>> {
    let (features, sources) = signature.values().dim();
    let logs: Vec<f64> = signature.values().iter().map(|v| v.ln_1p()).collect();
    let n = logs.len() as f64;
    let mean = logs.iter().sum::<f64>() / n;
    let sd = (logs.iter().map(|log| (log - mean).powi(2)).sum::<f64>() / n).sqrt();
    let stranger = LogNormal::new(mean, sd)?;
    let shift = LogNormal::new(0.0, bias)?;
    let shifts: Vec<f64> = (0..features).map(|_| shift.sample(rng)).collect();
    let strange: Vec<f64> = (0..features).map(|_| stranger.sample(rng)).collect();
    let strange_sum: f64 = strange.iter().sum();

    let (mut truth, mut by_sample) = (Vec::new(), Vec::new());
    for _ in 0..samples {
        let shares = shares(sources, rng);
        let profile: Vec<f64> = (0..features)
            .map(|i| {
                let row = signature.values();
                shifts[i] * shares.iter().enumerate().map(|(j, w)| w * row[[i, j]]).sum::<f64>()
            })
            .collect();
        let own_sum: f64 = profile.iter().sum();
        let mut counts = Vec::with_capacity(features);
        for i in 0..features {
            let part = (1.0 - hidden) * profile[i] / own_sum + hidden * strange[i] / strange_sum;
            counts.push(count(part * READS, DISPERSION, rng)?);
        }
        truth.push(shares);
        by_sample.push(counts);
    }
    let values =
        (0..features).flat_map(|i| by_sample.iter().map(move |counts| counts[i])).collect();
    let names = signature.rows().map(str::to_owned).collect();
    let names_of_samples = (1..=samples).map(|j| format!("s{j}")).collect();
    Ok((LabelledMatrix::new(names, names_of_samples, values)?, truth))
}

/// Shares are compared among the sources of the signature alone, as a user reads them.
fn summary(result: &Deconvolution, truth: &[Vec<f64>], hidden: f64) -> [f64; 5] {
    let (mut estimates, mut truths) = (Vec::new(), Vec::new());
    let (mut unknown, mut held, mut held_present, mut present) = (0.0, 0.0, 0.0, 0.0);
    for (sample, truth) in result.samples.iter().zip(truth) {
        let known: f64 = sample.shares.iter().take(truth.len()).filter_map(|s| s.rna_share).sum();
        unknown += 1.0 - known;
        for (share, truth) in sample.shares.iter().zip(truth) {
            estimates.push(share.rna_share.unwrap_or(0.0) / known.max(f64::MIN_POSITIVE));
            truths.push(*truth);
            let inside = share.interval.is_some_and(|i| i.contains(truth * (1.0 - hidden)));
            held += f64::from(u8::from(inside));
            if *truth > 0.0 {
                present += 1.0;
                held_present += f64::from(u8::from(inside));
            }
        }
    }
    let n = truths.len() as f64;
    let squares: f64 = estimates.iter().zip(&truths).map(|(e, t)| (e - t).powi(2)).sum();
    [
        pearson(&estimates, &truths).unwrap_or(f64::NAN),
        (squares / n).sqrt(),
        unknown / result.samples.len() as f64,
        held / n,
        held_present / present,
    ]
}
