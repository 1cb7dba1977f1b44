//! Transcripts cut from a genome are those that were put into it.

use std::fmt::Write;

use exocast_core::{Base, Rna};
use exocast_target::{Annotation, Transcripts};
use proptest::prelude::*;

fn text(bases: &[Base]) -> String {
    bases.iter().map(ToString::to_string).collect()
}

fn dna(length: std::ops::Range<usize>) -> impl Strategy<Value = String> {
    proptest::collection::vec(proptest::sample::select(b"ACGTacgtN".to_vec()), length)
        .prop_map(|letters| String::from_utf8(letters).unwrap())
}

/// A transcript, where its exons begin, introns, and the strand it lies on.
#[derive(Clone, Debug)]
struct Made {
    regions: [String; 3],
    introns: Vec<(usize, String)>,
    reverse: bool,
}

prop_compose! {
    fn made()(
        utr5 in dna(0..30), codons in 1..20_usize, body in dna(60..61), utr3 in dna(0..60),
        cuts in proptest::collection::btree_map(1..200_usize, dna(1..20), 0..5),
        reverse in any::<bool>(),
    ) -> Made {
        let orf = format!("ATG{}TAA", body[..3 * codons].replace(['T', 't'], "C"));
        let length = utr5.len() + orf.len() + utr3.len();
        let introns = cuts.into_iter().filter(|(at, _)| *at < length).collect();
        Made { regions: [utr5, orf, utr3], introns, reverse }
    }
}

fn reversed(sequence: &str) -> String {
    let opposite = |letter: char| match letter.to_ascii_uppercase() {
        'A' => 'T',
        'C' => 'G',
        'G' => 'C',
        'T' => 'A',
        other => other,
    };
    sequence.chars().rev().map(opposite).collect()
}

/// Type, start, end, strand and transcript of an exon or a coding part.
type Row = (&'static str, usize, usize, char, usize);

/// A contig of transcripts, with its features.
fn genome(all: &[Made]) -> (String, Vec<Row>) {
    let (mut contig, mut rows) = (String::new(), Vec::new());
    for (number, made) in all.iter().enumerate() {
        let spliced = made.regions.concat();
        let coding = made.regions[0].len()..made.regions[0].len() + made.regions[1].len();
        let mut ends: Vec<usize> = made.introns.iter().map(|(at, _)| *at).collect();
        ends.push(spliced.len());
        let (mut gene, mut parts, mut from) = (String::new(), Vec::new(), 0);
        for (i, &end) in ends.iter().enumerate() {
            let here = gene.len();
            gene += &spliced[from..end];
            parts.push(("exon", here, gene.len()));
            // The stop codon stands apart, as GTF has it.
            for (kind, range) in
                [("CDS", coding.start..coding.end - 3), ("stop_codon", coding.end - 3..coding.end)]
            {
                let (start, stop) = (range.start.max(from), range.end.min(end));
                if start < stop {
                    parts.push((kind, here + start - from, here + stop - from));
                }
            }
            gene += made.introns.get(i).map_or("", |(_, intron)| intron);
            from = end;
        }
        contig += "GATTACA";
        let length = gene.len();
        for (kind, start, end) in parts {
            let (start, end) =
                if made.reverse { (length - end, length - start) } else { (start, end) };
            let strand = if made.reverse { '-' } else { '+' };
            rows.push((kind, contig.len() + start + 1, contig.len() + end, strand, number));
        }
        contig += &if made.reverse { reversed(&gene) } else { gene };
    }
    (contig, rows)
}

fn wrapped(contig: &str) -> String {
    let lines: Vec<&str> =
        contig.as_bytes().chunks(50).map(|line| std::str::from_utf8(line).unwrap()).collect();
    format!(">other\nACGT\n>chr7 a contig\n{}\n", lines.join("\n"))
}

fn check(all: &[Made], transcripts: &Transcripts) -> Result<(), TestCaseError> {
    prop_assert_eq!(transcripts.len(), all.len());
    for (i, (made, transcript)) in all.iter().zip(transcripts.iter()).enumerate() {
        let [utr5, orf, utr3] = made
            .regions
            .clone()
            .map(|letters| text(Rna::parse_with_n(letters.as_bytes()).unwrap().bases()));
        prop_assert_eq!(transcript.name, format!("T{i}.1"));
        prop_assert_eq!(transcript.gene.map(str::to_owned), Some(format!("G{i}")));
        prop_assert_eq!(
            [text(transcript.utr5), text(transcript.orf), text(transcript.utr3)],
            [utr5, orf, utr3]
        );
    }
    Ok(())
}

proptest! {
    #[test]
    fn gtf(all in proptest::collection::vec(made(), 1..5)) {
        let (contig, rows) = genome(&all);
        let mut gtf = String::from("#!genome-build made-up\n");
        for (kind, start, end, strand, i) in rows {
            writeln!(gtf, "chr7\tx\t{kind}\t{start}\t{end}\t.\t{strand}\t.\tgene_id \"E{i}\"; transcript_id \"T{i}.1\"; gene_name \"G{i}\"; level 2;").unwrap();
        }
        let annotation = Annotation::read(gtf.as_bytes(), "x.gtf").unwrap();
        let transcripts = Transcripts::read_genome(wrapped(&contig).as_bytes(), "x.fa", &annotation).unwrap();
        check(&all, &transcripts)?;
        prop_assert!(transcripts.coding_notices().is_empty());
    }

    #[test]
    fn gff3(all in proptest::collection::vec(made(), 1..5)) {
        let (contig, rows) = genome(&all);
        let mut gff = String::from("##gff-version 3\n");
        for i in 0..all.len() {
            let rows = rows.iter().filter(|row| row.4 == i);
            let start = rows.clone().map(|row| row.1).min().unwrap();
            let end = rows.clone().map(|row| row.2).max().unwrap();
            let strand = rows.clone().next().unwrap().3;
            writeln!(gff, "7\tx\tgene\t{start}\t{end}\t.\t{strand}\t.\tID=gene:E{i};Name=G{i}").unwrap();
            writeln!(gff, "7\tx\tmRNA\t{start}\t{end}\t.\t{strand}\t.\tID=transcript:T{i}.1;Parent=gene:E{i}").unwrap();
            for (kind, start, end, strand, _) in rows {
                // GFF3 counts the stop codon as coding sequence.
                let kind = if *kind == "stop_codon" { "CDS" } else { kind };
                writeln!(gff, "7\tx\t{kind}\t{start}\t{end}\t.\t{strand}\t0\tParent=transcript:T{i}.1").unwrap();
            }
        }
        let annotation = Annotation::read(gff.as_bytes(), "x.gff3").unwrap();
        let transcripts = Transcripts::read_genome(wrapped(&contig).as_bytes(), "x.fa", &annotation).unwrap();
        check(&all, &transcripts)?;
    }

    #[test]
    fn readers_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = Annotation::read(bytes.as_slice(), "x");
    }

    #[test]
    fn readers_never_panic_on_what_looks_like_one(
        lines in "(c\tx\t(exon|CDS|mRNA|stop_codon)\t[0-9]{1,3}\t[0-9]{1,3}\t.\t[-+.]\t.\t(Parent=|ID=|transcript_id \"|gene_id )[ab;\" =]{0,9}\n){1,5}",
    ) {
        if let Ok(annotation) = Annotation::read(lines.as_bytes(), "x") {
            let genome = format!(">c\n{}\n", "ACGT".repeat(100));
            let _ = Transcripts::read_genome(genome.as_bytes(), "x", &annotation);
        }
    }
}

/// Two 3' ends of one gene, a stop codon outside of the coding sequence, and what cannot be used.
#[test]
fn what_is_odd_is_said() {
    let row = |kind: &str, start: usize, end: usize, strand: char, name: &str| {
        format!(
            "1\tx\t{kind}\t{start}\t{end}\t.\t{strand}\t0\tgene_id \"G\"; transcript_id \"{name}\";\n"
        )
    };
    let gtf = [
        row("exon", 1, 20, '+', "short"),
        row("CDS", 3, 8, '+', "short"),
        row("exon", 1, 30, '+', "long"),
        row("CDS", 3, 8, '+', "long"),
        row("exon", 1, 9, '+', "noncoding"),
        row("exon", 1, 9, '.', "unstranded"),
        row("CDS", 1, 9, '.', "unstranded"),
        row("exon", 1, 9, '+', "twice"),
        row("exon", 8, 12, '+', "twice"),
        row("CDS", 1, 9, '+', "twice"),
        row("CDS", 1, 6, '+', "bare"),
        row("3UTR", 7, 12, '+', "bare"),
        row("exon", 20, 99, '-', "far"),
        row("CDS", 30, 50, '-', "far"),
    ]
    .concat();
    let annotation = Annotation::read(gtf.as_bytes(), "x.gtf").unwrap();
    let genome = ">1\nCCATGGCATAACACATTCCAGACATTCCAG\n";
    let transcripts = Transcripts::read_genome(genome.as_bytes(), "x.fa", &annotation).unwrap();
    let utr3: Vec<String> = transcripts.iter().map(|t| text(t.utr3)).collect();
    assert_eq!(utr3, ["CACAUUCCA", "CACAUUCCAGACAUUCCAG", "CAUAAC"]);
    let notices: Vec<String> = transcripts.notices().iter().map(ToString::to_string).collect();
    assert_eq!(
        notices,
        [
            "1 transcript has no coding sequence: left out (noncoding)",
            "1 transcript on several strands or contigs, or on no strand: left out (unstranded)",
            "1 transcript with exons that overlap: left out (twice)",
            "1 transcript past the end of the contig: left out (far)",
            "2 coding sequences are annotated without the stop codon that follows: it is added",
        ]
    );
    let message = |error: exocast_core::ReadError| {
        format!("{error}: {}", std::error::Error::source(&error).unwrap())
    };
    let refused = |text: &str| {
        message(Transcripts::read_genome(text.as_bytes(), "x.fa", &annotation).unwrap_err())
    };
    let other = refused(">2\nACGT\n");
    assert!(other.starts_with("x.fa: none of its sequences (such as `2`) is a contig"), "{other}");
    let cdna = refused(">ENST00000000001.1 cdna chromosome:GRCh38:1:1:4:1\nACGT\n");
    assert!(
        cdna.contains("(such as `ENST00000000001.1`)") && cdna.contains("of one release"),
        "{cdna}"
    );
    let bad = "1\tx\texon\t9\t3\t.\t+\t.\tgene_id \"G\"; transcript_id \"T\";\n";
    assert_eq!(
        message(Annotation::read(bad.as_bytes(), "x.gtf").unwrap_err()),
        "x.gtf, line 1: start is 9 but end is 3"
    );
}
