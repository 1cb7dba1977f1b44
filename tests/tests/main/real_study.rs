//! The whole chain over public files: reads, sizing exports, a tissue signature, human transcripts.

use std::{fs, path::Path};

use exocast_tests::{shared, shared_folder};

use crate::support::{folder, run, table};

/// The study of docs/examples, pointed at where the shared files are.
fn study(place: &Path) {
    let text = include_str!("../../../docs/examples/real-study/study.toml");
    let shared = fs::canonicalize(shared_folder()).expect("the shared folder");
    let text = text.replace("../../../../shared", &shared.display().to_string());
    fs::write(place.join("study.toml"), text).expect("a study file");
}

fn number(text: &str) -> f64 {
    text.parse().unwrap_or_else(|_| panic!("`{text}` is a number"))
}

#[test]
fn the_example_study_runs_and_writes_what_there_is_input_for() {
    if shared("the example study", "data/MANIFEST.md").is_none() {
        return;
    }
    let place = folder();
    study(place.path());
    let out = place.path().join("one");
    run(&place.path().join("study.toml"), &out, 1, None);
    for file in [
        "tables/mirna_counts.tsv",
        "tables/isomirs.gff3",
        "tables/read_classes.tsv",
        "tables/cargo.tsv",
        "tables/vesicles.tsv",
        "tables/vesicle_classes.tsv",
        "tables/origin.tsv",
        "tables/dose.tsv",
        "tables/response.tsv",
        "tables/programmes.tsv",
        "tables/sensitivity.tsv",
        "tables/groups.tsv",
        "tables/group_dose.tsv",
        "tables/group_response.tsv",
        "tables/contrast_vesicles.tsv",
        "tables/contrast_origin.tsv",
        "tables/contrast_cargo.tsv",
        "tables/contrast_response.tsv",
        "misev.tsv",
        "analysis.json",
        "run.json",
        "report.html",
        "figures/sizes.svg",
        "figures/origin.svg",
        "figures/dose.svg",
        "figures/response.svg",
    ] {
        assert!(out.join(file).is_file(), "{file} is missing");
    }
    for none in ["tables/evidence.tsv", "tables/contrast_dose.tsv"] {
        assert!(!out.join(none).exists(), "{none} has no input and must not be made up");
    }
    let (_, programmes) = table(&out.join("tables/programmes.tsv"));
    assert_eq!(programmes.len(), 8, "the embedded programmes are of human genes");
    counts(&out);
    vesicles(&out);
    origin(&out);
    cargo(&out);
    report(&out);
    groups(&out);
}

/// What is counted is what was assigned: each sample's counts sum to its reads of class miRNA.
fn counts(out: &Path) {
    let (header, rows) = table(&out.join("tables/mirna_counts.tsv"));
    assert_eq!(header[..4], ["mirna", "EV_1", "EV_2", "EV_3"]);
    // Some rows are fragments of other RNA.
    assert_eq!(header[4..], ["fragment_of"]);
    let (_, classes) = table(&out.join("tables/read_classes.tsv"));
    for (column, sample) in header.iter().enumerate().take(4).skip(1) {
        let counted: f64 = rows.iter().map(|row| number(&row[column])).sum();
        let class = |name: &str| -> f64 {
            let row = classes.iter().find(|row| &row[0] == sample && row[1] == name);
            row.map_or(0.0, |row| number(&row[2]))
        };
        assert!((counted - class("miRNA")).abs() < 1e-6 * counted.max(1.0), "{sample}");
        assert!(counted > 1000.0, "{sample} has {counted} miRNA reads");
        let total: f64 =
            classes.iter().filter(|row| &row[0] == sample).map(|row| number(&row[2])).sum();
        assert!((total - 10_000.0).abs() < 1e-6, "{sample}: {total} of 10,000 reads have a class");
    }
}

/// Figures that the instruments' own files state.
fn vesicles(out: &Path) {
    let (header, rows) = table(&out.join("tables/vesicles.tsv"));
    let column = |name: &str| header.iter().position(|title| title == name).expect("a column");
    let zetaview = rows.iter().find(|row| row[0] == "EV_2").expect("the ZetaView sample");
    for (name, expected, tolerance) in [
        ("n", 306.0, 0.0),
        ("d10", 66.33, 0.05),
        ("d50", 141.346, 0.05),
        ("d90", 333.0, 0.05),
        ("mean", 176.85, 0.05),
        ("concentration_per_ml", 9.162e10, 1e7),
    ] {
        let value = number(&zetaview[column(name)]);
        assert!((value - expected).abs() <= tolerance, "{name}: {value} is not {expected}");
    }
    assert_eq!(rows.iter().filter(|row| row[0] == "EV_1" && row[1] != "all").count(), 4);
    assert!(rows.iter().all(|row| row[0] != "EV_3"), "a sample without sizing has no row");
}

/// Shares of a sample, the unknown source among them, sum to one.
fn origin(out: &Path) {
    let (_, rows) = table(&out.join("tables/origin.tsv"));
    for sample in ["EV_1", "EV_2", "EV_3"] {
        let shares: Vec<f64> =
            rows.iter().filter(|row| row[0] == sample).map(|row| number(&row[2])).collect();
        assert_eq!(shares.len(), 24, "23 tissues and the unknown source");
        assert!((shares.iter().sum::<f64>() - 1.0).abs() < 1e-9);
    }
}

/// One group has a single sample: there are differences, and no p-value.
fn groups(out: &Path) {
    let (header, rows) = table(&out.join("tables/contrast_cargo.tsv"));
    let p = header.iter().position(|title| title == "p").expect("a column");
    assert!(rows.len() > 100 && rows.iter().all(|row| row[p].is_empty()));
    assert!(rows.iter().all(|row| row[0] == "second against first"));
    let (_, groups) = table(&out.join("tables/groups.tsv"));
    let names: Vec<&str> = groups.iter().map(|row| row[0].as_str()).collect();
    assert_eq!(names, ["first", "second"]);
}

/// Nothing absolute is claimed where no spike was sequenced.
fn cargo(out: &Path) {
    let (header, rows) = table(&out.join("tables/cargo.tsv"));
    assert_eq!(header[2], "copies_per_ml");
    assert!(rows.iter().all(|row| row[2].is_empty()), "copies without spikes");
}

fn report(out: &Path) {
    let html = fs::read_to_string(out.join("report.html")).expect("a report");
    assert!(html.contains("<svg") && html.contains("Can this transfer work?"));
    for outside in ["src=\"http", "href=\"http", "@import", "url(http"] {
        assert!(!html.contains(outside), "the report reaches for the network: {outside}");
    }
}
