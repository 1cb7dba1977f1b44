//! `vesicle summary`, `compare` and `identity` as a user starts them.

use std::fmt::Write as _;

use serde_json::json;

use crate::support::{exocast, exocast_ok, folder, options, table, write};

/// A table of sizes around a centre, with its dilution unknown.
fn sizes(centre: f64) -> String {
    let mut text = "diameter_nm,concentration (1/mL)\n".to_owned();
    for i in 0..120 {
        let d = 40.0 + 2.0 * f64::from(i);
        let z = (d / centre).ln() / 0.3;
        writeln!(text, "{d},{}", 1e8 * (-0.5 * z * z).exp()).expect("text grows");
    }
    text
}

#[test]
fn groups_are_compared_by_their_exports() {
    let folder = folder();
    let at = folder.path();
    for (name, centre) in [("a1", 90.0), ("a2", 94.0), ("b1", 140.0), ("b2", 150.0)] {
        write(at, &format!("{name}.csv"), sizes(centre));
    }
    let groups = ["--group", "a=a1.csv,a2.csv", "--group", "b=b1.csv,b2.csv"];
    exocast_ok(at, &[&["vesicle", "compare", "--out", "c"], &groups[..]].concat());
    let (header, rows) = table(&at.join("c/comparison.tsv"));
    let wanted = "statistic group_a group_b value low high p q unit_of_replication";
    assert_eq!(header.join(" "), wanted);
    let median = rows.iter().find(|row| row[0] == "ratio of median").expect("a median");
    let ratio: f64 = median[3].parse().expect("a number");
    assert!((ratio - 0.63).abs() < 0.05 && !median[6].is_empty(), "{median:?}");
    let ranks = ["vesicle", "compare", "--test", "kruskal-wallis", "--out", "c"];
    exocast_ok(at, &[&ranks[..], &groups[..]].concat());
    let (_, rows) = table(&at.join("c/comparison.tsv"));
    let by_ranks = rows.iter().find(|row| row[0] == "ratio of median").expect("a median");
    // Two against two that do not overlap: H = 2.4 on one degree of freedom.
    let p: f64 = by_ranks[6].parse().expect("a number");
    assert!((p - 0.1213).abs() < 1e-3 && by_ranks[3..6] == median[3..6], "{by_ranks:?}");
    let groups = ["--group", "a=a1.csv", "--group", "b=b1.csv,b2.csv"];
    exocast_ok(at, &[&["vesicle", "compare", "--out", "c"], &groups[..]].concat());
    let (_, rows) = table(&at.join("c/comparison.tsv"));
    assert!(rows.iter().all(|row| row[6].is_empty() && row[8].contains("one sample in a")));
    let recorded = options(&at.join("c"));
    let samples = &recorded["groups"][1]["samples"];
    let wanted =
        json!([{ "name": "b1", "files": ["b1.csv"] }, { "name": "b2", "files": ["b2.csv"] }]);
    assert_eq!(*samples, wanted);
    let ran = exocast(at, &["vesicle", "compare", "--out", "d", "--group", "a=a1.csv"]);
    assert_eq!(ran.code, Some(1), "{}", ran.err);
    assert!(ran.err.contains("two groups"), "{}", ran.err);
}

#[test]
fn a_summary_becomes_an_identity() {
    let folder = folder();
    let at = folder.path();
    std::fs::create_dir_all(at.join("x")).expect("a folder");
    write(at, "EV.csv", sizes(90.0));
    write(at, "x/EV.csv", sizes(120.0));
    let zetasizer = "Record\tType\tSample Name\tZ-Ave (d.nm)\tPdI\n1\tSize\tEV\t108\t0.11\n";
    write(at, "dls.txt", zetasizer);
    let exports = ["EV.csv", "x/EV.csv", "dls.txt"];
    exocast_ok(at, &[&["vesicle", "summary"], &exports[..], &["--out", "s"]].concat());
    let (_, rows) = table(&at.join("s/vesicles.tsv"));
    let mut names: Vec<&str> = rows.iter().map(|row| row[0].as_str()).collect();
    names.dedup();
    assert_eq!(names, ["EV", "x/EV"]);
    let recorded = options(&at.join("s"));
    assert_eq!(recorded["samples"][1], json!({ "name": "x/EV", "files": ["EV.csv"] }));
    assert_eq!((&recorded["series"], &recorded["shapes"]), (&json!(false), &json!(false)));
    let (_, rows) = table(&at.join("s/light_scattering.tsv"));
    assert_eq!(rows[0][3], "108");
    let (_, findings) = table(&at.join("s/findings.tsv"));
    assert!(findings.iter().any(|row| row[1] == "no sizes of single particles"));
    for figure in ["sizes", "ridgelines", "posterior", "quantiles"] {
        assert!(at.join(format!("s/figures/{figure}.svg")).is_file(), "{figure}");
    }
    write(at, "p.tsv", "gene\tEV\tx/EV\nCD9\t4\t1\nCD63\t5\t2\nTSG101\t2\t1\nALB\t0\t9\n");
    let size = ["vesicle", "identity", "--size", "s", "--proteins", "p.tsv", "--out", "i"];
    exocast_ok(at, &size);
    let (_, rows) = table(&at.join("i/identity.tsv"));
    assert_eq!(rows.len(), 8);
    let (_, rows) = table(&at.join("i/misev.tsv"));
    assert!(rows.iter().any(|row| row[1] == "a cytosolic protein" && row[2] == "met"));
    assert!(
        rows.iter().any(|row| row[2] == "missing")
            && rows.iter().any(|row| row[2] == "not applicable")
    );
    let twice = exocast(at, &["vesicle", "summary", "EV.csv", "EV.csv", "--out", "t"]);
    assert_eq!(twice.code, Some(1), "{}", twice.err);
    assert!(twice.err.contains("given twice"), "{}", twice.err);
    write(at, "n.csv", "diameter_nm,count\n80,1e308\n90,1e308\n");
    let huge = exocast(at, &["vesicle", "summary", "n.csv", "--out", "t"]);
    assert_eq!(huge.code, Some(1), "{}", huge.err);
    assert!(huge.err.contains("up to 1e150"), "{}", huge.err);
}

#[test]
fn a_summary_answers_further_questions() {
    let folder = folder();
    let at = folder.path();
    // Counts and concentrations, so that the volume counted is known.
    let counted = |scale: f64, shift: f64| {
        let mut text = "Durchmesser (nm);Anzahl;Konzentration (1/mL)\n".to_owned();
        for i in 0..60 {
            let d = 60.0 + 2.0 * f64::from(i) + shift;
            let n = (40.0 * scale * (-0.5 * ((d / 110.0).ln() / 0.2).powi(2)).exp()).round();
            writeln!(text, "{d};{n};{}", n * 1e6).expect("text grows");
        }
        text.replace('.', ",")
    };
    write(at, "one.csv", counted(1.0, 0.0));
    write(at, "two.csv", counted(0.9, 0.0));
    write(at, "blank.csv", counted(0.1, 0.0));
    let tracks: Vec<String> = (0..200).map(|i| format!("{i},{},12,True\n", 90 + i % 30)).collect();
    let tracks = tracks.concat();
    let header = "Particle ID,Size/nm,Tracklength,Included in distribution?\n";
    write(at, "tracks.csv", format!("{header}{tracks}"));
    let joined = ["--sample", "EV=one.csv,two.csv", "tracks.csv"];
    let asked = ["--blank", "blank.csv", "--probe-ml", "1e-10", "--shapes", "--dilution", "100"];
    exocast_ok(at, &[&["vesicle", "summary", "--out", "s"], &joined[..], &asked[..]].concat());
    let (_, rows) = table(&at.join("s/vesicles.tsv"));
    let ev: Vec<_> = rows.iter().filter(|row| row[0] == "EV").collect();
    assert_eq!(ev.len(), 3);
    assert!(ev.iter().all(|row| row[16] == "100"), "{ev:?}");
    let (_, rows) = table(&at.join("s/blank.tsv"));
    let net: f64 = rows[0][4].parse().expect("a number");
    let all: f64 = ev[2][12].parse().expect("a number");
    assert!(net < all && net > 0.8 * all && rows[0][7] == "yes", "{rows:?}");
    assert!(rows[1][4].is_empty());
    let (_, rows) = table(&at.join("s/coincidence.tsv"));
    assert!(rows[0][2].parse::<f64>().expect("a number") > rows[0][1].parse().expect("a number"));
    let (_, rows) = table(&at.join("s/shapes.tsv"));
    assert_eq!(rows.len(), 12);
    let (_, rows) = table(&at.join("s/true_sizes.tsv"));
    assert!(rows.iter().all(|row| row[0] == "tracks"));
    let few = ["vesicle", "summary", "one.csv", "--series", "--out", "t"];
    let ran = exocast(at, &few);
    assert_eq!(ran.code, Some(1), "{}", ran.err);
    assert!(ran.err.contains("at least three samples"), "{}", ran.err);
}

#[test]
fn exports_of_one_preparation_are_one_replicate() {
    let folder = folder();
    let at = folder.path();
    let text = |shift: f64| sizes(100.0 + shift).replace("diameter_nm", "ESD");
    for i in 0..6 {
        write(at, &format!("{i}.csv"), text(4.0 * f64::from(i)));
    }
    let groups = ["--group", "a=0.csv+1.csv,2.csv", "--group", "b=3.csv,4.csv,5.csv"];
    let with = ["vesicle", "compare", "--diameter", "ESD", "--out", "c"];
    exocast_ok(at, &[&with[..], &groups[..]].concat());
    let (_, rows) = table(&at.join("c/comparison.tsv"));
    assert_eq!(rows[0][8], "samples (2 and 3)");
    for figure in ["sizes", "ridgelines"] {
        let svg = std::fs::read_to_string(at.join(format!("c/figures/{figure}.svg")));
        assert!(svg.expect("a picture").contains("of a, b"), "{figure}");
    }
    write(at, "m.csv", "particle_size,S1\n10,1e6\n20,3e6\n30,1e6\n");
    write(at, "n.csv", "particle_size,S1\n10,1e6\n20,2e6\n30,2e6\n");
    let matrices = ["vesicle", "compare", "--group", "a=m.csv", "--group", "b=n.csv", "--out", "d"];
    exocast_ok(at, &matrices);
}
