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
        (
            "dose.tsv",
            "mirna step value low high unit lost_fraction parameter status source isomir seed",
        ),
        ("bounds.tsv", "bound mirna value unit actual ratio limiting status source seed"),
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

/// Copies that a change needs, as the command says them.
fn needed_copies(text: &str) -> f64 {
    let (_, rest) = text.split_once(" needs ").expect("a number of copies");
    rest.split(' ').next().and_then(|word| word.parse().ok()).expect("a number")
}

#[test]
fn the_response_to_what_a_change_needs_is_that_change() {
    let place = folder();
    let at = place.path();
    exocast_ok(at, &["simulate", "--out", "s", "--samples", "1", "--reads", "500"]);
    write(at, "mirna.fa", ">hsa-miR-21-5p\nUAGCUUAUCAGACUGAUGUUGA\n");
    let site = |flank: &str, site: &str| format!("{flank}{site}{}", flank.repeat(3));
    let utr = [site("CCGTAGGACTTTAAGC", "ATAAGCTA"), site("GGTTCATTTTAACG", "ATAAGCTG")].concat();
    let simulated = std::fs::read_to_string(at.join("s/transcripts.tsv")).expect("a table");
    let columns = simulated.lines().next().expect("a header").split('\t').count();
    let empty = "\t".repeat(columns.saturating_sub(4));
    write(at, "tx.tsv", format!("{simulated}T1\tPDCD4\t\t{utr}{empty}\n"));
    let recipient = ["--mirna", "mirna.fa", "--transcripts", "tx.tsv"];
    for change in ["-0.002", "-0.03", "-0.1", "-0.2"] {
        let gene = ["transfer", "require", "--gene", "PDCD4", "--log2fc", change];
        let ran = exocast_ok(at, &[&gene[..], &recipient].concat());
        let copies = needed_copies(&[ran.out, ran.err].concat());
        write(at, "dose.tsv", format!("mirna\tcopies_per_cell\nhsa-miR-21-5p\t{copies}\n"));
        let respond = ["target", "respond", "--dose", "dose.tsv", "--out", "response.tsv"];
        exocast_ok(at, &[&respond[..], &recipient].concat());
        let (columns, rows) = table(&at.join("response.tsv"));
        let place = columns.iter().position(|column| column == "log2fc").expect("a column");
        let row = rows.iter().find(|row| row[0] == "PDCD4").expect("the gene");
        let reached: f64 = row[place].parse().expect("a number");
        let wanted: f64 = change.parse().expect("a number");
        assert!((reached / wanted - 1.0).abs() < 1e-3, "{reached} for {wanted}");
    }
}

#[test]
fn guides_of_one_seed_act_together() {
    let place = folder();
    let at = place.path();
    cases(at);
    let verdict = |cargo: &str, out: &str, more: &[&str]| -> serde_json::Value {
        let given = ["transfer", "dose", "--cargo", cargo, "--vesicles", "ves.tsv", "--out", out];
        let ran = exocast_ok(at, &[&given[..], more].concat());
        assert!(ran.err.contains("miRBase 21"), "{}", ran.err);
        let text = std::fs::read_to_string(at.join(out).join("verdict.json")).expect("a verdict");
        serde_json::from_str(&text).expect("JSON")
    };
    let nine = verdict("let7_nine.tsv", "nine", &[]);
    let single = verdict("let7_one.tsv", "single", &[]);
    assert_eq!(nine["judgement"], single["judgement"]);
    for key in ["shortfall", "probability", "needed", "best_case"] {
        let number = |verdict: &serde_json::Value| verdict[key].as_f64().expect("a number");
        let (a, b) = (number(&nine), number(&single));
        assert!((a - b).abs() <= 0.01 * b, "{key}: {a} for {b}");
    }
    assert_eq!(nine["families"].as_array().expect("families").len(), 1);
    assert_eq!(nine["families"][0]["members"].as_array().expect("members").len(), 9);
    let bounds = |out: &str| table(&at.join(out).join("bounds.tsv")).1;
    let (a, b) = (bounds("nine"), bounds("single"));
    assert_eq!(a.len(), b.len());
    for (a, b) in a.iter().zip(&b) {
        assert_eq!((&a[0], &a[9]), (&b[0], &b[9]));
        for place in [2, 4] {
            let number = |row: &[String]| row[place].parse::<f64>().expect("a number");
            assert!((number(a) / number(b) - 1.0).abs() < 0.01, "{a:?} {b:?}");
        }
    }
    // What the recipient holds itself counts by seed, whatever its name.
    write(at, "full.tsv", "mirna\tcopies_per_cell\nhsa-let-7g-5p\t60000\nhsa-miR-21-5p\t1000\n");
    let more = ["--endogenous", "full.tsv", "--scenario", "purified-dose"];
    let full = verdict("let7_one.tsv", "full", &more);
    assert_eq!(
        (&full["judgement"], &full["needed"]),
        (&"implausible".into(), &serde_json::Value::Null)
    );
    assert!((full["endogenous"]["value"].as_f64().expect("copies") - 6e4).abs() < 1e-6);
}

/// Nine let-7 guides of 8 copies each, and one of 72.
fn cases(at: &std::path::Path) {
    write(at, "ves.tsv", "sample\tconcentration_per_ml\nS\t1e10\n");
    let header = "mirna\tcopies_per_vesicle\n";
    write(at, "let7_one.tsv", format!("{header}hsa-let-7a-5p\t72\n"));
    let names =
        ["let-7a", "let-7b", "let-7c", "let-7d", "let-7e", "let-7f", "let-7g", "let-7i", "miR-98"];
    let rows = names.map(|name| format!("hsa-{name}-5p\t8\n"));
    write(at, "let7_nine.tsv", format!("{header}{}", rows.concat()));
}

#[test]
fn an_experiment_is_designed_from_a_study() {
    let place = folder();
    let at = place.path();
    exocast_ok(at, &["simulate", "--out", "s", "--samples", "2", "--reads", "5000"]);
    let (columns, rows) = {
        exocast_ok(at, &["transfer", "dose", "s/study.toml", "--out", "dose"]);
        table(&at.join("dose/families.tsv"))
    };
    assert_eq!(columns[..4], ["seed", "mirna", "isomir", "guides"]);
    let seed = rows[0][0].as_str();
    assert_eq!(seed.len(), 7, "{rows:?}");
    let given = ["transfer", "require", "s/study.toml", "--for", seed, "--out", "needed.tsv"];
    let ran = exocast_ok(at, &given);
    assert!(ran.out.contains(&rows[0][1]) || ran.err.contains(&rows[0][1]), "{}", ran.err);
    assert_eq!(table(&at.join("needed.tsv")).0[5], "needed");
    let unknown =
        exocast(at, &["transfer", "design", "s/study.toml", "--for", "miR-x", "--out", "x"]);
    assert_eq!(unknown.code, Some(1));
    assert!(unknown.err.contains("no miRNA or seed `miR-x`"), "{}", unknown.err);
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
