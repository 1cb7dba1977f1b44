//! One reader, one behaviour: every spelling of a table reads to the same rows, or is refused with a reason.

use exocast_core::table::{Reader, TableNotice};
use proptest::prelude::*;

/// A row of `mirna copies_per_cell low`.
type Row = (String, f64, Option<f64>);

/// The rows of a table and its notices, or its error as text.
fn read(bytes: &[u8]) -> Result<(Vec<Row>, Vec<TableNotice>), String> {
    let chain = |error: exocast_core::ReadError| {
        let cause = std::error::Error::source(&error).map(ToString::to_string);
        format!("{error}: {}", cause.unwrap_or_default())
    };
    let mut table = Reader::new(bytes, "t").map_err(chain)?;
    let mirna = table.text(&["mirna"]).map_err(chain)?;
    let copies = table.number(&["copies_per_cell"]).map_err(chain)?;
    let low = table.number_if_any(&["low"]).map_err(chain)?;
    let mut rows = Vec::new();
    while let Some(row) = table.next_row().map_err(chain)? {
        let low = match low {
            Some(low) => row.number(low, "a number").map_err(chain)?,
            None => None,
        };
        let name = row.name(mirna).map_err(chain)?.to_owned();
        rows.push((name, row.required(copies, "a number").map_err(chain)?, low));
    }
    Ok((rows, table.notices()))
}

fn expected() -> Vec<(String, f64, Option<f64>)> {
    vec![
        ("miR-1".to_owned(), 10.5, Some(2.5)),
        ("miR-2".to_owned(), 7.0, None),
        ("miR-3".to_owned(), 0.25, Some(0.0)),
    ]
}

const PLAIN: &str = "mirna\tcopies_per_cell\tlow\nmiR-1\t10.5\t2.5\nmiR-2\t7\t\nmiR-3\t0.25\t0\n";

fn utf16(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(order).collect()
}

#[test]
fn every_spelling_reads_to_the_same_rows() {
    let comma = PLAIN.replace('\t', ",");
    let semicolon = PLAIN.replace('\t', ";");
    let quoted: String = PLAIN
        .lines()
        .map(|line| {
            let fields: Vec<String> =
                line.split('\t').map(|field| format!("\"{field}\"")).collect();
            fields.join(",") + "\n"
        })
        .collect();
    let every_row = |change: fn(usize, &str) -> String| -> String {
        PLAIN.lines().enumerate().map(|(i, line)| change(i, line) + "\n").collect()
    };
    let spellings: Vec<(&str, Vec<u8>)> = vec![
        ("tab", PLAIN.into()),
        ("comma", comma.clone().into()),
        ("semicolon", semicolon.clone().into()),
        ("quoted", quoted.into()),
        (
            "upper-case header",
            PLAIN.replace("mirna\tcopies_per_cell", "MIRNA\tCopies per cell").into(),
        ),
        (
            "text column",
            every_row(|i, line| format!("{line}\t{}", if i == 0 { "note" } else { "seen twice" }))
                .into(),
        ),
        ("blanks", PLAIN.replace('\t', " \t ").into()),
        ("NA", PLAIN.replace("7\t\n", "7\tNA\n").into()),
        ("comment rows", PLAIN.replace("miR-2", "# a remark\nmiR-2").into()),
        ("comment before", format!("# made by hand\n\n{PLAIN}").into()),
        ("blank last line", format!("{PLAIN}  \t \n\n").into()),
        ("rows of separators", format!("{comma},,\n,, \n").into()),
        ("rows of empty fields", format!("{semicolon}\"\";\"\";\"\"\n").into()),
        ("no last line end", PLAIN.trim_end().into()),
        ("UTF-16 LE", [&b"\xFF\xFE"[..], &utf16(PLAIN, u16::to_le_bytes)].concat()),
        ("UTF-16 BE", [&b"\xFE\xFF"[..], &utf16(PLAIN, u16::to_be_bytes)].concat()),
        ("BOM", format!("\u{FEFF}{PLAIN}").into()),
        ("decimal comma", semicolon.replace('.', ",").into()),
        ("decimal comma, tabs", PLAIN.replace('.', ",").into()),
        ("CRLF", PLAIN.replace('\n', "\r\n").into()),
        ("CR", PLAIN.replace('\n', "\r").into()),
        ("trailing tab", every_row(|_, line| format!("{line}\t")).into()),
        (
            "trailing tab on rows",
            every_row(|i, line| if i == 0 { line.to_owned() } else { format!("{line}\t") }).into(),
        ),
        (
            "row numbers",
            every_row(|i, line| if i == 0 { format!("\t{line}") } else { format!("{i}\t{line}") })
                .into(),
        ),
        (
            "row names of R",
            every_row(|i, line| if i == 0 { line.to_owned() } else { format!("{i}\t{line}") })
                .into(),
        ),
        (
            "columns in another order",
            "low,mirna,copies_per_cell\n2.5,miR-1,10.5\n,miR-2,7\n0,miR-3,.25\n".into(),
        ),
    ];
    for (spelling, bytes) in spellings {
        match read(&bytes) {
            Ok((rows, _)) => assert_eq!(rows, expected(), "{spelling}"),
            Err(message) => panic!("{spelling}: {message}"),
        }
    }
}

#[test]
fn what_is_not_used_is_named() {
    let (_, notices) =
        read(b"\tmirna\tcopies_per_cell\tnote\n1\ta\t1\tx\n2\tb\t2\ty\n").expect("a table");
    let text: Vec<String> = notices.iter().map(ToString::to_string).collect();
    assert_eq!(
        text,
        ["t: the first column numbers the rows; it is not used", "t: column `note` not used"]
    );
}

#[test]
fn what_can_be_read_in_two_ways_is_refused() {
    let check = |text: &str, message: &str| {
        assert_eq!(read(text.as_bytes()).expect_err(text), message, "{text}");
    };
    check(
        "mirna\tcopies_per_cell\na\t1,500\n",
        "t, line 2: `1,500` may have three decimals or be in thousands, and no other number decides; leave out the marks of thousands, or give decimals another number of digits than three",
    );
    check(
        "mirna\tmiRNA\tcopies_per_cell\na\tb\t1\n",
        "t, line 1, field mirna: two columns are called `mirna`; rename one of them",
    );
    check("mirna\tcopies_per_cell\na\t1\t2\nb\t1\n", "t, line 2: 3 fields, but the header has 2");
    check(
        "mirna,copies_per_cell\n\"a,1\nb,2\n",
        "t, line 2: the quotation mark that opens here is not closed",
    );
    check(
        "mirna\tcopies_per_cell\nNA\t1\n",
        "t, line 2, field mirna: missing value: a name is needed here",
    );
    check(
        "mirna\tcopies_per_cell\na\tNA\n",
        "t, line 2, field copies_per_cell: missing value: a number is needed here",
    );
    check(
        "mirna\tcopies_per_cell\na\tmany\n",
        "t, line 2, field copies_per_cell: `many` is not a number",
    );
    check(
        "mirna\tcopies\na\t1\n",
        "t, line 1: missing column `copies_per_cell`; the header has mirna, copies",
    );
    check("\n# only remarks\n", "t: the file has no header line");
    check(
        "PK\u{3}\u{4}",
        "t, line 1: this is a spreadsheet workbook; save the sheet as tab-separated text",
    );
}

#[test]
fn a_web_page_is_no_table() {
    for page in ["<html><table>", "\n <!DOCTYPE html>", "<?xml version=\"1.0\"?><Workbook>"] {
        let refused = read(page.as_bytes()).expect_err("a web page");
        assert!(refused.starts_with("t, line 1: this is a web page (HTML)"), "{refused}");
    }
}

#[test]
fn quotation_marks_keep_delimiters_and_line_ends() {
    let (rows, _) = read(b"mirna,copies_per_cell\n\"a, \"\"b\"\"\nc\",1\nd,2\n").expect("a table");
    assert_eq!(rows[0].0, "a, \"b\"\nc");
    assert_eq!(rows.len(), 2);
    // Among tabs a mark may be a letter.
    let (rows, _) =
        read(b"mirna\tcopies_per_cell\n\"5 cable\t1\nb\t2\n\"c\"\t3\n").expect("a table");
    assert_eq!(rows.iter().map(|row| row.0.as_str()).collect::<Vec<_>>(), ["\"5 cable", "b", "c"]);
}

proptest! {
    #[test]
    fn a_table_reader_never_panics(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = read(&bytes);
    }

    #[test]
    fn a_table_reader_never_panics_on_what_looks_like_a_table(
        text in "(mirna|copies_per_cell|low|\"|1,5|2\\.5|,|;|\t|\n|#|NA| ){0,60}"
    ) {
        let _ = read(text.as_bytes());
        let _ = read(format!("mirna\tcopies_per_cell\n{text}").as_bytes());
    }

    #[test]
    fn delimiters_do_not_change_what_is_read(
        names in prop::collection::vec("[a-zA-Z][a-zA-Z0-9 _-]{0,8}[a-z]", 1..6),
        values in prop::collection::vec(0.0..1e6, 6),
    ) {
        let text = |delimiter: char| {
            let rows: Vec<String> = names.iter().zip(&values)
                .map(|(name, value)| format!("{name}{delimiter}{value:e}")).collect();
            format!("mirna{delimiter}copies_per_cell\n{}\n", rows.join("\n"))
        };
        prop_assume!(!names.iter().any(|name| exocast_core::table::is_missing(name)));
        let read = |delimiter| read(text(delimiter).as_bytes()).map_err(TestCaseError::fail);
        let tab = read('\t')?;
        prop_assert_eq!(&read(',')?.0, &tab.0);
        prop_assert_eq!(&read(';')?.0, &tab.0);
        prop_assert_eq!(tab.0.len(), names.len());
    }
}

#[test]
fn row_names_of_r_stand_in_for_a_missing_column_of_text() {
    let check = |text: &str| {
        let (rows, notices) = read(text.as_bytes()).expect(text);
        assert_eq!(rows, [("a".to_owned(), 1.0, None), ("b".to_owned(), 2.0, None)], "{text}");
        assert!(notices.is_empty(), "{notices:?}");
    };
    check("copies_per_cell\na\t1\nb\t2\n");
    check("\"\",\"copies_per_cell\"\n\"a\",1\n\"b\",2\n");
    // Numbers do not name a miRNA.
    for text in ["copies_per_cell\n1\t10\n2\t20\n", "copies_per_cell\n7\t10\n3\t20\n"] {
        let message = read(text.as_bytes()).expect_err("numbers of rows");
        assert!(message.contains("missing column `mirna`"), "{message}");
    }
}

#[test]
fn a_first_line_of_data_is_a_missing_header() {
    let message = read(b"hsa-miR-21-5p\t65.66\nhsa-miR-16-5p\t7\n").expect_err("no header");
    assert!(message.contains("the header line seems to be missing: `65.66`"), "{message}");
    let mut factors = Reader::new(&b"T.cells\t65.66\nB.cells\t70\n"[..], "f").expect("a table");
    let _column = factors.text_if_any(&["source"]).expect("no column twice");
    let error = factors.refuse_unused(&["source", "rna_per_cell"]).expect_err("no header");
    let message = std::error::Error::source(&error).map(ToString::to_string).expect("a cause");
    assert!(message.contains("`65.66` is a number"), "{message}");
    assert!(message.contains("`source`, `rna_per_cell`"), "{message}");
}

#[test]
fn a_comment_that_names_the_columns_is_the_header() {
    let (rows, _) =
        read(b"# made by hand\n#mirna\tcopies_per_cell\na\t1\nb\t2\n").expect("a table");
    assert_eq!(rows.len(), 2);
    let (rows, _) =
        read(b"# on Monday, by hand\nmirna,copies_per_cell\na,1\nb,2\n").expect("a table");
    assert_eq!(rows.len(), 2);
}

#[test]
fn a_name_of_a_column_may_go_over_lines() {
    for header in ["\"miRNA\nname\",EV_1", "\"miRNA\r\nname\",EV_1", "Title\n\"miRNA\nname\",EV_1"]
    {
        let text = format!("{header}\nmiR-21,5\nmiR-16,7\n");
        let mut table = Reader::new(text.as_bytes(), "t.csv").unwrap();
        let name = table.text(&["mirna_name"]).unwrap();
        let row = table.next_row().unwrap().unwrap();
        assert_eq!(row.text(name), Some("miR-21"), "{header:?}");
    }
    let text = "miRNA,\"EV\n(dilution)\"\nmiR-21,5\n";
    let mut table = Reader::new(text.as_bytes(), "t.csv").unwrap();
    assert!(table.number_if_any(&["ev (dilution)"]).unwrap().is_some());
}

#[test]
fn sums_and_means_among_names_are_left_out_and_named() {
    let text = "sample\tvalue\nA\t4\nB\t2\nMean\t3\nSD\t1\nTotal\t6\n";
    let mut table = Reader::new(text.as_bytes(), "t.tsv").unwrap();
    let (sample, value) = (table.text(&["sample"]).unwrap(), table.number(&["value"]).unwrap());
    table.leave_out_summaries(sample);
    let mut values = Vec::new();
    while let Some(row) = table.next_row().unwrap() {
        values.extend(row.number(value, "a number").unwrap());
    }
    assert_eq!(values, [4.0, 2.0]);
    let said: Vec<String> = table.notices().iter().map(ToString::to_string).collect();
    assert!(said[0].contains("rows `Mean`, `SD`, `Total`, which are computed"), "{said:?}");
}
