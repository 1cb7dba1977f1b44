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
    core::Interval,
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
    // Every number is in a field of the step that found it.
    if let Some(response) = &analysis.response {
        println!("\ngene\tlog2fc\tlow\thigh");
        for gene in response.genes.iter().take(5) {
            let Interval { value, low, high } = gene.log2fc;
            println!("{}\t{value:.2e}\t{low:.2e}\t{high:.2e}", gene.transcript);
        }
    }
    println!("\n{} notices on what to know before trusting a number", analysis.notices.len());
    Ok(())
}
