//! Transcripts as laboratories have them: files of GENCODE, Ensembl, `BioMart`, UCSC, `RefSeq`.

use exocast_core::{Base, ReadError};
use exocast_target::{
    Annotation, Expression, ExpressionScale, Mirnas, Region, RnaKind, ScanOptions, SiteScanner,
    Transcripts,
};

const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/cases/target");

fn case(name: &str) -> Vec<u8> {
    std::fs::read(format!("{CASES}/{name}")).unwrap()
}

fn text(bases: &[Base]) -> String {
    bases.iter().map(ToString::to_string).collect()
}

fn read(text: &str) -> Result<Transcripts, ReadError> {
    Transcripts::read(text.as_bytes(), "t.fa")
}

fn message(error: &ReadError) -> String {
    use std::error::Error;
    let cause = error.source().map(ToString::to_string).unwrap_or_default();
    format!("{error}: {cause}")
}

fn refused(text: &str) -> String {
    message(&read(text).unwrap_err())
}

fn notices(transcripts: &Transcripts) -> Vec<String> {
    transcripts.notices().iter().map(ToString::to_string).collect()
}

/// transcript, gene, miRNA, type, region, start, end
fn sites(transcripts: &Transcripts) -> Vec<String> {
    let mirnas = Mirnas::read_fasta(case("mir.fa").as_slice(), "mir.fa").unwrap();
    let mut options = ScanOptions::default();
    options.regions = Region::ALL.to_vec();
    let scanner = SiteScanner::new(mirnas.as_slice(), &options);
    let row = |site: exocast_target::Site<'_>| {
        let (transcript, mirna) = (site.transcript, site.mirna.name());
        let gene = transcript.gene.unwrap_or(".");
        format!(
            "{} {gene} {mirna} {} {} {} {}",
            transcript.name, site.kind, site.region, site.start, site.end
        )
    };
    scanner.sites(transcripts).map(row).collect()
}

#[test]
fn a_transcript_of_gencode_is_cut_by_its_ranges() {
    let whole = Transcripts::read(case("gencode_full.fa").as_slice(), "gencode_full.fa").unwrap();
    let transcript = whole.get(0).unwrap();
    assert_eq!((transcript.gene, transcript.gene_id), (Some("ABC"), Some("ENSG00000000001.1")));
    assert_eq!(text(transcript.utr5), "GGCACCGGCACC");
    assert!(text(transcript.orf).starts_with("AUG") && text(transcript.orf).ends_with("UAA"));
    assert_eq!(text(transcript.utr3), "ACGUGCGUACGUGCGUACGUGGUACGUACGUGG");
    assert_eq!(sites(&whole), ["ENST00000000001.1 ABC hsa-let-7a-5p 8mer orf 33 41"]);
    assert!(whole.coding_notices().is_empty());
    // The 3'UTR by itself, under the header of the transcript.
    let part = Transcripts::read(case("gencode.fa").as_slice(), "gencode.fa").unwrap();
    assert_eq!(sites(&part), ["ENST00000371953.8 PTEN hsa-let-7a-5p 8mer utr3 4 12"]);
    assert!(notices(&part)[0].contains("shorter than the 3'UTR of the header"));
}

#[test]
fn ranges_that_do_not_fit_are_refused() {
    let header =
        ">ENST00000000001.1|ENSG00000000001.1|-|-|ABC-201|ABC|90|UTR5:1-12|CDS:13-57|UTR3:58-90|";
    let record = |length: usize| format!("{header}\n{}\n", "ACGTT".repeat(20)[..length].to_owned());
    assert_eq!(read(&record(90)).unwrap().get(0).unwrap().orf.len(), 45);
    assert_eq!(read(&record(33)).unwrap().get(0).unwrap().utr3.len(), 33);
    for length in [91, 89, 60, 45, 12] {
        let error = refused(&record(length));
        assert!(error.contains(&format!("has {length} nt")), "{length}: {error}");
        assert!(error.contains("transcript of 90 nt with a 3'UTR of 33 nt"), "{error}");
    }
    assert_eq!(notices(&read(&record(30)).unwrap()).len(), 1);
}

#[test]
fn biomart_is_read_in_any_order() {
    let transcripts = Transcripts::read(case("biomart.fa").as_slice(), "biomart.fa").unwrap();
    assert_eq!(sites(&transcripts), ["ENST00000371953 PTEN hsa-let-7a-5p 8mer utr3 4 12"]);
    assert_eq!(
        notices(&transcripts),
        ["1 record with `Sequence unavailable` in place of a sequence: skipped (ENST00000269305)"]
    );
    let transcripts =
        Transcripts::read(case("biomart_default.fa").as_slice(), "biomart_default.fa").unwrap();
    let names: Vec<_> = transcripts.iter().map(|t| (t.name, t.gene)).collect();
    let gene = Some("ENSG00000171862");
    assert_eq!(names, [("ENST00000371953", gene), ("ENST00000688308", gene)]);
    assert_eq!(sites(&transcripts).len(), 2);
    let none = refused(">ENSG00000141510|ENST00000269305\nSequence unavailable\n");
    assert!(none.contains("no transcript with a sequence"), "{none}");
}

#[test]
fn expression_by_identifier_and_by_symbol_both_match() {
    let transcripts = Transcripts::read(case("biomart.fa").as_slice(), "biomart.fa").unwrap();
    for name in ["PTEN", "ENSG00000171862", "ENSG00000171862.12", "ENST00000371953.8"] {
        let table = format!("gene\ttpm\n{name}\t5\n");
        let expression = Expression::read(table.as_bytes(), "e", ExpressionScale::Tpm).unwrap();
        let tpm = expression.assign(&transcripts, &mut Vec::new()).unwrap();
        assert_eq!(tpm.iter().flatten().count(), 1, "{name}");
    }
}

#[test]
fn what_is_no_3utr_is_refused_with_what_to_give() {
    let sequence = "ACGTACGTACGTACGTACGT";
    for (header, expected) in [
        (
            "ENST00000371953.8 cdna chromosome:GRCh38:10:1:2:1 gene:ENSG00000171862.12 gene_symbol:PTEN",
            "whole mRNA (`cdna`)",
        ),
        ("ENST00000371953.8 cds chromosome:GRCh38:10:1:2:1", "a coding sequence"),
        ("ENST00000534336.5 ncrna chromosome:GRCh38:11:1:2:1 gene_symbol:MALAT1", "--noncoding"),
        (
            "NM_000314.8 Homo sapiens phosphatase and tensin homolog (PTEN), transcript variant 1, mRNA",
            "--annotation",
        ),
        ("NR_002819.4 Homo sapiens MALAT1 (MALAT1), long non-coding RNA", "--noncoding"),
        ("chr1", "chromosome or contig"),
        ("1 dna:chromosome chromosome:GRCh38:1:1:248956422:1 REF", "--annotation"),
        ("ENSP00000361021.3 pep chromosome:GRCh38:10:1:2:1", "is a protein"),
        ("sp|P60484|PTEN_HUMAN Phosphatidylinositol", "is a protein"),
        ("hsa_circ_0000002|chr1:1158623-1159348-|NM_016176|SDF4", "--circular"),
        ("ENST00000473358.1|ENSG00000243485.5|-|-|MIR1302-2HG-202|MIR1302-2HG|20|", "--noncoding"),
    ] {
        let error = refused(&format!(">{header}\n{sequence}\n"));
        assert!(error.starts_with("t.fa, line 1: `"), "{error}");
        assert!(error.contains(expected), "{header}: {error}");
    }
    let protein = refused(">T1\nMTAIIKEIVSRNKRRYQEDGFDLDLTYIYPNIIAMGFPAERLEGVYR\n");
    assert!(protein.contains("`T1` is a protein (`I` at 4)"), "{protein}");
    let genome = Transcripts::read(case("genome.fa").as_slice(), "genome.fa").unwrap_err();
    assert!(message(&genome).contains("give its annotation too"), "{genome}");
    let chromosome = refused(&format!(">scaffold\n{}\n", "ACGT".repeat(250_000)));
    assert!(chromosome.contains("chromosome or contig"), "{chromosome}");
}

#[test]
fn whole_mrnas_without_a_header_are_named() {
    let mrna = format!("ATG{}TAA{}", "GCC".repeat(160), "ACGT".repeat(20));
    let transcripts = read(&format!(">T1\n{mrna}\n>T2\nACGTACGT\n")).unwrap();
    assert_eq!(
        notices(&transcripts),
        [
            "1 of 2 sequences read as 3'UTRs have an open reading frame as long as those of mRNAs (T1): if these are \
          whole mRNAs, give their annotation too, or 3'UTRs"
        ]
    );
    assert!(notices(&read(&format!(">T1\n{mrna}\n>T2\nACGT\n>T3\nACGT\n")).unwrap()).is_empty());
}

#[test]
fn what_comes_again_is_counted_or_refused() {
    let transcripts = read(">NM_1|A\nACGU\n>NM_2|A\n\n>NM_1|A\nACGT\n>NM_3|A\nAC\n").unwrap();
    let names: Vec<_> = transcripts.iter().map(|t| t.name).collect();
    assert_eq!(names, ["NM_1", "NM_3"]);
    assert_eq!(
        notices(&transcripts),
        [
            "1 record without a sequence: skipped (NM_2)",
            "1 record with the name and the sequence of an earlier record: skipped (NM_1)",
        ]
    );
    let again = refused(">NM_1|A\nACGU\n>NM_1|A\nACGA\n");
    assert!(again.contains("line 3: duplicate name `NM_1` (first on line 1)"), "{again}");
    let ucsc = |place: &str, suffix: &str| {
        format!(
            ">hg38_refGene_NM_000314{suffix} range={place} 5'pad=0 strand=+\n{}\n",
            place.replace(|c: char| !"ACGT".contains(c), "A")
        )
    };
    let transcripts = read(&(ucsc("chr10:1-2", "") + &ucsc("chr10_alt:1-2", ""))).unwrap();
    assert_eq!(transcripts.get(0).unwrap().name, "NM_000314");
    assert!(
        notices(&transcripts)[0].contains("at another place of the genome: skipped (NM_000314)")
    );
    let pieces = refused(&(ucsc("chr10:1-2", "_0") + &ucsc("chr10:5-7", "_1")));
    assert!(pieces.contains("One FASTA record per gene"), "{pieces}");
}

#[test]
fn all_skipped_are_counted_and_ten_are_named() {
    let records: Vec<String> =
        (1..=12).map(|i| format!(">NM_{i}\nSequence unavailable\n")).collect();
    let records = records.concat();
    let transcripts = read(&format!("{records}>NM_99\nACGT\n")).unwrap();
    assert_eq!(
        notices(&transcripts),
        [
            "12 records with `Sequence unavailable` in place of a sequence: skipped (NM_1, NM_2, NM_3, NM_4, NM_5, \
          NM_6, NM_7, NM_8, NM_9, NM_10 and 2 more)"
        ]
    );
}

#[test]
fn a_genome_or_cdna_and_its_annotation_are_the_same_transcripts() {
    let annotation = Annotation::read(case("gencode.gtf").as_slice(), "gencode.gtf").unwrap();
    let genome = case("genome.fa");
    let cut = Transcripts::read_genome(genome.as_slice(), "genome.fa", &annotation).unwrap();
    assert_eq!(cut.len(), 2);
    let first = cut.get(0).unwrap();
    assert_eq!((first.gene, first.gene_id), (Some("GEN0"), Some("ENSG00000000000.1")));
    let cdna: Vec<String> = cut
        .iter()
        .map(|t| {
            let name = t.name.split('.').next().unwrap();
            format!(
                ">{name}.9 cdna chromosome:x\n{}{}{}\n",
                text(t.utr5),
                text(t.orf),
                text(t.utr3)
            )
        })
        .collect();
    let divided = Transcripts::read_genome(
        (cdna.concat() + ">ENST00000999999.1 cdna\nACGT\n").as_bytes(),
        "cdna.fa",
        &annotation,
    )
    .unwrap();
    assert!(cut.iter().eq(divided.iter()));
    assert!(
        notices(&divided).iter().any(|notice| notice.contains("skipped (ENST00000999999.1)")),
        "{:?}",
        notices(&divided)
    );
    let short = ">ENST00000000000.1 cdna\nACGT\n>ENST00000000001.1 cdna\nACGT\n";
    assert!(Transcripts::read_genome(short.as_bytes(), "cdna.fa", &annotation).is_err());
}

#[test]
fn tables_keep_identifiers_and_kinds() {
    let table = "transcript\tgene\tgene_id\torf\tutr3\trna_kind\n\
                 T1\tPTEN\tENSG00000171862\tATGTAA\tACGT\t.\nT2\t.\t.\t.\tACGT\tnoncoding\n\
                 T3\tC\t.\t.\tACGTACGTACGT\tcircular\n";
    let transcripts = Transcripts::read(table.as_bytes(), "t").unwrap();
    let kinds: Vec<_> = transcripts.iter().map(|t| (t.gene_id, t.kind)).collect();
    assert_eq!(
        kinds,
        [
            (Some("ENSG00000171862"), RnaKind::Mrna),
            (None, RnaKind::Noncoding),
            (None, RnaKind::Circular)
        ]
    );
    let mut written = Vec::new();
    transcripts.write_tsv(&mut written).unwrap();
    let again = Transcripts::read(written.as_slice(), "again").unwrap();
    assert!(transcripts.iter().eq(again.iter()));
    let wrong = Transcripts::read(table.replace("circular", "round").as_bytes(), "t").unwrap_err();
    assert!(message(&wrong).contains("one of mrna, noncoding, circular"), "{wrong}");
    let coding = table.replace("T2\t.\t.\t.", "T2\t.\t.\tATG");
    let wrong = Transcripts::read(coding.as_bytes(), "t").unwrap_err();
    assert!(message(&wrong).contains("no open reading frame"), "{wrong}");
}

#[test]
fn noncoding_rnas_are_whole_and_come_from_an_annotation_too() {
    let fasta = ">ENST00000534336.5 ncrna chromosome:GRCh38:11:1:2:1 gene:ENSG00000251562.8 gene_symbol:MALAT1\n\
                 ACGTCTACCTCAACGTGG\n";
    let transcripts = Transcripts::read_as(fasta.as_bytes(), "t", RnaKind::Noncoding).unwrap();
    let transcript = transcripts.get(0).unwrap();
    assert_eq!((transcript.kind, transcript.gene), (RnaKind::Noncoding, Some("MALAT1")));
    assert_eq!(transcript.utr3.len(), 18);
    let mrna = ">NM_1 Homo sapiens x (X), mRNA\nACGT\n";
    let wrong = Transcripts::read_as(mrna.as_bytes(), "t", RnaKind::Noncoding).unwrap_err();
    assert!(message(&wrong).contains("leave out --noncoding"), "{wrong}");
    let gtf = String::from_utf8(case("gencode.gtf"))
        .unwrap()
        .lines()
        .filter(|line| line.starts_with("chr1") || line.contains("\texon\t"))
        .fold(String::new(), |all, line| all + line + "\n");
    let annotation = Annotation::read_noncoding(gtf.as_bytes(), "gtf").unwrap();
    let transcripts =
        Transcripts::read_genome(case("genome.fa").as_slice(), "g", &annotation).unwrap();
    let names: Vec<_> = transcripts.iter().map(|t| (t.name, t.kind, t.utr3.len())).collect();
    assert_eq!(names, [("ENST00000000001.1", RnaKind::Noncoding, 103)]);
}
