//! Bad input: one clear line that names the file (and line), exit code 1, and no results left behind.

use std::{io::Write, path::Path};

use flate2::{Compression, write::GzEncoder};

use crate::support::{exocast, exocast_ok, folder, table, write};

/// Runs a command that has to fail on its input, and returns the error it prints.
fn refused(place: &Path, arguments: &[&str]) -> String {
    let ran = exocast(place, arguments);
    assert_eq!(ran.code, Some(1), "{arguments:?}: {}{}", ran.out, ran.err);
    let errors: Vec<usize> = ran.err.match_indices("error: ").map(|(place, _)| place).collect();
    assert_eq!(errors.len(), 1, "one error: {}", ran.err);
    assert!(!place.join("out").exists(), "results were left behind");
    let partial = std::fs::read_dir(place).expect("a folder").filter_map(Result::ok);
    for entry in partial {
        assert!(!entry.file_name().to_string_lossy().contains("partial"), "a half-written folder");
    }
    ran.err[errors[0]..].trim_end().to_owned()
}

fn check(line: &str, parts: &[&str]) {
    for part in parts {
        assert!(line.contains(part), "`{part}` is not in: {line}");
    }
}

/// A small simulated study in `study`, whose files the tests then spoil.
fn simulated() -> tempfile::TempDir {
    let place = folder();
    exocast_ok(place.path(), &["simulate", "--out", "study", "--samples", "1", "--reads", "500"]);
    place
}

fn quant(place: &Path, reads: &str) -> String {
    let arguments = ["mirna", "quant", reads, "--hairpin", "study/hairpin.fa", "--annotation"];
    refused(
        place,
        &[&arguments[..], &["study/annotation.gff3", "--library", "truseq", "--out", "out"]]
            .concat(),
    )
}

#[test]
fn a_truncated_gzip_file() {
    let place = simulated();
    let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
    for i in 0..2000 {
        writeln!(gzip, "@r{i}\nACGTACGTACGTACGTACGTAC\n+\nIIIIIIIIIIIIIIIIIIIIII").expect("memory");
    }
    let mut bytes = gzip.finish().expect("memory");
    bytes.truncate(bytes.len() / 2);
    write(place.path(), "cut.fastq.gz", bytes);
    check(&quant(place.path(), "cut.fastq.gz"), &["cut.fastq.gz", "line", "truncated"]);
}

#[test]
fn a_read_whose_qualities_have_another_length() {
    let place = simulated();
    write(
        place.path(),
        "uneven.fastq",
        "@a\nACGTACGTACGT\n+\nIIIIIIIIIIII\n@b\nACGTACGTACGT\n+\nIII\n",
    );
    check(&quant(place.path(), "uneven.fastq"), &["uneven.fastq", "line 8", "12", "3"]);
}

#[test]
fn a_nanosight_export_without_data() {
    let place = folder();
    write(
        place.path(),
        "empty.csv",
        "NTA Experiment Summary File,\nCreated with NTA 3.4 Build 3.4.003,\n",
    );
    let line = refused(place.path(), &["vesicle", "summary", "empty.csv", "--out", "out"]);
    check(&line, &["empty.csv"]);
    write(place.path(), "nothing.csv", "");
    let line = refused(place.path(), &["vesicle", "summary", "nothing.csv", "--out", "out"]);
    check(&line, &["nothing.csv"]);
}

#[test]
fn a_negative_size() {
    let place = folder();
    write(place.path(), "sizes.csv", "diameter_nm\n100\n-3\n120\n");
    let line = refused(place.path(), &["vesicle", "summary", "sizes.csv", "--out", "out"]);
    check(&line, &["sizes.csv", "line 3", "-3"]);
    write(place.path(), "list.txt", "100\n-3\n120\n");
    let line = refused(place.path(), &["vesicle", "summary", "list.txt", "--out", "out"]);
    check(&line, &["list.txt", "line 2", "-3"]);
}

#[test]
fn a_study_that_names_a_missing_file() {
    let place = folder();
    write(
        place.path(),
        "study.toml",
        "[study]\ntitle = \"x\"\n[origin]\nsignature = \"nowhere.tsv\"\ncargo = \"nowhere.tsv\"\n",
    );
    for command in ["run", "check"] {
        let mut arguments = vec![command, "study.toml"];
        if command == "run" {
            arguments.extend(["--out", "out"]);
        }
        let line = refused(place.path(), &arguments);
        check(&line, &["study.toml", "origin.signature", "nowhere.tsv", "does not exist"]);
    }
}

#[test]
fn a_study_with_an_unknown_key() {
    let place = folder();
    write(place.path(), "study.toml", "[study]\ntitle = \"x\"\n[run]\nsede = 3\n");
    let line = refused(place.path(), &["run", "study.toml", "--out", "out"]);
    check(&line, &["study.toml", "line 4", "`sede`", "did you mean `seed`"]);
}

#[test]
fn a_study_with_an_unknown_parameter() {
    let place = simulated();
    let study = std::fs::read_to_string(place.path().join("study/study.toml")).expect("a study");
    write(
        place.path(),
        "study/study.toml",
        study.replace("[transfer]", "[transfer]\nendosomal_escpe = 0.1"),
    );
    let line = refused(place.path(), &["run", "study/study.toml", "--out", "out"]);
    check(&line, &["endosomal", "escape"]);
}

#[test]
fn a_number_that_is_none() {
    let place = folder();
    write(place.path(), "signature.tsv", "gene\tliver\tbrain\nALB\t9\t0\nMOG\t0\tNaN\n");
    write(place.path(), "cargo.tsv", "gene\tEV\nALB\t3\nMOG\t4\n");
    let arguments =
        ["origin", "match", "--signature", "signature.tsv", "--cargo", "cargo.tsv", "--out", "out"];
    let line = refused(place.path(), &arguments);
    check(&line, &["signature.tsv", "line 3", "field brain", "missing value"]);
}

#[test]
fn a_signature_without_common_features() {
    let place = folder();
    write(place.path(), "signature.tsv", "gene\tliver\tbrain\nALB\t9\t0\nMOG\t0\t9\n");
    write(place.path(), "cargo.tsv", "gene\tEV\nENSG1\t3\nENSG2\t4\n");
    let arguments =
        ["origin", "match", "--signature", "signature.tsv", "--cargo", "cargo.tsv", "--out", "out"];
    let line = refused(place.path(), &arguments);
    check(&line, &["ALB", "ENSG1"]);
}

#[test]
fn a_foreign_folder_is_not_overwritten() {
    let place = simulated();
    std::fs::create_dir(place.path().join("mine")).expect("a folder");
    write(place.path(), "mine/thesis.txt", "years of work");
    let ran = exocast(place.path(), &["run", "study/study.toml", "--out", "mine"]);
    assert_eq!(ran.code, Some(1));
    check(&ran.err, &["mine", "--out"]);
    let thesis =
        std::fs::read_to_string(place.path().join("mine/thesis.txt")).expect("still there");
    assert_eq!(thesis, "years of work");
}

#[test]
fn results_are_replaced_only_where_nothing_can_be_lost() {
    let place = folder();
    let at = place.path();
    exocast_ok(at, &["simulate", "--out", "study", "--samples", "1", "--reads", "300"]);
    let ran = exocast(at, &["run", "study/study.toml", "--out", "study"]);
    assert_eq!(ran.code, Some(1), "the study would be lost");
    check(&ran.err, &["study", "results of `exocast simulate`", "--out"]);

    exocast_ok(at, &["run", "study/study.toml", "--out", "out"]);
    let again = exocast_ok(at, &["run", "study/study.toml", "--out", "out"]);
    check(&again.err, &["replaced out"]);
    write(at, "out/notes.md", "mine");
    let ran = exocast(at, &["run", "study/study.toml", "--out", "out"]);
    assert_eq!(ran.code, Some(1));
    check(&ran.err, &["notes.md, which exocast did not write"]);
    assert!(at.join("out/notes.md").is_file() && at.join("out/report.html").is_file());

    std::fs::create_dir(at.join("other")).expect("a folder");
    write(at, "other/run.json", "{\"a\": 1}");
    write(at, "other/data.txt", "precious");
    let ran = exocast(at, &["run", "study/study.toml", "--out", "other"]);
    assert_eq!(ran.code, Some(1));
    assert!(at.join("other/data.txt").is_file());
}

#[test]
fn what_a_killed_run_left_is_put_right() {
    let place = folder();
    let at = place.path();
    exocast_ok(at, &["simulate", "--out", "study", "--samples", "1", "--reads", "300"]);
    std::fs::create_dir_all(at.join(".out.partial/tables")).expect("left half-written");
    std::fs::create_dir_all(at.join(".out.earlier/tables")).expect("left moved away");
    write(at, ".out.earlier/run.json", "{\"a\": 1}");
    let ran = exocast(at, &["run", "study/study.toml", "--out", "out"]);
    assert_eq!(ran.code, Some(1), "what was moved away is back, and not ours");
    assert!(at.join("out/run.json").is_file() && !at.join(".out.partial").exists());
}

#[test]
fn counts_below_zero_are_refused() {
    let place = folder();
    write(place.path(), "counts.tsv", "mirna\tEV\nsyn-miR-1\t5\nsyn-miR-2\t-5\n");
    let study = "[study]\ntitle = \"x\"\n[[sample]]\nname = \"EV\"\ncounts = \"counts.tsv\"\n";
    write(place.path(), "study.toml", study);
    let line = refused(place.path(), &["run", "study.toml", "--out", "out"]);
    check(&line, &["counts.tsv", "`-5` of `syn-miR-2`"]);
}

#[test]
fn a_step_without_anything_to_work_on_is_not_called_done() {
    let place = folder();
    write(place.path(), "counts.tsv", "mirna\tEV\nhsa-miR-1-3p\t0\n");
    let study = "[study]\ntitle = \"x\"\n[[sample]]\nname = \"EV\"\ncounts = \"counts.tsv\"\n";
    write(place.path(), "study.toml", study);
    let ran = exocast_ok(place.path(), &["run", "study.toml", "--out", "out"]);
    check(&ran.err, &["done miRNA counts", "off  cargo in copies", "off  dose per recipient cell"]);
}

#[test]
fn counts_of_another_organism_are_refused_and_spikes_among_them_are_no_cargo() {
    let place = folder();
    let study = "[study]\ntitle = \"x\"\n[[sample]]\nname = \"EV\"\ncounts = \"counts.tsv\"\n";
    write(place.path(), "study.toml", study);
    write(place.path(), "counts.tsv", "mirna\tEV\nbta-miR-1\t7\nbta-miR-21-5p\t9\n");
    let line = refused(place.path(), &["run", "study.toml", "--out", "out"]);
    check(&line, &["`bta`", "organism = \"bta\"", "`hsa`"]);
    let counts = "mirna\tEV\nhsa-miR-1-3p\t60\ncel-miR-39-3p\t20\nUniSp6\t15\nRNU6-1\t5\n";
    write(place.path(), "counts.tsv", counts);
    let ran = exocast_ok(place.path(), &["run", "study.toml", "--out", "out"]);
    check(&ran.err, &["UniSp6: 15.00 %", "cel-miR-39-3p: 20.00 %", "RNU6-1: 5.00 %"]);
    let (_, rows) = table(&place.path().join("out/tables/mirna_counts.tsv"));
    assert_eq!(rows, [["hsa-miR-1-3p", "60"]]);
}

#[test]
fn a_diameter_that_nothing_has_is_refused() {
    let place = folder();
    write(place.path(), "list.txt", "100\n1e300\n");
    let line = refused(place.path(), &["vesicle", "summary", "list.txt", "--out", "out"]);
    check(&line, &["list.txt", "line 2", "1e300"]);
}

#[test]
fn a_refused_input_leaves_no_folder_above_either() {
    let place = folder();
    write(place.path(), "list.txt", "100\n-3\n");
    let ran = exocast(place.path(), &["vesicle", "summary", "list.txt", "--out", "deep/er/out"]);
    assert_eq!(ran.code, Some(1));
    assert!(!place.path().join("deep").exists(), "folders were left behind");
    write(place.path(), "list.txt", "100\n120\n130\n");
    exocast_ok(place.path(), &["vesicle", "summary", "list.txt", "--out", "deep/er/out"]);
    assert!(place.path().join("deep/er/out/vesicles.tsv").is_file());
}

#[test]
fn bad_usage_leaves_with_two() {
    let place = folder();
    for arguments in [
        &["runn"][..],
        &["run"],
        &["vesicle", "summary", "x", "--lod", "small", "--out", "y"],
        &["demo", "--threads", "5000"],
    ] {
        assert_eq!(exocast(place.path(), arguments).code, Some(2), "{arguments:?}");
    }
}
