//! A small reference, and reads of it.

use exocast_mirna::{Catalogue, Fates};
use proptest::prelude::*;

/// Hairpins with two mature sequences each; the second shares its 5' one with the first.
pub(crate) fn fixture() -> (String, String) {
    let hairpins = [
        ("hsa-mir-1-1", "GGATCCTTAGCTAAGGCATTCGGACTTACGTTAGCCATGCAACGGTTCCAAGTCGATCTGACCATTGAGT"),
        ("hsa-mir-1-2", "CAATCCTTAGCTAAGGCATTCGGACTTGAATTCGCCAGCTAACTTGGCCTACGTCCATGGATTACAGCTA"),
        ("hsa-mir-2", "ACGTTGCAAGCTTGGCATCAGTCAAGGTACCATCGTTAGGCTACCGGATTAGCATCGATTGCAGTCCATG"),
    ];
    let (mut fasta, mut gff) = (String::new(), String::from("##gff-version 3\n"));
    for (i, (name, sequence)) in hairpins.iter().enumerate() {
        fasta += &format!(">{name}\n{sequence}\n");
        let five = if i < 2 { "hsa-miR-1-5p".to_owned() } else { "hsa-miR-2-5p".to_owned() };
        let three = format!("{}-3p", name.replace("mir", "miR"));
        gff += &format!(
            "c{i}\t.\tmiRNA_primary_transcript\t101\t170\t.\t+\t.\tID=MI000000{i};Name={name}\n\
             c{i}\t.\tmiRNA\t106\t127\t.\t+\t.\tID=A{i};Name={five};Derives_from=MI000000{i}\n\
             c{i}\t.\tmiRNA\t141\t162\t.\t+\t.\tID=B{i};Name={three};Derives_from=MI000000{i}\n"
        );
    }
    (fasta, gff)
}

pub(crate) fn catalogue() -> Catalogue {
    let (fasta, gff) = fixture();
    Catalogue::read(fasta.as_bytes(), "h.fa", gff.as_bytes(), "a.gff3", Some("hsa")).unwrap()
}

/// A read like those of a library: a piece of a hairpin, perhaps with a substitution and a tail.
pub(crate) fn read_of(hairpins: Vec<String>) -> impl Strategy<Value = String> {
    let parts = (0..hairpins.len(), 0_usize..50, 15_usize..26, "[ACGT]{0,3}", "[ACGT]{0,2}");
    (parts, prop::option::of((0_usize..26, prop::sample::select(vec!['A', 'C', 'G', 'T']))))
        .prop_map(move |((h, start, len, tail, front), change)| {
            let hairpin = &hairpins[h];
            let end = (start + len).min(hairpin.len());
            let mut read: Vec<char> = hairpin[start..end].chars().collect();
            if let Some((at, letter)) = change
                && at < read.len()
            {
                read[at] = letter;
            }
            front.chars().chain(read).chain(tail.chars()).collect()
        })
}

pub(crate) fn hairpins() -> Vec<String> {
    catalogue().hairpins().iter().map(|h| h.sequence.to_dna()).collect()
}

pub(crate) fn fastq(reads: &[String], adapter: &str) -> String {
    let record = |read: &String| {
        let bases = format!("{read}{adapter}");
        format!("@r\n{bases}\n+\n{}\n", "I".repeat(bases.len()))
    };
    reads.iter().map(record).collect()
}

/// The rows of a table as it is written.
pub(crate) fn cells(table: &exocast_core::Table) -> Vec<Vec<String>> {
    let mut text = Vec::new();
    table.write_tsv(&mut text).unwrap();
    let text = String::from_utf8(text).unwrap();
    text.lines().skip(1).map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}

pub(crate) const TRUSEQ: &str = "TGGAATTCTCGGGTGCCAAGG";

/// Whether the fates of a sample sum to its reads.
pub(crate) fn every_read_has_a_fate(fates: Fates) -> bool {
    let parts = [
        fates.no_adapter,
        fates.adapter_dimer,
        fates.too_short,
        fates.too_long,
        fates.low_quality,
        fates.unknown_bases,
        fates.passed,
    ];
    parts.iter().sum::<u64>() == fates.total
}
