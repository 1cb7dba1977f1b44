//! What laboratories write around the numbers of a table changes none of them.

use std::fmt::Write as _;

use exocast_core::table::intake::{Missing, Quantity, Request};
use proptest::prelude::*;

/// Lines right below the header that hold no data.
const BELOW_HEADER: [&str; 3] = ["condition", "batch", "age"];
/// Lines below the rows.
const BELOW_ROWS: [&str; 4] = ["Mean", "SD", "Library size", "% mapped"];

/// A table of features by samples, with a mark between fields, and what surrounds its rows.
fn written(
    values: &[Vec<u16>],
    mark: char,
    above: &[bool],
    below: &[bool],
    footnote: bool,
) -> String {
    let width = values[0].len();
    let mut text = format!(
        "gene{}\n",
        (1..=width).fold(String::new(), |header, sample| { format!("{header}{mark}EV_{sample}") })
    );
    for (name, _) in BELOW_HEADER.iter().zip(above).filter(|(_, is_there)| **is_there) {
        let field = |sample: usize| {
            if *name == "condition" { "ctrl".to_owned() } else { (50 + sample).to_string() }
        };
        let fields =
            (0..width).fold(String::new(), |line, sample| format!("{line}{mark}{}", field(sample)));
        let _ = writeln!(text, "{name}{fields}");
    }
    for (row, values) in values.iter().enumerate() {
        let fields =
            values.iter().fold(String::new(), |line, value| format!("{line}{mark}{value}.5"));
        let _ = writeln!(text, "GENE{row}{fields}");
    }
    for (name, _) in BELOW_ROWS.iter().zip(below).filter(|(_, is_there)| **is_there) {
        let fields =
            (0..width).fold(String::new(), |line, sample| format!("{line}{mark}{sample}7.25"));
        let _ = writeln!(text, "{name}{fields}");
    }
    if footnote {
        text.push_str("* normalised to spikes; see the methods\n");
    }
    text
}

fn read(text: &str) -> (Vec<String>, Vec<String>, Vec<f64>) {
    let request = Request::new(Quantity::Amounts).missing(Missing::Zero);
    let matrix = request.read(text.as_bytes(), "t").expect("a table").matrix;
    let names = matrix.rows().map(str::to_owned).collect();
    (names, matrix.columns().to_vec(), matrix.values().iter().copied().collect())
}

proptest! {
    #[test]
    fn what_surrounds_the_rows_changes_no_number(
        values in prop::collection::vec(prop::collection::vec(0_u16..9000, 3), 3..12),
        mark in prop::sample::select(vec!['\t', ',', ';']),
        above in prop::collection::vec(any::<bool>(), BELOW_HEADER.len()),
        below in prop::collection::vec(any::<bool>(), BELOW_ROWS.len()),
        footnote in any::<bool>(),
    ) {
        let plain = read(&written(&values, mark, &[], &[], false));
        prop_assert_eq!(plain.2.len(), values.len() * 3);
        prop_assert_eq!(read(&written(&values, mark, &above, &below, footnote)), plain);
    }

    #[test]
    fn a_minus_is_the_same_however_it_is_written(
        values in prop::collection::vec(-9000_i32..9000, 4..20),
    ) {
        let table = |minus: &str| {
            let rows = values.iter().enumerate().fold(String::new(), |rows, (row, value)| {
                format!("{rows}GENE{row}\t{value}.5\n")
            });
            let text = format!("gene\tlog2fc\n{rows}").replace('-', minus);
            let changes = Request::new(Quantity::Any).read_changes(text.as_bytes(), "t");
            changes.expect("changes").rows
        };
        prop_assert_eq!(table("\u{2212}"), table("-"));
    }
}
