//! Writes the pages of docs/evidence into a folder, or with `--check` compares them, and prints how well papers foresee
//! each other.

#![allow(clippy::print_stdout, reason = "an example talks to the person who started it")]

use std::{env, fs, path::Path};

use exocast_transfer::{evidence_coverage, evidence_pages, evidence_priors, leave_papers_out};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let folder = Path::new(arguments.first().ok_or("name the folder of the pages")?);
    let check = arguments.iter().any(|argument| argument == "--check");
    for (name, text) in evidence_pages() {
        let path = folder.join(name);
        if fs::read_to_string(&path).is_ok_and(|standing| standing == text) {
            continue;
        }
        if check {
            return Err(format!(
                "{} is not up to date: run `cargo xtask evidence`",
                path.display()
            )
            .into());
        }
        fs::create_dir_all(folder)?;
        fs::write(&path, text)?;
        println!("evidence: wrote {}", path.display());
    }
    for prior in evidence_priors() {
        println!(
            "evidence: {} {:.3e} [{:.3e}, {:.3e}], {:.1} decades, {}",
            prior.parameter,
            prior.median,
            prior.low,
            prior.high,
            prior.decades(),
            prior.status()
        );
    }
    let left = leave_papers_out();
    let (inside, foreseen, alone) = evidence_coverage(&left);
    println!(
        "evidence: papers left out one at a time: {inside} of {foreseen} measured values inside of 95 %"
    );
    println!("evidence: {alone} measured values have no other paper");
    Ok(())
}
