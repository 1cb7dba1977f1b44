//! Columns beside samples that are none: what describes a mean, what is computed from two samples, other quantities.

use std::error::Error as _;

use exocast_core::table::intake::{Quantity, Request};

/// The samples that are read, or why none is.
fn samples(quantity: Quantity, text: &str) -> Result<String, String> {
    let taken = Request::new(quantity).named(&["gene"]).read(text.as_bytes(), "t");
    taken.map(|taken| taken.matrix.columns().join(" ")).map_err(|error| {
        format!("{error}: {}", error.source().map(ToString::to_string).unwrap_or_default())
    })
}

/// A table of ten genes, which says little by its numbers.
fn short(header: &str, rows: &[&str]) -> Result<String, String> {
    let rows = rows.iter().enumerate().map(|(i, row)| format!("GENE{i}\t{row}\n"));
    samples(Quantity::Amounts, &format!("gene\t{header}\n{}", rows.collect::<String>()))
}

#[test]
fn a_mean_beside_what_describes_it_is_the_sample() {
    let rows = ["120.5\t5\t3", "33.2\t5\t9", "800.7\t4\t80", "5.5\t5\t1", "64\t3\t7"];
    for header in [
        "Mean\tN\tSD",
        "HUVEC mean TPM\tHUVEC n\tHUVEC CV",
        "Median\tDonors\tIQR",
        "Mittelwert\tAnzahl Spender\tVarianz var",
        "avg.exp\tpct.exp\tscore",
        "Mean\t95% CI low\t95% CI high",
    ] {
        let mean = header.split('\t').next().unwrap_or_default();
        assert_eq!(short(header, &rows), Ok(mean.to_owned()), "{header}");
    }
    // Means of two groups.
    let groups = short("EV mean\tEV n\tCell mean", &["9\t5\t3", "3\t5\t90", "80\t4\t8", "5\t5\t1"]);
    assert_eq!(groups, Ok("EV mean Cell mean".to_owned()));
    // Of the samples beside it.
    let of_samples = short("A\tB\tMean", &["9.5\t5\t7.25", "3\t6\t4.5", "80\t4\t42", "5\t5\t5"]);
    assert_eq!(of_samples, Ok("A B".to_owned()));
    let refused = short("HUVEC\tMean", &["9.5\t50", "3\t6", "80\t400", "5\t7"]).unwrap_err();
    assert!(refused.contains("`Mean` is called a mean, but it is none of `HUVEC`"), "{refused}");
}

#[test]
fn what_is_computed_from_two_samples_is_none() {
    let rows = |formula: fn(f64, f64) -> f64| -> Vec<String> {
        let pairs = [(120.5, 20.5), (33.25, 133.25), (800.75, 80.75), (5.5, 15.5), (64.0, 60.0)];
        pairs.iter().map(|&(a, b)| format!("{a}\t{b}\t{:.3}", formula(a, b))).collect()
    };
    let read = |name: &str, formula: fn(f64, f64) -> f64| {
        let rows = rows(formula);
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        short(&format!("EV_1\tEV_2\t{name}"), &rows)
    };
    let both = || Ok("EV_1 EV_2".to_owned());
    assert_eq!(read("EV_1/EV_2", |a, b| a / b), both());
    assert_eq!(read("EV_1 vs EV_2", |a, b| a / b), both());
    assert_eq!(read("log2(EV_1/EV_2)", |a, b| (a / b).log2()), both());
    assert_eq!(read("EV_1 - EV_2", |a, b| (a - b).abs()), both());
    assert_eq!(read("rank EV_1", |a, _| (a / 10.0).round()), both());
    assert_eq!(read("N EV_2", |_, b| (b / 30.0).round()), both());
    assert_eq!(read("EV_1 / EV_2 (%)", |a, b| 100.0 * a / b), both());
    // Both cells together.
    assert_eq!(read("EV_1-EV_2", |a, b| 0.4 * a + 0.5 * b), Ok("EV_1 EV_2 EV_1-EV_2".to_owned()));
    let refused = read("EV_1:EV_2", |a, b| 9.0 * a + 30.0 * b).unwrap_err();
    assert!(refused.contains("may be computed from `EV_1` and `EV_2`"), "{refused}");
    assert_eq!(read("EV_1-rep2", |a, b| a + 3.0 * b), Ok("EV_1 EV_2 EV_1-rep2".to_owned()));
}

#[test]
fn numbers_with_marks_or_units_are_refused_with_the_first_of_them() {
    for cell in ["120.5*", "１２０", "~120", "ca. 120", "120 TPM", "120†", "0x78"] {
        let row = format!("{cell}\t5");
        let refused = short("EV_1\tEV_2", &[&row, &row.replace('5', "7")]).unwrap_err();
        assert!(refused.contains(cell) && refused.contains("line 2"), "{refused}");
    }
    // What describes a feature may be written in any way.
    assert_eq!(short("length\tEV_2", &["120*\t5", "130*\t9"]), Ok("EV_2".to_owned()));
}

#[test]
fn other_quantities_are_refused_by_their_names() {
    let rows = ["12.5\t50", "33.2\t57", "40.7\t4", "25.5\t5"];
    let read = |quantity, header: &str| {
        let rows = rows.iter().enumerate().map(|(i, row)| format!("GENE{i}\t{row}\n"));
        samples(quantity, &format!("gene\t{header}\n{}", rows.collect::<String>()))
    };
    for (name, what) in [
        ("Ct", "Ct values"),
        ("HUVEC (ng/mL)", "a concentration"),
        ("HUVEC intensity", "intensities"),
    ] {
        let refused = read(Quantity::Expression, &format!("{name}\tB")).unwrap_err();
        assert!(refused.contains(name) && refused.contains(what), "{refused}");
    }
    assert!(read(Quantity::Expression, "LPS 10 ng/mL\tB").is_ok());
    assert_eq!(read(Quantity::Expression, "CT_1\tCT_2"), Ok("CT_1 CT_2".to_owned()));
    assert!(read(Quantity::Amounts, "A intensity\tB intensity").is_ok());
}
