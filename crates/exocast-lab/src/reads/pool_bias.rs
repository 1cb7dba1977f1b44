//! How well the bias of a library preparation is measured.
//!
//! A pool of equal amounts of 963 mature sequences is read with a bias of each, normal in log2, which differs a little between
//! libraries, and with errors of synthesis and sequencing. Prints how many biases lie within 10 % of the simulated ones, whether
//! intervals hold them, and, for samples of the same kit with log-normal shares, the mean absolute relative difference of the shares
//! before and after correction.

use std::{error::Error, fmt::Write as _, io::Write};

use exocast_core::{SeedPlan, Stream, options::Options};
use exocast_mirna::{BiasTable, Catalogue, Quantification, QuantifyOptions, ReadIndex, quantify};
use rand::RngExt;

use crate::files::open;

const POOL: usize = 963;
const ADAPTER: &str = "TGGAATTCTCGGGTGCCAAGGAACTCCAGTCAC";
/// Standard deviation of log2 biases; of what differs between libraries; of log2 shares in samples.
const BIAS: f64 = 1.2;
const LIBRARY: f64 = 0.03;
const SHARES: f64 = 2.0;
/// Share of sequences that lack their last nucleotide, and of misread nucleotides.
const SHORT: f64 = 0.03;
const ERROR: f64 = 1e-3;

fn library(weights: &[f64], sequences: &[String], reads: usize, random: &mut Stream) -> String {
    let mut cumulative = Vec::with_capacity(weights.len());
    let mut sum = 0.0;
    for weight in weights {
        sum += weight;
        cumulative.push(sum);
    }
    let mut text = String::new();
    for _ in 0..reads {
        let at = random.random::<f64>() * sum;
        let i = cumulative.partition_point(|below| *below < at).min(sequences.len() - 1);
        let mut read = sequences[i].clone();
        if random.random::<f64>() < SHORT {
            read.pop();
        }
        read += ADAPTER;
        read.truncate(50);
        let misread = |letter: char, random: &mut Stream| {
            if random.random::<f64>() < ERROR {
                ['A', 'C', 'G', 'T'][random.random_range(0..4)]
            } else {
                letter
            }
        };
        let letters: String = read.chars().map(|letter| misread(letter, random)).collect();
        let _ = writeln!(text, "@r\n{letters}\n+\n{}", "F".repeat(letters.len()));
    }
    text
}

/// Shares of the sequences.
fn shares(values: impl Iterator<Item = f64>) -> Vec<f64> {
    let values: Vec<f64> = values.collect();
    let sum: f64 = values.iter().sum();
    values.into_iter().map(|value| value / sum).collect()
}

/// Mean absolute relative difference, |a − b| / (a + b).
fn mard(a: &[f64], b: &[f64]) -> f64 {
    let both = a.iter().zip(b).filter(|(a, b)| **a + **b > 0.0);
    let each: Vec<f64> = both.map(|(a, b)| (a - b).abs() / (a + b)).collect();
    each.iter().sum::<f64>() / each.len() as f64
}

/// How well a bias is measured.
#[derive(Clone, Copy, Debug)]
pub struct PoolBias {
    /// Share of the sequences whose bias lies within 10 % of the simulated one.
    pub near: f64,
    /// MARD of corrected shares over that of uncorrected ones, of the worst sample.
    pub worst: f64,
}

/// Measures the bias of a pool on `libraries` libraries of `depth` reads, and corrects three samples.
///
/// # Errors
/// Where the reference cannot be read, or `out` fails.
pub fn measure(
    path: &str,
    (seed, depth, libraries): (u64, usize, u64),
    out: &mut dyn Write,
) -> Result<PoolBias, Box<dyn Error>> {
    let plan = SeedPlan::new(seed);
    let mut random = plan.stream("pool", 0);

    // Distinct sequences of the reference, at random.
    let all = Catalogue::read_matures(open(path)?, path, Some("hsa"))?;
    let mut left: Vec<usize> = all.names_by_sequence().iter().map(|names| names[0]).collect();
    let mut fasta = String::new();
    let mut sequences = Vec::new();
    while sequences.len() < POOL && !left.is_empty() {
        let mature = &all.matures()[left.swap_remove(random.random_range(0..left.len()))];
        if !mature.sequence.is_empty() {
            let _ = writeln!(fasta, ">{}\n{}", mature.name, mature.sequence);
            sequences.push(mature.sequence.to_dna());
        }
    }
    let pool = Catalogue::read_matures(fasta.as_bytes(), "pool.fa", None)?;
    let mut options = QuantifyOptions::default();
    options.common_contaminants = false;
    let options = options.check()?;
    let index = ReadIndex::new(&pool, &[], None, &options);
    let count = |texts: &[String]| -> Result<Quantification<'_>, Box<dyn Error>> {
        let mut samples = Vec::new();
        for (i, text) in texts.iter().enumerate() {
            let name = format!("l{i}");
            samples.push(index.read(&name, [(&name, text.as_bytes())], &options)?);
        }
        Ok(quantify(&index, samples, &options))
    };

    let n = sequences.len();
    let truth: Vec<f64> = plan.normals("bias", 0, n).into_iter().map(|z| BIAS * z).collect();
    let weights = |library: u64| -> Vec<f64> {
        let differ = plan.normals("library", library, n).into_iter();
        truth.iter().zip(differ).map(|(log2, z)| (log2 + LIBRARY * z).exp2()).collect()
    };
    let texts: Vec<String> =
        (0..libraries).map(|i| library(&weights(i), &sequences, depth, &mut random)).collect();
    let bias: BiasTable = count(&texts)?.bias(Some("simulated"))?;

    // A bias is of the observed share; that of the expected counts is the truth.
    let mean = truth.iter().map(|log2| log2.exp2()).sum::<f64>() / n as f64;
    let (mut near, mut held, mut error) = (0, 0, 0.0);
    for (row, log2) in bias.sequences().iter().zip(&truth) {
        let expected = log2 - mean.log2();
        near += usize::from(((row.log2_bias - expected).exp2() - 1.0).abs() <= 0.1);
        held += usize::from(row.low <= expected && expected <= row.high);
        error += (row.log2_bias - expected).powi(2);
    }
    let percent = |k: usize| 100.0 * k as f64 / n as f64;
    writeln!(
        out,
        "sequences\tlibraries\treads each\twithin 10 %\tinterval holds\trms error, log2"
    )?;
    writeln!(
        out,
        "{n}\t{libraries}\t{depth}\t{:.1} %\t{:.1} %\t{:.4}",
        percent(near),
        percent(held),
        (error / n as f64).sqrt()
    )?;

    writeln!(out, "sample\tMARD\tcorrected\tratio")?;
    let mut worst = 0.0_f64;
    for sample in 0..3_u64 {
        let abundant = plan.normals("shares", sample, n);
        let amounts = shares(abundant.into_iter().map(|z| (SHARES * z).exp2()));
        let read = weights(1000 + sample);
        let weights: Vec<f64> = amounts.iter().zip(&read).map(|(a, b)| a * b).collect();
        let counted = count(&[library(&weights, &sequences, depth, &mut random)])?;
        let counts = counted.counts()?;
        let observed = shares(counts.values().column(0).iter().copied());
        let divided = observed.iter().zip(bias.sequences());
        let corrected = shares(divided.map(|(share, row)| share / row.log2_bias.exp2()));
        let (before, after) = (mard(&observed, &amounts), mard(&corrected, &amounts));
        worst = worst.max(after / before);
        writeln!(out, "{sample}\t{before:.4}\t{after:.4}\t{:.3}", after / before)?;
    }
    writeln!(
        out,
        "within 10 %: {:.1} % (bar 90 %); corrected over uncorrected MARD: {worst:.3} (bar 0.333)",
        percent(near)
    )?;
    Ok(PoolBias { near: percent(near) / 100.0, worst })
}
