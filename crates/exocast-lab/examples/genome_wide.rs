//! Sites and response over a whole reference, with the time each step takes:
//! `cargo run --release -p exocast-lab --example genome_wide -- mrna.tsv mirna.fa hsa-`.
//!
//! Files have to be decompressed; the last argument is what miRNA names have to start with. Without
//! arguments it runs on a small random reference.

#![allow(clippy::print_stdout, reason = "an example shows its results")]

use exocast_core::{SeedPlan, options::Options as _};
use std::{env, error::Error, time::Instant};

use exocast_core::Interval;
use exocast_lab::files::open;
use exocast_target::{
    Amounts, Dose, ExplainOptions, Mirnas, Observed, ObservedGene, Recipient, Region,
    RespondOptions, ScanOptions, SeedAffinity, SiteScanner, Transcripts, explain,
};

/// Random letters from a linear congruential generator.
fn letters(state: &mut u64, count: usize) -> String {
    let mut next = || {
        *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        ['A', 'C', 'G', 'U'][usize::from((*state >> 62) as u8)]
    };
    (0..count).map(|_| next()).collect()
}

fn synthetic() -> (String, String) {
    let (mut state, mut mrna) = (7, String::from("transcript\tgene\torf\tutr3\n"));
    for i in 0..500 {
        let (orf, utr3) = (letters(&mut state, 1200), letters(&mut state, 1400));
        mrna.extend([format!("T{i}\tG{i}\t"), orf, "\t".into(), utr3, "\n".into()]);
    }
    let mirna: Vec<String> =
        (0..10).map(|i| format!(">miR-{i}\n{}\n", letters(&mut state, 22))).collect();
    (mrna, mirna.concat())
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let start = Instant::now();
    let (transcripts, mirnas) = if let [mrna, mirna, prefix] = arguments.as_slice() {
        let mirnas = Mirnas::read_fasta(open(mirna)?, mirna)?;
        let transcripts = Transcripts::read(open(mrna)?, mrna)?;
        (transcripts, mirnas.filter(|mirna| mirna.name().starts_with(prefix)))
    } else {
        let (mrna, mirna) = synthetic();
        let transcripts = Transcripts::read(mrna.as_bytes(), "synthetic mRNA")?;
        (transcripts, Mirnas::read_fasta(mirna.as_bytes(), "synthetic miRNA")?)
    };
    println!(
        "read {} miRNAs, {} transcripts, {} nt: {:.2?}",
        mirnas.as_slice().len(),
        transcripts.len(),
        transcripts.nucleotides(),
        start.elapsed()
    );

    let start = Instant::now();
    let scanner = SiteScanner::new(mirnas.as_slice(), &ScanOptions::default());
    println!("table of {} seeds: {:.2?}", scanner.families().len(), start.elapsed());
    for region in Region::ALL {
        let (start, mut sites) = (Instant::now(), 0);
        for transcript in transcripts.iter() {
            scanner.scan(transcript.region(region), |hit| {
                sites += scanner.families()[hit.family].members.len();
            });
        }
        println!("{sites} sites in {region}: {:.2?}", start.elapsed());
    }

    let amounts = |from: usize, count: usize, copies: Interval| {
        let some = mirnas.as_slice().iter().skip(from).take(count);
        Amounts::new(some.map(|mirna| (mirna.name().to_owned(), copies)).collect())
    };
    let dose = Dose::Copies(amounts(0, 300, Interval::new(100.0, 10.0, 1000.0)));
    let endogenous = amounts(200, 200, Interval::exact(200.0));
    let affinity = SeedAffinity::default();
    let recipient = Recipient::new(&mirnas, &transcripts, &affinity).with_endogenous(&endogenous);
    let start = Instant::now();
    let response =
        recipient.respond(&dose, &RespondOptions::default().check()?, SeedPlan::new(1))?;
    println!("response of {} transcripts: {:.2?}", response.genes.len(), start.elapsed());

    let observed = response
        .genes
        .iter()
        .map(|gene| ObservedGene::new(gene.transcript.clone(), gene.log2fc.value));
    let observed = Observed::new(observed.collect(), Vec::new());
    let start = Instant::now();
    let options = ExplainOptions::default().check()?;
    let explained = explain(&observed, &mirnas, &transcripts, &options, SeedPlan::new(1))?;
    println!("evidence of {} rows: {:.2?}", explained.evidence.len(), start.elapsed());
    for notice in response.notices.iter().chain(&explained.notices) {
        println!("note: {notice}");
    }
    Ok(())
}
