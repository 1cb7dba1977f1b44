//! Reads of any layout and format, and controls, as `mirna quant` and a study take them.

use std::{fmt::Write as _, fs, path::Path};

use crate::support::{exocast, exocast_ok, folder, table, write};

const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/cases/smallrna/");
const REFERENCE: [&str; 4] = ["--hairpin", "hairpin.fa", "--annotation", "mature.fa"];

fn cases(folder: &Path, names: &[&str]) {
    for name in ["hairpin.fa", "mature.fa"].iter().chain(names) {
        write(folder, name, fs::read(format!("{CASES}{name}")).expect("a case"));
    }
}

/// Sum of each column of counts, and what is printed.
fn quant(at: &Path, arguments: &[&str]) -> (Vec<f64>, String) {
    let ran = exocast_ok(
        at,
        &[&["mirna", "quant"], &REFERENCE[..], arguments, &["--out", "out"]].concat(),
    );
    let (header, rows) = table(&at.join("out/counts.tsv"));
    let samples = header.iter().filter(|name| !["mirna", "fragment_of"].contains(&name.as_str()));
    let sums = (1..=samples.count())
        .map(|i| rows.iter().map(|row| row[i].parse::<f64>().expect("a count")).sum())
        .collect();
    fs::remove_dir_all(at.join("out")).expect("the results are removed");
    (sums, ran.err)
}

#[test]
fn a_layout_is_recognised_or_given() {
    let place = folder();
    let at = place.path();
    let reads = ["06_smarter.fq", "06_4N_nebnext.fq", "06_4N_pretrimmed.fq", "08_high_quality.fq"];
    cases(at, &reads);
    let (sums, _) = quant(at, &reads);
    for (sum, expected) in sums.iter().zip([110.0, 110.0, 110.0, 150.0]) {
        assert!(*sum >= 0.97 * expected, "{sums:?}");
    }
    let (given, _) = quant(at, &["06_smarter.fq", "--layout", "5:3,insert,polyA"]);
    assert!((given[0] - sums[0]).abs() < 1e-9);
    let bad = [
        &["mirna", "quant"],
        &REFERENCE[..],
        &["06_smarter.fq", "--layout", "5:3,polyA", "--out", "o"],
    ];
    let ran = exocast(at, &bad.concat());
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("5:3,insert,polyA"), "{}", ran.err);
}

#[test]
fn a_control_is_a_column_and_collapsed_reads_count() {
    let place = folder();
    let at = place.path();
    cases(
        at,
        &["12_control.fq", "04_reads.fq", "03_collapsed.fa", "03_collapsed.fq", "05_adapter5.fq"],
    );
    let (sums, said) = quant(at, &["12_control.fq", "04_reads.fq"]);
    assert!(sums[0] < 1e-9 && sums[1] > 100.0, "{sums:?}");
    assert!(said.contains("no library is recognised in the first 37 reads"), "{said}");
    let collapsed = ["fa=03_collapsed.fa", "fq=03_collapsed.fq"];
    let (sums, _) = quant(at, &collapsed);
    assert!(sums.iter().all(|sum| (sum - 110.0).abs() < 1e-9), "{sums:?}");
    let (sums, _) = quant(at, &[&collapsed[..], &["--collapsed", "no"]].concat());
    assert!(sums.iter().all(|sum| (sum - 4.0).abs() < 1e-9), "{sums:?}");
    let (sums, _) = quant(at, &["05_adapter5.fq"]);
    assert!(sums[0] < 1e-9, "{sums:?}");
}

#[test]
fn files_of_pairs_are_one_sample() {
    let place = folder();
    let at = place.path();
    cases(at, &[]);
    let (mut first, mut second) = (String::new(), String::new());
    for i in 0..40 {
        let quality = "I".repeat(43);
        let _ =
            write!(first, "@r{i}/1\nTGAGGTAGTAGGTTGTATAGTTTGGAATTCTCGGGTGCCAAGG\n+\n{quality}\n");
        let _ =
            write!(second, "@r{i}/2\nAACTATACAACCTACTACCTCAGATCGTCGGACTGTAGAACTC\n+\n{quality}\n");
    }
    write(at, "EV_R1.fastq", first);
    write(at, "EV_R2.fastq", second);
    let (sums, said) = quant(at, &["EV_R2.fastq", "EV_R1.fastq"]);
    assert!(sums.len() == 1 && (sums[0] - 40.0).abs() < 1e-9, "{sums:?}");
    assert!(said.contains("40 pairs overlap and are joined"), "{said}");
}

#[test]
fn a_study_takes_layouts() {
    let place = folder();
    let at = place.path();
    cases(at, &["06_smarter.fq"]);
    let study = |line: &str| {
        format!(
            "[study]\ntitle = \"t\"\n[reference]\nhairpin = \"hairpin.fa\"\nannotation = \"mature.fa\"\n\
             [mirna]\ncollapsed = \"no\"\n[[sample]]\nname = \"EV\"\nreads = [\"06_smarter.fq\"]\n{line}\n"
        )
    };
    for line in
        ["layout = \"5:3,insert,polyA\"", "library = \"5:3,insert,polyA\"", "library = \"smarter\""]
    {
        write(at, "study.toml", study(line));
        exocast_ok(at, &["run", "study.toml", "--out", "out"]);
        let (_, rows) = table(&at.join("out/tables/mirna_counts.tsv"));
        let sum: f64 = rows.iter().map(|row| row[1].parse::<f64>().expect("a count")).sum();
        assert!(sum > 107.0, "{sum}");
        fs::remove_dir_all(at.join("out")).expect("the results are removed");
    }
    write(at, "study.toml", study("layout = \"insert,3:4,AC\""));
    let ran = exocast(at, &["check", "study.toml"]);
    assert!(ran.err.contains("a 3' adapter has 8 to 64 nucleotides"), "{}", ran.err);
}
