//! Sequencing reads of a known composition.

use std::io::{self, Write};

use exocast_core::{Rna, Stream};
use flate2::{Compression, write::GzEncoder};
use rand::RngExt;

/// The 3' adapter of the TruSeq small-RNA kit, as the reads show it.
const ADAPTER: &str = "TGGAATTCTCGGGTGCCAAGGAACTCCAGTCACATCACGATCTCGTATGC";
/// Length of every read.
const READ: usize = 50;
/// Share of reads with a sequencing error.
const ERROR: f64 = 0.02;
/// Chances of an end: as in the reference, shortened by one, shortened by two.
const ENDS: [f64; 3] = [0.7, 0.2, 0.1];

/// How many reads come from what.
#[derive(Clone, Debug)]
pub(super) struct Composition<'a> {
    /// Sequences with the number of their reads; miRNAs are trimmed at the 3' end at random.
    pub(super) mirnas: Vec<(&'a Rna, u64)>,
    /// Sequences whose reads are whole.
    pub(super) spikes: Vec<(&'a Rna, u64)>,
    /// Reads without an insert.
    pub(super) dimers: u64,
    /// Reads of sequences that are in no reference.
    pub(super) foreign: u64,
}

/// Writes gzip-compressed FASTQ, the reads in random order.
pub(super) fn write_fastq(
    out: impl Write,
    composition: &Composition<'_>,
    rng: &mut Stream,
) -> io::Result<()> {
    let mut inserts: Vec<Vec<u8>> = Vec::new();
    for (sequence, reads) in &composition.mirnas {
        for _ in 0..*reads {
            let shorter = pick(&ENDS, rng);
            let dna = sequence.to_dna();
            inserts.push(dna.as_bytes()[..dna.len() - shorter].to_vec());
        }
    }
    for (sequence, reads) in &composition.spikes {
        inserts.extend((0..*reads).map(|_| sequence.to_dna().into_bytes()));
    }
    inserts.extend((0..composition.dimers).map(|_| Vec::new()));
    for _ in 0..composition.foreign {
        let length = rng.random_range(18..40);
        inserts.push(super::reference::random_rna(rng, length).to_dna().into_bytes());
    }
    for i in (1..inserts.len()).rev() {
        inserts.swap(i, rng.random_range(0..=i));
    }
    let mut gzip = GzEncoder::new(out, Compression::fast());
    let quality = "I".repeat(READ);
    for (i, insert) in inserts.into_iter().enumerate() {
        let mut read = insert;
        read.extend_from_slice(ADAPTER.as_bytes());
        read.resize(READ.max(read.len()), b'A');
        read.truncate(READ);
        if rng.random_bool(ERROR) {
            let place = rng.random_range(0..READ);
            read[place] = b"ACGT"[rng.random_range(0..4)];
        }
        writeln!(gzip, "@synthetic:{}\n{}\n+\n{quality}", i + 1, String::from_utf8_lossy(&read))?;
    }
    gzip.finish()?.flush()
}

/// An index drawn with the chances given.
pub(super) fn pick(chances: &[f64], rng: &mut Stream) -> usize {
    let mut left = rng.random::<f64>() * chances.iter().sum::<f64>();
    chances
        .iter()
        .position(|chance| {
            left -= chance;
            left < 0.0
        })
        .unwrap_or(chances.len() - 1)
}
