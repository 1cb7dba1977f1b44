//! Folds pairs of sequences, paired by order, and says how fast:
//! `cargo run --release -p exocast-lab --example duplex_peer -- mirna.fa target.fa [T=37] > duplex.tsv`.
//!
//! The table has the form that `thermodynamics_peer.py duplex` gives for ViennaRNA: id, id, structure,
//! energy. The time is that of the folding alone.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "an example shows its results")]

use std::{env, error::Error, fs, time::Instant};

use exocast_core::Rna;
use exocast_target::{DuplexFolder, EnergyModel};

fn fasta(path: &str) -> Result<Vec<(String, Rna)>, Box<dyn Error>> {
    let text = fs::read_to_string(path)?;
    let records = text.split('>').filter(|record| !record.trim().is_empty());
    let read = |record: &str| -> Result<(String, Rna), Box<dyn Error>> {
        let (name, sequence) = record.split_once('\n').ok_or("a header without a sequence")?;
        let sequence: String = sequence.split_whitespace().collect();
        let name = name.split_whitespace().next().unwrap_or_default().to_owned();
        Ok((name, Rna::parse_with_n(sequence.as_bytes())?))
    };
    records.map(read).collect()
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [guides, targets, celsius @ ..] = arguments.as_slice() else {
        return Err("give two FASTA files".into());
    };
    let (guides, targets) = (fasta(guides)?, fasta(targets)?);
    let celsius = celsius.first().map_or(Ok(37.0), |text| text.parse())?;
    let model = EnergyModel::turner2004_at(celsius)?;
    let mut folder = DuplexFolder::new(&model);
    let start = Instant::now();
    let folded: Vec<_> = (guides.iter().zip(&targets))
        .map(|(guide, target)| folder.best(guide.1.bases(), target.1.bases()))
        .collect();
    let seconds = start.elapsed().as_secs_f64();
    for ((guide, target), duplex) in guides.iter().zip(&targets).zip(&folded) {
        if let Some(duplex) = duplex {
            println!("{}\t{}\t{}\t{:.2}", guide.0, target.0, duplex.structure(), duplex.energy);
        }
    }
    let count = folded.len();
    eprintln!("{count} duplexes, {seconds:.3} s, {:.0} pairs/s", count as f64 / seconds);
    Ok(())
}
