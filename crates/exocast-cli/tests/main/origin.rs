//! `exocast origin`.

use std::fmt::Write as _;

use crate::support::{exocast, exocast_ok, folder, options, table, write};

const SIGNATURE: &str = "mirna\tliver\tbrain\tblood\n\
    hsa-miR-122-5p\t900\t2\t1\nhsa-miR-192-5p\t300\t9\t4\nhsa-miR-124-3p\t1\t700\t1\n\
    hsa-miR-9-5p\t3\t400\t2\nhsa-miR-451a\t9\t8\t950\nhsa-miR-486-5p\t5\t6\t500\n\
    hsa-let-7a-5p\t90\t95\t92\n";
const CARGO: &str = "mirna\tEV_1\n\
    hsa-miR-122-5p\t451\nhsa-miR-192-5p\t155\nhsa-miR-124-3p\t142\nhsa-miR-9-5p\t81\n\
    hsa-miR-451a\t288\nhsa-miR-486-5p\t152\nhsa-let-7a-5p\t91\n";

#[test]
fn every_method_gives_shares_that_add_up() {
    let place = folder();
    let at = place.path();
    write(at, "signature.tsv", SIGNATURE);
    write(at, "cargo.tsv", CARGO);
    write(at, "factors.tsv", "source\trna_per_vesicle\nliver\t1\nbrain\t2\n");
    for method in [
        "auto",
        "poisson",
        "negative-binomial",
        "log-normal",
        "nnls",
        "weighted-nnls",
        "nusvr",
        "robust",
        "dwls",
    ] {
        let given = ["origin", "match", "--signature", "signature.tsv", "--cargo", "cargo.tsv"];
        let more = [
            "--method",
            method,
            "--factors",
            "factors.tsv",
            "--carrier",
            "blood",
            "--merge",
            "--out",
            method,
        ];
        exocast_ok(at, &[&given[..], &more[..]].concat());
        assert_eq!(options(&at.join(method))["carriers"], serde_json::json!(["blood"]));
        let (_, rows) = table(&at.join(method).join("origin.tsv"));
        let sum = |column: usize| -> f64 {
            rows.iter().filter_map(|row| row[column].parse::<f64>().ok()).sum()
        };
        assert!((sum(2) - 1.0).abs() < 1e-6, "{method}");
        assert!((sum(5) - 1.0).abs() < 1e-6, "{method}: vesicle shares are of liver and brain");
        let liver: f64 = rows[0][2].parse().expect("a share");
        assert!((0.3..0.7).contains(&liver), "{method}: {liver}");
        for file in ["diagnostics.tsv", "identifiability.tsv", "gates.tsv"] {
            assert!(!table(&at.join(method).join(file)).1.is_empty());
        }
        for figure in ["shares", "markers", "identifiability"] {
            let svg = at.join(method).join("figures").join(figure).with_extension("svg");
            let svg = std::fs::read_to_string(svg).expect("a picture");
            assert!(svg.starts_with("<svg ") && svg.contains("liver"), "{figure}");
        }
    }
}

#[test]
fn without_a_signature_the_panel_tells_what_is_seen() {
    let place = folder();
    let at = place.path();
    let mut cargo = String::from("mirna\tEV_1\n");
    for i in 0..40 {
        writeln!(cargo, "hsa-miR-{}-5p\t{}", 9000 + i, i % 7).expect("text");
    }
    cargo.push_str("hsa-miR-451a\t900\nhsa-miR-486-5p\t700\nhsa-miR-16-5p\t650\n");
    write(at, "cargo.tsv", cargo);
    let ran = exocast_ok(at, &["origin", "match", "--cargo", "cargo.tsv", "--out", "out"]);
    assert!(ran.err.contains("coarsely"), "{}", ran.err);
    let (_, rows) = table(&at.join("out/origin.tsv"));
    let red = rows.iter().find(|row| row[1] == "red cell").expect("red cells");
    assert_eq!((red[2].as_str(), red[7].as_str()), ("", "weak"));
    assert!(rows.iter().all(|row| row[7] != "supported"));
    write(at, "other.tsv", "gene\tEV_1\nXYZ\t3\n");
    let ran = exocast(at, &["origin", "match", "--cargo", "other.tsv", "--out", "none"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("give --signature"), "{}", ran.err);
}

#[test]
fn signatures_and_biases_are_built_and_read_back() {
    let place = folder();
    let at = place.path();
    write(
        at,
        "reference.tsv",
        "mirna\tl1\tl2\tb1\tb2\nA\t900\t800\t2\t3\nB\t300\t350\t9\t5\nC\t1\t2\t700\t650\n\
         D\t3\t2\t400\t500\nE\t90\t80\t95\t99\n",
    );
    write(at, "labels.tsv", "sample\tsource\nl1\tliver\nl2\tliver\nb1\tbrain\nb2\tbrain\n");
    let given = ["origin", "build", "--reference", "reference.tsv", "--labels", "labels.tsv"];
    let more = ["--specificity", "specificity.tsv", "--out", "signature.tsv"];
    exocast_ok(at, &[&given[..], &more[..]].concat());
    let (header, rows) = table(&at.join("specificity.tsv"));
    assert_eq!(header, ["feature", "source", "tau", "gini", "jensen_shannon"]);
    assert_eq!((rows[0][0].as_str(), rows[0][1].as_str()), ("A", "liver"));
    let (header, rows) = table(&at.join("signature.tsv"));
    assert_eq!(header, ["feature", "liver", "brain"]);
    let names: Vec<&str> = rows.iter().map(|row| row[0].as_str()).collect();
    assert_eq!(names, ["A", "B", "C", "D"]);

    write(
        at,
        "cells.tsv",
        "mirna\tl1\tb1\nA\t900\t2\nB\t300\t9\nC\t10\t700\nD\t30\t400\nE\t90\t95\n",
    );
    write(
        at,
        "ev.tsv",
        "mirna\tl1\tb1\nA\t3900\t9\nB\t310\t9\nC\t10\t700\nD\t30\t420\nE\t90\t95\n",
    );
    exocast_ok(
        at,
        &["origin", "bias", "--cells", "cells.tsv", "--vesicles", "ev.tsv", "--out", "bias.tsv"],
    );
    let (header, rows) = table(&at.join("bias.tsv"));
    assert_eq!(header, ["feature", "bias", "sd", "pairs"]);
    let bias: f64 = rows[0][1].parse().expect("a bias");
    assert!(bias > 0.3, "{bias}");
    write(at, "cargo.tsv", "mirna\tEV\nA\t1900\nB\t150\nC\t350\nD\t205\nE\t90\n");
    let given = ["origin", "match", "--signature", "signature.tsv", "--cargo", "cargo.tsv"];
    exocast_ok(at, &[&given[..], &["--bias", "bias.tsv", "--out", "out"]].concat());
    write(at, "labels.tsv", "sample\tsource\nl1\tliver\n");
    let given = ["origin", "build", "--reference", "reference.tsv", "--labels", "labels.tsv"];
    let ran = exocast(at, &[&given[..], &["--out", "no.tsv"]].concat());
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("`l2` of the reference has no label"), "{}", ran.err);
}

#[test]
fn every_enrichment_reads_sets_and_networks() {
    let place = folder();
    let at = place.path();
    write(at, "sets.gmt", "up\t-\tA\tB\tC\ndown\t-\tX\tY\tZ\n");
    write(
        at,
        "net.tsv",
        "source\ttarget\tweight\nup\tA\t1\nup\tB\t2\nup\tC\t0.5\ndown\tX\t-1\ndown\tY\t1\ndown\tZ\t1\n",
    );
    write(
        at,
        "cargo.tsv",
        "gene\tEV\nA\t9\nB\t8\nC\t7.5\nD\t3\nE\t2.5\nF\t2\nG\t2.2\nX\t1\nY\t0.5\nZ\t0.1\n",
    );
    for method in ["ora", "ulm", "mlm", "gsea", "ssgsea", "aucell", "zscore"] {
        for (flag, file) in [("--sets", "sets.gmt"), ("--network", "net.tsv")] {
            let given =
                ["origin", "enrich", flag, file, "--cargo", "cargo.tsv", "--method", method];
            exocast_ok(at, &[&given[..], &["--out", "enrich.tsv"]].concat());
            let (header, rows) = table(&at.join("enrich.tsv"));
            assert_eq!(header.join(" "), "sample set score p q features");
            let score = |i: usize| rows[i][2].parse::<f64>().expect("a score");
            assert!(score(0) > score(1), "{method}");
        }
    }
}

#[test]
fn sets_are_matched_by_accession_or_refused() {
    let place = folder();
    let at = place.path();
    write(
        at,
        "cargo.tsv",
        "gene\tEV\nENSG1.4\t9\nENSG2.1\t8\nENSG3.2\t7\nAlb\t3\nTtr\t2\nMyc\t1\nACTB\t4\n",
    );
    let enrich = |sets: &str| {
        write(at, "sets.gmt", sets);
        let given =
            ["origin", "enrich", "--sets", "sets.gmt", "--cargo", "cargo.tsv", "--method", "ulm"];
        exocast(at, &[&given[..], &["--out", "enrich.tsv"]].concat())
    };
    let ran = enrich("up\t-\tENSG1,1.0\tENSG2,1.0\tENSG3.7,0.5\n");
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.err.contains("3 features matched without the version"), "{}", ran.err);
    assert_eq!(table(&at.join("enrich.tsv")).1[0][5], "3");
    std::fs::remove_file(at.join("enrich.tsv")).expect("a table");
    let ran = enrich("liver\t-\tALB\tTTR\tMYC\n");
    assert_eq!(ran.code, Some(1));
    let parts = [
        "none of the 1 sets has 3 features",
        "`ALB` and `Alb` differ only in upper and lower case",
    ];
    assert!(parts.iter().all(|part| ran.err.contains(part)), "{}", ran.err);
    assert!(!at.join("enrich.tsv").exists());
}
