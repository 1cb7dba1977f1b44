//! Lists the seed sites of miRNAs in a FASTA of 3'UTRs:
//! `cargo run --example scan_fasta -- mirna.fa utr.fa > sites.tsv`.
//!
//! Without arguments it scans a small made-up 3'UTR.

#![allow(clippy::print_stderr, reason = "an example shows its results")]

use std::{
    env,
    error::Error,
    fs::File,
    io::{BufReader, stdout},
};

use exocast_target::{Mirnas, ScanOptions, SiteScanner, Transcripts, site_table};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let (mirnas, utrs) = if let [mirna, utr] = arguments.as_slice() {
        let mirnas = Mirnas::read_fasta(BufReader::new(File::open(mirna)?), mirna)?;
        (mirnas, Transcripts::read_fasta(BufReader::new(File::open(utr)?), utr)?)
    } else {
        let mirna = ">let-7a\nUGAGGUAGUAGGUUGUAUAGUU\n>miR-1\nUGGAAUGUAAAGAAGUAUGUAU\n";
        let utr = ">LIN28B\nGGCTACCTCAGGAACATTCCATTTCTACCTCG\n";
        let mirnas = Mirnas::read_fasta(mirna.as_bytes(), "made-up miRNA")?;
        (mirnas, Transcripts::read_fasta(utr.as_bytes(), "made-up 3'UTR")?)
    };
    utrs.notices().iter().for_each(|notice| eprintln!("note: {notice}"));
    let scanner = SiteScanner::new(mirnas.as_slice(), &ScanOptions::default());
    site_table(scanner.sites(&utrs)).write_tsv(stdout().lock())?;
    Ok(())
}
