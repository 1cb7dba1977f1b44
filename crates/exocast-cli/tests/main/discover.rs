//! `new --from` makes studies of folders that `check` accepts.

use std::{fs, io::Write, path::Path};

use flate2::{Compression, write::GzEncoder};

use crate::support::{exocast, exocast_ok, folder, write};

/// Reads with a header of Illumina; `mate` is 1 or 2.
fn fastq(path: &Path, mate: u8, first: usize) {
    let mut file = GzEncoder::new(fs::File::create(path).expect("a file"), Compression::fast());
    for read in first..first + 50 {
        let text = format!(
            "@M1:1:FC:1:1:1:{read} {mate}:N:0:1\nTGAGGTAGTAGGTTGTATAGTTTGGAATTCTCGGGTGCCAAGGAACTC\n+\n{}\n",
            "I".repeat(48)
        );
        file.write_all(text.as_bytes()).expect("written");
    }
    file.finish().expect("written");
}

fn sizes(from: u32) -> String {
    let rows: Vec<String> = (0..60).map(|i| format!("{},{}", from + i, 1 + i % 7)).collect();
    format!("diameter_nm,count\n{}\n", rows.join("\n"))
}

/// The rows of the sheet by their names.
fn sheet(at: &Path) -> Vec<Vec<(String, String)>> {
    let text = fs::read_to_string(at.join("samples.csv")).expect("a sheet");
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next().expect("a header").split(',').collect();
    let cells = |line: &str| -> Vec<String> {
        line.split(',').map(|cell| cell.trim_matches('"').to_owned()).collect()
    };
    lines.map(|line| header.iter().map(ToString::to_string).zip(cells(line)).collect()).collect()
}

fn cell<'a>(row: &'a [(String, String)], column: &str) -> &'a str {
    row.iter().find(|(name, _)| name == column).map_or("", |(_, value)| value.as_str())
}

#[test]
fn reads_counts_and_sizes_of_one_sample_come_together() {
    let place = folder();
    let at = place.path();
    for inside in ["data/reads", "data/nta", "data/old", "data/.hidden"] {
        fs::create_dir_all(at.join(inside)).expect("a folder");
    }
    for (lane, first) in [(1, 0), (2, 100)] {
        fastq(&at.join(format!("data/reads/EV_1_S1_L00{lane}_R1_001.fastq.gz")), 1, first);
        fastq(&at.join(format!("data/reads/EV_1_S1_L00{lane}_R2_001.fastq.gz")), 2, first);
    }
    fastq(&at.join("data/reads/EV_2_S2_R1_001.fastq.gz"), 1, 200);
    write(at, "data/counts.tsv", "mirna\tEV1\tEV_3\nhsa-let-7a-5p\t5\t7\nhsa-miR-21-5p\t2\t9\n");
    write(at, "data/nta/2025_EV_2_size.csv", sizes(80));
    write(at, "data/nta/EV_3_a.csv", sizes(90));
    write(at, "data/nta/EV_3_b.csv", sizes(95));
    write(at, "data/what.tsv", "gene\ta\tb\nCD9\t1.5\t2\nCD63\t3\t4\n");
    write(at, "data/book.xlsx", b"PK\x03\x04...");
    write(at, "data/.hidden/EV_4.fastq", "@a\nACGT\n+\nIIII\n");
    write(at, "data/old/run.json", "{}");
    write(at, "data/old/cargo.tsv", "mirna\tEV_1\nhsa-let-7a-5p\t1\n");

    let ran = exocast_ok(at, &["new", "--from", "data", "--out", "study"]);
    assert!(ran.err.contains("wrote study/study.toml"), "{}", ran.err);
    let rows = sheet(&at.join("study"));
    let names: Vec<&str> = rows.iter().map(|row| cell(row, "sample")).collect();
    assert_eq!(names, ["EV_1", "EV_2", "EV_3", "EV_3_a", "EV_3_b"]);
    // Counts, as there is no reference to count reads against.
    assert_eq!((cell(&rows[0], "counts"), cell(&rows[0], "reads")), ("../data/counts.tsv", ""));
    assert_eq!(cell(&rows[0], "counts_column"), "EV1");
    assert_eq!(cell(&rows[1], "sizing"), "../data/nta/2025_EV_2_size.csv");
    assert!(cell(&rows[1], "reads").ends_with("EV_2_S2_R1_001.fastq.gz"));
    assert_eq!(cell(&rows[2], "sizing"), "", "two exports may be of the sample");
    let study = fs::read_to_string(at.join("study/study.toml")).expect("a study");
    for part in [
        "organism = \"hsa\"   # guessed: by names of miRNAs",
        "`EV_3_a`, `EV_3_b` may all be of `EV_3`",
        "what.tsv: 2 names by 2 columns (a, b): `expression` of [recipient]",
        "book.xlsx: this workbook is damaged",
        "L001_R2_001.fastq.gz: second reads of `EV_1`",
        "old: a folder of results",
        "`hairpin` of [reference]: `exocast data add mirbase-22.1-hairpin`",
    ] {
        assert!(study.contains(part), "{part} is not in\n{study}");
    }
    assert!(!study.contains("hidden"), "{study}");
    exocast_ok(at, &["check", "study/study.toml"]);

    // Nothing is written over.
    let again = exocast(at, &["new", "--from", "data", "--out", "study"]);
    assert_eq!(again.code, Some(1), "{}", again.err);
    assert_eq!(fs::read_to_string(at.join("study/study.toml")).expect("a study"), study);
}

#[test]
fn a_whole_study_is_found_again() {
    let place = folder();
    let at = place.path();
    exocast_ok(at, &["simulate", "--out", "s", "--samples", "2", "--reads", "2000"]);
    fs::remove_file(at.join("s/run.json")).expect("a record");
    fs::remove_file(at.join("s/study.toml")).expect("a study");
    exocast_ok(at, &["new", "--from", "s"]);
    let study = fs::read_to_string(at.join("study.toml")).expect("a study");
    for key in ["hairpin = \"s/", "annotation = \"s/", "transcripts = \"s/", "expression = \"s/"] {
        assert!(study.contains(key), "{key} is not in\n{study}");
    }
    let rows = sheet(at);
    assert!(
        rows.iter().all(|row| !cell(row, "reads").is_empty() && !cell(row, "sizing").is_empty())
    );
    let ran = exocast_ok(at, &["check", "study.toml"]);
    assert!(ran.out.contains("will compute      recipient response"), "{}\n{study}", ran.out);
}

#[test]
fn a_genome_and_its_annotation_are_the_transcripts() {
    let place = folder();
    let at = place.path();
    let case = |name: &str| {
        let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/target");
        fs::read(cases.join(name)).expect("a case")
    };
    fs::create_dir(at.join("data")).expect("a folder");
    write(at, "data/counts.tsv", "mirna\tEV_1\nhsa-let-7a-5p\t5\nhsa-miR-21-5p\t2\n");
    write(at, "data/genome.fa", case("genome.fa"));
    exocast_ok(at, &["new", "--from", "data", "--out", "alone"]);
    let study = fs::read_to_string(at.join("alone/study.toml")).expect("a study");
    assert!(study.contains("genome.fa: a genome; with its GTF or GFF3"), "{study}");

    write(at, "data/genes.gtf", case("gencode.gtf"));
    exocast_ok(at, &["new", "--from", "data", "--out", "study"]);
    let study = fs::read_to_string(at.join("study/study.toml")).expect("a study");
    for key in
        ["transcripts = \"../data/genome.fa\"", "transcript_annotation = \"../data/genes.gtf\""]
    {
        assert!(study.contains(key), "{key} is not in\n{study}");
    }
    let ran = exocast_ok(at, &["check", "study/study.toml"]);
    assert!(ran.out.contains("reference.transcripts: "), "{}", ran.out);

    // Names of chromosomes that do not agree are no pair.
    let genes = String::from_utf8(case("gencode.gtf")).expect("text").replace("chr", "");
    write(at, "data/genes.gtf", genes);
    exocast_ok(at, &["new", "--from", "data", "--out", "other"]);
    let study = fs::read_to_string(at.join("other/study.toml")).expect("a study");
    assert!(study.contains("(`chr1`, `1`)") && !study.contains("\ntranscripts ="), "{study}");
}

#[test]
fn a_sheet_of_138_samples_loads_and_checks() {
    let place = folder();
    let at = place.path();
    fs::create_dir(at.join("nta")).expect("a folder");
    let mut rows = vec!["sample,group,counts,sizing,dilution".to_owned()];
    let mut header = vec!["mirna".to_owned()];
    for sample in 1..=138 {
        write(at, &format!("nta/P{sample:03}.csv"), sizes(70 + sample % 30));
        let group = if sample % 2 == 0 { "case" } else { "control" };
        rows.push(format!("P{sample:03},{group},counts.tsv,nta/P{sample:03}.csv,1000"));
        header.push(format!("P{sample:03}"));
    }
    write(at, "sheet.csv", rows.join("\n"));
    let header = header.join("\t");
    let line = |name: &str| format!("{name}{}\n", "\t3".repeat(138));
    write(
        at,
        "counts.tsv",
        format!("{header}\n{}{}", line("hsa-let-7a-5p"), line("hsa-miR-21-5p")),
    );
    exocast_ok(at, &["new", "--from", ".", "--out", "study"]);
    let study = fs::read_to_string(at.join("study/study.toml")).expect("a study");
    assert!(
        study.contains("samples = \"../sheet.csv\"") && study.contains("138 samples"),
        "{study}"
    );
    assert!(!at.join("study/samples.csv").exists());
    let ran = exocast_ok(at, &["check", "study/study.toml"]);
    assert!(ran.out.contains("138 of 138 samples have sizing exports"), "{}", ran.out);
}

#[test]
fn exports_of_real_instruments_become_a_study() {
    let Some(data) = exocast_tests::shared("exports", "data/vesicle") else { return };
    let place = folder();
    let data = data.to_string_lossy().into_owned();
    exocast_ok(place.path(), &["new", "--from", &data]);
    let rows = sheet(place.path());
    assert!(rows.len() >= 6, "{rows:?}");
    // The instrument recorded it.
    assert!(rows.iter().any(|row| cell(row, "dilution") == "1000"), "{rows:?}");
    exocast_ok(place.path(), &["check", "study.toml"]);
}
