//! context++ of every site, and how long it takes:
//! `cargo run --release -p exocast-lab --example context_speed -- mrna.tsv mirna.fa [transcripts=500] [miRNAs=10]`.
//!
//! The first transcripts with a 3'UTR and the first miRNAs of the files are taken.

#![allow(clippy::print_stdout, reason = "an example shows its results")]

use exocast_core::options::Options as _;
use std::{env, error::Error, time::Instant};

use exocast_lab::files::open;
use exocast_target::{
    AccessOptions, Accessibility, ContextTable, EnergyModel, Mirnas, Region, ScanOptions,
    SiteScanner, Transcripts, context_table,
};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [mrna, mirna, counts @ ..] = arguments.as_slice() else {
        return Err("give a table of transcripts and a FASTA of miRNAs".into());
    };
    let count = |i: usize, default: usize| -> Result<usize, std::num::ParseIntError> {
        counts.get(i).map_or(Ok(default), |text| text.parse())
    };
    let all = Transcripts::read(open(mrna)?, mrna)?;
    let mut transcripts = Transcripts::default();
    let text = |bases: &[exocast_core::Base]| -> Vec<u8> {
        bases.iter().map(|base| base.letter()).collect()
    };
    for transcript in
        all.iter().filter(|transcript| !transcript.utr3.is_empty()).take(count(0, 500)?)
    {
        transcripts.push(
            transcript.name,
            transcript.gene,
            &text(transcript.orf),
            &text(transcript.utr3),
        )?;
    }
    let mirnas = Mirnas::read_fasta(open(mirna)?, mirna)?;
    let mirnas = &mirnas.as_slice()[..count(1, 10)?.min(mirnas.as_slice().len())];
    let nucleotides: usize = transcripts.iter().map(|transcript| transcript.utr3.len()).sum();
    println!("{} miRNAs, {nucleotides} nt of 3'UTR", mirnas.len());

    let start = Instant::now();
    let mut options = ScanOptions::default();
    options.regions = vec![Region::Utr3];
    let scanner = SiteScanner::new(mirnas, &options);
    let sites = scanner.sites(&transcripts).count();
    println!("{sites} sites: {:.2?}", start.elapsed());

    let start = Instant::now();
    let table = context_table(mirnas, &transcripts, ContextTable::default());
    println!("{} rows without accessibility: {:.2?}", table.rows().len(), start.elapsed());

    let energies = EnergyModel::turner2004();
    let access = Accessibility::new(&energies, &AccessOptions::default().check()?);
    let start = Instant::now();
    let with = ContextTable { access: Some(&access), ..ContextTable::default() };
    let table = context_table(mirnas, &transcripts, with);
    println!("{} rows with accessibility: {:.2?}", table.rows().len(), start.elapsed());
    Ok(())
}
