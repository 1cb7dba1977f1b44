//! Whether the layouts of kits are recognised.
//!
//! For each kit, and for layouts of no kit, libraries are simulated with a fresh seed: miRNAs with isomiRs, substitutions,
//! other RNA, adapter dimers. Per library and size it prints the miRNA reads counted with the layout recognised, and with the
//! layout given.

use std::{error::Error, io::Write};

use exocast_core::options::Options;
use exocast_mirna::{Catalogue, Library, QuantifyOptions, ReadIndex, quantify};

use crate::small_rna::Simulator;

/// Name, layout to simulate, and what follows it in a read.
const KITS: [(&str, &str, &str); 20] = [
    ("TruSeq", "insert,TGGAATTCTCGGGTGCCAAGG", "AACTCCAGTCACATCACGATCTCGTATGCC"),
    ("NEBNext", "insert,AGATCGGAAGAGCACACGTCT", "GAACTCCAGTCACATCACGATCTCG"),
    ("QIAseq", "insert,AACTGTAGGCACCATCAAT,UMI12", "AGATCGGAAGAGCACACGTCTGAACTCC"),
    ("NEXTflex", "N4,insert,N4,TGGAATTCTCGGGTGCCAAGG", "AACTCCAGTCACATCACG"),
    ("SMARTer, CATS", "5:3,insert,polyA", "AGATCGGAAGAGCACACGTCTGAACTCCAG"),
    ("D-Plex", "UMI12,5:4,insert,polyA", "AGATCGGAAGAGCACACGTCTGAACTCCAG"),
    ("BGI", "insert,AGTCGGAGGCCAAGCGGTCTTAGGAAGACAA", "CAACTCCTTGGCTCACA"),
    ("Ion Torrent", "insert,ATCACCGACTGCCCATAGAGAGG", "CTGAGACTGCCAAGGCACACAGGGGATAGG"),
    ("Illumina 1.5", "insert,ATCTCGTATGCCGTCTTCTGCTTG", "AAAAAAAA"),
    ("Illumina 1.0", "insert,TCGTATGCCGTCTTCTGCTTG", "AAAAAAAA"),
    ("4N NEBNext", "N4,insert,N4,AGATCGGAAGAGCACACGTCT", "GAACTCCAGTCACATCACG"),
    ("4N trimmed", "N4,insert,N4", ""),
    ("trimmed", "insert", ""),
    ("one nt before", "5:1,insert,TGGAATTCTCGGGTGCCAAGG", "AACTCCAGTCACATCACG"),
    ("UMI before", "UMI8,insert,TGGAATTCTCGGGTGCCAAGG", "AACTCCAGTCACATCACG"),
    ("UMI after", "insert,TGGAATTCTCGGGTGCCAAGG,UMI8", "AGATCGGAAGAGCACACGTCTGAAC"),
    ("4N of BGI", "N4,insert,N4,AGTCGGAGGCCAAGCGGTCTTAGGAAGACAA", "CAACTCC"),
    ("ENCODE", "5:6,insert,ACGGGCTAATATTTATCGGTGG", "AGCATCACGATCTCGTAT"),
    ("own adapter", "insert,CTGTAGGCACCATCAATCGTATGCC", "GTCTTCTGC"),
    ("own adapter, 4N", "N4,insert,N4,CACTCGGGCACCAAGGACTTACG", "GTCTTCTGC"),
];

/// How well layouts are recognised.
#[derive(Clone, Copy, Debug)]
pub struct Layouts {
    /// Reads counted with the layout recognised, of those with it given, in the worst library.
    pub worst: f64,
    /// Number of libraries.
    pub libraries: usize,
}

/// Simulates and counts libraries of every layout and of these numbers of reads.
///
/// # Errors
/// Where a library cannot be read, or `out` fails.
pub fn measure(
    catalogue: &Catalogue,
    seed: u64,
    sizes: &[usize],
    out: &mut dyn Write,
) -> Result<Layouts, Box<dyn Error>> {
    let options = QuantifyOptions::default();
    let index = ReadIndex::new(catalogue, &[], None, &options.clone().check()?);
    writeln!(out, "kit\tmiRNA share\treads\tfound\tgiven\tratio\tlayout")?;
    let (mut worst, mut below, mut libraries) = (f64::INFINITY, 0, 0);
    for (number, (kit, layout, then)) in (0_u64..).zip(KITS) {
        for (mirna, size) in
            [0.3, 0.8].into_iter().flat_map(|share| sizes.iter().map(move |size| (share, *size)))
        {
            let seed = seed * 1000 + number * 10 + size as u64;
            let text = Simulator::new(catalogue, seed).library(layout, then, size, mirna);
            let count = |library: Library| -> Result<(f64, String), Box<dyn Error>> {
                let mut options = options.clone();
                options.library = library;
                let options = options.check()?;
                let sample = index.read("s", [("s", text.as_bytes())], &options)?;
                let shown = sample.detection().library.to_string();
                let reads = quantify(&index, vec![sample], &options).qc()[0].classes[0].reads;
                Ok((reads as f64, shown))
            };
            let (counted, shown) = count(Library::Auto)?;
            let (given, _) = count(layout.parse()?)?;
            let ratio = counted / given.max(1.0);
            worst = worst.min(ratio);
            below += usize::from(ratio < 0.97);
            libraries += 1;
            writeln!(out, "{kit}\t{mirna}\t{size}\t{counted}\t{given}\t{ratio:.3}\t{shown}")?;
        }
    }
    writeln!(out, "worst {worst:.3}; below .97: {below}")?;
    Ok(Layouts { worst, libraries })
}
