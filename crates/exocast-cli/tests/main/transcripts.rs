//! Transcripts from FASTA, tables, and a genome with its annotation, in every command that takes them.

use std::{fs, path::Path};

use crate::support::{exocast, exocast_ok, folder, table, write};

const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/cases/target/");

/// Copies cases into a folder.
fn cases(folder: &Path, names: &[&str]) {
    for name in names {
        write(folder, name, fs::read(format!("{CASES}{name}")).expect("a case"));
    }
}

const GENOME: [&str; 4] = ["--transcripts", "genome.fa", "--annotation", "gencode.gtf"];

/// A command over the genome, and over the table of its transcripts, to tables that have to be the same.
fn same(at: &Path, command: &[&str]) -> String {
    let run = |inputs: &[&str], out: &str| {
        exocast_ok(at, &[command, inputs, &["--out", out]].concat());
        fs::read_to_string(at.join(out)).expect("a table")
    };
    let from_genome = run(&GENOME, "genome.tsv");
    let from_table = run(&["--transcripts", "mrna.tsv"], "table.tsv");
    assert_eq!(from_genome, from_table, "{command:?}");
    from_genome
}

#[test]
fn every_command_takes_a_genome_or_the_table_of_its_transcripts() {
    let place = folder();
    let at = place.path();
    cases(at, &["genome.fa", "gencode.gtf", "mir.fa"]);
    write(at, "dose.tsv", "mirna\tcopies_per_cell\nhsa-let-7a-5p\t9000\n");
    write(at, "tpm.tsv", "gene\ttpm\nENSG00000000000\t500000\nGEN1\t500000\n");
    write(at, "observed.tsv", "gene\tlog2fc\nGEN0\t-1\nENSG00000000001\t0.2\n");
    exocast_ok(at, &[&["target", "transcripts"], &GENOME[..], &["--out", "mrna.tsv"]].concat());
    let (header, rows) = table(&at.join("mrna.tsv"));
    assert_eq!(header, ["transcript", "gene", "orf", "utr3", "utr5", "gene_id"]);
    assert_eq!(rows.len(), 2);
    let mirna = ["--mirna", "mir.fa"];
    let sites = same(at, &["target", "sites", "--mirna", "mir.fa"]);
    assert!(sites.contains("ENST00000000000.1\tGEN0\thsa-let-7a-5p\t8mer"), "{sites}");
    same(at, &["target", "access", "--length", "8"]);
    let respond = ["target", "respond", "--dose", "dose.tsv", "--expression", "tpm.tsv"];
    let response = same(at, &[&respond[..], &mirna].concat());
    assert_eq!(response.lines().count(), 3);
    same(at, &[&["target", "explain", "--observed", "observed.tsv"], &mirna[..]].concat());
    let require = ["transfer", "require", "--log2fc", "-0.01", "--gene", "GEN0"];
    write(at, "let7.fa", ">hsa-let-7a-5p\nUGAGGUAGUAGGUUGUAUAGUU\n");
    same(at, &[&require[..], &["--mirna", "let7.fa"]].concat());
    let alone = [&require[..4], &["--annotation", "gencode.gtf"]].concat();
    assert_eq!(exocast(at, &alone).code, Some(2));
}

#[test]
fn a_study_takes_a_genome_and_its_annotation() {
    let place = folder();
    let at = place.path();
    cases(at, &["genome.fa", "gencode.gtf"]);
    write(
        at,
        "hairpin.fa",
        ">hsa-let-7a-1 MI0000060\nUGGGAUGAGGUAGUAGGUUGUAUAGUUUUAGGGUCACACCCACCACUGGGAGAUAACUAUACAAUCUACUGUCUUUCCUA\n",
    );
    let row = |kind: &str, start: usize, end: usize, id: &str, name: &str, rest: &str| {
        format!("chr9\t.\t{kind}\t{start}\t{end}\t.\t+\t.\tID={id};Alias={id};Name={name}{rest}\n")
    };
    let primary = row("miRNA_primary_transcript", 1, 80, "MI0000060", "hsa-let-7a-1", "");
    let mature = row("miRNA", 6, 27, "MIMAT0000062", "hsa-let-7a-5p", ";Derives_from=MI0000060");
    write(at, "ann.gff3", format!("##gff-version 3\n{primary}{mature}"));
    write(at, "counts.tsv", "mirna\tEV\nhsa-let-7a-5p\t1000\n");
    let study = |reference: &str| {
        let text = format!(
            "[study]\ntitle = \"x\"\n[reference]\nhairpin = \"hairpin.fa\"\nannotation = \"ann.gff3\"\n{reference}\
             [[sample]]\nname = \"EV\"\ncounts = \"counts.tsv\"\n"
        );
        write(at, "study.toml", text);
    };
    study("transcripts = \"genome.fa\"\ntranscript_annotation = \"gencode.gtf\"\n");
    let checked = exocast_ok(at, &["check", "study.toml"]);
    assert!(checked.out.contains("2 transcripts, 2 with an open reading frame"), "{}", checked.out);
    exocast_ok(at, &["run", "study.toml", "--out", "genome"]);
    exocast_ok(at, &[&["target", "transcripts"], &GENOME[..], &["--out", "mrna.tsv"]].concat());
    study("transcripts = \"mrna.tsv\"\n");
    exocast_ok(at, &["run", "study.toml", "--out", "table"]);
    let response =
        |out: &str| fs::read_to_string(at.join(out).join("tables/response.tsv")).expect(out);
    assert_eq!(response("genome"), response("table"));
    assert!(response("genome").contains("GEN1"));
    study("transcript_annotation = \"gencode.gtf\"\n");
    let alone = exocast(at, &["check", "study.toml"]);
    assert!(alone.err.contains("`reference.transcripts`"), "{}", alone.err);
    study("transcripts = \"genome.fa\"\n");
    let chromosome = exocast(at, &["run", "study.toml", "--out", "x"]);
    assert_eq!(chromosome.code, Some(1));
    assert!(chromosome.err.contains("give its annotation too"), "{}", chromosome.err);
}

#[test]
fn files_of_laboratories_give_their_sites() {
    let place = folder();
    let at = place.path();
    cases(at, &["mir.fa", "biomart.fa", "biomart_default.fa", "gencode.fa", "gencode_full.fa"]);
    for (file, expected) in [
        ("biomart.fa", "ENST00000371953\tPTEN\thsa-let-7a-5p\t8mer\tutr3\t4\t12"),
        (
            "biomart_default.fa",
            "ENST00000688308\tENSG00000171862\thsa-let-7a-5p\t8mer\tutr3\t4\t12",
        ),
        ("gencode.fa", "ENST00000371953.8\tPTEN\thsa-let-7a-5p\t8mer\tutr3\t4\t12"),
        ("gencode_full.fa", "ENST00000000001.1\tABC\thsa-let-7a-5p\t8mer\torf\t33\t41"),
    ] {
        let sites = ["target", "sites", "--mirna", "mir.fa", "--transcripts"];
        let ran = exocast_ok(at, &[&sites[..], &[file, "--out", "direct.tsv"]].concat());
        let direct = fs::read_to_string(at.join("direct.tsv")).expect("sites");
        assert!(direct.contains(expected), "{file}: {direct}{}", ran.err);
        exocast_ok(at, &["target", "transcripts", "--transcripts", file, "--out", "t.tsv"]);
        exocast_ok(at, &[&sites[..], &["t.tsv", "--out", "through.tsv"]].concat());
        assert_eq!(direct, fs::read_to_string(at.join("through.tsv")).expect("sites"), "{file}");
    }
}

#[test]
fn isoforms_are_kept_by_length_or_tag() {
    let place = folder();
    let at = place.path();
    cases(at, &["genome.fa", "gencode.gtf", "biomart_default.fa"]);
    let select = |inputs: &[&str], isoforms: &str| {
        let command = ["target", "transcripts", "--isoforms", isoforms, "--out", "t.tsv"];
        let ran = exocast(at, &[&command[..], inputs].concat());
        (ran.code, ran.err, at.join("t.tsv"))
    };
    let fasta = ["--transcripts", "biomart_default.fa"];
    let (code, err, out) = select(&fasta, "longest");
    assert_eq!(code, Some(0), "{err}");
    assert!(err.contains("1 of 2 transcripts are kept"), "{err}");
    assert_eq!(table(&out).1[0][0], "ENST00000688308");
    let (code, err, _) = select(&fasta, "mane");
    assert_eq!(code, Some(1));
    assert!(err.contains("no transcript is tagged as MANE Select"), "{err}");
    let (code, err, out) = select(&GENOME, "canonical");
    assert_eq!(code, Some(0), "{err}");
    assert_eq!(table(&out).1.len(), 2);
}

#[test]
fn duplexes_take_any_sequence() {
    let place = folder();
    cases(place.path(), &["mir.fa", "genome.fa"]);
    let duplex = ["target", "duplex", "--mirna", "mir.fa", "--target", "genome.fa"];
    exocast_ok(place.path(), &[&duplex[..], &["--out", "d.tsv"]].concat());
    assert_eq!(table(&place.path().join("d.tsv")).1.len(), 6);
}

#[test]
fn circles_have_sites_and_structure_across_the_junction() {
    let place = folder();
    let at = place.path();
    cases(at, &["mir.fa", "circ.fa"]);
    let circle = ["--transcripts", "circ.fa", "--circular"];
    let sites = ["target", "sites", "--mirna", "mir.fa", "--out", "s.tsv"];
    exocast_ok(at, &[&sites[..], &circle].concat());
    let expected = "circ1\tCIRC\thsa-let-7a-5p\t8mer\trna\t56\t3";
    let rows = || fs::read_to_string(at.join("s.tsv")).expect("sites");
    assert_eq!(rows().lines().skip(1).collect::<Vec<_>>(), [expected]);
    exocast_ok(at, &[&["target", "transcripts", "--out", "t.tsv"], &circle[..]].concat());
    exocast_ok(at, &[&sites[..], &["--transcripts", "t.tsv"]].concat());
    assert_eq!(rows().lines().skip(1).collect::<Vec<_>>(), [expected]);
    let scored = exocast_ok(at, &[&sites[..], &circle, &["--context"]].concat());
    assert!(scored.err.contains("context++ is a model of 3'UTRs"), "{}", scored.err);
    let access = ["target", "access", "--length", "8", "--out", "a.tsv"];
    let short = exocast_ok(at, &[&access[..], &circle].concat());
    assert!(short.err.contains("1 circle shorter than the window of 80 nt"), "{}", short.err);
    assert!(table(&at.join("a.tsv")).1.is_empty());
    let window = ["--window", "40", "--span", "30"];
    exocast_ok(at, &[&access[..], &circle, &window].concat());
    let (_, rows) = table(&at.join("a.tsv"));
    let ends: Vec<&str> = rows.iter().map(|row| row[1].as_str()).collect();
    assert_eq!((ends.len(), ends[0], ends[53], ends[54], ends[60]), (61, "8", "61", "1", "7"));
    let both = [&sites[..], &circle, &["--annotation", "x.gtf"]].concat();
    assert_eq!(exocast(at, &both).code, Some(2));
}
