//! `check` says yes to what `run` carries out, and to nothing else.

use std::{fs, path::Path};

use crate::support::{Ran, exocast, exocast_ok, folder, write};

/// A simulated study of one sample.
fn simulated() -> tempfile::TempDir {
    let place = folder();
    exocast_ok(place.path(), &["simulate", "--out", "s", "--samples", "1", "--reads", "300"]);
    place
}

/// What `check` says of the study with other lines in it.
fn checked(place: &Path, replaced: &str, by: &str) -> Ran {
    let text = fs::read_to_string(place.join("s/study.toml")).expect("a study");
    assert!(text.contains(replaced), "`{replaced}` is not in the study");
    write(place, "s/other.toml", text.replace(replaced, by));
    exocast(place, &["check", "s/other.toml"])
}

#[test]
fn what_no_step_can_use_is_told_before_a_run() {
    let place = simulated();
    let at = place.path();
    let check = |name: &str, text: &str, (replaced, by): (&str, &str), expected: &[&str]| {
        write(at, &format!("s/{name}"), text);
        let ran = checked(at, replaced, by);
        assert_eq!(ran.code, Some(1), "{name}: {}", ran.out);
        let line = ran.out.lines().find(|line| line.starts_with("cannot be used"));
        let line = line.unwrap_or_else(|| panic!("{name}: {}", ran.out));
        assert!(expected.iter().all(|part| line.contains(part)), "{name}: {line}");
    };
    let reads = ("reads = [\"EV_1.fastq.gz\"]", "counts = \"counts.tsv\"");
    check("counts.tsv", "mirna\tEV_9\nsyn-miR-1-5p\t5\n", reads, &["no column `EV_1`", "EV_9"]);
    let names = ("\"expression.tsv\"", "\"names.tsv\"");
    check("names.tsv", "gene\ttpm\nXYZ\t5\n", names, &["recipient.expression", "XYZ"]);
    let observed = ("\"observed.tsv\"", "\"names.tsv\"");
    check("names.tsv", "gene\tlog2fc\nXYZ\t-1\n", observed, &["recipient.observed", "XYZ"]);
    let signature = ("\"signature.tsv\"", "\"names.tsv\"");
    let text = "mirna\tliver\tbrain\nhsa-miR-1\t5\t1\nhsa-miR-2\t1\t5\n";
    check("names.tsv", text, signature, &["origin.signature", "no feature in common"]);
    let weights = ("[recipient]", "[response]\naffinity = \"cnn:weights.h5\"\n\n[recipient]");
    check("weights.h5", "no weights", weights, &["response.affinity", "weights.h5"]);
}

#[test]
fn what_a_run_can_use_is_not_refused() {
    let place = simulated();
    let at = place.path();
    let sizes: Vec<String> = (0..200).map(|i| format!("{},x", 80 + i % 60)).collect();
    write(at, "s/sizes.csv", format!("particle width,comment\n{}\n", sizes.join("\n")));
    let text = fs::read_to_string(at.join("s/study.toml")).expect("a study");
    let start = text.find("sizing = [").expect("exports");
    let end = start + text[start..].find(']').expect("an end") + 1;
    let other = "sizing = [\"sizes.csv\"]\ncolumns = { diameter = \"particle width\" }";
    let ran = checked(at, &text[start..end], other);
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
    assert!(ran.out.contains("of them among the miRNAs counted"), "{}", ran.out);
    exocast_ok(at, &["run", "s/other.toml", "--out", "out"]);
}
