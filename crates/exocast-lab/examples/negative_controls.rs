//! How often cargo that no listed source sent is refused:
//! `cargo run --release -p exocast-lab --example negative_controls -- SIGNATURE.tsv [SEED]`.
//!
//! 200 samples each of: a profile of random amounts (as spread as the signature's own), the same
//! profile in all samples, pure noise (features shuffled), and one of the signature's sources that is
//! left out of it. Prints how many read `cannot tell` or at least 70 % unknown; for comparison, of
//! true mixtures too.
#![allow(clippy::print_stdout, reason = "an example shows what it found")]

use std::error::Error;

use exocast_core::{LabelledMatrix, SeedPlan, Stream, options::Options as _};
use exocast_lab::files::open;
use exocast_origin::{Cargo, Deconvolution, Factors, Options, Signature, Verdict};
use rand::RngExt;
use rand_distr::{Distribution, Gamma, LogNormal, Poisson};

const SAMPLES: usize = 200;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or("name a signature: features × sources")?;
    let seed = arguments.next().map_or(Ok(1), |text| text.parse())?;
    let read = LabelledMatrix::read(open(&path)?, &path)?;
    let sums: Vec<f64> = read.values().columns().into_iter().map(|c| c.sum()).collect();
    let columns: Vec<Vec<f64>> = (0..sums.len())
        .map(|j| read.values().column(j).iter().map(|v| v / sums[j] * 1e6).collect())
        .collect();
    let names: Vec<String> = read.rows().map(str::to_owned).collect();
    let mut rng = SeedPlan::new(seed).stream("negative-controls", 0);
    let all: Vec<usize> = (0..columns.len()).collect();
    let logs: Vec<f64> = columns.iter().flatten().map(|v| v.ln_1p()).collect();
    let mean = logs.iter().sum::<f64>() / logs.len() as f64;
    let sd = (logs.iter().map(|l| (l - mean).powi(2)).sum::<f64>() / logs.len() as f64).sqrt();
    let random = LogNormal::new(mean, sd)?;
    let profile = |rng: &mut Stream| names.iter().map(|_| random.sample(rng)).collect::<Vec<f64>>();
    println!("cargo\ttogether\trefused\tof");
    for together in [true, false] {
        let report = |name: &str, sources: &[usize], cargo: &[Vec<f64>]| {
            refused(&names, &read, sources, &columns, cargo, together, seed)
                .map(|count| println!("{name}\t{together}\t{count}\t{}", cargo.len()))
        };
        let mut draws = Vec::new();
        for _ in 0..SAMPLES {
            let profile = profile(&mut rng);
            draws.push(counts(&profile, &mut rng)?);
        }
        report("a random profile each", &all, &draws)?;
        let common = profile(&mut rng);
        let same: Result<Vec<_>, _> = (0..SAMPLES).map(|_| counts(&common, &mut rng)).collect();
        report("one random profile", &all, &same?)?;
        let mut noise = Vec::new();
        for s in 0..SAMPLES {
            let mut shuffled = columns[s % columns.len()].clone();
            for i in (1..shuffled.len()).rev() {
                shuffled.swap(i, rng.random_range(0..=i));
            }
            noise.push(counts(&shuffled, &mut rng)?);
        }
        report("shuffled features", &all, &noise)?;
        let (mut count, mut samples) = (0, 0);
        for out in 0..columns.len() {
            let sources: Vec<usize> = all.iter().copied().filter(|j| *j != out).collect();
            let each = SAMPLES.div_ceil(columns.len());
            let cargo: Result<Vec<_>, _> =
                (0..each).map(|_| counts(&columns[out], &mut rng)).collect();
            count += refused(&names, &read, &sources, &columns, &cargo?, together, seed)?;
            samples += each;
        }
        println!("a source left out\t{together}\t{count}\t{samples}");
        let mut truth = Vec::new();
        for _ in 0..SAMPLES {
            let mut mixed = vec![0.0; names.len()];
            for _ in 0..5 {
                let (j, part) = (rng.random_range(0..columns.len()), -rng.random::<f64>().ln());
                for (sum, v) in mixed.iter_mut().zip(&columns[j]) {
                    *sum += part * v;
                }
            }
            truth.push(counts(&mixed, &mut rng)?);
        }
        println!(
            "(true mixtures)\t{together}\t{}\t{SAMPLES}",
            refused(&names, &read, &all, &columns, &truth, together, seed)?
        );
    }
    Ok(())
}

/// Negative binomial counts, dispersion 0.1, a million in all.
fn counts(profile: &[f64], rng: &mut Stream) -> Result<Vec<f64>, Box<dyn Error>> {
    let sum: f64 = profile.iter().sum();
    let mut out = Vec::with_capacity(profile.len());
    for value in profile {
        let mean = value / sum * 1e6;
        let rate = if mean > 0.0 { Gamma::new(10.0, mean / 10.0)?.sample(rng) } else { 0.0 };
        out.push(if rate > 0.0 { Poisson::new(rate)?.sample(rng) } else { 0.0 });
    }
    Ok(out)
}

/// How many samples read `cannot tell` or at least 70 % unknown.
fn refused(
    names: &[String],
    read: &LabelledMatrix,
    chosen: &[usize],
    columns: &[Vec<f64>],
    cargo: &[Vec<f64>],
    together: bool,
    seed: u64,
) -> Result<usize, Box<dyn Error>> {
    let table = |labels: Vec<String>, columns: &[&[f64]]| {
        let values = (0..names.len()).flat_map(|f| columns.iter().map(move |c| c[f])).collect();
        LabelledMatrix::new(names.to_vec(), labels, values)
    };
    let sources: Vec<&[f64]> = chosen.iter().map(|&j| columns[j].as_slice()).collect();
    let labels = chosen.iter().map(|&j| read.columns()[j].clone()).collect();
    let signature = Signature::new(table(labels, &sources)?)?;
    let samples: Vec<&[f64]> = cargo.iter().map(Vec::as_slice).collect();
    let mut count = 0;
    for batch in samples.chunks(if together { samples.len() } else { 1 }) {
        let labels = (0..batch.len()).map(|i| format!("s{i}")).collect();
        let result = Deconvolution::run(
            &signature,
            &Cargo::new(table(labels, batch)?)?,
            &Factors::default(),
            &Options::default().check()?,
            SeedPlan::new(seed),
        )?;
        count += result
            .samples
            .iter()
            .filter(|s| {
                s.verdict == Verdict::CannotTell || s.diagnostics.unknown.is_some_and(|u| u >= 0.7)
            })
            .count();
    }
    Ok(count)
}
