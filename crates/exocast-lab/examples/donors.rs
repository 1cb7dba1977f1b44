//! What a source that ought not to be there gets in real cargo, such as a tumour in vesicles of healthy donors:
//! `cargo run --release -p exocast-lab --example donors -- SIGNATURE.tsv CARGO.tsv SOURCE…`.
//!
//! Prints, with samples given together and each alone, how many read `cannot tell` or at least 70 % unknown, how
//! many give the sources named at most 15 % together, and the mean of what they give.
#![allow(clippy::print_stdout, reason = "an example shows what it found")]

use std::error::Error;

use exocast_core::{LabelledMatrix, SeedPlan, options::Options as _};
use exocast_lab::files::open;
use exocast_origin::{Cargo, Deconvolution, Factors, Options, SampleOrigin, Signature, Verdict};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [signature, cargo, wrong @ ..] = &arguments[..] else {
        return Err("name a signature, cargo and the sources that ought not to be there".into());
    };
    let read = |path: &String| -> Result<LabelledMatrix, Box<dyn Error>> {
        Ok(LabelledMatrix::read(open(path)?, path)?)
    };
    let (signature, cargo) = (Signature::new(read(signature)?)?, read(cargo)?);
    let run = |cargo: LabelledMatrix| -> Result<Vec<SampleOrigin>, Box<dyn Error>> {
        let options = Options::default().check()?;
        let (cargo, seed) = (Cargo::new(cargo)?, SeedPlan::new(1));
        Ok(Deconvolution::run(&signature, &cargo, &Factors::default(), &options, seed)?.samples)
    };
    let cargo_of = |sample: usize| -> Result<LabelledMatrix, Box<dyn Error>> {
        let rows = cargo.rows().map(str::to_owned).collect();
        let values = cargo.values().column(sample).to_vec();
        Ok(LabelledMatrix::new(rows, vec![cargo.columns()[sample].clone()], values)?)
    };
    let mut alone = Vec::new();
    for sample in 0..cargo.columns().len() {
        alone.extend(run(cargo_of(sample)?)?);
    }
    println!("given\tsamples\trefused\tat_most_15\tneither\tmean_share\tmean_unknown\tmethods");
    for (given, samples) in [("together", run(cargo.clone())?), ("alone", alone)] {
        summary(given, &samples, wrong);
    }
    Ok(())
}

fn summary(given: &str, samples: &[SampleOrigin], wrong: &[String]) {
    let (mut refused, mut low, mut neither, mut mean, mut unknown) = (0, 0, 0, 0.0, 0.0);
    let mut methods: Vec<String> = Vec::new();
    for sample in samples {
        let share: f64 = sample
            .shares
            .iter()
            .filter(|share| wrong.contains(&share.source))
            .filter_map(|share| share.rna_share)
            .sum();
        let open = sample.diagnostics.unknown.unwrap_or(0.0);
        let no = sample.verdict == Verdict::CannotTell || open >= 0.7;
        refused += usize::from(no);
        low += usize::from(share <= 0.15);
        neither += usize::from(!no && share > 0.15);
        mean += share / samples.len() as f64;
        unknown += open / samples.len() as f64;
        let method = sample.method.map_or_else(String::new, |method| method.to_string());
        if !methods.contains(&method) {
            methods.push(method);
        }
    }
    let n = samples.len();
    let methods = methods.join(",");
    println!("{given}\t{n}\t{refused}\t{low}\t{neither}\t{mean:.3}\t{unknown:.3}\t{methods}");
}
