//! `exocast transfer`.

use crate::support::{exocast, exocast_ok, folder, table, write};

const CARGO: &str = "mirna\tcopies_per_vesicle\tlow\thigh\n\
                     hsa-miR-21-5p\t0.008\t0.002\t0.03\nhsa-miR-155-5p\t0.0004\t0.0001\t0.002\n";
const VESICLES: &str =
    "sample\tconcentration_per_ml\tlow\thigh\tdiameter_nm\nEV_1\t2e10\t1e10\t4e10\t110\n";

#[test]
fn a_dose_comes_with_its_tables_and_pictures() {
    let place = folder();
    let at = place.path();
    write(at, "cargo.tsv", CARGO);
    write(at, "vesicles.tsv", VESICLES);
    let arguments = |out| {
        let given = ["transfer", "dose", "--cargo", "cargo.tsv", "--vesicles", "vesicles.tsv"];
        [&given[..], &["--scenario", "systemic", "--out", out]].concat()
    };
    let ran = exocast_ok(at, &arguments("one"));
    assert!(ran.out.contains("implausible") || ran.err.contains("implausible"));
    for (file, columns) in [
        ("dose.tsv", "mirna step value low high unit lost_fraction parameter status source"),
        ("bounds.tsv", "bound mirna value unit actual ratio limiting status source"),
        ("sensitivity.tsv", "output parameter first_order total low high"),
        ("parameters.tsv", "parameter value low high distribution unit status source"),
        ("timecourse.tsv", "hours quantity value low high unit"),
        ("compartments.tsv", "hours compartment value low high unit status"),
    ] {
        assert_eq!(table(&at.join("one").join(file)).0.join(" "), columns, "{file}");
    }
    for file in ["mechanisms.tsv", "single_cells.tsv", "requirements.tsv", "requirement_sets.tsv"] {
        assert!(!table(&at.join("one").join(file)).1.is_empty(), "{file}");
    }
    for figure in ["dose", "tornado", "timecourse", "compartments"] {
        let svg = at.join(format!("one/figures/{figure}.svg"));
        assert!(std::fs::read_to_string(svg).expect("a picture").starts_with("<svg "), "{figure}");
    }
    let verdict = std::fs::read_to_string(at.join("one/verdict.json")).expect("a verdict");
    let verdict: serde_json::Value = serde_json::from_str(&verdict).expect("JSON");
    for quantity in verdict["quantities"].as_array().expect("quantities") {
        for key in ["quantity", "value", "low", "high", "unit", "status"] {
            assert!(!quantity[key].is_null(), "{quantity}");
        }
    }
    // The same bytes at any number of threads.
    exocast_ok(at, &[&["--threads", "1"][..], &arguments("two")].concat());
    for file in
        ["dose.tsv", "sensitivity.tsv", "timecourse.tsv", "compartments.tsv", "verdict.json"]
    {
        let read = |out: &str| std::fs::read(at.join(out).join(file)).expect("a result");
        assert_eq!(read("one"), read("two"), "{file}");
    }
}

#[test]
fn what_a_change_would_need_is_found() {
    let place = folder();
    let at = place.path();
    let ran = exocast_ok(at, &["transfer", "require", "--log2fc", "-0.5"]);
    assert!(ran.out.contains("endosomal-escape"), "{}", ran.out);
    let sets =
        exocast_ok(at, &["transfer", "require", "--copies", "1000", "--sets", "--out", "s.tsv"]);
    assert_eq!(sets.code, Some(0));
    assert_eq!(table(&at.join("s.tsv")).0[..3], ["set", "distance", "parameter"]);

    write(at, "mirna.fa", ">hsa-miR-21-5p MIMAT0000076\nUAGCUUAUCAGACUGAUGUUGA\n");
    let site = "ATAAGCTA"; // 8mer of miR-21
    let utr = format!("{}{site}{}", "CCGT".repeat(10), "GTCC".repeat(10));
    let other = "GCGT".repeat(25);
    write(
        at,
        "tx.tsv",
        format!("transcript\tgene\torf\tutr3\nT1\tPDCD4\t\t{utr}\nT2\tACTB\t\t{other}\n"),
    );
    let of_gene = |gene: &'static str, change: &'static str| {
        let given = ["transfer", "require", "--gene", gene, "--log2fc", change];
        exocast(at, &[&given[..], &["--mirna", "mirna.fa", "--transcripts", "tx.tsv"]].concat())
    };
    let required = of_gene("PDCD4", "-0.2");
    assert_eq!(required.code, Some(0), "{}{}", required.out, required.err);
    assert!(required.out.contains("copies-per-vesicle"), "{}", required.out);
    let unknown = of_gene("NOGENE", "-0.2");
    assert_eq!(unknown.code, Some(1));
    assert!(unknown.err.contains("NOGENE"), "{}", unknown.err);
    let rising = of_gene("PDCD4", "0.5");
    assert_eq!(rising.code, Some(1));
    assert!(rising.err.contains("no number of copies"), "{}", rising.err);
}

#[test]
fn an_experiment_is_designed_from_a_study() {
    let place = folder();
    let at = place.path();
    exocast_ok(at, &["simulate", "--out", "s", "--samples", "2", "--reads", "5000"]);
    exocast_ok(at, &["transfer", "design", "s/study.toml", "--out", "plan"]);
    let (columns, rows) = table(&at.join("plan/design.tsv"));
    assert_eq!(columns[0], "vesicles_per_cell");
    assert_eq!(rows.len(), 17);
    assert!(!table(&at.join("plan/controls.tsv")).1.is_empty());
    assert!(!table(&at.join("plan/mechanisms.tsv")).1.is_empty());
}

#[test]
fn secretion_is_predicted_with_a_warning() {
    let place = folder();
    let at = place.path();
    write(at, "a.tsv", "gene\ttpm\nRAB27A\t1\nSMPD3\t10\n");
    write(at, "b.tsv", "gene\ttpm\nRAB27A\t40\nSMPD3\t10\n");
    let given = ["transfer", "secretion", "--expression", "a.tsv", "--reference", "b.tsv"];
    let ran = exocast_ok(at, &given);
    assert!(ran.out.contains("secretion-fold"), "{}", ran.out);
    assert!(ran.err.contains("predicts secretion poorly"), "{}", ran.err);
}
