//! Files that two samples give: nothing counts twice unnoticed.

use std::{fs, path::Path};

use crate::support::{Ran, exocast, exocast_ok, folder, table, write};

const SIZES: &str = "diameter_nm,concentration (1/mL)\n80,3e7\n90,5e7\n100,2e7\n110,4e7\n";

/// Writes a study of these sections of samples.
fn study(at: &Path, samples: &[&str]) {
    let samples: Vec<String> =
        samples.iter().map(|lines| format!("[[sample]]\n{lines}\n")).collect();
    let text = format!("[study]\ntitle = \"x\"\n{}[run]\ndraws = 32\n", samples.concat());
    write(at, "study.toml", text);
}

/// Both `check` and `run` refuse the study; what they say.
fn refused(at: &Path) -> [String; 2] {
    let said = |ran: Ran| {
        assert_eq!(ran.code, Some(1), "{}{}", ran.out, ran.err);
        format!("{}{}", ran.out, ran.err)
    };
    let run = ["run", "study.toml", "--out", "out", "--keep-going"];
    [said(exocast(at, &["check", "study.toml"])), said(exocast(at, &run))]
}

#[test]
fn a_column_of_counts_is_of_one_sample() {
    let place = folder();
    let at = place.path();
    write(at, "counts.tsv", "mirna\tA\tB\nhsa-let-7a-5p\t5\t7\nhsa-miR-21-5p\t2\t9\n");
    write(at, "alone.tsv", "mirna\tcount\nhsa-let-7a-5p\t5\nhsa-miR-21-5p\t2\n");
    fs::create_dir(at.join("x")).expect("a folder");
    let mut spellings = vec!["./counts.tsv", "x/../counts.tsv"];
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(at.join("counts.tsv"), at.join("link.tsv")).expect("a link");
        spellings.push("link.tsv");
    }
    for path in spellings {
        let first = "name = \"A\"\ncounts = \"counts.tsv\"";
        let second = format!("name = \"B\"\ncounts = \"{path}\"\ncounts_column = \"A\"");
        study(at, &[first, &second]);
        for said in refused(at) {
            assert!(said.contains("that of sample A"), "{path}: {said}");
        }
        let second = format!("name = \"B\"\ncounts = \"{path}\"");
        study(at, &[first, &second]);
        exocast_ok(at, &["run", "study.toml", "--out", "good"]);
    }
    // The only column is that of any sample, but of one.
    study(at, &["name = \"A\"\ncounts = \"alone.tsv\"", "name = \"B\"\ncounts = \"./alone.tsv\""]);
    for said in refused(at) {
        for part in ["`count`", "A", "B", "would count twice", "counts_column"] {
            assert!(said.contains(part), "{part}: {said}");
        }
    }
}

#[test]
fn sizes_are_of_one_sample_or_one_preparation() {
    let place = folder();
    let at = place.path();
    write(at, "sizes.csv", SIZES);
    write(at, "counts.tsv", "mirna\tA\tB\nhsa-let-7a-5p\t50\t70\nhsa-miR-21-5p\t20\t90\n");
    let sample = |name: &str, path: &str, more: &str| {
        format!(
            "name = \"{name}\"\ncounts = \"counts.tsv\"\nsizing = [\"{path}\"]\ndilution = 100.0\n{more}"
        )
    };
    study(at, &[&sample("A", "sizes.csv", ""), &sample("B", "./sizes.csv", "")]);
    for said in refused(at) {
        for part in ["gives B", "those of A", "count twice", "preparation"] {
            assert!(said.contains(part), "{part}: {said}");
        }
    }
    let preparation = |name: &str| format!("preparation = \"{name}\"");
    study(
        at,
        &[
            &sample("A", "sizes.csv", &preparation("P1")),
            &sample("B", "sizes.csv", &preparation("P2")),
        ],
    );
    refused(at);
    let grouped = |group: &str| format!("{}\ngroup = \"{group}\"", preparation("P1"));
    study(
        at,
        &[
            &sample("A", "sizes.csv", &grouped("case")),
            &sample("B", "sizes.csv", &grouped("case")),
            "name = \"C\"\ngroup = \"control\"\nsizing = [\"other.csv\"]\ndilution = 100.0",
        ],
    );
    write(at, "other.csv", SIZES.replace("5e7", "6e7"));
    let ran = exocast_ok(at, &["run", "study.toml", "--out", "out"]);
    assert!(ran.err.contains("A and B have the same sizes"), "{}", ran.err);
    let (_, rows) = table(&at.join("out/tables/vesicles.tsv"));
    assert!(["A", "B", "C"].iter().all(|name| rows.iter().any(|row| row[0] == *name)), "{rows:?}");
    // Two aliquots with one measurement are no two replicates.
    let (header, rows) = table(&at.join("out/tables/contrast_vesicles.tsv"));
    let unit = header.iter().position(|name| name == "unit_of_replication").expect("a column");
    assert!(rows.iter().all(|row| row[unit].contains("one sample in")), "{rows:?}");
}

#[test]
fn a_name_in_an_export_is_of_one_sample() {
    let place = folder();
    let at = place.path();
    write(at, "batch.csv", "particle_size,small,big\n50,3e8,0\n100,2e8,1e8\n150,1e8,4e8\n");
    let inside = |name: &str, inside: &str| {
        format!(
            "name = \"{name}\"\nsizing = [\"batch.csv\"]\ncolumns = {{ samples = [\"{inside}\"] }}"
        )
    };
    study(at, &[&inside("A", "small"), &inside("B", "small")]);
    for said in refused(at) {
        assert!(said.contains("gives B") && said.contains("those of A"), "{said}");
    }
    study(at, &[&inside("A", "small"), &inside("B", "big")]);
    exocast_ok(at, &["run", "study.toml", "--out", "out"]);
}

#[test]
fn copies_of_a_file_are_named() {
    let place = folder();
    let at = place.path();
    write(at, "one.csv", SIZES);
    write(at, "two.csv", SIZES);
    study(at, &["name = \"A\"\nsizing = [\"one.csv\"]", "name = \"B\"\nsizing = [\"two.csv\"]"]);
    let ran = exocast_ok(at, &["run", "study.toml", "--out", "out"]);
    assert!(ran.err.contains("byte for byte (one.csv, two.csv)"), "{}", ran.err);
}

#[test]
fn a_windows_path_whose_escapes_are_valid_gets_the_hint() {
    let place = folder();
    let at = place.path();
    study(
        at,
        &["name = \"A\"\ncounts = \"C:\\new\\table.tsv\"\nsizing = [\"C:\\\\data\\\\x.csv\"]"],
    );
    let ran = exocast(at, &["run", "study.toml", "--out", "out"]);
    assert_eq!(ran.code, Some(1));
    let lines: Vec<&str> = ran.err.lines().collect();
    assert!(lines[0].ends_with("2 things are wrong:"), "{}", ran.err);
    let counts = lines.iter().find(|line| line.contains("line 5")).expect("a line");
    for part in ["sample A, counts", "C:\\new\\table.tsv", "single quotes", "forward slashes"] {
        assert!(counts.contains(part), "{part}: {counts}");
    }
    assert_eq!(lines.len(), 3, "{}", ran.err);
}
