//! Inputs that went wrong, from the study to the number.

use std::path::Path;

use crate::support::{exocast, exocast_ok, folder, table, write};

fn case(name: &str) -> String {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases");
    cases.join(name).to_string_lossy().into_owned()
}

/// Runs a study of the cases and gives one of its tables.
fn run(name: &str, table_name: &str) -> (Vec<String>, Vec<Vec<String>>) {
    let place = folder();
    exocast_ok(place.path(), &["run", &case(name), "--out", "out"]);
    table(&place.path().join(format!("out/tables/{table_name}.tsv")))
}

#[test]
fn annotations_and_totals_are_no_counts() {
    let (header, rows) = run("study/annotation-column/study.toml", "mirna_counts");
    assert_eq!(header, ["mirna", "A"]);
    assert_eq!(rows, [["hsa-miR-21-5p", "7"], ["hsa-miR-16-5p", "3"]]);
    let (header, rows) = run("study/mirge-total/study.toml", "mirna_counts");
    assert_eq!(header, ["mirna", "A", "B"]);
    assert_eq!(rows, [["hsa-miR-21-5p", "700", "900"], ["hsa-miR-16-5p", "300", "200"]]);
}

/// Means of the columns of the batch, by hand: Σ size × concentration over Σ concentration.
fn means_of_columns() -> [f64; 2] {
    let text = std::fs::read_to_string(case("study/batch-pooled/batch.csv")).expect("a batch");
    let rows: Vec<Vec<f64>> = text
        .lines()
        .skip(1)
        .map(|line| line.split(',').map(|cell| cell.parse().expect("a number")).collect())
        .collect();
    // Two videos a sample, which count alike.
    [[1, 2], [3, 4]].map(|columns| {
        let mean = |column: usize| {
            let sum: f64 = rows.iter().map(|row| row[column]).sum();
            rows.iter().map(|row| row[0] * row[column]).sum::<f64>() / sum
        };
        columns.into_iter().map(mean).sum::<f64>() / 2.0
    })
}

#[test]
fn each_sample_of_a_batch_has_its_own_columns() {
    let (header, rows) = run("study/batch-pooled/two.toml", "vesicles");
    let mean = header.iter().position(|name| name == "mean").expect("a mean");
    let videos = |sample: &str| -> f64 {
        let of_sample = rows.iter().filter(|row| row[0] == sample && row[1] != "all");
        let means: Vec<f64> = of_sample.map(|row| row[mean].parse().expect("nm")).collect();
        assert_eq!(means.len(), 2, "{rows:?}");
        means.iter().sum::<f64>() / 2.0
    };
    let [small, big] = means_of_columns();
    assert!((videos("small_1") / small - 1.0).abs() < 1e-9, "{} for {small}", videos("small_1"));
    assert!((videos("big_1") / big - 1.0).abs() < 1e-9, "{} for {big}", videos("big_1"));
    // One of the two is the same alone.
    let (_, alone) = run("study/batch-pooled/study.toml", "vesicles");
    let both: Vec<&Vec<String>> = rows.iter().filter(|row| row[0] == "small_1").collect();
    assert_eq!(alone.iter().collect::<Vec<_>>(), both);
    // A table with a column of samples.
    let (_, tidy) = run("study/batch-pooled/t.toml", "vesicles");
    assert!(!tidy.is_empty() && tidy.iter().all(|row| row[0] == "small"), "{tidy:?}");
}

#[test]
fn a_trailing_tab_shifts_no_sample() {
    let place = folder();
    let at = place.path();
    for name in ["EV_1", "EV_2"] {
        write(at, &format!("{name}.csv"), "diameter_nm,count\n80,30\n90,50\n100,20\n110,40\n");
    }
    exocast_ok(at, &["vesicle", "summary", "EV_1.csv", "EV_2.csv", "--out", "sizes"]);
    let identity = |proteins: &str, out: &str| {
        let proteins = case(proteins);
        let given = ["vesicle", "identity", "--size", "sizes", "--proteins", &proteins];
        exocast_ok(at, &[&given[..], &["--out", out]].concat());
        table(&at.join(out).join("identity.tsv"))
    };
    let plain = identity("tables/proteins-ok.tsv", "plain");
    assert_eq!(identity("tables/proteins-trailing-tab.tsv", "tab"), plain);
    let rows_of = |name: &str| plain.1.iter().filter(|row| row[0] == name).collect::<Vec<_>>();
    assert!(rows_of("EV_1") != rows_of("EV_2"), "the samples differ in their proteins");
}

#[test]
fn factors_of_other_columns_are_refused() {
    let place = folder();
    let at = place.path();
    write(at, "signature.tsv", "gene\tT cell\tplatelet\nA\t9\t1\nB\t1\t9\nC\t5\t4\n");
    write(at, "cargo.tsv", "gene\tEV\nA\t5\nB\t4\nC\t5\n");
    let factors = case("tables/factors-unknown-columns.tsv");
    let given = ["--signature", "signature.tsv", "--cargo", "cargo.tsv", "--factors", &factors];
    let ran = exocast(at, &[&["origin", "match", "--out", "out"], &given[..]].concat());
    assert_eq!(ran.code, Some(1), "{}", ran.err);
    assert!(ran.err.contains("rna_per_cells"), "{}", ran.err);
}
