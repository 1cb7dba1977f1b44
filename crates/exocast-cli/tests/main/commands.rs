//! Each command as a user starts it, on the files of a simulated study.

use crate::support::{exocast, exocast_ok, folder, table, write};

#[test]
fn new_check_and_run_lead_from_nothing_to_a_report() {
    let place = folder();
    exocast_ok(place.path(), &["new", "mine"]);
    let again = exocast(place.path(), &["new", "mine"]);
    assert_eq!(again.code, Some(1), "an existing study is not overwritten");
    let ran = exocast_ok(place.path(), &["check", "mine/study.toml"]);
    assert!(ran.out.contains("no `[origin]` signature"), "{}", ran.out);
    exocast_ok(place.path(), &["run", "mine/study.toml", "--out", "results"]);
    let html = std::fs::read_to_string(place.path().join("results/report.html")).expect("a report");
    assert!(html.contains("No verdict."));
}

#[test]
fn the_demo_shows_estimates_beside_the_truth() {
    let place = folder();
    let ran = exocast_ok(place.path(), &["demo", "--out", "demo"]);
    assert!(ran.out.contains("report.html"), "{}", ran.out);
    let (header, rows) = table(&place.path().join("demo/truth.tsv"));
    assert_eq!(header, ["step", "quantity", "truth", "estimate", "low", "high", "inside"]);
    for step in ["mirna", "vesicles", "cargo", "origin", "dose", "response"] {
        assert!(rows.iter().any(|row| row[0] == step), "no truth for {step}");
    }
    // Where a study misses the dose, it misses that of every miRNA: one study alone says little.
    let judged_in = |rows: Vec<Vec<String>>| {
        rows.into_iter().map(|row| row[6].clone()).filter(|inside| !inside.is_empty())
    };
    let mut judged: Vec<String> = judged_in(rows).collect();
    for seed in ["2", "3"] {
        exocast_ok(place.path(), &["demo", "--seed", seed, "--out", seed]);
        let (_, rows) = table(&place.path().join(seed).join("truth.tsv"));
        judged.extend(judged_in(rows));
    }
    let inside = judged.iter().filter(|inside| *inside == "yes").count();
    assert!(
        inside * 10 >= judged.len() * 8,
        "{inside} of {} intervals hold the truth",
        judged.len()
    );
}

#[test]
fn resume_leaves_finished_results_alone() {
    let place = folder();
    exocast_ok(place.path(), &["simulate", "--out", "study", "--samples", "1", "--reads", "500"]);
    let arguments = ["run", "study/study.toml", "--out", "out", "--resume"];
    exocast_ok(place.path(), &arguments);
    let report = place.path().join("out/report.html");
    let made = std::fs::metadata(&report).and_then(|meta| meta.modified()).expect("a report");
    let ran = exocast_ok(place.path(), &arguments);
    assert!(ran.err.contains("up to date"), "{}", ran.err);
    let standing = std::fs::metadata(&report).and_then(|meta| meta.modified()).expect("a report");
    assert_eq!(made, standing);
    let changed = exocast_ok(place.path(), &[&arguments[..], &["--seed", "5"]].concat());
    assert!(!changed.err.contains("up to date"));
}

#[test]
fn every_family_of_commands_works_on_the_files_of_a_study() {
    let place = folder();
    let at = place.path();
    exocast_ok(at, &["simulate", "--out", "s", "--samples", "1", "--reads", "2000"]);
    let reference = ["--hairpin", "s/hairpin.fa", "--annotation", "s/annotation.gff3"];

    let quant =
        ["mirna", "quant", "EV=s/EV_1.fastq.gz", "--out", "quant", "--spikes", "s/spikes.fa"];
    exocast_ok(at, &[&quant[..], &reference, &["--spike-amounts", "s/amounts.tsv"]].concat());
    let (header, rows) = table(&at.join("quant/counts.tsv"));
    assert_eq!(header, ["mirna", "EV"]);
    assert!(!rows.is_empty());
    for file in ["isomirs.gff3", "classes.tsv", "qc.json", "copies.tsv", "run.json"] {
        assert!(at.join("quant").join(file).is_file(), "{file}");
    }

    let info = exocast_ok(at, &[&["mirna", "info", "syn-miR-1-5p"][..], &reference].concat());
    assert!(info.out.contains("syn-mir-1"), "{}", info.out);

    let mature = format!(">syn-miR-1-5p\n{}\n", "TGAGGTAGTAGGTTGTATAGTT");
    write(at, "mirna.fa", mature);
    let targets = ["--mirna", "mirna.fa", "--transcripts", "s/transcripts.tsv"];
    exocast_ok(at, &[&["target", "sites", "--out", "sites.tsv"][..], &targets].concat());
    let (header, _) = table(&at.join("sites.tsv"));
    assert_eq!(header, ["transcript", "gene", "mirna", "site", "region", "start", "end"]);
    exocast_ok(
        at,
        &[&["target", "respond", "--free-nm", "4.1", "--out", "response.tsv"][..], &targets]
            .concat(),
    );
    let (header, rows) = table(&at.join("response.tsv"));
    assert_eq!(header[..5], ["gene", "transcript", "log2fc", "low", "high"]);
    assert!(!rows.is_empty());
    // Nothing has happened yet at once, and a protein lags behind its mRNA.
    let change = |name: &str, more: &[&str]| -> f64 {
        let arguments = ["target", "respond", "--free-nm", "4.1", "--out", name];
        exocast_ok(at, &[&arguments[..], &targets, more].concat());
        let (_, rows) = table(&at.join(name));
        rows.iter().map(|row| row[2].parse::<f64>().unwrap_or(f64::NAN).abs()).sum()
    };
    assert!(change("now.tsv", &["--hours", "0"]) < 1e-12);
    let mrna = change("mrna.tsv", &["--hours", "12"]);
    let protein = change("protein.tsv", &["--hours", "12", "--product", "protein"]);
    assert!(protein > 0.0 && protein < mrna, "{protein} {mrna}");
    exocast_ok(
        at,
        &[
            &["target", "explain", "--observed", "s/observed.tsv", "--out", "evidence.tsv"][..],
            &targets,
        ]
        .concat(),
    );

    exocast_ok(at, &["vesicle", "summary", "s/EV_1_ExperimentSummary.csv", "--out", "sizes"]);
    let (header, rows) = table(&at.join("sizes/vesicles.tsv"));
    assert_eq!(header[..4], ["sample", "replicate", "n", "mean"]);
    assert!(rows.len() > 2);

    exocast_ok(
        at,
        &[
            "origin",
            "match",
            "--signature",
            "s/signature.tsv",
            "--cargo",
            "quant/counts.tsv",
            "--out",
            "origin",
        ],
    );
    let (_, rows) = table(&at.join("origin/origin.tsv"));
    assert!(rows.iter().any(|row| row[1] == "unknown"));

    write(at, "cargo.tsv", "mirna\tcopies_per_vesicle\tlow\thigh\nmiR-21\t0.01\t0.001\t0.1\n");
    write(at, "vesicles.tsv", "sample\tconcentration_per_ml\nEV\t1e10\n");
    exocast_ok(
        at,
        &[
            "transfer",
            "dose",
            "--cargo",
            "cargo.tsv",
            "--vesicles",
            "vesicles.tsv",
            "--out",
            "dose",
        ],
    );
    for file in ["dose.tsv", "bounds.tsv", "sensitivity.tsv", "verdict.json"] {
        assert!(at.join("dose").join(file).is_file(), "{file}");
    }
    exocast_ok(at, &["transfer", "dose", "s/study.toml", "--out", "dose-of-study"]);
    let needed = exocast_ok(at, &["transfer", "require", "--copies", "1000"]);
    assert!(needed.out.contains("endosomal-escape"), "{}", needed.out);
}

#[test]
fn tables_come_as_json_where_asked() {
    let place = folder();
    let ran = exocast_ok(place.path(), &["transfer", "parameters", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    assert_eq!(json["columns"][0], "parameter");
}

#[test]
fn tables_come_as_parquet_where_asked() {
    let place = folder();
    let arguments = ["transfer", "parameters", "--format", "parquet", "--out", "p.parquet"];
    exocast_ok(place.path(), &arguments);
    let bytes = std::fs::read(place.path().join("p.parquet")).expect("a file");
    assert!(bytes.starts_with(b"PAR1") && bytes.ends_with(b"PAR1"));
}

#[test]
fn schema_completions_and_manual_are_printed() {
    let place = folder();
    for arguments in
        [&["schema", "study"][..], &["schema", "analysis"], &["completions", "bash"], &["man"]]
    {
        assert!(exocast_ok(place.path(), arguments).out.len() > 500, "{arguments:?}");
    }
}
