//! `new --from` on folders as laboratories have them: copies, repeats, pairs, sheets of their own, broken files.

use std::{fs, path::Path};

use crate::support::{exocast, exocast_ok, folder, write};

const INSERTS: [&str; 3] =
    ["TGAGGTAGTAGGTTGTATAGTT", "TAGCTTATCAGACTGATGTTGA", "TAGCAGCACGTAAATATTGGCG"];

fn reversed(bases: &str) -> String {
    let base = |letter| match letter {
        'A' => 'T',
        'C' => 'G',
        'G' => 'C',
        _ => 'A',
    };
    bases.chars().rev().map(base).collect()
}

/// Reads of miRNAs from the number `first` on; `second` gives those from the other end.
fn fastq(name: &str, first: usize, second: bool) -> String {
    let read = |i: usize| {
        let insert = INSERTS[i % 3];
        let bases = if second {
            format!("{}GATCGTCGGACTGTAGAACTCTGAAC", reversed(insert))
        } else {
            format!("{insert}TGGAATTCTCGGGTGCCAAGGAACTC")
        };
        format!(
            "@{name}.{i} {i} length={0}\n{bases}\n+\n{1}\n",
            bases.len(),
            "I".repeat(bases.len())
        )
    };
    (first..first + 60).map(read).collect()
}

fn counts(header: &str) -> String {
    let n = header.split('\t').count() - 1;
    let row = |name: &str, i: usize| {
        let cells: Vec<String> = (0..n).map(|j| (7 * i + j + 1).to_string()).collect();
        format!("{name}\t{}\n", cells.join("\t"))
    };
    let names = ["hsa-let-7a-5p", "hsa-miR-21-5p", "hsa-miR-16-5p"];
    let rows: String = names.iter().enumerate().map(|(i, name)| row(name, i)).collect();
    format!("{header}\n{rows}")
}

fn sizes(from: u32) -> String {
    let rows: Vec<String> = (0..60).map(|i| format!("{},{}", from + i, 1 + i % 7)).collect();
    format!("diameter_nm,count\n{}\n", rows.join("\n"))
}

/// The study and the sheet of the folder `data`, which `check` accepts.
fn made(at: &Path) -> (String, String) {
    exocast_ok(at, &["new", "--from", "data", "--out", "study"]);
    exocast_ok(at, &["check", "study/study.toml"]);
    let read = |name: &str| fs::read_to_string(at.join("study").join(name)).unwrap_or_default();
    (read("study.toml"), read("samples.csv"))
}

#[track_caller]
fn has(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "{part} is not in\n{text}");
    }
}

/// So many lines of a table.
fn lines(number: usize, line: impl Fn(usize) -> String) -> String {
    (0..number).map(line).collect::<Vec<_>>().join("\n") + "\n"
}

#[test]
fn of_copies_pairs_and_reads_worked_on_one_file_is_used() {
    let place = folder();
    let at = place.path();
    fs::create_dir(at.join("data")).expect("a folder");
    for name in ["EV1.fastq", "Copy of EV1.fastq", "EV1 (1).fastq", "EV1 - Kopie.fastq"] {
        write(at, &format!("data/{name}"), fastq("A", 0, false));
    }
    write(
        at,
        "data/EV1_trimmed.fastq",
        fastq("A", 0, false).replace("TGGAATTCTCGGGTGCCAAGGAACTC", ""),
    );
    write(at, "data/EV1-repeat.fastq", fastq("B", 0, false));
    write(at, "data/SRR7_1.fastq", fastq("SRR7", 0, false));
    write(at, "data/SRR7_2.fastq", fastq("SRR7", 0, true));
    // Pairs by their reads, and two samples that a program has numbered alike.
    write(at, "data/x_1.fastq", fastq("r", 0, false));
    write(at, "data/x_2.fastq", fastq("r", 0, true));
    write(at, "data/y_1.fastq", fastq("r", 0, false).replace("AGGAACTC", "AGGAACTG"));
    write(at, "data/y_2.fastq", fastq("r", 1, false).replace("@r.", "@r.0"));
    let (study, sheet) = made(at);
    let samples: Vec<&str> =
        sheet.lines().skip(1).filter_map(|line| line.split(',').next()).collect();
    assert_eq!(samples, ["EV1", "EV1-repeat", "SRR7", "x", "y_1", "y_2"], "{study}");
    has(
        &study,
        &[
            "Copy of EV1.fastq: a copy of ../data/EV1.fastq, byte for byte",
            "EV1 (1).fastq: a copy of",
            "EV1 - Kopie.fastq: a copy of",
            "EV1_trimmed.fastq: reads of ../data/EV1.fastq that were worked on",
            "if it is `EV1` sequenced again",
            "SRR7_2.fastq: second reads of `SRR7`",
            "x_2.fastq: second reads of `x`",
        ],
    );
}

#[test]
fn a_sheet_and_tables_of_other_names_come_together() {
    let place = folder();
    let at = place.path();
    fs::create_dir(at.join("data")).expect("a folder");
    write(at, "data/counts.txt", counts("mirna\tX1\tX2\tEV.3"));
    for (name, from) in [("1", 80), ("2", 90), ("EV-3", 100)] {
        write(at, &format!("data/{name}.csv"), sizes(from));
    }
    // Titles, and columns that no sheet has.
    let sheet = "Studie Mai;;;\r\n;;;\r\nNr;Wer;Gruppe;Verdünnung NTA\r\n1;Anna;Patient;1 in 1000\r\n2;Bert;Kontrolle;1/500\r\nEV-3;Anna;Patient;10^3\r\n";
    write(at, "data/Liste.csv", sheet);
    let (study, sheet) = made(at);
    let rows: Vec<&str> = sheet.lines().collect();
    assert_eq!(rows.len(), 4, "{sheet}\n{study}");
    has(&sheet, &["Patient", "Kontrolle", "1000", "500", "../data/counts.txt", "../data/EV-3.csv"]);
    has(
        &study,
        &[
            "column `Nr` of ../data/Liste.csv names the samples",
            "`Wer` may be `group`, `donor` or `batch`",
        ],
    );
}

#[test]
fn a_matrix_of_sizes_is_that_of_its_samples() {
    let place = folder();
    let at = place.path();
    fs::create_dir(at.join("data")).expect("a folder");
    let rows = lines(30, |i| format!("{},{},{}", 52.5 + 5.0 * i as f64, 100 + i, 300 - i));
    write(at, "data/NTA export.csv", format!("Size (nm),A,B\n{rows}"));
    write(at, "data/counts.tsv", counts("mirna\tA\tB\tC\tD"));
    // One below the other, with a column of groups.
    let long = lines(60, |i| {
        format!("{},{},{},{}", ["C", "D"][i / 30], ["x", "y"][i / 30], 60 + 5 * (i % 30), 9 + i % 7)
    });
    write(at, "data/long.csv", format!("sample,group,diameter_nm,count\n{long}"));
    let (study, sheet) = made(at);
    assert_eq!(
        sheet.lines().filter(|line| line.contains("long.csv")).count(),
        2,
        "{sheet}\n{study}"
    );
    let named = sheet.lines().filter(|line| line.contains("NTA export.csv")).count();
    assert_eq!(named, 2, "{sheet}\n{study}");
}

#[test]
fn what_is_broken_is_named() {
    let place = folder();
    let at = place.path();
    fs::create_dir(at.join("data")).expect("a folder");
    write(at, "data/counts.tsv", counts("mirna\tEV1"));
    write(at, "data/EV2.fastq", "@r1\nACGT\nIIII\n@r2\nACGT\nIIII\n");
    write(at, "data/EV3.csv", "diameter_nm,count\nabc,def\n1,2\n");
    write(at, "data/paper.pdf", b"%PDF-1.4 x");
    write(at, "data/protocol.docx", b"PK\x03\x04");
    write(at, "data/readme.txt", "some remarks\non a Tuesday\n");
    let (study, _) = made(at);
    has(
        &study,
        &[
            "EV2.fastq: begins as FASTQ and is damaged: line 3 begins with `IIII`",
            "EV3.csv: sizes, but line 2",
            "paper.pdf: a PDF document",
            "protocol.docx: a document of text",
            "readme.txt: text without a table",
        ],
    );
    assert!(!study.contains("no input of a study"), "{study}");
}

#[test]
fn expression_of_another_release_is_left_out() {
    let place = folder();
    let at = place.path();
    fs::create_dir(at.join("data")).expect("a folder");
    write(at, "data/counts.tsv", counts("mirna\tEV1"));
    let tpm = lines(900, |i| format!("YAL{i:03}W\t{}.5", i % 50));
    write(at, "data/cells_tpm.tsv", format!("gene\ttpm\n{tpm}"));
    let transcripts = lines(60, |i| format!("NM_{i:06}.2\tGENE{i}\tATGTAA\tACATTCCAGATTACA"));
    write(at, "data/transcripts.tsv", format!("transcript\tgene\torf\tutr3\n{transcripts}"));
    let (study, _) = made(at);
    has(
        &study,
        &[
            "cells_tpm.tsv: `recipient.expression` has no gene or transcript of ../data/transcripts.tsv",
        ],
    );
    assert!(study.contains("\ntranscripts = ") && !study.contains("\nexpression = "), "{study}");
}

#[test]
fn a_pattern_that_takes_a_copy_is_refused() {
    let place = folder();
    let at = place.path();
    write(at, "x.fastq", fastq("A", 0, false));
    write(at, "x (1).fastq", fastq("A", 0, false));
    write(
        at,
        "study.toml",
        "[study]\ntitle = \"t\"\n[[sample]]\nname = \"x\"\nreads = [\"x*.fastq\"]\n",
    );
    let ran = exocast(at, &["check", "study.toml"]);
    assert_eq!(ran.code, Some(1), "{}{}", ran.out, ran.err);
    assert!(ran.err.contains("byte for byte; it would count twice"), "{}", ran.err);
    // Pairs that a pattern takes are joined.
    fs::remove_file(at.join("x (1).fastq")).expect("removed");
    fs::rename(at.join("x.fastq"), at.join("x_1.fastq")).expect("renamed");
    write(at, "x_2.fastq", fastq("A", 0, true));
    let ran = exocast_ok(at, &["check", "study.toml"]);
    assert!(ran.out.contains("x_2.fastq: second reads of pairs, which are joined"), "{}", ran.out);
}
