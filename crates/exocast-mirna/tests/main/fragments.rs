//! Reads of other RNA by name, miRNA genes in files of other RNA, spikes by name.

use std::collections::BTreeMap;

use exocast_core::options::Options;
use exocast_mirna::{
    Catalogue, Notice, QuantifyOptions, ReadIndex, ReferenceSet, SampleReads, quantify,
};
use proptest::prelude::*;

use crate::fixture::{TRUSEQ, catalogue, cells, fastq, hairpins};

const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/cases/smallrna/");

fn case(name: &str) -> String {
    std::fs::read_to_string(format!("{CASES}{name}")).unwrap()
}

fn of_cases() -> Catalogue {
    let (hairpin, mature) = (case("hairpin.fa"), case("mature.fa"));
    Catalogue::read(hairpin.as_bytes(), "hairpin.fa", mature.as_bytes(), "mature.fa", None).unwrap()
}

fn contaminants(fasta: &str) -> ReferenceSet {
    ReferenceSet::read_contaminants(fasta.as_bytes(), "other.fa", "other").unwrap()
}

/// Class, name, type, cut, reads, unique and ties of each row of the fragments of one sample, after the law that rows
/// sum to their class.
fn rows(
    catalogue: &Catalogue,
    set: &ReferenceSet,
    spikes: Option<&ReferenceSet>,
    text: &str,
) -> Vec<Vec<String>> {
    let options = QuantifyOptions::default().check().unwrap();
    let index = ReadIndex::new(catalogue, std::slice::from_ref(set), spikes, &options);
    let sample = SampleReads::read("s", [("r", text.as_bytes())], &options).unwrap();
    let result = quantify(&index, vec![sample], &options);
    let rows = cells(&result.fragments_table());
    let mut sums: BTreeMap<String, f64> = BTreeMap::new();
    for row in &rows {
        *sums.entry(row[1].clone()).or_default() += row[5].parse::<f64>().unwrap();
    }
    let named = |class: &str| class != "miRNA" && class != "unassigned";
    for share in result.qc()[0].classes.iter().filter(|share| named(&share.class)) {
        let sum = sums.remove(&share.class).unwrap_or(0.0);
        let is_fate = share.class.contains(' ') && sum == 0.0;
        assert!(
            is_fate || (sum - share.reads as f64).abs() <= 1e-9 * sum.max(1.0),
            "{}: {sum}",
            share.class
        );
    }
    assert!(sums.is_empty(), "{sums:?}");
    rows.into_iter().map(|row| row[1..].to_vec()).collect()
}

/// tRNAdb marks nucleotides that it does not show; gaps of an alignment are another thing.
#[test]
fn marks_of_trnadb() {
    let with = |inside: &str| {
        format!(
            ">Homo_sapiens_tRNA_52 tdbD1|Homo_sapiens|9606|Lys|TTT\n\
             CACTGTAAAGCTAACTTAGCATTAACCTTTTAAGTTAAAGATTAAGAGAACCAA{inside}CTCTTTACAGTGA\n"
        )
    };
    for inside in ["_", "."] {
        let set = contaminants(&with(inside));
        assert_eq!(set.references()[0].class, "tRNA");
        assert!(set.references()[0].sequence.to_string().contains("CCAANCUC"));
        let (mirnas, options) = (catalogue(), QuantifyOptions::default().check().unwrap());
        let index = ReadIndex::new(&mirnas, std::slice::from_ref(&set), None, &options);
        let result = quantify(&index, Vec::new(), &options);
        let is_hidden =
            |notice: &&Notice| matches!(notice, Notice::HiddenLetters { sequences: 1, .. });
        assert_eq!(result.notices().iter().filter(is_hidden).count(), 1);
    }
    for inside in ["-", "..........", "__________"] {
        let text = with(inside);
        assert!(ReferenceSet::read_contaminants(text.as_bytes(), "f", "other").is_err());
    }
    let two = ">a\nACGTRRACGTACGTACGTACG\n>b\nACGTYACGTACGTACGTACG\n";
    let set = contaminants(two);
    assert_eq!(set.references().len(), 2);
    assert!(ReferenceSet::read_spikes(">s\nACG_ACGTACGTACGTAACC\n".as_bytes(), "f").is_err());
}

/// A file of other RNA takes no reads of the miRNAs whose genes it holds.
#[test]
fn genes_are_masked() {
    let (catalogue, options) = (of_cases(), QuantifyOptions::default().check().unwrap());
    let set = contaminants(&case("04_ncrna.fa"));
    let classes: Vec<&str> = set.references().iter().map(|r| r.class.as_str()).collect();
    assert_eq!(classes, ["miRNA gene", "lncRNA", "snoRNA"]);
    let index = ReadIndex::new(&catalogue, &[set], None, &options);
    let text = case("04_reads.fq");
    let sample = SampleReads::read("s", [("r", text.as_bytes())], &options).unwrap();
    let result = quantify(&index, vec![sample], &options);
    let counts = result.counts().unwrap();
    assert_eq!(result.qc()[0].mirna_total, 130);
    assert_eq!(counts.row("hsa-miR-21-5p").map(|row| row[0]), Some(50.0));
    let masked = |notice: &&Notice| matches!(notice, Notice::MaskedGenes { .. });
    let notices: Vec<String> =
        result.notices().iter().filter(masked).map(ToString::to_string).collect();
    assert_eq!(
        notices,
        [
            "1 miRNA gene in 2 contaminants, such as MIRX; masked there, so that reads of the miRNAs are counted as such (1 masked as a whole)"
        ]
    );
}

/// Ensembl writes miRNA genes among other RNA; none of 3,000 reads of their miRNAs is lost.
#[test]
fn ensembl_genes_take_no_reads() {
    let catalogue = catalogue();
    let mut fasta = String::new();
    for (i, hairpin) in hairpins().iter().enumerate() {
        fasta += &format!(
            ">ENST0000000000{i}.1 ncrna chromosome:GRCh38:1:1:70:1 gene:ENSG{i}.1 gene_biotype:miRNA \
             transcript_biotype:miRNA gene_symbol:MIR{i} description:microRNA\n{hairpin}\n\
             >ENST1000000000{i}.1 ncrna gene:ENSG1{i}.1 gene_biotype:lncRNA gene_symbol:MIR{i}HG\n\
             ACGGATTACCAGTACCGGATAT{hairpin}TTGGACCATTAGACCATTAGAC\n"
        );
    }
    let reads: Vec<String> = catalogue
        .matures()
        .iter()
        .map(|mature| mature.sequence.to_dna())
        .cycle()
        .take(3000)
        .collect();
    let options = QuantifyOptions::default().check().unwrap();
    let index = ReadIndex::new(&catalogue, &[contaminants(&fasta)], None, &options);
    let text = fastq(&reads, TRUSEQ);
    let sample = SampleReads::read("s", [("r", text.as_bytes())], &options).unwrap();
    assert_eq!(quantify(&index, vec![sample], &options).qc()[0].mirna_total, 3000);
}

#[test]
fn spikes_by_name() {
    let spikes = case("10_spikes.fa");
    let spikes = ReferenceSet::read_spikes(spikes.as_bytes(), "spikes.fa").unwrap();
    let mut options = QuantifyOptions::default();
    options.library = "trimmed".parse().unwrap();
    let options = options.check().unwrap();
    let catalogue = of_cases();
    let index = ReadIndex::new(&catalogue, &[], Some(&spikes), &options);
    let text = case("10_spikes.fq");
    let reads = |spike: &str| text.lines().filter(|line| *line == spike).count().to_string();
    let sample = SampleReads::read("s", [("r", text.as_bytes())], &options).unwrap();
    let result = quantify(&index, vec![sample], &options);
    let rows = cells(&result.spikes_table());
    let rows: Vec<[&str; 3]> = rows.iter().map(|row| [&*row[1], &*row[2], &*row[4]]).collect();
    let (known, unknown) = (reads("TCACCGGGTGTAAATCAGCTTG"), reads("ACGTCAGTTAGCCATTGACCGA"));
    assert_eq!(known, "30");
    assert_eq!(rows, [["cel-miR-39-3p", &known, &known], ["UniX", &unknown, &unknown]]);
}

const GLY: &str = "GCATTGGTGGTTCAGTGGTAGAATTCTCGCCTGCCACGCGGGAGGCCCGGGTTCGATTCCCGGCCAATGCA";

/// Two isodecoders that differ at nucleotide 60: their 5' halves are one row, their 3' ends two.
#[test]
fn ties_are_named() {
    let mut second = GLY.to_owned();
    second.replace_range(59..60, "A");
    assert_ne!(second, GLY);
    let fasta = format!(
        ">Homo_sapiens_tRNA-Gly-GCC-1-1 Gly (GCC) 71 bp\n{GLY}\n>Homo_sapiens_tRNA-Gly-GCC-1-2 Gly (GCC) 71 bp\n{GLY}\n\
         >Homo_sapiens_tRNA-Gly-GCC-2-1 Gly (GCC) 71 bp\n{second}\n"
    );
    let reads = [
        GLY[..33].to_owned(),
        GLY[..33].to_owned(),
        format!("{}CCA", &GLY[45..]),
        format!("{}CCA", &second[45..]),
        second[33..].to_owned(),
        GLY[20..45].to_owned(),
    ];
    let rows = rows(&catalogue(), &contaminants(&fasta), None, &fastq(&reads, TRUSEQ));
    let whole = |text: &str| format!("{:.0}", text.parse::<f64>().unwrap());
    let rounded: Vec<String> = rows.iter().map(|row| whole(&row[4])).collect();
    let shown: Vec<[&str; 5]> = rows
        .iter()
        .zip(&rounded)
        .map(|(row, reads)| [&*row[0], &*row[1], &*row[2], &*row[3], reads.as_str()])
        .collect();
    let both = "tRNA-Gly-GCC-1/tRNA-Gly-GCC-2";
    assert_eq!(
        shown,
        [
            ["tRNA", both, "5'", "half", "2"],
            ["tRNA", "tRNA-Gly-GCC-1", "CCA", "", "1"],
            ["tRNA", both, "i", "", "1"],
            ["tRNA", "tRNA-Gly-GCC-2", "3'", "half", "1"],
            ["tRNA", "tRNA-Gly-GCC-2", "CCA", "", "1"],
        ]
    );
}

/// An isodecoder without its discriminator explains every letter there; it does not take the reads of one that has it.
#[test]
fn discriminators_that_lack_take_no_reads() {
    let second = GLY.replace("GGGAGGCC", "GGGTGGCC");
    let lacks = &second[..second.len() - 1];
    let fasta = format!(">tRNA-Gly-GCC-1-1\n{GLY}\n>tRNA-Gly-GCC-2-1\n{lacks}\n");
    let end = |letter: char| format!("{}{letter}CCA", &GLY[50..GLY.len() - 1]);
    // Of a library all of whose inserts end alike, that end would be taken for a part of the adapter.
    let halves = (0..60).map(|i| GLY[..28 + i % 8].to_owned()).collect();
    let reads = [vec![end('A'); 30], vec![end('T'); 40], halves].concat();
    let counted = |reads: &[String]| -> Vec<(String, String, String)> {
        let rows = rows(&catalogue(), &contaminants(&fasta), None, &fastq(reads, TRUSEQ));
        let whole = |text: &str| format!("{:.0}", text.parse::<f64>().unwrap());
        let ends = rows.into_iter().filter(|row| row[2] == "CCA");
        ends.map(|row| (row[1].clone(), whole(&row[4]), row[6].clone())).collect()
    };
    let row = |name: &str, reads: &str, unique: &str| {
        (name.to_owned(), reads.to_owned(), unique.to_owned())
    };
    let (first, other) = ("tRNA-Gly-GCC-1", "tRNA-Gly-GCC-2");
    // Nothing tells whether it is the first, or the second with an A.
    let both = format!("{first}/{other}");
    assert_eq!(counted(&reads), [row(other, "40", "40"), row(&both, "30", "30")]);
}

/// Loops and offset RNAs of precursors.
#[test]
fn precursors_beside_their_mirnas() {
    let hairpin = &hairpins()[2];
    let reads = [hairpin[26..45].to_owned(), hairpin[30..48].to_owned()];
    let other = contaminants(">x\nACGATCGATCATCAGCTAGCTACGACT\n");
    let rows = rows(&catalogue(), &other, None, &fastq(&reads, TRUSEQ));
    assert_eq!(rows.len(), 1, "{rows:?}");
    assert_eq!(rows[0][..5], ["hairpin", "hsa-mir-2", "loop", "", "2"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Every piece of a tRNA with at most one substitution has its isodecoder in the name or among the ties, and rows
    /// sum to their classes.
    #[test]
    fn pieces_have_their_name(
        pieces in prop::collection::vec((0_usize..3, 0_usize..50, 18_usize..36, prop::option::of((0_usize..36, 0_usize..3))), 1..20),
    ) {
        let mut genes = [GLY.to_owned(), GLY.to_owned(), GLY.to_owned()];
        genes[1].replace_range(16..17, "C");
        genes[2].replace_range(59..60, "A");
        let fasta: String = genes
            .iter()
            .enumerate()
            .map(|(i, gene)| format!(">tRNA-Gly-GCC-{}-1\n{gene}\n", i + 1))
            .collect();
        let set = contaminants(&fasta);
        for (gene, start, len, change) in pieces {
            let whole = format!("{}CCA", genes[gene]);
            let mut read: Vec<u8> = whole.bytes().skip(start).take(len).collect();
            if let Some((at, letter)) = change
                && at < read.len()
            {
                read[at] = b"ACGT".iter().copied().filter(|l| *l != read[at]).nth(letter).unwrap();
            }
            let read = String::from_utf8(read).unwrap();
            let rows = rows(&catalogue(), &set, None, &fastq(std::slice::from_ref(&read), TRUSEQ));
            let name = format!("tRNA-Gly-GCC-{}", gene + 1);
            // A substitution may make it another isodecoder, and another RNA altogether in 18 nt.
            let has = |row: &Vec<String>| row[1].split('/').chain(row[7].split(',')).any(|n| n == name);
            prop_assert!(change.is_some() || rows.iter().any(has), "{read} {rows:?}");
        }
    }
}
