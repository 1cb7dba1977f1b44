//! Tables as laboratories have them: every input reads every spelling alike.

use std::collections::BTreeMap;

use exocast_core::{ReadError, table::TableNotice};
use exocast_origin::{
    Bias, Cargo, Factors, Signature, enrich::FeatureSets, read_biases, read_labels,
};

const SIGNATURE: &str = "mirna\tliver\tbrain\nmiR-122\t900.5\t2.25\nmiR-124\t1.5\t700.25\n";
const LABELS: &str = "sample\tsource\nA_1\tliver\nB_1\tbrain\n";
const NETWORK: &str = "source\ttarget\tweight\nTP53\tCDKN1A\t1.25\nTP53\tMYC\t-0.5\n";
const FACTORS: &str = "source\trna_per_vesicle\trna_per_cell\nliver\t1.25\t2.5\nbrain\t0.5\t4.75\n";
const BIASES: &str = "feature\tbias\tsd\tpairs\nmiR-122\t1.25\t0.5\t3\nmiR-124\t-0.75\t0.25\t2\n";

/// What a spelling makes of a table with tabs and decimal points.
type Spelling = (&'static str, fn(&str) -> Vec<u8>);

fn fields(text: &str, map: impl Fn(usize, usize, &str) -> String, delimiter: &str) -> String {
    let line = |(row, line): (usize, &str)| {
        let fields: Vec<String> =
            line.split('\t').enumerate().map(|(column, field)| map(row, column, field)).collect();
        fields.join(delimiter) + "\n"
    };
    text.lines().enumerate().map(line).collect()
}

fn same(_: usize, _: usize, field: &str) -> String {
    field.to_owned()
}

fn with_column(text: &str, map: impl Fn(usize, &str) -> String) -> Vec<u8> {
    let lines: Vec<String> = text.lines().enumerate().map(|(row, line)| map(row, line)).collect();
    (lines.join("\n") + "\n").into()
}

fn utf16(text: &str) -> Vec<u8> {
    let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
    units.flat_map(u16::to_le_bytes).collect()
}

const SPELLINGS: [Spelling; 13] = [
    ("comma", |text| fields(text, same, ",").into()),
    ("semicolon", |text| fields(text, same, ";").into()),
    ("quoted", |text| fields(text, |_, _, field| format!("\"{field}\""), ",").into()),
    ("blanks", |text| fields(text, |_, _, field| format!(" {field} "), "\t").into()),
    ("comments", |text| text.replacen('\n', "\n# a comment\n", 2).into()),
    ("blank lines", |text| format!("{}\n   \n", text.replace('\n', "\n\n")).into()),
    ("UTF-16", utf16),
    ("byte-order mark", |text| format!("\u{FEFF}{text}").into()),
    ("lines of Windows", |text| text.replace('\n', "\r\n").into()),
    ("trailing tab", |text| text.replace('\n', "\t\n").into()),
    ("decimal comma", |text| text.replace('.', ",").into()),
    ("row numbers", |text| {
        with_column(text, |row, line| match row {
            0 => format!("\t{line}"),
            row => format!("{row}\t{line}"),
        })
    }),
    ("further text column", |text| {
        with_column(text, |row, line| format!("{line}\t{}", if row == 0 { "note" } else { "good" }))
    }),
];

/// Reads every spelling with `read`, which gives what it made of it and the notices.
fn check<T: PartialEq + std::fmt::Debug>(
    text: &str,
    read: impl Fn(&[u8]) -> Result<(T, Vec<TableNotice>), ReadError>,
    refuses_columns: bool,
) {
    let (plain, notices) = read(text.as_bytes()).unwrap();
    assert_eq!(notices, []);
    for (name, spell) in SPELLINGS {
        let result = read(&spell(text));
        if name == "further text column" && refuses_columns {
            let error = result.unwrap_err();
            let cause = std::error::Error::source(&error).unwrap().to_string();
            assert!(cause.contains("`note`"), "{cause}");
            continue;
        }
        assert!(result.is_ok(), "{name}: {result:?}");
        let (table, notices) = result.unwrap();
        assert_eq!(table, plain, "{name}");
        let text = notices.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
        match name {
            "further text column" => assert!(text.contains("`note`"), "{text}"),
            "row numbers" => assert!(text.contains("numbers the rows"), "{text}"),
            "decimal comma" => {
                assert!(text.contains("decimal comma") || plain_text(&plain), "{text}");
            }
            _ => assert_eq!(text, "", "{name}"),
        }
    }
}

/// Whether a table holds no number that could have a decimal comma.
fn plain_text<T: std::fmt::Debug>(table: &T) -> bool {
    !format!("{table:?}").contains('.')
}

#[test]
fn signatures_and_cargo() {
    let read = |bytes: &[u8]| {
        let signature = Signature::read(bytes, "t")?;
        let notices = signature.matrix().notices().to_vec();
        Ok((signature.matrix().clone(), notices))
    };
    check(SIGNATURE, read, false);
    let read = |bytes: &[u8]| {
        let cargo = Cargo::read(bytes, "t")?;
        let notices = cargo.matrix().notices().to_vec();
        Ok((cargo.matrix().clone(), notices))
    };
    check(SIGNATURE, read, false);
}

#[test]
fn labels() {
    check(LABELS, |bytes| read_labels(bytes, "t"), false);
    let upper = LABELS.replace("sample\tsource", "SAMPLE\tSource");
    assert_eq!(
        read_labels(upper.as_bytes(), "t").unwrap(),
        read_labels(LABELS.as_bytes(), "t").unwrap()
    );
}

#[test]
fn networks() {
    let read = |bytes: &[u8]| {
        let sets = FeatureSets::read_network(bytes, "t")?;
        Ok((sets.sets().to_vec(), sets.notices().to_vec()))
    };
    check(NETWORK, read, false);
    let error =
        FeatureSets::read_network(NETWORK.replace("1.25", "NA").as_bytes(), "t").unwrap_err();
    assert_eq!(error.location().to_string(), "t, line 2, field weight");
}

/// GMT is no table, but text of the same encodings.
#[test]
fn sets_of_any_encoding() {
    let text = "liver\t-\tALB\tTTR\n";
    let plain = FeatureSets::read(text.as_bytes(), "t").unwrap();
    for bytes in [utf16(text), format!("\u{FEFF}{text}").into(), text.replace('\n', "\r\n").into()]
    {
        assert_eq!(FeatureSets::read(bytes.as_slice(), "t").unwrap(), plain);
    }
}

#[test]
fn factors() {
    let read = |bytes: &[u8]| {
        let factors = Factors::read(bytes, "t")?;
        let known = (factors.rna_per_vesicle.clone(), factors.rna_per_cell.clone());
        Ok((known, factors.notices().to_vec()))
    };
    check(FACTORS, read, true);
    let upper = FACTORS.replace("rna_per_cell", "RNA_per_Cell");
    assert_eq!(read(upper.as_bytes()).unwrap(), read(FACTORS.as_bytes()).unwrap());
    let missing = Factors::read(FACTORS.replace("2.5", "NA").as_bytes(), "t").unwrap();
    assert_eq!(missing.rna_per_cell, BTreeMap::from([("brain".to_owned(), 4.75)]));
}

#[test]
fn biases() {
    let read = |bytes: &[u8]| -> Result<(BTreeMap<String, Bias>, _), _> { read_biases(bytes, "t") };
    check(BIASES, read, false);
    let error = read_biases(BIASES.replace("0.25", "-1").as_bytes(), "t").unwrap_err();
    assert_eq!(error.location().to_string(), "t, line 3, field sd");
}

/// Blanks and capitals make no other column, but a plural does.
#[test]
fn an_unknown_column_of_factors_is_named() {
    let text = "source\tRNA per vesicle\trna_per_cells\nT cell\t1.5\t10.5\nplatelet\t1.0\t2.5\n";
    let error = Factors::read(text.as_bytes(), "factors.tsv").unwrap_err();
    let cause = std::error::Error::source(&error).unwrap().to_string();
    assert_eq!(
        format!("{error}: {cause}"),
        "factors.tsv, line 1: unknown column `rna_per_cells`; known columns are `source`, `rna_per_vesicle`, \
         `rna_per_cell`"
    );
}
