//! How well shares agree with a known truth:
//! `cargo run --release -p exocast-lab --example share_accuracy -- SIGNATURE.tsv CARGO.tsv TRUTH.tsv [SCALING [METHOD]]`.
//!
//! TRUTH is samples × sources, in any unit. Prints Pearson's correlation and the RMSE of the shares
//! among the sources of the signature, the mean unknown share, and how many intervals hold the truth
//! (as a share among the known sources, so only where nothing is unknown).
#![allow(clippy::print_stdout, reason = "an example shows what it found")]

use std::error::Error;

use exocast_core::{LabelledMatrix, SeedPlan, options::Options as _, rank::pearson};
use exocast_lab::files::open;
use exocast_origin::{Cargo, Deconvolution, Factors, Options, Signature};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let read = |i: usize| -> Result<LabelledMatrix, Box<dyn Error>> {
        let path = arguments.get(i).ok_or("name signature, cargo and truth")?;
        Ok(LabelledMatrix::read(open(path)?, path)?)
    };
    let (signature, cargo, truth) = (Signature::new(read(0)?)?, Cargo::new(read(1)?)?, read(2)?);
    let named = |i: usize, default: &str| {
        serde_json::Value::String(arguments.get(i).map_or(default, String::as_str).to_owned())
    };
    let mut options = Options::default();
    options.scaling = serde_json::from_value(named(3, "as-given"))?;
    options.method = serde_json::from_value(named(4, "auto"))?;
    options.permutations = 0;
    let result = Deconvolution::run(
        &signature,
        &cargo,
        &Factors::default(),
        &options.check()?,
        SeedPlan::new(1),
    )?;
    let (mut ours, mut theirs, mut unknown, mut held) = (Vec::new(), Vec::new(), 0.0, 0);
    for sample in &result.samples {
        let row = truth.row(&sample.sample).ok_or("a sample without truth")?;
        let places: Vec<Option<usize>> = sample
            .shares
            .iter()
            .map(|share| truth.columns().iter().position(|c| *c == share.source))
            .collect();
        let total: f64 = places.iter().flatten().map(|&place| row[place]).sum();
        let share = |i: usize| sample.shares[i].rna_share.unwrap_or(0.0);
        let known: f64 = (0..places.len()).filter(|&i| places[i].is_some()).map(share).sum::<f64>();
        unknown += (1.0 - known) / result.samples.len() as f64;
        for (i, place) in places.iter().enumerate() {
            let Some(place) = place else { continue };
            let truth = row[*place] / total;
            ours.push(share(i) / known);
            theirs.push(truth);
            held += usize::from(sample.shares[i].interval.is_some_and(|v| v.contains(truth)));
        }
    }
    let squares: f64 = ours.iter().zip(&theirs).map(|(a, b)| (a - b) * (a - b)).sum();
    println!(
        "pearson {:.4}  rmse {:.4}  unknown {unknown:.3}  covered {:.3}",
        pearson(&ours, &theirs).unwrap_or(f64::NAN),
        (squares / ours.len() as f64).sqrt(),
        held as f64 / ours.len() as f64
    );
    for sample in &result.samples {
        let d = &sample.diagnostics;
        println!(
            "{}\tfit {:.3?}\theld out {:.3?}\tscatter {:.3?}\tmisplaced {:.3?}",
            sample.sample, d.fit, d.held_out, d.scatter, d.misplaced
        );
    }
    if let Some(method) = result.samples.first().and_then(|sample| sample.method) {
        println!(
            "method {method}; {}",
            result.notices.last().map(ToString::to_string).unwrap_or_default()
        );
    }
    Ok(())
}
