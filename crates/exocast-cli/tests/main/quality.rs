//! Verdicts on libraries, as `mirna quant` and a study take and write them.

use std::{fs, path::Path};

use crate::support::{exocast, exocast_ok, folder, table, write};

const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/cases/smallrna/");
const QUANT: [&str; 6] = ["mirna", "quant", "--hairpin", "hairpin.fa", "--annotation", "mature.fa"];

fn cases(at: &Path) {
    for name in ["hairpin.fa", "mature.fa", "04_reads.fq", "12_control.fq"] {
        write(at, name, fs::read(format!("{CASES}{name}")).expect("a case"));
    }
}

#[test]
fn each_sample_has_a_verdict_with_its_reasons() {
    let place = folder();
    let at = place.path();
    cases(at);
    let reads = ["EV=04_reads.fq", "control=12_control.fq", "--group", "A=EV,control"];
    let ran = exocast_ok(at, &[&QUANT[..], &reads, &["--out", "out"]].concat());
    let (header, rows) = table(&at.join("out/verdicts.tsv"));
    assert_eq!(header, ["sample", "verdict", "reasons"]);
    assert_eq!((rows[0][0].as_str(), rows[1][0].as_str()), ("EV", "control"));
    assert_eq!(rows[1][1], "not usable");
    assert!(ran.err.contains("control is not usable: "), "{}", ran.err);
    let (_, checks) = table(&at.join("out/checks.tsv"));
    assert!(checks.iter().any(|row| row[0] == "EV" && row[1] == "agreement"));
    // A limit that is set is in force and written.
    let set = ["EV=04_reads.fq", "--limit", "depth-care=20", "--limit", "depth_not_usable=10"];
    exocast_ok(at, &[&QUANT[..], &set, &["--out", "set"]].concat());
    let (_, limits) = table(&at.join("set/quality_limits.tsv"));
    assert_eq!(limits[0][..3], ["depth-care", "20", "2500"]);
    let (_, rows) = table(&at.join("set/checks.tsv"));
    let depth = rows.iter().find(|row| row[1] == "depth").expect("a check");
    assert_eq!(depth[2], "good", "{depth:?}");
}

#[test]
fn what_cannot_be_judged_by_is_refused() {
    let place = folder();
    let at = place.path();
    cases(at);
    let check = |arguments: &[&str], expected: &str| {
        let ran = exocast(at, &[&QUANT[..], &["04_reads.fq"], arguments, &["--out", "o"]].concat());
        assert_ne!(ran.code, Some(0), "{arguments:?}");
        assert!(ran.err.contains(expected), "{arguments:?}: {}", ran.err);
    };
    check(&["--limit", "dimer-care=0.5"], "did you mean `dimers-care`?");
    check(&["--limit", "dimers-care=5"], "it has to be from 0 to 1");
    check(&["--limit", "dimers-care"], "expected NAME=VALUE");
    check(&["--group", "A=04_reads,EV_2"], "there is no sample `EV_2`");
    write(at, "study.toml", "[study]\ntitle = \"x\"\n\n[quality.limit]\ndimer_care = 0.5\n");
    let ran = exocast(at, &["check", "study.toml"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("did you mean `dimers-care`?"), "{}", ran.err);
}

#[test]
fn a_contrast_says_first_that_a_library_is_not_usable() {
    let place = folder();
    let at = place.path();
    cases(at);
    let sample = |name: &str, group: &str, reads: &str| {
        format!("\n[[sample]]\nname = \"{name}\"\ngroup = \"{group}\"\nreads = [\"{reads}\"]\n")
    };
    let study = [
        "[study]\ntitle = \"x\"\nbiofluid = \"culture medium\"\n".to_owned(),
        "\n[reference]\nhairpin = \"hairpin.fa\"\nannotation = \"mature.fa\"\n".to_owned(),
        "\n[quality.limit]\ndepth_not_usable = 20\n".to_owned(),
        sample("EV", "control", "04_reads.fq"),
        sample("failed", "tumour", "12_control.fq"),
    ];
    write(at, "study.toml", study.concat());
    exocast_ok(at, &["run", "study.toml", "--out", "out"]);
    let read = |name: &str| fs::read_to_string(at.join("out").join(name)).expect("a file");
    let report = read("report.html");
    let said =
        report.find("tumour against control rests on libraries that are not usable (failed)");
    assert!(said.is_some(), "the report says so");
    let multiqc = read("multiqc/exocast_libraries_mqc.json");
    assert!(multiqc.contains("\"not usable\""), "{multiqc}");
    let (_, rows) = table(&at.join("out/tables/library_verdicts.tsv"));
    assert_eq!(rows[1][..2], ["failed", "not usable"]);
}
