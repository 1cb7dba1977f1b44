//! What `exocast run` says of inputs that do not say what they could.

use std::fs;

use crate::support::{exocast_ok, folder, table, write};

/// A simulated study of two samples with these parts of its files replaced; the notices and results of its run.
fn check(changes: &[(&str, &str, &str)], said: &[&str], unsaid: &[&str]) -> tempfile::TempDir {
    let place = folder();
    let simulate = ["simulate", "--out", "study", "--samples", "2", "--reads", "500"];
    exocast_ok(place.path(), &simulate);
    let quick = [("study.toml", "[run]", "[run]\ndraws = 50"), ("study.toml", "observed =", "# ")];
    for (file, from, to) in quick.iter().chain(changes) {
        let path = place.path().join("study").join(file);
        let text = fs::read_to_string(&path).expect("a file");
        assert!(text.contains(from), "{file}: {from}");
        fs::write(path, text.replace(from, to)).expect("written");
    }
    let list: Vec<String> = (0..60).map(|i| format!("{}\n", 80 + i % 23)).collect();
    let list = list.concat();
    write(&place.path().join("study"), "sizes.txt", list);
    let per_ml: Vec<String> =
        (0..60).map(|i| format!("{}\t{}\n", 60 + i, 1e6 + f64::from(i))).collect();
    let per_ml = per_ml.concat();
    let per_ml = format!("diameter_nm\tconcentration_per_ml\n{per_ml}");
    write(&place.path().join("study"), "table.tsv", per_ml);
    write(&place.path().join("study"), "counts.tsv", "mirna\tEV_1\nsyn-miR-1-5p\t90\n");
    let ran = exocast_ok(place.path(), &["run", "study/study.toml", "--out", "o"]);
    for words in said {
        assert!(ran.err.contains(words), "{words}\n{}", ran.err);
    }
    for words in unsaid {
        assert!(!ran.err.contains(words), "{words}\n{}", ran.err);
    }
    place
}

#[test]
fn proteins_and_lipids_are_of_the_samples_that_columns_are_named_after() {
    let place = check(
        &[("proteins.tsv", "\tEV_1\tEV_2\n", "\tEV_1\tdonorX\n"), ("lipids.tsv", "parent", "pool")],
        &[
            "the proteins have no column of this name and say nothing of EV_2",
            "named after no sample were left out: donorX",
            "named after no sample were left out: pool",
            "the lipids are not used: they are compared with the parent cell",
        ],
        &[],
    );
    let (_, evidence) = table(&place.path().join("o/tables/identity_evidence.tsv"));
    assert!(!evidence.is_empty() && evidence.iter().all(|row| row[0] == "EV_1"), "{evidence:?}");
    let (_, cargo) = table(&place.path().join("o/tables/protein_cargo.tsv"));
    assert!(cargo.iter().all(|row| row[0] == "EV_1"), "{cargo:?}");
}

#[test]
fn why_there_is_no_number_of_vesicles_is_told_apart() {
    let advice = "the dilution is not known (set `dilution`";
    let none = "EV_1: no sizing export states a concentration";
    check(&[("study.toml", "EV_1_ExperimentSummary.csv", "sizes.txt")], &[none], &[advice]);
    let unknown = [
        ("study.toml", "EV_1_ExperimentSummary.csv", "table.tsv"),
        ("study.toml", "dilution = 1000.0", ""),
    ];
    check(&unknown, &[advice], &[none]);
}

#[test]
fn a_reference_that_lacks_something_is_told_where_counts_come_from_tables() {
    check(
        &[
            ("study.toml", "reads = [\"EV_1.fastq.gz\"]", "counts = \"counts.tsv\""),
            ("study.toml", "reads = [\"EV_2.fastq.gz\"]", ""),
            ("hairpin.fa", ">syn-mir-2 MI0000002", ">syn-mir-9002 MI0009002"),
        ],
        &["syn-mir-2"],
        &[],
    );
}

#[test]
fn options_of_the_commands_are_set_in_the_study() {
    let sections = "[mirna]\nmultimap = \"unique\"\nmax_length = 30\nphred = \"33\"\n\n\
                    [vesicles]\nlod = 60.0\nprobe_ml = 1e-9\nshapes = true\n\n\
                    [enrich]\nsets = \"sets.gmt\"\nmethod = \"zscore\"\n\n\
                    [response]\nsites = true\nhours = 24.0\n\n[run]";
    let place = folder();
    let at = place.path();
    exocast_ok(at, &["simulate", "--out", "study", "--samples", "2", "--reads", "500"]);
    let text = fs::read_to_string(at.join("study/study.toml")).expect("a study");
    let origin = text.replace("[origin]", "[origin]\nmerge = true\nunknown = false");
    write(&at.join("study"), "study.toml", origin.replace("[run]", sections));
    let names: Vec<String> = (1..6).map(|i| format!("syn-miR-{i}-5p")).collect();
    write(&at.join("study"), "sets.gmt", format!("first five\t\t{}\n", names.join("\t")));
    exocast_ok(at, &["check", "study/study.toml"]);
    exocast_ok(at, &["run", "study/study.toml", "--out", "o"]);
    let tables = at.join("o/tables");
    let (header, rows) = table(&tables.join("enrichment.tsv"));
    assert_eq!(header.join(" "), "sample set score p q features");
    assert_eq!(rows.len(), 2, "a row per sample");
    assert!(!table(&tables.join("shapes.tsv")).1.is_empty());
    assert_eq!(table(&tables.join("coincidence.tsv")).1.len(), 2);
    assert_eq!(table(&tables.join("response_sites.tsv")).0[..2], ["gene", "transcript"]);
    let (_, shares) = table(&tables.join("origin.tsv"));
    assert!(shares.iter().all(|row| row[1] != "unknown"), "{shares:?}");
    let recorded = crate::support::options(&at.join("o"));
    assert_eq!(recorded["mirna"]["multimap"], "unique");
    assert_eq!(recorded["vesicles"]["lod"], 60.0);
}
