//! How often the 95 % intervals of the demo hold the truth, over many seeds.
//!
//! ```text
//! cargo run --release -p exocast --example demo_coverage -- [SEEDS] [FIRST]
//! ```
//!
//! Each seed is a whole study: another reference, other samples, other true parameters. Rows of one study are not
//! independent (all doses share the parameters), so that the standard error is taken over studies.

#![allow(clippy::print_stdout, reason = "an example that prints its result")]

use std::{collections::BTreeMap, error::Error, fs};

use exocast::{
    Analysis, Study,
    core::Cell,
    io::OutputFolder,
    simulate::{Simulation, SimulationOptions},
};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let mut number =
        |default: u64| arguments.next().map_or(Ok(default), |text| text.parse::<u64>());
    let (count, first) = (number(200)?, number(1)?);
    // Per step and seed: rows with an interval, and those that hold the truth.
    let mut found: BTreeMap<String, Vec<(f64, f64)>> = BTreeMap::new();
    let folder = std::env::temp_dir().join(format!("exocast-coverage-{}", std::process::id()));
    for seed in first..first + count {
        for (step, rows) in one(seed, &folder)? {
            found.entry(step).or_default().push(rows);
        }
    }
    fs::remove_dir_all(&folder)?;
    println!("step\tintervals\tinside\tcoverage\tstandard_error\tstudies_all_outside");
    for (step, studies) in found {
        let rows: f64 = studies.iter().map(|own| own.0).sum();
        let inside: f64 = studies.iter().map(|own| own.1).sum();
        let share = inside / rows;
        let squares: f64 = studies.iter().map(|own| (own.1 - share * own.0).powi(2)).sum();
        let none = studies.iter().filter(|own| own.1 < 0.5).count();
        println!("{step}\t{rows}\t{inside}\t{share:.4}\t{:.4}\t{none}", squares.sqrt() / rows);
    }
    Ok(())
}

/// Rows with an interval by step, and how many of them hold the truth.
fn one(
    seed: u64,
    folder: &std::path::Path,
) -> Result<BTreeMap<String, (f64, f64)>, Box<dyn Error>> {
    let simulation = Simulation::new(SimulationOptions { seed, ..SimulationOptions::default() })?;
    let output = OutputFolder::create(folder, "simulate")?;
    simulation.write(&output, "")?;
    output.finish(simulation.provenance())?;
    let study = Study::load(&folder.join("study.toml"))?;
    let analysis = Analysis::run(&study, &mut ())?;
    let table = simulation.compare(&analysis);
    let column = |name: &str| table.columns().iter().position(|own| own == name).unwrap_or(0);
    let (step, low, inside) = (column("step"), column("low"), column("inside"));
    let mut rows: BTreeMap<String, (f64, f64)> = BTreeMap::new();
    for row in table.rows().filter(|row| matches!(row[low], Cell::Real(_))) {
        let own = rows.entry(row[step].to_text()).or_default();
        own.0 += 1.0;
        own.1 += f64::from(u8::from(row[inside].to_text() == "yes"));
    }
    Ok(rows)
}
