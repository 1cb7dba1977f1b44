//! Mistakes that look like input: each is refused with a line that says what to do, or told in a note.

use std::path::Path;

use crate::support::{exocast, exocast_ok, folder, write};

/// A simulated study of two samples in `study`.
fn simulated() -> tempfile::TempDir {
    let place = folder();
    exocast_ok(place.path(), &["simulate", "--out", "study", "--samples", "2", "--reads", "300"]);
    place
}

/// Replaces text of a file of the study.
fn edit(place: &Path, name: &str, from: &str, to: &str) {
    let path = place.join("study").join(name);
    let text = std::fs::read_to_string(&path).expect("a file of the study");
    assert!(text.contains(from), "`{from}` is not in {name}");
    std::fs::write(path, text.replace(from, to)).expect("a small file");
}

/// Both `check` and `run` refuse the study and say all of this, the first on standard output or error.
fn refused(place: &Path, parts: &[&str]) {
    for arguments in
        [&["check", "study/study.toml"][..], &["run", "study/study.toml", "--out", "out"]]
    {
        let ran = exocast(place, arguments);
        assert_eq!(ran.code, Some(1), "{arguments:?}: {}{}", ran.out, ran.err);
        let said = format!("{}{}", ran.out, ran.err);
        for part in parts {
            assert!(said.contains(part), "{arguments:?}: `{part}` is not in: {said}");
        }
        assert!(!place.join("out").exists(), "results were left behind");
    }
}

#[test]
fn reads_that_two_samples_share() {
    let place = simulated();
    edit(place.path(), "study.toml", "EV_2.fastq.gz", "./EV_1.fastq.gz");
    let parts = ["study.toml, line", "EV_1.fastq.gz", "reads of sample EV_1", "count twice"];
    refused(place.path(), &parts);
}

#[test]
fn reads_that_are_none() {
    let place = simulated();
    write(&place.path().join("study"), "EV_1.fastq.gz", "");
    refused(place.path(), &["study.toml, line", "EV_1.fastq.gz, which is empty", "FASTQ"]);
}

#[test]
fn precursors_for_mature_sequences() {
    let place = simulated();
    edit(place.path(), "study.toml", "annotation.gff3", "hairpin.fa");
    refused(place.path(), &["hairpin.fa, line 1", "whole precursor", "GFF3"]);
}

#[test]
fn another_organism() {
    let place = simulated();
    edit(place.path(), "study.toml", "organism = \"syn\"", "organism = \"mmu\"");
    refused(place.path(), &["hairpin.fa", "organism `mmu`", "`syn-"]);
}

#[test]
fn one_contrast_twice() {
    let place = simulated();
    let contrast = "[[contrast]]\nof = \"tumour\"\nagainst = \"control\"\n";
    let path = place.path().join("study/study.toml");
    let study = std::fs::read_to_string(&path).expect("a study");
    let study: String = study.split("[[contrast]]").next().unwrap_or_default().to_owned();
    std::fs::write(path, format!("{study}\n{contrast}{contrast}")).expect("a small file");
    refused(place.path(), &["study.toml, line", "`tumour` against `control`", "keep one"]);
}

#[test]
fn sizes_in_micrometres() {
    let place = simulated();
    let sizes: Vec<String> = (0..40).map(|i| format!("{}\n", 0.1 + 0.003 * f64::from(i))).collect();
    let sizes = sizes.concat();
    write(&place.path().join("study"), "sizes.csv", format!("diameter\n{sizes}"));
    edit(place.path(), "study.toml", "EV_1_ExperimentSummary.csv", "sizes.csv");
    refused(place.path(), &["sizes.csv, line 1", "below 1 nm", "micrometres = true"]);
    let named = "name = \"EV_1\"\ncolumns = { micrometres = true }";
    edit(place.path(), "study.toml", "name = \"EV_1\"", named);
    let ran = exocast_ok(place.path(), &["check", "study/study.toml"]);
    assert!(ran.out.contains("sizes.csv: "), "{}", ran.out);
}

#[test]
fn files_as_spreadsheets_save_them() {
    let check = |bytes: &[u8], part: &str| {
        let place = simulated();
        write(&place.path().join("study"), "expression.tsv", bytes);
        refused(place.path(), &["expression.tsv", part]);
    };
    check(b"PK\x03\x04\x14\x00\xff\xff\n", "workbook");
    check(b"gene\ttpm\na\t0\nb\t0\n", "no row with expression above zero");
    let place = simulated();
    let path = place.path().join("study/expression.tsv");
    let text = std::fs::read_to_string(&path).expect("a file of the study");
    let fields = |line: &str| {
        let (gene, tpm) = line.split_once('\t').expect("two columns");
        format!("{gene}\t{}\n", tpm.replace('.', ","))
    };
    let text: String = text.lines().map(fields).collect();
    let utf16 = text.encode_utf16().flat_map(u16::to_le_bytes);
    std::fs::write(path, [0xFF, 0xFE].into_iter().chain(utf16).collect::<Vec<u8>>())
        .expect("a file");
    for name in ["hairpin.fa", "annotation.gff3", "spikes.fa", "transcripts.tsv"] {
        let path = place.path().join("study").join(name);
        let text = std::fs::read(&path).expect("a file of the study");
        std::fs::write(path, [b"\xEF\xBB\xBF", text.as_slice()].concat()).expect("a file");
    }
    exocast_ok(place.path(), &["check", "study/study.toml"]);
}

#[test]
fn what_is_odd_is_told_in_notes() {
    let place = simulated();
    let counts = "mirna\tEV_2\nsyn-miR-1-5p\t50\nhsa-miR-21\t70\n";
    write(&place.path().join("study"), "counts.tsv", counts);
    edit(place.path(), "study.toml", "reads = [\"EV_2.fastq.gz\"]", "counts = \"counts.tsv\"");
    let amounts = place.path().join("study/amounts.tsv");
    let text = std::fs::read_to_string(&amounts).expect("amounts");
    let (header, rows) = text.split_once('\n').expect("a header");
    let (first, rest) = rows.split_once('\n').expect("a row");
    let spike = first.split('\t').next().expect("a name");
    std::fs::write(amounts, format!("{header}\n{spike}\t0\n{rest}")).expect("a file");
    let expression = place.path().join("study/expression.tsv");
    let text = std::fs::read_to_string(&expression).expect("expression");
    let last = text.lines().last().expect("a row");
    std::fs::write(&expression, format!("{text}{last}\n")).expect("a file");
    let ran = exocast_ok(place.path(), &["run", "study/study.toml", "--out", "out"]);
    for part in [
        "other organisms than `[study] organism` are left out of the cargo (hsa-miR-21: ",
        &format!("spikes with an amount of 0 are left out of the curve: {spike}"),
        "1 row of the expression with the name of an earlier row",
    ] {
        assert!(ran.err.contains(part), "`{part}` is not in: {}", ran.err);
    }
}

#[test]
fn a_folder_of_data_that_is_not_there() {
    let place = folder();
    let ran = exocast(place.path(), &["data", "verify", "--folder", "nowhere"]);
    assert_eq!(ran.code, Some(1), "{}", ran.err);
    assert!(ran.err.contains("there is no folder nowhere"), "{}", ran.err);
}

#[cfg(unix)]
#[test]
fn who_closes_standard_error_does_not_end_a_run() {
    use std::process::{Command, Stdio};
    let place = folder();
    // The reading end is closed before anything is said.
    let mut child = Command::new(env!("CARGO_BIN_EXE_exocast"))
        .args(["new", "study"])
        .current_dir(place.path())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stderr.take());
    assert_eq!(child.wait().expect("it ends").code(), Some(0));
}

#[test]
fn a_name_without_species_or_arm() {
    let place = simulated();
    let arguments = ["--hairpin", "study/hairpin.fa", "--annotation", "study/annotation.gff3"];
    let ran = exocast(place.path(), &[&["mirna", "info", "miR-1"], &arguments[..]].concat());
    assert_eq!(ran.code, Some(1), "{}", ran.err);
    assert!(ran.err.contains("did you mean syn-miR-1-"), "{}", ran.err);
}

#[test]
fn a_table_that_is_written_is_named() {
    let place = folder();
    write(place.path(), "m.fa", ">a\nUAGCUUAUCAGACUGAUGUUGA\n");
    write(
        place.path(),
        "t.csv",
        "\"transcript\",\"gene\",\"utr3\"\n\"t\",\"g\",\"AAAUAAGCUAAA\"\n",
    );
    let arguments = ["target", "sites", "--mirna", "m.fa", "--transcripts", "t.csv", "--out"];
    let again = |wanted: &str| {
        let ran = exocast_ok(place.path(), &[&arguments[..], &["s.tsv"]].concat());
        assert!(ran.err.contains(wanted), "{}", ran.err);
    };
    again("wrote s.tsv");
    again("replaced s.tsv");
    let (_, rows) = crate::support::table(&place.path().join("s.tsv"));
    assert_eq!(rows.len(), 1, "comma-separated and quoted transcripts are read");
}
