//! miRNA names, references and small-RNA reads: counts, isomiRs and absolute copies.
//!
#![doc = include_str!("../README.md")]
//!
//! # The way of the data
//!
//! A [`Catalogue`] is read from precursor sequences and their annotation, and a [`ReadIndex`] is built over it with the
//! contaminants and spikes that compete for reads. The lanes of each sample are trimmed, filtered and collapsed in one
//! pass ([`SampleReads`]); [`quantify()`] compares every unique read once, and counts. Every read is accounted for:
//! fates and classes of a sample sum to its reads, and counts to its miRNA reads, whatever [`Multimap`] is chosen.
//!
//! A module uses those to its left and `notice`, never those to its right:
//!
//! ```text
//! names ─► reference ──────────┐
//! options ─► reads ────────────┴─► assign ─┬─► bias ─► spikes, novel, quality
//! names ─► mirgff3 ────────────────────────┴─► results
//! ```
//!
//! # From reads to copies
//!
//! ```
//! use exocast_mirna::{
//!     Catalogue, QuantifyOptions, ReadIndex, ReferenceSet, SampleReads, SpikeAmounts, core::options::Options,
//! };
//!
//! let hairpin = ">hsa-mir-21 MI0000077\n\
//!     UGUCGGGUAGCUUAUCAGACUGAUGUUGACUGUUGAAUCUCAUGGCAACACCAGUCGAUGGGCUGUCUGACA\n";
//! let gff = "\
//! chr17\t.\tmiRNA_primary_transcript\t101\t172\t.\t+\t.\tID=MI0000077;Name=hsa-mir-21\n\
//! chr17\t.\tmiRNA\t108\t129\t.\t+\t.\tID=MIMAT0000076;Name=hsa-miR-21-5p;Derives_from=MI0000077\n";
//! let catalogue =
//!     Catalogue::read(hairpin.as_bytes(), "hairpin.fa", gff.as_bytes(), "hsa.gff3", Some("hsa"))?;
//!
//! let spikes = ">s1\nGTCCCACTCCGTAGATCTGTTC\n>s2\nGATGTAACGAGTTGGAATGCAA\n>s3\nTAGCATATCGAGCCTGAGAACA\n";
//! let spikes = ReferenceSet::read_spikes(spikes.as_bytes(), "spikes.fa")?;
//! let other = ">RNY4\nGGCTGGTCCGATGGTAGTGGGTTATCAGAACTTATTAACATTAGTG\n";
//! let other = ReferenceSet::read_contaminants(other.as_bytes(), "other.fa", "other")?;
//!
//! let options = QuantifyOptions::default().check()?;
//! let index = ReadIndex::new(&catalogue, &[other], Some(&spikes), &options);
//!
//! let read = |insert: &str| {
//!     let bases = format!("{insert}TGGAATTCTCGGGTGCCAAGG");
//!     format!("@r\n{bases}\n+\n{}\n", "I".repeat(bases.len()))
//! };
//! let mut fastq = read("TAGCTTATCAGACTGATGTTGA") + &read("TAGCTTATCAGACTGATGTTGAA");
//! fastq += &read("GGCTGGTCCGATGGTAGTGGGTTATCAGA");
//! for (spike, reads) in spikes.references().iter().zip([1, 10, 100]) {
//!     fastq += &read(&spike.sequence.to_dna()).repeat(reads);
//! }
//! let sample = SampleReads::read("EV_1", [("EV_1.fastq", fastq.as_bytes())], &options)?;
//! assert_eq!(sample.detection().library.to_string(), "truseq");
//!
//! let result = exocast_mirna::quantify(&index, vec![sample], &options);
//! let counts = result.counts()?;
//! assert_eq!(counts.row("hsa-miR-21-5p").map(|row| row[0]), Some(2.0));
//!
//! let mut classes = Vec::new();
//! result.classes_table().write_tsv(&mut classes)?;
//! assert!(String::from_utf8(classes)?.contains("EV_1\tY RNA\t1\t"));
//!
//! let gff3 = String::from_utf8(result.write_isomirs(Vec::new(), "mirbase21", &[])?)?;
//! assert!(gff3.contains("Variant=iso_add3p:1"));
//!
//! let amounts = "spike\tcopies_per_ul\ns1\t100\ns2\t1000\ns3\t10000\n";
//! let copies = result.copies(&SpikeAmounts::read(amounts.as_bytes(), "amounts.tsv")?)?;
//! assert!((copies.rows[0].copies_per_ul.value - 200.0).abs() < 1e-6);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod assign;
mod bias;
pub mod mirgff3;
mod names;
mod notice;
mod novel;
mod options;
mod quality;
mod reads;
mod reference;
mod results;
mod spikes;

pub use exocast_core as core;
pub use exocast_core::{Dilution, Microlitres};

pub use assign::{
    Call, ClassShare, CountUnit, CountedGuide, Guides, Hit, Quantification, ReadIndex, SampleQc,
    quantify,
};
pub use bias::{BadBias, BiasTable, Correction, MeasuredBias, SequenceBias};
pub use names::{
    Accession, Arm, BadName, Change, Fate, History, MirnaName, NameProblem, Release, Uid,
    fates_table,
};
pub use notice::{Notice, NovelNotice, Stage};
pub use novel::{FoldHairpin, FoldedHairpin, NovelMirnas};
pub use options::{
    BadOption, Collapsed, Library, Multimap, NovelOptions, Phred, QualityOptions, QuantifyOptions,
    UmiSource,
};
pub use quality::{Check, SampleVerdict, Verdict, quality_limits_table};
pub use reads::{Detection, Fates, SampleError, SampleReads};
pub use reference::{
    Catalogue, Hairpin, Isomir, Locus, Mature, MirGeneDb, Reference, ReferenceSet,
};
pub use results::{Remarks, tmm};
pub use spikes::{
    BadCurve, Copies, CopyRange, DrawnCurve, Extraction, MirnaCopies, SpikeAmounts, SpikeCurve,
};
