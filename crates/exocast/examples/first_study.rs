//! A whole study through the library: simulate its files, run every step, ask for the verdict.
//!
//! ```text
//! cargo run -p exocast --example first_study
//! ```
//!
//! With a study of your own, begin at `Study::load`.
#![allow(clippy::print_stdout, reason = "an example prints what it found")]

use std::{error::Error, fs};

use exocast::{
    Analysis, Status, Study,
    simulate::{Simulation, SimulationOptions},
};

fn main() -> Result<(), Box<dyn Error>> {
    // Reads, an export of a sizing instrument, a reference and expression, invented from a stated truth.
    let folder = std::env::temp_dir().join(format!("exocast-first-study-{}", std::process::id()));
    fs::create_dir_all(&folder)?;
    let simulation = Simulation::new(SimulationOptions::default())?;
    for (name, content) in simulation.files() {
        fs::write(folder.join(name), content)?;
    }

    let study = Study::load(&folder.join("study.toml"))?;
    // `()` listens to no progress. Everything is in memory from here on.
    let analysis = Analysis::run(&study, &mut ())?;
    fs::remove_dir_all(&folder)?;

    for outcome in &analysis.steps {
        let mark = if outcome.status == Status::Done { "done" } else { "off " };
        println!("{mark} {}: {}", outcome.title, outcome.detail);
    }
    if let Some(verdict) = &analysis.verdict {
        println!("\n{}", verdict.headline);
        for reason in &verdict.because {
            println!("  because {reason}");
        }
    }
    // Every table is there by the name of its file.
    if let Some(response) = analysis.table("response") {
        println!("\n{}", response.columns().join("\t"));
        for row in response.rows().take(5) {
            let cells: Vec<String> = row.iter().map(exocast::core::Cell::to_text).collect();
            println!("{}", cells.join("\t"));
        }
    }
    println!("\n{} notices on what to know before trusting a number", analysis.notices.len());
    Ok(())
}
