//! How often the 95 % intervals of the demo hold the truth, over many seeds.
//!
//! ```text
//! cargo run --release -p exocast-lab --features rayon --example demo_coverage -- [SEEDS] [FIRST]
//! ```
//!
//! Each seed is a whole study: another reference, other samples, other true parameters. Rows of one study are not
//! independent (all doses share the parameters), so that the standard error is taken over studies.

#![allow(clippy::print_stdout, reason = "an example that prints its result")]

use std::{collections::BTreeMap, error::Error, fs};

use exocast::{
    Analysis, Study,
    io::OutputFolder,
    simulate::{Agreement, Simulation, SimulationOptions},
};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let mut number =
        |default: u64| arguments.next().map_or(Ok(default), |text| text.parse::<u64>());
    let (count, first) = (number(200)?, number(1)?);
    let mut by_step: BTreeMap<&str, Vec<Agreement>> = BTreeMap::new();
    let folder = std::env::temp_dir().join(format!("exocast-coverage-{}", std::process::id()));
    for seed in first..first + count {
        for agreement in agreements(seed, &folder)? {
            by_step.entry(agreement.step.word()).or_default().push(agreement);
        }
    }
    fs::remove_dir_all(&folder)?;
    println!("step\tintervals\tinside\tcoverage\tstandard_error\tstudies_mostly_outside");
    for (step, studies) in by_step {
        let counts = |agreement: &Agreement| (agreement.intervals as f64, agreement.inside as f64);
        let rows: f64 = studies.iter().map(|agreement| counts(agreement).0).sum();
        let inside: f64 = studies.iter().map(|agreement| counts(agreement).1).sum();
        let share = inside / rows;
        let off =
            |agreement: &Agreement| (counts(agreement).1 - share * counts(agreement).0).powi(2);
        let squares: f64 = studies.iter().map(off).sum();
        let none = studies.iter().filter(|agreement| agreement.misses()).count();
        println!("{step}\t{rows}\t{inside}\t{share:.4}\t{:.4}\t{none}", squares.sqrt() / rows);
    }
    Ok(())
}

/// Rows with an interval by step, and how many of them hold the truth.
fn agreements(seed: u64, folder: &std::path::Path) -> Result<Vec<Agreement>, Box<dyn Error>> {
    let simulation = Simulation::new(SimulationOptions { seed, ..SimulationOptions::default() })?;
    let output = OutputFolder::create(folder, "simulate")?;
    simulation.write(&output, "")?;
    output.finish(simulation.provenance())?;
    let study = Study::load(&folder.join("study.toml"))?;
    let analysis = Analysis::run(&study, &mut ())?;
    Ok(Agreement::by_step(&simulation.compare(&analysis)))
}
