//! Studies whose tables are sheets of workbooks.

use std::fs;

use crate::{
    support::{exocast, exocast_ok, folder, table, write},
    workbooks::{results, workbook},
};

const COUNTS: &str =
    "mirna\tEV_1\tEV_2\nhsa-miR-122-5p\t450\t15\nhsa-miR-124-3p\t35\t3500\nhsa-let-7a-5p\t46\t47\n";
const SIGNATURE: &str = "mirna\tLIVER\tBRAIN\nhsa-miR-122-5p\t9000.5\t2.5\nhsa-miR-124-3p\t1.5\t7000.5\nhsa-let-7a-5p\t900.5\t950.5\n";
const PROTEINS: &str = "protein\tEV_1\tEV_2\nCD9\t1342.5\t837.25\nCD63\t694.25\t772.5\nCD81\t294.25\t472.5\nAPOA1\t94.25\t72.5\n";

fn sizes(from: u32) -> String {
    let rows: Vec<String> = (0..60).map(|i| format!("{}\t{}", from + i, 1 + i % 7)).collect();
    format!("diameter_nm\tcount\n{}\n", rows.join("\n"))
}

fn study(samples: &str, signature: &str, proteins: &str) -> String {
    format!(
        "samples = \"{samples}\"\n[study]\ntitle = \"x\"\n[origin]\nsignature = \"{signature}\"\n[identity]\nproteins = \"{proteins}\"\n[run]\ndraws = 20\n"
    )
}

fn sheet(counts: &str, sizing: [&str; 2]) -> String {
    format!(
        "sample\tgroup\tcounts\tsizing\tdilution\nEV_1\tcase\t{counts}\t{}\t1000\nEV_2\tcontrol\t{counts}\t{}\t1000\n",
        sizing[0], sizing[1]
    )
}

#[test]
fn a_study_of_sheets_gives_the_results_of_its_text() {
    let place = folder();
    let at = place.path();
    for name in ["text", "book"] {
        fs::create_dir(at.join(name)).expect("a folder");
    }
    let text = at.join("text");
    write(&text, "counts.tsv", COUNTS);
    write(&text, "signature.tsv", SIGNATURE);
    write(&text, "proteins.tsv", PROTEINS);
    write(&text, "a.tsv", sizes(80));
    write(&text, "b.tsv", sizes(90));
    write(&text, "samples.tsv", sheet("counts.tsv", ["a.tsv", "b.tsv"]));
    write(&text, "study.toml", study("samples.tsv", "signature.tsv", "proteins.tsv"));
    let book = at.join("book");
    let design = sheet("data.xlsx#Counts", ["data.xlsx#a", "data.xlsx#b"]);
    let (a, b) = (sizes(80), sizes(90));
    let sheets = [
        ("Counts", COUNTS),
        ("Signature", SIGNATURE),
        ("Proteins", PROTEINS),
        ("a", &a),
        ("b", &b),
    ];
    workbook(&book.join("data.xlsx"), &sheets);
    workbook(&book.join("samples.xlsx"), &[("Design", &design), ("Notes", "Frozen in March\n")]);
    write(&book, "study.toml", study("samples.xlsx", "data.xlsx#Signature", "data.xlsx#Proteins"));

    let checked = exocast_ok(&book, &["check", "study.toml"]);
    assert!(checked.out.contains("2 of 2 samples have sizing exports"), "{}", checked.out);
    for inside in ["text", "book"] {
        exocast_ok(&at.join(inside), &["run", "study.toml", "--out", "out"]);
    }
    let (text, book) = (results(&text.join("out/tables")), results(&book.join("out/tables")));
    assert!(text.len() > 5 && text.keys().eq(book.keys()), "{:?}", book.keys());
    for (name, file) in &text {
        // Findings name their file.
        if name != "findings.tsv" && name != "replicates.tsv" {
            assert_eq!(
                String::from_utf8_lossy(file),
                String::from_utf8_lossy(&book[name]),
                "{name}"
            );
        }
    }
    let record = fs::read_to_string(at.join("book/out/run.json")).expect("a record");
    assert!(record.contains("data.xlsx#Signature"), "{record}");
    let analysis = fs::read_to_string(at.join("book/out/analysis.json")).expect("an analysis");
    assert!(analysis.contains("sheet `Notes` (no table) not used"), "{analysis}");
}

#[test]
fn a_sheet_that_is_missing_is_named() {
    let place = folder();
    let at = place.path();
    workbook(&at.join("samples.xlsx"), &[("Design", "sample\tgroup\nEV_1\tcase\nEV_2\tcontrol\n")]);
    workbook(&at.join("data.xlsx"), &[("Signature", SIGNATURE)]);
    write(at, "study.toml", study("samples.xlsx#Samples", "data.xlsx", "none.xlsx#Proteins"));
    let ran = exocast(at, &["check", "study.toml"]);
    assert!(ran.err.contains("no sheet `Samples`; its sheets are `Design`"), "{}", ran.err);
    write(at, "study.toml", study("samples.xlsx", "data.xlsx", "none.xlsx#Proteins"));
    let ran = exocast(at, &["check", "study.toml"]);
    assert!(ran.err.contains("names none.xlsx#Proteins, which does not exist"), "{}", ran.err);
    write(at, "study.toml", study("samples.xlsx", "data.xlsx", "data.xlsx#Proteins"));
    let ran = exocast(at, &["check", "study.toml"]);
    assert!((ran.out.clone() + &ran.err).contains("no sheet `Proteins`"), "{}{}", ran.out, ran.err);
}

#[test]
fn exports_of_instruments_are_read_from_sheets() {
    let place = folder();
    let at = place.path();
    exocast_ok(at, &["simulate", "--out", "s", "--samples", "2", "--reads", "500"]);
    let text = fs::read_to_string(at.join("s/EV_1_ExperimentSummary.csv")).expect("an export");
    // Without commas in quotes, each comma parts two cells.
    assert!(!text.contains('"'), "{text}");
    write(at, "export.csv", &text);
    exocast_ok(at, &["vesicle", "summary", "export.csv", "--out", "text"]);
    workbook(&at.join("export.csv"), &[("Sheet1", &text.replace(',', "\t"))]);
    exocast_ok(at, &["vesicle", "summary", "export.csv", "--out", "book"]);
    let (text, book) = (results(&at.join("text")), results(&at.join("book")));
    // The record of the instrument has cells as they are written: `25.000` is 25 in a sheet.
    for (name, file) in text.iter().filter(|(name, _)| *name != "vesicles.json") {
        assert_eq!(String::from_utf8_lossy(file), String::from_utf8_lossy(&book[name]), "{name}");
    }
    assert!(text.contains_key("vesicles.tsv"));
}

#[test]
fn a_folder_of_workbooks_becomes_a_study() {
    let place = folder();
    let at = place.path();
    fs::create_dir(at.join("data")).expect("a folder");
    let (a, b) = (sizes(80), sizes(90));
    let sheets = [
        ("Counts", COUNTS),
        ("Signature", SIGNATURE),
        ("EV_1", &a),
        ("EV_2", &b),
        ("Notes", "Frozen in March\n"),
        ("Sheet6", ""),
    ];
    workbook(&at.join("data/book.xlsx"), &sheets);
    write(at, "data/broken.xlsx", b"PK\x03\x04...");
    exocast_ok(at, &["new", "--from", "data", "--out", "study"]);
    let study = fs::read_to_string(at.join("study/study.toml")).expect("a study");
    for part in [
        "signature = \"../data/book.xlsx#Signature\"",
        "book.xlsx#Notes: a sheet without a table",
        "broken.xlsx: this workbook is damaged",
    ] {
        assert!(study.contains(part), "{part} is not in\n{study}");
    }
    assert!(!study.contains("Sheet6"), "{study}");
    let text = fs::read_to_string(at.join("study/samples.csv")).expect("a sheet");
    assert!(text.contains("EV_1,,../data/book.xlsx#Counts,../data/book.xlsx#EV_1"), "{text}");
    let checked = exocast_ok(at, &["check", "study/study.toml"]);
    assert!(checked.out.contains("2 of 2 samples have sizing exports"), "{}", checked.out);
    assert!(table(&at.join("study/samples.csv")).1.len() == 2, "{text}");
}
