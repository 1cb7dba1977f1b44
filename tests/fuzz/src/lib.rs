//! The readers of exocast, each as a function of arbitrary bytes: it may refuse them, and must not panic.
//!
//! `fuzz_targets` hands them to libFuzzer, and `src/bin/mutate.rs` to a small mutator of its own that
//! needs no special compiler.

use exocast::{
    Study,
    core::{LabelledMatrix, names::Mapping, options::Options as _},
    mirna::{
        Catalogue, History, QuantifyOptions, ReadIndex, ReferenceSet, SampleReads, SpikeAmounts,
        mirgff3, quantify,
    },
    origin::{Signature, enrich::FeatureSets},
    target::{
        Alignment, Amounts, Annotation, Conservation, Expression, ExpressionScale, Mirnas,
        Observed, SeedFamilies, Transcripts, UtrProfiles,
    },
    transfer::{Cargo, Vesicles},
    vesicle::instrument::{self, Columns},
};

/// A reader under test.
pub type Target = fn(&[u8]);

/// Every reader, by the name of its fuzz target.
pub const TARGETS: [(&str, Target); 11] = [
    ("reads", reads),
    ("annotation", annotation),
    ("mirgff3", mirgff3),
    ("hairpins", hairpins),
    ("embl", embl),
    ("transcripts", transcripts),
    ("instruments", instruments),
    ("signature", signature),
    ("sets", sets),
    ("study", study),
    ("tables", tables),
];

const HAIRPIN: &str = ">hsa-mir-21 MI0000077\n\
    UGUCGGGUAGCUUAUCAGACUGAUGUUGACUGUUGAAUCUCAUGGCAACACCAGUCGAUGGGCUGUCUGACA\n";
const GFF3: &str = "##gff-version 3\n\
    chr17\t.\tmiRNA_primary_transcript\t101\t172\t.\t+\t.\tID=MI0000077;Name=hsa-mir-21\n\
    chr17\t.\tmiRNA\t108\t129\t.\t+\t.\tID=MIMAT0000076;Name=hsa-miR-21-5p;Derives_from=MI0000077\n";
const GENOME: &str = ">chr1\nACGTACGTTTAAGCATGCCCTAAGGGTTTACGTACCATTGCA\n>chr2\nACGT\n";

/// FASTQ, through adapters and assignment to the table of counts.
pub fn reads(bytes: &[u8]) {
    let Ok(options) = QuantifyOptions::default().check() else { return };
    let Ok(catalogue) = Catalogue::read(HAIRPIN.as_bytes(), "h", GFF3.as_bytes(), "g", None) else {
        return;
    };
    let index = ReadIndex::new(&catalogue, &[], None, &options);
    if let Ok(sample) = SampleReads::read("s", [("r", bytes)], &options) {
        let quantified = quantify(&index, vec![sample], &options);
        let _ = quantified.counts();
        let _ = quantified.classes_table();
        let _ = quantified.write_isomirs(Vec::new(), "r", &[]);
    }
}

/// GFF3 and GTF: of miRNAs, and of genes on a genome.
pub fn annotation(bytes: &[u8]) {
    let _ = Catalogue::read(HAIRPIN.as_bytes(), "h", bytes, "g", None);
    if let Ok(annotation) = Annotation::read(bytes, "g") {
        let _ = Transcripts::read_genome(GENOME.as_bytes(), "f", &annotation);
    }
}

/// mirGFF3 of any dialect, lenient and strict.
pub fn mirgff3(bytes: &[u8]) {
    for strict in [false, true] {
        if let Ok(records) = mirgff3::Reader::new(bytes, "m", strict) {
            records.for_each(drop);
        }
    }
}

/// FASTA: hairpins, contaminants, spikes, mature miRNAs.
pub fn hairpins(bytes: &[u8]) {
    let _ = Catalogue::read(bytes, "h", GFF3.as_bytes(), "g", None);
    let _ = Catalogue::read(HAIRPIN.as_bytes(), "h", bytes, "mature", Some("hsa"));
    let _ = ReferenceSet::read_contaminants(bytes, "c", "other");
    let _ = ReferenceSet::read_spikes(bytes, "s");
    let _ = Mirnas::read_fasta(bytes, "m");
}

/// EMBL, and the changes between releases.
pub fn embl(bytes: &[u8]) {
    let _ = Catalogue::read_embl(bytes, "e", None);
    if let Ok(release) = "22".parse() {
        let _ = History::default().add(bytes, "d", release);
    }
}

/// Transcripts as a table or FASTA; aligned 3'UTRs.
pub fn transcripts(bytes: &[u8]) {
    if let Ok(transcripts) = Transcripts::read(bytes, "t") {
        let mut out = Vec::new();
        let _ = transcripts.write_tsv(&mut out);
        let _ = transcripts.part(0..transcripts.len() / 2);
    }
    let _ = Alignment::read(bytes, "a");
    let _ = SeedFamilies::read(bytes, "f");
}

/// Exports of sizing instruments and flow cytometers.
pub fn instruments(bytes: &[u8]) {
    let _ = instrument::read_any(bytes, "export", &Columns::default());
}

/// Signatures, and other matrices of numbers.
pub fn signature(bytes: &[u8]) {
    let _ = Signature::read(bytes, "s");
    let _ = LabelledMatrix::read(bytes, "m");
}

/// Gene sets: GMT and networks.
pub fn sets(bytes: &[u8]) {
    let _ = FeatureSets::read(bytes, "s");
    let _ = FeatureSets::read_network(bytes, "n");
}

/// `study.toml`, and the plan that comes of it.
pub fn study(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Ok(study) = Study::parse(text, "study.toml") {
        let _ = study.plan();
    }
}

/// The small tables: expression, observed change, doses, cargo, concentrations, spikes.
pub fn tables(bytes: &[u8]) {
    let _ = Amounts::read(bytes, "a");
    let _ = Expression::read(bytes, "e", ExpressionScale::Auto);
    let _ = Observed::read(bytes, "o");
    let _ = Conservation::read(bytes, "c");
    let _ = UtrProfiles::read(bytes, "u");
    let _ = Cargo::read(bytes, "c");
    let _ = Vesicles::read(bytes, "v");
    let _ = SpikeAmounts::read(bytes, "s");
    let _ = Mapping::read(bytes, "n");
}
