//! How often 95 % intervals hold the truth, and how well tracks are deconvolved, over simulated
//! samples of fresh seeds: `cargo run --release -p exocast-lab --example sizing_coverage -- [SAMPLES]`.
#![allow(clippy::print_stdout, reason = "an example shows its result")]

use std::error::Error;

use exocast_core::options::Options as _;
use exocast_core::{Interval, SeedPlan};
use exocast_vesicle::{
    Instrument, Measurement, Options, Replicate, ReplicationUnit, Sample, SizeDistribution, Track,
    deconvolve,
};
use rand::RngExt;
use rand_distr::{Distribution, Gamma, StandardNormal};

/// Shares, medians (nm) and σ of the truth.
const TRUTH: [(f64, f64, f64); 2] = [(0.7, 90.0, 0.22), (0.3, 240.0, 0.25)];
const PARTICLES: usize = 600;

fn main() -> Result<(), Box<dyn Error>> {
    let samples: u64 = std::env::args().nth(1).map_or(Ok(500), |text| text.parse())?;
    let seed: u64 = std::env::args().nth(2).map_or(Ok(7), |text| text.parse())?;
    coverage(samples, seed)?;
    tracks(seed, 4000)?;
    tracks(seed, 16_000)?;
    Ok(())
}

/// The quantile of the truth, by bisection.
fn quantile(p: f64) -> f64 {
    let below = |d: f64| -> f64 {
        let share = |(weight, median, sigma): &(f64, f64, f64)| {
            let z = (d / median).ln() / sigma;
            weight * 0.5 * statrs::function::erf::erfc(-z / std::f64::consts::SQRT_2)
        };
        TRUTH.iter().map(share).sum()
    };
    let (mut low, mut high) = (1.0, 1e5);
    for _ in 0..200 {
        let middle = f64::midpoint(low, high);
        if below(middle) < p { low = middle } else { high = middle }
    }
    low
}

fn coverage(samples: u64, seed: u64) -> Result<(), Box<dyn Error>> {
    let mean: f64 = TRUTH.iter().map(|(w, m, s)| w * m * (0.5 * s * s).exp()).sum();
    let wanted =
        [("mean", mean), ("median", quantile(0.5)), ("d90", quantile(0.9)), ("weight", TRUTH[0].0)];
    let mut held = [0_u64; 4];
    let mut two = 0_u64;
    let mut options = Options::default();
    (options.components, options.resamples) = (3, 200);
    let options = options.check()?;
    for index in 0..samples {
        let mut stream = SeedPlan::new(seed).stream("coverage", index);
        let sizes: Vec<f64> = (0..PARTICLES)
            .map(|_| {
                let population = TRUTH[usize::from(stream.random::<f64>() >= TRUTH[0].0)];
                let z: f64 = StandardNormal.sample(&mut stream);
                population.1 * (population.2 * z).exp()
            })
            .collect();
        let replicate = Replicate::new("1", SizeDistribution::particles(sizes)?);
        let export = Measurement::new("simulated", Instrument::ParticleList, vec![replicate]);
        let analysis = Sample::new("simulated", vec![export], None)?
            .analyse(&options, SeedPlan::new(seed ^ index))?;
        let interval_of = |name: &str| {
            analysis
                .intervals
                .iter()
                .find(|interval| interval.statistic == name)
                .map(|interval| interval.interval)
        };
        let weight: Option<Interval> = analysis
            .populations
            .first()
            .filter(|_| analysis.populations.len() == 2)
            .map(|p| p.weight);
        two += u64::from(weight.is_some());
        let intervals = [interval_of("mean"), interval_of("median"), interval_of("d90"), weight];
        for ((held, (_, truth)), interval) in held.iter_mut().zip(&wanted).zip(intervals) {
            *held += u64::from(interval.is_some_and(|interval| interval.contains(*truth)));
        }
    }
    println!("{samples} samples of {PARTICLES} particles; two populations found in {two}");
    for ((name, truth), held) in wanted.iter().zip(held) {
        let share = 100.0 * held as f64 / samples as f64;
        println!("coverage of 95 % interval, {name:6} (truth {truth:.4}): {share:.1} % (92 to 98)");
    }
    // Of exports that differ, the interval rests on them.
    let mut held = 0_u64;
    for index in 0..samples {
        let mut stream = SeedPlan::new(seed).stream("between", index);
        let exports = (0..5)
            .map(|_| {
                let shift: f64 = StandardNormal.sample(&mut stream);
                let sizes = (0..200)
                    .map(|_| {
                        let z: f64 = StandardNormal.sample(&mut stream);
                        100.0 * (0.1 * shift + 0.3 * z).exp()
                    })
                    .collect();
                let replicate = Replicate::new("1", SizeDistribution::particles(sizes)?);
                Ok(Measurement::new("simulated", Instrument::ParticleList, vec![replicate]))
            })
            .collect::<Result<Vec<_>, exocast_vesicle::ComputeError>>()?;
        let mut quick = Options::default();
        (quick.components, quick.resamples) = (1, 20);
        let quick = quick.check()?;
        let analysis =
            Sample::new("simulated", exports, None)?.analyse(&quick, SeedPlan::new(seed))?;
        let median = analysis.intervals.iter().find(|interval| interval.statistic == "median");
        held += u64::from(median.is_some_and(|median| {
            median.from == ReplicationUnit::Exports(5) && median.interval.contains(100.0)
        }));
    }
    let share = 100.0 * held as f64 / samples as f64;
    println!(
        "coverage of 95 % interval, median of five exports that differ: {share:.1} % (92 to 98)"
    );
    Ok(())
}

/// Beads of 100 and 200 nm followed for twelve steps.
fn tracks(seed: u64, count: u32) -> Result<(), Box<dyn Error>> {
    let grid: Vec<f64> = (0..94).map(|i| 20.0 + 4.0 * f64::from(i)).collect();
    let gamma = Gamma::new(12.0, 1.0 / 12.0)?;
    let (mut worst, mut squares) = (0.0_f64, 0.0);
    for index in 0..10 {
        let mut stream = SeedPlan::new(seed).stream("tracks", index);
        let mut small = 0.0;
        let tracks: Vec<Track> = (0..count)
            .map(|_| {
                let is_small = stream.random::<f64>() < 0.7;
                small += f64::from(u8::from(is_small)) / f64::from(count);
                let d = if is_small { 100.0 } else { 200.0 };
                Track { diameter_nm: d / gamma.sample(&mut stream), frames: 13 }
            })
            .collect();
        let sizes = deconvolve(&tracks, &grid, 3000).ok_or("no track")?;
        let (near, far) = (sizes.mass(80.0, 120.0), sizes.mass(160.0, 240.0));
        worst = worst.max((near - 0.7).abs()).max((far - 0.3).abs());
        squares += (near - 0.7).powi(2) / 10.0;
        println!(
            "{count} tracks of 12 steps, set {index} ({small:.3} drawn): {near:.4} in 80 to 120, {far:.4} in 160 to 240 (.70 and .30 within .03), converged {}",
            sizes.converged
        );
    }
    println!(
        "{count} tracks: largest distance from the truth {worst:.4}, root mean square {:.4}",
        squares.sqrt()
    );
    Ok(())
}
