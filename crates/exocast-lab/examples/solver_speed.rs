//! CPU seconds of the solvers and the enrichment methods, for `peers/solvers.py`:
//! `solver_speed FOLDER`, which reads signature.tsv, cargo.tsv, expression.tsv and sets.gmt.
#![allow(clippy::print_stdout, reason = "an example shows what it found")]

use std::{error::Error, path::Path};

use exocast_core::{LabelledMatrix, SeedPlan, options::Options as _};
use exocast_lab::{clock::Stopwatch, files};
use exocast_origin::{
    Nnls,
    enrich::{EnrichMethod, EnrichOptions, FeatureSets, enrich},
    nu_svr,
};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).ok_or("name the folder of the inputs")?;
    let open = |name: &str| files::open(Path::new(&folder).join(name));
    let table = |name: &str| -> Result<LabelledMatrix, Box<dyn Error>> {
        Ok(LabelledMatrix::read_numeric(open(name)?, name)?.0)
    };
    let (signature, cargo) = (table("signature.tsv")?, table("cargo.tsv")?);
    let samples: Vec<Vec<f64>> =
        cargo.values().columns().into_iter().map(|column| column.to_vec()).collect();
    let solver = Nnls::new(&signature);
    timed("nnls", || samples.iter().map(|y| solver.solve(y)[0]).sum());

    let scale = |values: &mut dyn Iterator<Item = f64>| {
        let all: Vec<f64> = values.collect();
        let mean = all.iter().sum::<f64>() / all.len() as f64;
        let squares: f64 = all.iter().map(|v| (v - mean) * (v - mean)).sum();
        let sd = (squares / (all.len() - 1) as f64).sqrt();
        all.iter().map(|v| (v - mean) / sd).collect::<Vec<f64>>()
    };
    let x = scale(&mut signature.values().iter().copied());
    let rows = signature.rows().map(str::to_owned).collect();
    let x = LabelledMatrix::new(rows, signature.columns().to_vec(), x)?;
    let z = scale(&mut samples[0].iter().copied());
    timed("nusvr", || nu_svr(&x, &z, 0.5, 1.0).weights[0]);

    let expression = table("expression.tsv")?;
    let sets = FeatureSets::read(open("sets.gmt")?, "sets.gmt")?;
    for (name, method) in
        [("ulm", EnrichMethod::Ulm), ("gsea", EnrichMethod::Gsea), ("ssgsea", EnrichMethod::Ssgsea)]
    {
        let mut options = EnrichOptions::default();
        (options.method, options.permutations) = (method, 100);
        let options = options.check()?;
        timed(name, || {
            let scores = enrich(&sets, &expression, &options, SeedPlan::new(1));
            scores.rows.iter().filter_map(|row| row.score).sum()
        });
    }
    Ok(())
}

/// Prints the CPU time of one run, the mean of as many as take half a second.
fn timed(name: &str, run: impl Fn() -> f64) {
    run();
    let (start, mut runs) = (Stopwatch::start(), 0_u32);
    let mut sum = 0.0;
    while start.seconds() < 0.5 {
        sum += run();
        runs += 1;
    }
    println!("{name}\t{:.6}\t{}", start.seconds() / f64::from(runs), sum.is_finite());
}
