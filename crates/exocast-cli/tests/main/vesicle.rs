//! `vesicle summary`, `compare` and `identity` as a user starts them.

use std::fmt::Write as _;

use crate::support::{exocast, exocast_ok, folder, table, write};

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
    let groups = ["--group", "a=a1.csv", "--group", "b=b1.csv,b2.csv"];
    exocast_ok(at, &[&["vesicle", "compare", "--out", "c"], &groups[..]].concat());
    let (_, rows) = table(&at.join("c/comparison.tsv"));
    assert!(rows.iter().all(|row| row[6].is_empty() && row[8].contains("one sample in a")));
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
