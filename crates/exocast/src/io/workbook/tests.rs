//! Sheets are read as the same table in text is.

#![allow(clippy::expect_used, reason = "tests of a feature")]

use std::{fmt::Write as _, path::Path};

use exocast_core::LabelledMatrix;
use proptest::prelude::*;
use rust_xlsxwriter::{Formula, Workbook};

use crate::io::{open_named, workbook_notices_of};

/// A cell that a laboratory may type.
#[derive(Clone, Debug)]
enum Cell {
    Number(f64),
    Text(String),
    Blank,
}

fn write(path: &Path, rows: &[Vec<Cell>]) {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(cells) {
            match cell {
                Cell::Number(number) => sheet.write(row, column, *number).map(drop),
                Cell::Text(text) => sheet.write(row, column, text).map(drop),
                Cell::Blank => Ok(()),
            }
            .expect("a cell");
        }
    }
    book.save(path).expect("a workbook");
}

fn text_of(path: &Path) -> String {
    let mut named = open_named(path).expect("a sheet");
    let mut text = String::new();
    std::io::Read::read_to_string(&mut named.input, &mut text).expect("text");
    text
}

fn cell() -> impl Strategy<Value = Cell> {
    prop_oneof![
        any::<i32>().prop_map(|number| Cell::Number(f64::from(number))),
        proptest::num::f64::NORMAL.prop_map(Cell::Number),
        (0.0..1000.0_f64).prop_map(|number| Cell::Number((number * 1000.0).round() / 1000.0)),
        "[a-zA-Zäµ ,;.\"'0-9-]{0,12}".prop_map(Cell::Text),
        Just(Cell::Blank),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Every field of the text is that of its cell, on the line of its row.
    #[test]
    fn every_cell_is_a_field(rows in prop::collection::vec(prop::collection::vec(cell(), 1..6), 1..12)) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("book.xlsx");
        write(&path, &rows);
        let filled = |cell: &Cell| match cell {
            Cell::Number(_) => true,
            Cell::Text(text) => !text.trim().is_empty(),
            Cell::Blank => false,
        };
        prop_assume!(rows.iter().flatten().any(filled));
        let first = rows.iter().filter_map(|row| row.iter().position(filled)).min().expect("one");
        let last = rows.iter().filter_map(|row| row.iter().rposition(filled)).max().expect("one");
        let text = text_of(&path);
        let mut lines = text.lines();
        for row in &rows {
            let line = lines.next().unwrap_or_default();
            if !row.iter().any(filled) {
                prop_assert_eq!(line, "");
                continue;
            }
            let mut reader = csv_core::ReaderBuilder::new().delimiter(b'\t').build();
            let (mut bytes, mut ends) = (vec![0; line.len() + 1], vec![0; line.len() + 2]);
            let whole = format!("{line}\n");
            let (_, _, _, fields) = reader.read_record(whole.as_bytes(), &mut bytes, &mut ends);
            prop_assert_eq!(fields, last - first + 1, "{}", line);
            let mut start = 0;
            for (place, end) in ends[..fields].iter().enumerate() {
                let field = std::str::from_utf8(&bytes[start..*end]).expect("text");
                start = *end;
                match row.get(first + place).unwrap_or(&Cell::Blank) {
                    Cell::Number(number) => prop_assert_eq!(field.parse::<f64>(), Ok(*number)),
                    Cell::Text(text) => prop_assert_eq!(field, text.trim()),
                    Cell::Blank => prop_assert_eq!(field, ""),
                }
            }
        }
        prop_assert!(lines.next().is_none());
    }

    /// A table of numbers reads as its text with tabs does.
    #[test]
    fn a_matrix_is_that_of_its_text(values in prop::collection::vec(prop::collection::vec(0.0..1e7_f64, 3), 2..20)) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("book.xlsx");
        let mut text = "gene\ta\tb\tc\n".to_owned();
        let mut rows: Vec<Vec<Cell>> =
            vec![["gene", "a", "b", "c"].map(|name| Cell::Text(name.to_owned())).to_vec()];
        for (row, values) in values.iter().enumerate() {
            let numbers = values.iter().map(|value| Cell::Number(*value));
            rows.push([Cell::Text(format!("GENE{row}"))].into_iter().chain(numbers).collect());
            writeln!(text, "GENE{row}\t{}\t{}\t{}", values[0], values[1], values[2]).expect("text");
        }
        write(&path, &rows);
        let named = open_named(&path).expect("a sheet");
        let sheet = LabelledMatrix::read(named.input, &named.source).expect("a matrix");
        prop_assert_eq!(sheet, LabelledMatrix::read(text.as_bytes(), "text").expect("a matrix"));
    }

    /// Whatever bytes of a workbook are changed, it is read or refused.
    #[test]
    fn damage_is_refused_and_never_a_panic(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20), kind in 0..3_usize) {
        let books: [&[u8]; 3] = [
            include_bytes!("books/counts.xls"),
            include_bytes!("books/counts.ods"),
            include_bytes!("books/counts.xlsx"),
        ];
        let mut bytes = books[kind].to_vec();
        for (place, byte) in changes {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("book");
        std::fs::write(&path, bytes).expect("written");
        if let Err(error) = open_named(&path) {
            prop_assert!(!error.source.to_string().is_empty());
        }
    }
}

#[test]
fn older_and_open_workbooks_hold_the_same() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/io/workbook/books");
    let expected = "\nCounts of miRNAs\t\t\t\ngene\tEV_1\tEV_2\tseen\nhsa-let-7a-5p\t5\t0.123456789012\tTRUE\n\n\
        hsa-miR-21-5p\t\t1e-7\tFALSE\n2026-09-02\t150\t0.05\tTRUE\n";
    for name in ["counts.xls", "counts.ods", "counts.xlsx"] {
        let path = folder.join(name);
        assert_eq!(text_of(&path), expected, "{name}");
        let notices: Vec<String> =
            workbook_notices_of(&path).iter().map(ToString::to_string).collect();
        for part in [
            "sheet `Old` (hidden) not used",
            "dates in 1 cell, the first 2026-09-02 in B7",
            "percentages in 1 cell",
        ] {
            assert!(notices.iter().any(|notice| notice.contains(part)), "{name}: {notices:?}");
        }
    }
}

#[test]
fn commas_in_text_do_not_turn_points_of_numbers() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("book.xlsx");
    let text = |text: &str| Cell::Text(text.to_owned());
    let rows = [
        vec![text("gene"), text("a"), text("b")],
        vec![text("CD9"), text("2,5"), Cell::Number(1.234)],
        vec![text("CD63"), text("1.500,5"), Cell::Number(0.25)],
    ];
    write(&path, &rows);
    let named = open_named(&path).expect("a sheet");
    let matrix = LabelledMatrix::read(named.input, &named.source).expect("a matrix");
    assert_eq!(matrix.values().iter().copied().collect::<Vec<f64>>(), [2.5, 1.234, 1500.5, 0.25]);
}

#[test]
fn formulas_without_a_result_are_named() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/io/workbook/books/formulas.xlsx");
    assert_eq!(text_of(&path), "gene\ta\tb\nCD9\t1\t\nCD63\t2\t4\nCD81\t3\t\n");
    let notices: Vec<String> = workbook_notices_of(&path).iter().map(ToString::to_string).collect();
    assert!(notices.len() == 1 && notices[0].contains("formulas in 1 cell"), "{notices:?}");
    assert!(notices[0].contains("the first in C2;"), "{notices:?}");
}

#[test]
fn errors_of_formulas_are_missing_values() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("book.xlsx");
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_row(0, 0, ["gene", "a"]).expect("cells");
    sheet.write(1, 0, "CD9").expect("a cell");
    sheet.write_formula(1, 1, Formula::new("=1/0").set_result("#DIV/0!")).expect("a cell");
    sheet.write_formula(2, 0, Formula::new("=NA()").set_result("#N/A")).expect("a cell");
    sheet.write(2, 1, 5).expect("a cell");
    book.save(&path).expect("a workbook");
    assert_eq!(text_of(&path), "gene\ta\nCD9\tNA\nNA\t5\n");
    let notices: Vec<String> = workbook_notices_of(&path).iter().map(ToString::to_string).collect();
    let expected = "errors in 2 cells are read as missing values, the first #DIV/0! in B2";
    assert!(notices.len() == 1 && notices[0].ends_with(expected), "{notices:?}");
}

#[test]
fn archives_that_grow_too_large_are_refused() {
    use std::io::Write as _;
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("book.xlsx");
    let refused = |name: &str, text: &[u8], times: usize, expected: &str| {
        let mut archive = zip::ZipWriter::new(std::fs::File::create(&path).expect("a file"));
        let options = zip::write::SimpleFileOptions::default();
        for (part, text, times) in
            [("xl/workbook.xml", &b"<workbook/>"[..], 1), (name, text, times)]
        {
            archive.start_file(part, options).expect("a part");
            (0..times).for_each(|_| archive.write_all(text).expect("written"));
        }
        archive.finish().expect("an archive");
        let error = open_named(&path).expect_err("refused").source.to_string();
        assert!(error.contains(expected), "{error}");
    };
    refused(
        "xl/styles.xml",
        &vec![b' '; 1 << 20],
        257,
        "its part xl/styles.xml of 257 MiB, at most 256 MiB",
    );
    refused("xl/sharedStrings.xml", b"<sst uniqueCount=\"99999999999\">", 1, "too few strings");
    refused("xl/workbook.bin", b"", 1, ".xlsb");
}
