//! Sheets of workbooks wherever a table goes in.

use std::{collections::BTreeMap, fs, path::Path};

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

use crate::support::{exocast, exocast_ok, folder, write};

/// Every table input, with the command that reads it.
const INPUTS: &str = include_str!("../../../../xtask/src/dialects/inputs.txt");
/// Files that commands of other inputs read, each with its input.
const FILES: &str = include_str!("../../../../xtask/src/dialects/files.txt");

/// A workbook whose sheets hold these tables, with tabs between their fields; numbers are cells of numbers.
pub(crate) fn workbook(path: &Path, sheets: &[(&str, &str)]) {
    let mut workbook = Workbook::new();
    for (name, text) in sheets {
        let sheet = workbook.add_worksheet().set_name(*name).expect("a name");
        for (row, line) in (0..).zip(text.lines()) {
            for (column, field) in (0..).zip(line.split('\t')) {
                match field.parse::<f64>() {
                    Ok(number) if number.is_finite() => sheet.write(row, column, number),
                    _ => sheet.write(row, column, field),
                }
                .expect("a cell");
            }
        }
    }
    workbook.save(path).expect("a workbook");
}

struct Input<'a> {
    name: &'a str,
    command: Vec<&'a str>,
    text: String,
}

fn inputs() -> Vec<Input<'static>> {
    let mut inputs: Vec<Input<'static>> = Vec::new();
    for line in INPUTS.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some(name) = line.strip_prefix("= ").or_else(|| line.strip_prefix("+ ")) {
            inputs.push(Input { name, command: Vec::new(), text: String::new() });
        } else if line.contains('|') {
            let input = inputs.last_mut().expect("an input");
            input.text.push_str(&line.replace('|', "\t"));
            input.text.push('\n');
        } else {
            inputs.last_mut().expect("an input").command = line.split(' ').collect();
        }
    }
    inputs
}

/// What a command wrote, but for its record, which holds the checksum of the input.
pub(crate) fn results(out: &Path) -> BTreeMap<String, Vec<u8>> {
    if out.is_file() {
        return BTreeMap::from([(String::new(), fs::read(out).expect("a file"))]);
    }
    let mut results = BTreeMap::new();
    for entry in fs::read_dir(out).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        if path.is_dir() {
            let inside = self::results(&path);
            results
                .extend(inside.into_iter().map(|(inner, file)| (format!("{name}/{inner}"), file)));
        } else if name != "run.json" {
            results.insert(name, fs::read(&path).expect("a file"));
        }
    }
    results
}

#[test]
fn every_table_reads_the_same_as_a_sheet() {
    let place = folder();
    let at = place.path();
    let inputs = inputs();
    for (file, name) in FILES.lines().filter_map(|line| line.split_once('\t')) {
        let input = inputs.iter().find(|input| input.name == name).expect("an input");
        write(at, file, &input.text);
    }
    write(
        at,
        "guides.fa",
        ">hsa-miR-21-5p\nUAGCUUAUCAGACUGAUGUUGA\n>hsa-let-7a-5p\nUGAGGUAGUAGGUUGUAUAGUU\n",
    );
    exocast_ok(at, &["simulate", "--out", "study", "--samples", "2", "--reads", "2000"]);
    for file in ["hairpin.fa", "annotation.gff3", "spikes.fa"] {
        fs::copy(at.join("study").join(file), at.join(file)).expect("copied");
    }
    fs::copy(at.join("study/EV_1.fastq.gz"), at.join("reads.fastq")).expect("copied");
    let exports = ["study/EV_1_ExperimentSummary.csv", "study/EV_2_ExperimentSummary.csv"];
    exocast_ok(at, &[&["vesicle", "summary"][..], &exports, &["--out", "size"]].concat());

    let mut tried = 0;
    for input in inputs.iter().filter(|input| !input.command.is_empty()) {
        // Under one name, which tables may hold: content decides.
        let run = |out: &str| {
            let words = input.command.iter().map(|word| match *word {
                "FILE" => "table.tsv",
                "OUT" => out,
                word => word,
            });
            exocast_ok(at, &words.collect::<Vec<_>>());
            results(&at.join(out))
        };
        write(at, "table.tsv", &input.text);
        let text = run(&format!("text{tried}"));
        workbook(&at.join("table.tsv"), &[("Table", &input.text)]);
        let sheet = run(&format!("sheet{tried}"));
        assert_eq!(
            text.keys().collect::<Vec<_>>(),
            sheet.keys().collect::<Vec<_>>(),
            "{}",
            input.name
        );
        for (name, file) in &text {
            let plain = |file: &[u8]| {
                String::from_utf8_lossy(file).replace("table.tsv (sheet Table)", "table.tsv")
            };
            assert_eq!(plain(file), plain(&sheet[name]), "{}: {name}", input.name);
        }
        tried += 1;
    }
    assert_eq!(tried, 16);
}

/// A table of counts, and a cargo that `origin match` takes.
fn cargo() -> (String, Vec<&'static str>) {
    let inputs = inputs();
    let text =
        |name: &str| inputs.iter().find(|input| input.name == name).expect("it").text.clone();
    (
        text("cargo of origin"),
        vec!["origin", "match", "--method", "nnls", "--out", "out", "--cargo"],
    )
}

#[test]
fn a_path_names_the_sheet() {
    let place = folder();
    let at = place.path();
    let (text, command) = cargo();
    let other = text.replace("4500.5", "9");
    let book = at.join("book.xlsx");
    workbook(&book, &[("First one", &text), ("Notes", "Made on Monday\n"), ("B+1", &other)]);
    let run = |path: &str| exocast(at, &[&command[..], &[path]].concat());
    let refused = run("book.xlsx");
    assert_eq!(refused.code, Some(1), "{}", refused.out);
    for part in ["2 sheets have a table: `First one`, `B+1`", "`book.xlsx#First one`"] {
        assert!(refused.err.contains(part), "{part} is not in {}", refused.err);
    }
    let missing = run("book.xlsx#Second");
    assert!(
        missing.err.contains("no sheet `Second`; its sheets are `First one`, `Notes`, `B+1`"),
        "{}",
        missing.err
    );
    let cell = |path: &str| {
        let ran = run(path);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        // Shares may be withheld: every table counts.
        let files = fs::read_dir(at.join("out")).expect("a folder").flatten();
        let mut tables: Vec<_> = files.map(|file| file.path()).collect();
        tables.retain(|file| file.extension().is_some_and(|ending| ending == "tsv"));
        tables.sort();
        tables.iter().map(|file| fs::read_to_string(file).expect("a table")).collect::<String>()
    };
    let first = cell("book.xlsx#First one");
    assert_eq!(first, cell("book.xlsx#first one"));
    assert_eq!(first, cell("book.xlsx#1"));
    let record = || fs::read_to_string(at.join("out/run.json")).expect("a record");
    assert!(record().contains("book.xlsx#1"));
    assert_ne!(first, cell("book.xlsx#B+1"));
    assert!(record().contains("book.xlsx#B+1"));
    // A file may have the mark in its own name.
    fs::copy(&book, at.join("my#book.xlsx")).expect("copied");
    assert_eq!(first, cell("my#book.xlsx#First one"));
    write(at, "a.xlsx#First", &text);
    assert_eq!(first, cell("a.xlsx#First"));
    let no_sheets = run("cargo.tsv#First");
    assert!(no_sheets.err.contains("cannot open cargo.tsv#First"), "{}", no_sheets.err);
    write(at, "cargo.tsv", &text);
    let no_sheets = run("cargo.tsv#First");
    assert!(no_sheets.err.contains("no workbook and has no sheet `First`"), "{}", no_sheets.err);
    assert!(record().contains("a.xlsx#First"), "{}", record());
}

#[test]
fn messages_have_the_row_of_the_sheet() {
    let place = folder();
    let at = place.path();
    let (text, command) = cargo();
    let text = format!("\nCounts of miRNAs\n\n{}", text.replace("3500.25", "many"));
    // Columns begin at C.
    let text: Vec<String> = text.lines().map(|line| format!("\t\t{line}")).collect();
    workbook(&at.join("book.xlsx"), &[("Counts", &text.join("\n"))]);
    let ran = exocast(at, &[&command[..], &["book.xlsx"]].concat());
    assert!(
        ran.err.contains("book.xlsx (sheet Counts), row 8, field EV_2: `many` is not"),
        "{}",
        ran.err
    );
    workbook(&at.join("book.xlsx"), &[("Counts", &text.join("\n").replace("many", "3500.25"))]);
    let ran = exocast_ok(at, &[&command[..], &["book.xlsx"]].concat());
    assert!(ran.err.contains("`Counts of miRNAs` above the header not used"), "{}", ran.err);
}

#[test]
fn hidden_sheets_are_named_and_not_chosen() {
    let place = folder();
    let at = place.path();
    let (text, command) = cargo();
    let mut book = Workbook::new();
    for (name, hidden) in [("Shown", false), ("Old", true)] {
        let sheet = book.add_worksheet().set_name(name).expect("a name").set_hidden(hidden);
        for (row, line) in (0..).zip(text.lines()) {
            for (column, field) in (0..).zip(line.split('\t')) {
                sheet.write(row, column, field).expect("a cell");
            }
        }
    }
    book.save(at.join("book.xlsx")).expect("a workbook");
    let run = |path: &str| exocast_ok(at, &[&command[..], &[path]].concat()).err;
    let chosen = run("book.xlsx");
    assert!(chosen.contains("book.xlsx (sheet Shown): sheet `Old` (hidden) not used"), "{chosen}");
    assert!(!run("book.xlsx#Old").contains("not used"));
}

#[test]
fn dates_among_genes_are_genes_and_dates_among_numbers_are_refused() {
    let place = folder();
    let at = place.path();
    let date = |text: &str| ExcelDateTime::parse_from_str(text).expect("a date");
    let (day, percent) =
        (Format::new().set_num_format("d-mmm"), Format::new().set_num_format("0%"));
    let make = |number_is_date: bool| {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        sheet.write_row(0, 0, ["gene", "tpm"]).expect("cells");
        for (row, gene) in ["2026-09-02", "2026-03-01", "2026-03-05"].into_iter().enumerate() {
            let row = u32::try_from(row).expect("few") + 1;
            sheet.write_datetime_with_format(row, 0, date(gene), &day).expect("a cell");
            sheet.write(row, 1, 30.5).expect("a cell");
        }
        sheet.write(4, 0, "GC").expect("a cell");
        if number_is_date {
            sheet.write_datetime_with_format(4, 1, date("2026-03-02"), &day).expect("a cell");
        } else {
            sheet.write_number_with_format(4, 1, 0.5, &percent).expect("a cell");
        }
        book.save(at.join("tpm.xlsx")).expect("a workbook");
    };
    let run = || {
        let given =
            ["transfer", "secretion", "--expression", "tpm.xlsx", "--reference", "tpm.xlsx"];
        exocast(at, &[&given[..], &["--out", "out"]].concat()).err
    };
    make(true);
    let refused = run();
    assert!(refused.contains("row 5, field tpm: `2026-03-02` is not"), "{refused}");
    make(false);
    write(at, "signature.tsv", "gene\ta\tb\nSEPTIN2\t10\t1\nMARCHF5\t1\t10\nGC\t5\t5\n");
    let given = ["origin", "match", "--cargo", "tpm.xlsx", "--signature", "signature.tsv"];
    let matched = exocast(at, &[&given[..], &["--out", "origin"]].concat()).err;
    let read = run() + &matched;
    for part in [
        "`2026-09-02` = SEPTIN2",
        "`2026-03-05` = MARCHF5",
        "`2026-03-01`",
        "percentages in 1 cell",
        "dates in 3 cells",
    ] {
        assert!(read.contains(part), "{part} is not in {read}");
    }
}

#[test]
fn what_is_called_a_workbook_and_is_none() {
    let place = folder();
    let at = place.path();
    let (text, command) = cargo();
    let run = |path: &str| exocast(at, &[&command[..], &[path]].concat());
    write(at, "book.xls", &text);
    assert_eq!(run("book.xls").code, Some(0));
    let refused = |content: &[u8], part: &str| {
        write(at, "bad.xls", content);
        let ran = run("bad.xls");
        assert_eq!(ran.code, Some(1), "{part}: {}", ran.out);
        assert!(
            ran.err.contains(part) && !ran.err.contains("panicked"),
            "{part} is not in {}",
            ran.err
        );
    };
    refused(b"<html><table><tr><td>a</td></tr></table></html>", "web page (HTML)");
    refused(b"PK\x03\x04\x14\x00\xff\xff\n", "damaged");
    refused(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and no more", "damaged");
    workbook(&at.join("book.xlsx"), &[("Counts", &text)]);
    let whole = fs::read(at.join("book.xlsx")).expect("a workbook");
    refused(&whole[..whole.len() / 2], "damaged");
    workbook(&at.join("empty.xlsx"), &[("Counts", "")]);
    assert!(run("empty.xlsx").err.contains("no filled cell"));
}
