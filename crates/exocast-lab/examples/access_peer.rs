//! Accessibility along sequences, and how fast it is computed:
//! `cargo run --release -p exocast-lab --example access_peer -- long.fa [W=80] [L=40] [U=14] [T=37] > access.tsv`.
//!
//! The table has the form that `thermodynamics_peer.py access` gives for ViennaRNA: id, end,
//! P(end − U + 1 … end unpaired).

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "an example shows its results")]

use exocast_core::options::Options as _;
use std::{env, error::Error, time::Instant};

use exocast_lab::files::open;
use exocast_target::{AccessOptions, Accessibility, EnergyModel, Transcripts};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let path = arguments.first().ok_or("give a FASTA file")?;
    let number = |i: usize, default: usize| -> Result<usize, std::num::ParseIntError> {
        arguments.get(i).map_or(Ok(default), |text| text.parse())
    };
    let mut options = AccessOptions::default();
    (options.window, options.span) = (number(1, 80)?, number(2, 40)?);
    let options = options.check()?;
    let length = number(3, 14)?;
    let sequences = Transcripts::read_fasta(open(path)?, path)?;
    let celsius = arguments.get(4).map_or(Ok(37.0), |text| text.parse())?;
    let model = EnergyModel::turner2004_at(celsius)?;
    let access = Accessibility::new(&model, &options);
    let start = Instant::now();
    let tables: Vec<_> = (sequences.iter())
        .map(|sequence| (sequence.name, access.unpaired(sequence.utr3, length)))
        .collect();
    let seconds = start.elapsed().as_secs_f64();
    for (name, probabilities) in &tables {
        for (start, probability) in probabilities.iter().enumerate() {
            println!("{name}\t{}\t{probability:.9e}", start + length);
        }
    }
    let count = sequences.nucleotides();
    eprintln!("{count} nt, {seconds:.3} s, {:.0} nt/s", count as f64 / seconds);
    Ok(())
}
