//! Whether the layouts of kits are recognised: `layouts HAIRPIN.fa ANNOTATION.gff3 [SEED [SIZES]]`.
//!
//! For each kit, and for layouts of no kit, libraries are simulated with a fresh seed: miRNAs with isomiRs, substitutions,
//! other RNA, adapter dimers. Per library and size it prints the miRNA reads counted with the layout recognised, and with the
//! layout given.

use std::error::Error;

use exocast_core::options::Options;
use exocast_lab::{files::open, small_rna::Simulator};
use exocast_mirna::{Catalogue, Library, QuantifyOptions, ReadIndex, quantify};

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

#[allow(clippy::print_stdout, reason = "an example prints")]
fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [hairpin, annotation, rest @ ..] = arguments.as_slice() else {
        return Err("give HAIRPIN.fa ANNOTATION.gff3 [SEED [SIZES]]".into());
    };
    let seed = rest.first().map_or(Ok(1), |seed| seed.parse())?;
    let sizes = rest.get(1).map_or("100,400,4000", String::as_str);
    let sizes: Vec<usize> = sizes.split(',').map(str::parse).collect::<Result<_, _>>()?;
    let catalogue =
        Catalogue::read(open(hairpin)?, hairpin, open(annotation)?, annotation, Some("hsa"))?;
    let options = QuantifyOptions::default();
    let index = ReadIndex::new(&catalogue, &[], None, &options.clone().check()?);
    println!("kit\tmiRNA share\treads\tfound\tgiven\tratio\tlayout");
    let (mut worst, mut below) = (f64::INFINITY, 0);
    for (number, (kit, layout, then)) in (0_u64..).zip(KITS) {
        for (mirna, size) in
            [0.3, 0.8].into_iter().flat_map(|share| sizes.iter().map(move |size| (share, *size)))
        {
            let seed = seed * 1000 + number * 10 + size as u64;
            let text = Simulator::new(&catalogue, seed).library(layout, then, size, mirna);
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
            println!("{kit}\t{mirna}\t{size}\t{counted}\t{given}\t{ratio:.3}\t{shown}");
        }
    }
    println!("worst {worst:.3}; below .97: {below}");
    Ok(())
}
