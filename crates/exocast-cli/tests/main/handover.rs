//! What one command writes, the next one takes.

use std::{fs, path::Path};

use crate::support::{exocast, exocast_ok, folder, table, write};

/// A simulated study of two samples, with the results of `vesicle summary` and `mirna quant` on its files.
fn measured() -> tempfile::TempDir {
    let place = folder();
    let at = place.path();
    exocast_ok(at, &["simulate", "--out", "s", "--samples", "2", "--reads", "3000"]);
    let exports = ["EV_1", "EV_2"].map(|name| format!("{name}=s/{name}_ExperimentSummary.csv"));
    let samples = ["--sample", &exports[0], "--sample", &exports[1]];
    let given = [&["vesicle", "summary", "--dilution", "1000", "--out", "sizes"], &samples[..]];
    exocast_ok(at, &given.concat());
    let reference = ["--hairpin", "s/hairpin.fa", "--annotation", "s/annotation.gff3"];
    let spikes = ["--spikes", "s/spikes.fa", "--spike-amounts", "s/amounts.tsv"];
    let volumes = ["--spiked-ul", "1", "--biofluid-ul", "200"];
    let quant = ["mirna", "quant", "s/EV_1.fastq.gz", "s/EV_2.fastq.gz", "--out", "counts"];
    exocast_ok(at, &[&quant[..], &reference, &spikes, &volumes].concat());
    place
}

/// The dose of the measured tables.
fn dosed(at: &Path) {
    let given = ["--vesicles", "sizes/vesicles.tsv", "--cargo", "counts/copies.tsv"];
    exocast_ok(at, &[&["transfer", "dose", "--out", "dose"], &given[..]].concat());
}

#[test]
fn sizes_go_to_identity() {
    let place = measured();
    for size in ["sizes", "sizes/vesicles.json"] {
        exocast_ok(place.path(), &["vesicle", "identity", "--size", size, "--out", "identity"]);
        let (_, rows) = table(&place.path().join("identity/identity.tsv"));
        assert!(rows.iter().any(|row| row[0] == "EV_2"), "{rows:?}");
    }
}

#[test]
fn vesicles_and_copies_go_to_the_dose() {
    let place = measured();
    let at = place.path();
    dosed(at);
    let (_, copies) = table(&at.join("counts/copies.tsv"));
    let (_, ledger) = table(&at.join("dose/dose.tsv"));
    let mirna = &copies[0][1];
    let row = |step: &str| {
        let matching = ledger.iter().find(|row| row[0] == *mirna && row[1] == step);
        matching.unwrap_or_else(|| panic!("no row {step} of {mirna}")).clone()
    };
    let number = |text: &str| text.parse::<f64>().expect("a number");
    let (_, vesicles) = table(&at.join("sizes/vesicles.tsv"));
    let logs: Vec<f64> = vesicles
        .iter()
        .filter(|row| row[1] == "all")
        .filter_map(|row| {
            let counted = copies.iter().find(|it| it[0] == row[0] && it[1] == *mirna)?;
            Some((number(&counted[6]) / number(&row[12])).ln())
        })
        .collect();
    let expected = (logs.iter().sum::<f64>() / logs.len() as f64).exp();
    let per_vesicle = number(&row("copies-per-vesicle")[2]);
    assert!((per_vesicle / expected - 1.0).abs() < 1e-9, "{per_vesicle} for {expected}");
    assert_eq!(row("copies-per-vesicle")[8], "measured");
}

#[test]
fn the_dose_goes_to_the_response() {
    let place = measured();
    let at = place.path();
    dosed(at);
    write(at, "mirna.fa", matures(&at.join("s/hairpin.fa"), &at.join("dose/dose.tsv")));
    let given =
        ["--mirna", "mirna.fa", "--transcripts", "s/transcripts.tsv", "--out", "response.tsv"];
    exocast_ok(at, &[&["target", "respond", "--dose", "dose/dose.tsv"], &given[..]].concat());
    // Without its parameters as the same copies in a plain table, before they are cut.
    let (_, ledger) = table(&at.join("dose/dose.tsv"));
    let present = ledger.iter().filter(|row| row[1] == "present");
    let plain: Vec<String> = present
        .map(|row| [&row[0], &row[2], &row[3], &row[4]].map(String::as_str).join("\t"))
        .collect();
    let plain = plain.join("\n");
    write(at, "plain.tsv", format!("mirna\tcopies_per_cell\tlow\thigh\n{plain}\n"));
    let again = [&given[..5], &["again.tsv"]].concat();
    exocast_ok(at, &[&["target", "respond", "--dose", "plain.tsv"], &again[..]].concat());
    fs::create_dir(at.join("bare")).expect("a folder");
    fs::copy(at.join("dose/dose.tsv"), at.join("bare/dose.tsv")).expect("a copy");
    let bare = [&given[..5], &["bare.tsv"]].concat();
    let ran = exocast(at, &[&["target", "respond", "--dose", "bare/dose.tsv"], &bare[..]].concat());
    assert!(ran.err.contains("parameters.tsv is not next to dose.tsv"), "{}", ran.err);
    let read = |name: &str| fs::read(at.join(name)).expect("a response");
    assert!(!read("bare.tsv").is_empty());
    assert_eq!(read("bare.tsv"), read("again.tsv"));
    // With them they compete with the own copies that the dose was computed with, for its Argonaute.
    let largest = |name: &str| {
        let (_, rows) = table(&at.join(name));
        rows.iter().map(|row| row[2].parse::<f64>().expect("a number").abs()).fold(0.0, f64::max)
    };
    let (cut, uncut) = (largest("response.tsv"), largest("bare.tsv"));
    assert!(cut > 0.0 && cut < uncut, "{cut} {uncut}");
}

/// FASTA of some sequence for each miRNA of the dose: what the response is computed of.
fn matures(hairpins: &Path, dose: &Path) -> String {
    let text = fs::read_to_string(hairpins).expect("hairpins");
    let bases: String = text.lines().filter(|line| !line.starts_with('>')).collect();
    let (_, ledger) = table(dose);
    let present = ledger.iter().filter(|row| row[1] == "held");
    let records: Vec<String> = present
        .enumerate()
        .map(|(i, row)| format!(">{}\n{}\n", row[0], &bases[7 * i..7 * i + 22]))
        .collect();
    records.concat()
}

#[test]
fn tables_of_a_run_are_taken_too() {
    let place = folder();
    let at = place.path();
    exocast_ok(at, &["simulate", "--out", "s", "--samples", "2", "--reads", "500"]);
    let study = fs::read_to_string(at.join("s/study.toml")).expect("a study");
    write(&at.join("s"), "study.toml", study.replace("[run]", "[run]\ndraws = 50"));
    exocast_ok(at, &["run", "s/study.toml", "--out", "o"]);
    let given = ["--vesicles", "o/tables/vesicles.tsv", "--cargo", "o/tables/cargo.tsv"];
    exocast_ok(at, &[&["transfer", "dose", "--out", "dose"], &given[..]].concat());
    write(at, "mirna.fa", matures(&at.join("s/hairpin.fa"), &at.join("o/tables/dose.tsv")));
    let given = ["--mirna", "mirna.fa", "--transcripts", "s/transcripts.tsv", "--out", "r.tsv"];
    let dose = ["target", "respond", "--dose", "o/tables/dose.tsv"];
    exocast_ok(at, &[&dose[..], &given[..]].concat());
}

#[test]
fn another_column_is_refused_by_name() {
    let place = measured();
    let at = place.path();
    let text = fs::read_to_string(at.join("sizes/vesicles.tsv")).expect("vesicles");
    write(at, "other.tsv", text.replacen("lod_nm", "limit", 1));
    let given = ["--vesicles", "other.tsv", "--cargo", "counts/copies.tsv", "--out", "dose"];
    let ran = exocast(at, &[&["transfer", "dose"], &given[..]].concat());
    assert_eq!(ran.code, Some(1), "{}", ran.out);
    assert!(ran.err.contains("other.tsv") && ran.err.contains("`limit`"), "{}", ran.err);
}

#[test]
fn guides_of_reads_are_what_the_response_looks_for() {
    let place = folder();
    let at = place.path();
    let case = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/target/isomir");
    for file in ["iso.fastq", "hairpin.fa", "ann.gff3", "tx.tsv"] {
        fs::copy(case.join(file), at.join(file)).expect("copied");
    }
    let reference = ["--hairpin", "hairpin.fa", "--annotation", "ann.gff3"];
    let quant = ["mirna", "quant", "iso.fastq", "--library", "trimmed", "--out", "q"];
    exocast_ok(at, &[&quant[..], &reference].concat());
    let (header, rows) = table(&at.join("q/guides.tsv"));
    assert_eq!(header[..6], ["sample", "mirna", "isomir", "seed", "sequence", "counts"]);
    let shown: Vec<String> = rows.iter().map(|row| row[2..6].join(" ")).collect();
    let shifted = "AGCUUAUCAGACUGAUGUUGA";
    let expected = [
        " AGCUUAU UAGCUUAUCAGACUGAUGUUGA 0".to_owned(),
        format!("iso_5p:+1 GCUUAUC {shifted} 200"),
    ];
    assert_eq!(shown, expected);
    exocast_ok(at, &[&quant[..6], &["all"], &reference, &["--guide-share", "1"]].concat());
    assert_eq!(table(&at.join("all/guides.tsv")).1.len(), 1);

    write(at, "mirna.fa", ">hsa-miR-21-5p\nUAGCUUAUCAGACUGAUGUUGA\n");
    write(at, "shifted.fa", format!(">hsa-miR-21-5p\n{shifted}\n"));
    write(at, "plain.tsv", "mirna\tcopies_per_cell\nhsa-miR-21-5p\t5000\n");
    write(at, "dose.tsv", "mirna\tcopies_per_cell\tisomir\nhsa-miR-21-5p\t5000\tiso_5p:+1\n");
    let respond = |mirna: &str, dose: &str, more: &[&str]| {
        let given = ["--mirna", mirna, "--dose", dose, "--transcripts", "tx.tsv", "--out", "r.tsv"];
        let ran = exocast(at, &[&["target", "respond"], &given[..], more].concat());
        (ran, fs::read_to_string(at.join("r.tsv")).unwrap_or_default())
    };
    let (ran, _) = respond("mirna.fa", "dose.tsv", &[]);
    assert!(ran.code == Some(1) && ran.err.contains("--guides"), "{}", ran.err);
    let (ran, named) = respond("mirna.fa", "dose.tsv", &["--guides", "q/guides.tsv"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let (_, alone) = respond("shifted.fa", "plain.tsv", &[]);
    let (_, canonical) = respond("mirna.fa", "plain.tsv", &[]);
    assert_eq!(named.replace("iso_5p:+1", ""), alone);
    assert_ne!(alone, canonical);
}
