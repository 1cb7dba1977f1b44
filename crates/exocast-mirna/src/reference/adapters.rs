//! Adapters and primers of libraries, which are left over in reads.
//!
//! They compete for reads like RNAs do: 17 nt of the 5' adapter of Illumina differ from hsa-miR-3168 in one nucleotide.

use exocast_core::Base;

use super::competitors::{Reference, ReferenceSet};

/// The class of adapters and primers.
pub(crate) const ADAPTER: &str = "adapter";

/// Name, source, sequence as it is read.
///
/// Illumina: Illumina Adapter Sequences (document 1000000002694) and, of 1.0, the Small RNA Sample Prep guide. QIAGEN:
/// `QIAseq` miRNA Library Kit Handbook. BGI: BGISEQ-500 small RNA manual. Ion: Ion Total RNA-Seq Kit v2 guide. Takara:
/// `SMARTer` smRNA-Seq Kit user manual.
const ADAPTERS: [(&str, &str, &str); 17] = [
    ("5' adapter RA5", "Illumina", "GTTCAGAGTTCTACAGTCCGACGATC"),
    ("5' adapter RA5, reverse", "Illumina", "GATCGTCGGACTGTAGAACTCTGAAC"),
    ("3' adapter RA3", "Illumina", "TGGAATTCTCGGGTGCCAAGGAACTCCAGTCAC"),
    ("RT primer RTP", "Illumina", "GTGACTGGAGTTCCTTGGCACCCGAGAATTCCA"),
    ("stop oligo STP", "Illumina", "GAATTCCACCACGTTCCCGTGG"),
    ("adapter of read 1", "Illumina", "ACACTCTTTCCCTACACGACGCTCTTCCGATCT"),
    ("adapter of read 1, reverse", "Illumina", "AGATCGGAAGAGCGTCGTGTAGGGAAAGAGTGT"),
    ("adapter of read 2", "Illumina", "GTGACTGGAGTTCAGACGTGTGCTCTTCCGATCT"),
    ("adapter of read 2, reverse", "Illumina", "AGATCGGAAGAGCACACGTCTGAACTCCAGTCAC"),
    ("P5", "Illumina", "AATGATACGGCGACCACCGAGATCTACAC"),
    ("P7", "Illumina", "CAAGCAGAAGACGGCATACGAGAT"),
    ("P7, reverse", "Illumina", "ATCTCGTATGCCGTCTTCTGCTTG"),
    ("3' adapter", "QIAGEN", "AACTGTAGGCACCATCAAT"),
    ("5' adapter", "BGI", "GAACGACATGGCTACGATCCGACTT"),
    ("3' adapter", "BGI", "AGTCGGAGGCCAAGCGGTCTTAGGAAGACAA"),
    ("P1", "Ion", "ATCACCGACTGCCCATAGAGAGGAAAGCGGAGGCGTAGTGG"),
    ("SMART oligo", "Takara", "AAGCAGTGGTATCAACGCAGAGTAC"),
];

impl ReferenceSet {
    /// Adapters and primers, which always compete for reads.
    pub(crate) fn adapters() -> Self {
        let reference = |(name, source, sequence): &(&str, &str, &str)| {
            let bases: Vec<Base> = sequence.bytes().filter_map(Base::from_letter).collect();
            Reference {
                name: format!("{name} ({source})"),
                class: ADAPTER.to_owned(),
                body: 0..bases.len(),
                sequence: bases.into(),
            }
        };
        Self { references: ADAPTERS.iter().map(reference).collect(), notices: Vec::new() }
    }
}
