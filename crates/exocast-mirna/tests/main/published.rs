//! Real reads, and traps that other programs fall into.

use std::collections::BTreeSet;

use exocast_core::options::Options;
use exocast_mirna::{
    Library, Notice, QuantifyOptions, ReadIndex, ReferenceSet, SampleReads, quantify,
};

use crate::{
    fixture::every_read_has_a_fate,
    shared::{V21, catalogue, text},
};

/// Real libraries: what each is, and miRNA in plausible shares.
#[test]
fn real_reads() {
    let test = "real_reads";
    let Some(catalogue) = catalogue(test, V21.0, V21.1) else { return };
    let options = QuantifyOptions::default().check().unwrap();
    let index = ReadIndex::new(&catalogue, &[], None, &options);
    for (file, library, least, most) in [
        ("sample1.fastq.gz", Library::TruSeq, 0.3, 1.0),
        ("sample2.fastq.gz", Library::TruSeq, 0.3, 1.0),
        ("sample3.fastq.gz", Library::Illumina15, 0.0, 1.0),
        ("QiaSeq_data.fastq.gz", Library::QiaSeq, 0.0, 1.0),
        ("excerpt/testData_human.fastq.gz", Library::Illumina10, 0.0, 1.0),
    ] {
        let Some(reads) = text(test, &format!("data/mirna/{file}")) else { return };
        let sample = SampleReads::read(file, [(file, reads.as_bytes())], &options).unwrap();
        assert_eq!(sample.detection().library, library, "{file}");
        assert!(every_read_has_a_fate(sample.fates()), "{file}");
        let result = quantify(&index, vec![sample], &options);
        let qc = &result.qc()[0];
        let share = qc.classes[0].fraction;
        eprintln!("{file}: miRNA {share:.3} of reads, {:?}", qc.fates);
        assert!((least..=most).contains(&share), "{file}: {share}");
        let tails = result.tails_table();
        assert!(tails.rows().len() > 0, "{file}");
        assert!(result.editing_table().rows().len() < 2000, "{file}");
        let total: f64 = qc.classes.iter().map(|class| class.fraction).sum();
        assert!((total - 1.0).abs() < 1e-9, "{file}");
    }
}

/// Where other programs fail: a fragment of 5S rRNA is not hsa-miR-7641, which differs in its first nucleotide,
/// and a spike that is hsa-miR-17-3p moved by one is that spike.
#[test]
fn traps() {
    let test = "traps";
    let Some(catalogue) = catalogue(test, V21.0, V21.1) else { return };
    let options = QuantifyOptions::default().check().unwrap();
    // Human 5S rRNA, GenBank X51545, its first 100 nucleotides.
    let rrna = ">5S\nGTCTACGGCCATACCACCCTGAACGCGCCCGATCTCGTCTGATCTCGGAAGCTAAGCAGGGTCGGGCCTGGTTAGTACTTGGATGGGAGACCGCCTGGGA\n";
    let rrna = ReferenceSet::read_contaminants(rrna.as_bytes(), "5S.fa", "other").unwrap();
    let spike = ">trap\nCTGCAGTGAAGGCACTTGTAGC\n";
    let spike = ReferenceSet::read_spikes(spike.as_bytes(), "spikes.fa").unwrap();
    let index = ReadIndex::new(&catalogue, &[rrna], Some(&spike), &options);
    let call = |read: &[u8]| match index.assign(read) {
        exocast_mirna::Call::Mirna(hits) => {
            catalogue.matures()[catalogue.loci()[hits[0].locus].mature].name.clone()
        }
        other => format!("{other:?}"),
    };
    assert_eq!(call(b"CTGATCTCGGAAGCTAAGC"), "Contaminant(0)");
    assert_eq!(call(b"GATCTCGGAAGCTAAGCAGGG"), "Contaminant(0)");
    assert_eq!(call(b"TTGATCTCGGAAGCTAAGC"), "hsa-miR-7641");
    assert_eq!(call(b"CTGCAGTGAAGGCACTTGTAGC"), "Spike(0)");
    assert_eq!(call(b"ACTGCAGTGAAGGCACTTGTAG"), "hsa-miR-17-3p");
    assert_eq!(call(b"CTGCAGTGAAGGCACTTGTAG"), "Ambiguous");
    let notice = "spike trap resembles hsa-miR-17-3p (iso_5p:+1,iso_3p:+1)";
    let result = quantify(&index, Vec::new(), &options);
    assert!(result.notices().iter().any(|n| n.to_string().starts_with(notice)));
}

/// The same without any contaminants given: common RNAs compete anyway, and can be left out.
#[test]
fn traps_without_contaminants() {
    let Some(catalogue) = catalogue("traps_without_contaminants", V21.0, V21.1) else { return };
    let with = QuantifyOptions::default();
    let mut without = QuantifyOptions::default();
    without.common_contaminants = false;
    let is_mirna = |options: &QuantifyOptions, read: &[u8]| {
        let index = ReadIndex::new(&catalogue, &[], None, &options.clone().check().unwrap());
        matches!(index.assign(read), exocast_mirna::Call::Mirna(_))
    };
    for (read, alone) in [
        (&b"CTGATCTCGGAAGCTAAGC"[..], true),
        (b"GATCTCGGAAGCTAAGCAGGG", true),
        (b"GCATTGGTGGTTCAGTGGTAGAATTCTCGCC", false),
    ] {
        assert!(!is_mirna(&with, read));
        assert_eq!(is_mirna(&without, read), alone);
    }
    assert!(is_mirna(&with, b"TTGATCTCGGAAGCTAAGC"));
    let with = with.check().unwrap();
    let index = ReadIndex::new(&catalogue, &[], None, &with);
    let common = ReferenceSet::common();
    let classes: BTreeSet<&str> = common.references().iter().map(|r| r.class.as_str()).collect();
    assert_eq!(classes, BTreeSet::from(["Y RNA", "rRNA", "tRNA"]));
    let result = quantify(&index, Vec::new(), &with);
    let is_about_contaminants =
        |notice: &&Notice| matches!(notice, Notice::ContaminantHoldsMirna { .. });
    assert_eq!(result.notices().iter().find(is_about_contaminants), None);
}

/// The tRNAs that compete by default, without the CCA that is added to them, are parts of human ones in the reference
/// that miRTrace ships (from tRNAdb).
#[test]
fn common_trnas_are_human() {
    let Some(reference) =
        text("common_trnas_are_human", "data/mirna/mirtrace_tRNA_reference.fa.gz")
    else {
        return;
    };
    let human: Vec<String> = reference
        .split('>')
        .filter(|record| record.contains("|9606|"))
        .map(|record| record.lines().skip(1).collect::<String>().to_uppercase().replace('U', "T"))
        .collect();
    assert!(human.len() > 300);
    let common = ReferenceSet::common();
    let mut seen = 0;
    for trna in common.references().iter().filter(|reference| reference.class == "tRNA") {
        let whole = trna.sequence.to_dna();
        let gene = whole.strip_suffix("CCA").filter(|_| whole.len() > 60).unwrap_or(&whole);
        assert!(human.iter().any(|sequence| sequence.contains(gene)), "{}", trna.name);
        seen += 1;
    }
    assert_eq!(seen, 11);
    // Lengths of the RefSeq entries; 5S has two U more.
    let length = |name: &str| {
        let reference = common.references().iter().find(|reference| reference.name == name);
        reference.map(|reference| reference.sequence.len())
    };
    assert_eq!((length("5S"), length("5.8S")), (Some(121), Some(157)));
}
