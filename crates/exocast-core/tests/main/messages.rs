//! What a user reads when a table is wrong.

use std::error::Error;

use exocast_core::{LabelledMatrix, Location, Malformed, ReadError};

/// The message and its causes on one line, as the command line prints them.
fn chain(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text += ": ";
        text += &error.to_string();
        cause = error.source();
    }
    text
}

fn check(table: &str, expected: &str) {
    let error = LabelledMatrix::read(table.as_bytes(), "t.tsv").expect_err("should be refused");
    assert_eq!(chain(&error), expected);
}

#[test]
fn a_field_names_file_line_and_column() {
    check(
        "id\ta\tb\nx\t1\t2\ny\t3\tNaN\n",
        "t.tsv, line 3, field b: missing value: a finite number is needed here",
    );
}

#[test]
fn a_short_line_is_counted() {
    check("id\ta\tb\nx\t1\t2\ny\t3\n", "t.tsv, line 3: 2 fields, but the header has 3");
}

#[test]
fn a_duplicate_name_names_both_lines() {
    check("id\ta\nx\t1\nx\t2\n", "t.tsv, line 3, field id: duplicate name `x` (first on line 2)");
}

#[test]
fn an_empty_file_is_said_to_be_empty() {
    check("", "t.tsv: the file has no header line");
    check("id\ta\n", "t.tsv: the file has no data line");
}

#[test]
fn headers_with_and_without_a_first_name_are_read() {
    for table in [
        "id\ta\tb\nx\t1\t2\n",
        "\ta\tb\nx\t1\t2\n",
        "a\tb\nx\t1\t2\n",
        "id,a,b\nx,1,2\n",
        "\u{feff}id;a;b\r\nx;1;2\r\n",
    ] {
        let matrix = LabelledMatrix::read(table.as_bytes(), "t").expect(table);
        assert_eq!(matrix.columns(), ["a", "b"], "{table:?}");
        assert_eq!(matrix.row("x").map(|row| row.to_vec()), Some(vec![1.0, 2.0]), "{table:?}");
    }
}

#[test]
fn annotation_columns_are_named_when_left_out() {
    let table = "id\tremark\ta\nx\tTP53\t1\n";
    let (matrix, left_out) = LabelledMatrix::read_numeric(table.as_bytes(), "t").expect("table");
    assert_eq!(matrix.columns(), ["a"]);
    assert_eq!(left_out, ["remark"]);
}

#[test]
fn a_cause_is_printed_once() {
    let at = Location::new("sizes.csv").line(14).field(2);
    let error = ReadError::malformed(at, Malformed::field("-3", "a diameter in nm"));
    assert_eq!(chain(&error), "sizes.csv, line 14, field 2: `-3` is not a diameter in nm");
}
