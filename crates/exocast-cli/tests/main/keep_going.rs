//! One bad file does not end the work of the others.

use std::{fs, path::Path};

use crate::support::{exocast, exocast_ok, folder, table, write};

/// A file of the project's test cases.
fn case(name: &str) -> String {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/study");
    cases.join(name).to_string_lossy().into_owned()
}

fn analysis(results: &Path) -> serde_json::Value {
    let text = fs::read_to_string(results.join("analysis.json")).expect("an analysis");
    serde_json::from_str(&text).expect("JSON")
}

/// Texts of the notices with this code.
fn notices(results: &Path, code: &str) -> Vec<String> {
    let analysis = analysis(results);
    let all = analysis["notices"].as_array().expect("notices").iter();
    let coded = all.filter(|notice| notice["code"] == code && notice["level"] == "warning");
    coded.map(|notice| notice["text"].as_str().expect("a text").to_owned()).collect()
}

const SIZES: &str = "diameter_nm,count\n80,3\n90,5\n100,2\n110,4\n120,2\n";

fn bad_study(at: &Path) {
    write(at, "good.csv", SIZES);
    write(at, "bad.csv", "diameter_nm,count\n80,x\n");
    write(at, "counts.tsv", "mirna\tA\nhsa-let-7a-5p\t50\nhsa-miR-21-5p\t20\n");
    let samples = "\
        [[sample]]\nname = \"A\"\nsizing = [\"good.csv\"]\ncounts = \"counts.tsv\"\n\
        [[sample]]\nname = \"B\"\nsizing = [\"bad.csv\"]\n\
        [[sample]]\nname = \"C\"\ncounts = \"counts.tsv\"\n\
        [[sample]]\nname = \"D\"\nsizing = [\"not_there.csv\"]\n\
        [[sample]]\nname = \"E\"\ncounts = \"nor_this.tsv\"\n";
    write(at, "study.toml", format!("[study]\ntitle = \"x\"\n{samples}[run]\ndraws = 64\n"));
}

#[test]
fn check_lists_all_that_is_wrong() {
    let place = folder();
    let at = place.path();
    bad_study(at);
    let ran = exocast(at, &["check", "study.toml"]);
    assert_eq!(ran.code, Some(1), "{}{}", ran.out, ran.err);
    for part in ["sample B, sizing", "sample C, counts", "not_there.csv", "nor_this.tsv"] {
        let bad = ran.out.lines().filter(|line| line.starts_with("cannot be used"));
        assert!(bad.into_iter().any(|line| line.contains(part)), "{part}: {}", ran.out);
    }
    let run = exocast(at, &["run", "study.toml", "--out", "out"]);
    assert_eq!(run.code, Some(1));
    assert!(run.err.contains("2 things are wrong"), "{}", run.err);
    assert!(run.err.contains("not_there.csv") && run.err.contains("nor_this.tsv"), "{}", run.err);

    let values = "[study]\ntitle = \"x\"\n[[sample]]\nname = \"A\"\ndilution = 0.5\n[[sample]]\nname = \"A\"\nreads = [\"no.fq\"]\n";
    write(at, "values.toml", values);
    let ran = exocast(at, &["check", "values.toml"]);
    for part in ["line 5: `dilution of sample A`", "line 7: two samples", "no.fq"] {
        assert!(ran.err.contains(part), "{part}: {}", ran.err);
    }
}

#[test]
fn good_samples_are_analysed_and_bad_ones_are_named() {
    let place = folder();
    let at = place.path();
    bad_study(at);
    let ran = exocast_ok(at, &["run", "study.toml", "--out", "out", "--keep-going"]);
    let left = notices(&at.join("out"), "input-left-out");
    assert_eq!(left.len(), 4, "{left:?}");
    for (sample, why) in [
        ("B: sizing", "bad.csv"),
        ("C: counts", "`C`"),
        ("D: sizing", "not_there"),
        ("E: ", "nor_this"),
    ] {
        assert!(left.iter().any(|text| text.starts_with(sample) && text.contains(why)), "{left:?}");
        assert!(ran.err.contains(sample), "{}", ran.err);
    }
    let (_, rows) = table(&at.join("out/tables/vesicles.tsv"));
    assert!(!rows.is_empty() && rows.iter().all(|row| row[0] == "A"), "{rows:?}");
    // The first thing that a reader sees.
    let report = fs::read_to_string(at.join("out/report.html")).expect("a report");
    let section = report.find("id=\"left-out\"").expect("a section");
    let end = section + report[section..].find("</section>").expect("its end");
    assert!(end < report.find("id=\"verdict\"").expect("a verdict"));
    for part in ["4 of 5 samples", "not_there.csv", "nor_this.tsv", "bad.csv", "left out"] {
        assert!(report[section..end].contains(part), "{part}");
    }
    let (header, rows) = table(&at.join("out/tables/samples.tsv"));
    assert_eq!(header, ["sample", "group", "status", "used", "left_out", "reason"]);
    let short: Vec<[&str; 4]> =
        rows.iter().map(|row| [&row[0], &row[2], &row[3], &row[4]].map(String::as_str)).collect();
    let expected = [
        ["A", "used", "counts, sizing", ""],
        ["B", "left out", "", "sizing"],
        ["C", "left out", "", "counts"],
        ["D", "left out", "", "sizing"],
        ["E", "left out", "", "counts"],
    ];
    assert_eq!(short, expected);
    assert!(rows[4][5].contains("nor_this.tsv") && rows[0][5].is_empty(), "{rows:?}");
    let json = analysis(&at.join("out"));
    assert_eq!(json["tables"]["samples"]["rows"][1][2], "left out");
    let multiqc =
        fs::read_to_string(at.join("out/multiqc/exocast_samples_mqc.json")).expect("JSON");
    let multiqc: serde_json::Value = serde_json::from_str(&multiqc).expect("JSON");
    assert_eq!(multiqc["data"]["D"]["status"], "left out");
    assert!(multiqc["data"]["D"]["reason"].as_str().is_some_and(|why| why.contains("not_there")));
    // The option is part of what was asked for.
    assert_eq!(analysis(&at.join("out"))["study"]["run"]["keep_going"], true);
}

#[test]
fn a_broken_file_of_reads_is_left_out() {
    let place = folder();
    let at = place.path();
    exocast_ok(at, &["simulate", "--out", "s", "--samples", "2", "--reads", "3000"]);
    let whole = fs::read(at.join("s/EV_2.fastq.gz")).expect("reads");
    write(at, "s/EV_2.fastq.gz", &whole[..whole.len() / 2]);
    let failed = exocast(at, &["run", "s/study.toml", "--out", "out"]);
    assert_eq!(failed.code, Some(1), "{}", failed.err);
    exocast_ok(at, &["run", "s/study.toml", "--out", "out", "--keep-going"]);
    let left = notices(&at.join("out"), "input-left-out");
    assert!(left.len() == 1 && left[0].starts_with("EV_2: reads left out"), "{left:?}");
    let (header, _) = table(&at.join("out/tables/mirna_counts.tsv"));
    assert_eq!(header, ["mirna", "EV_1"]);
}

#[test]
fn reads_without_a_reference_are_checked() {
    let place = folder();
    let at = place.path();
    exocast_ok(at, &["check", &case("readonly-no-hairpin/study.toml")]);
    exocast_ok(at, &["run", &case("readonly-no-hairpin/study.toml"), "--out", "out"]);
    let how = notices(&at.join("out"), "no-mirna-reference");
    assert!(how.len() == 1 && how[0].contains("exocast data add mirbase-22.1-hairpin"), "{how:?}");
    let (_, rows) = table(&at.join("out/tables/vesicles.tsv"));
    assert!(!rows.is_empty());
    let (_, flow) = table(&at.join("out/tables/read_flow.tsv"));
    assert!(!flow.is_empty());
    let (_, lengths) = table(&at.join("out/tables/read_lengths.tsv"));
    assert_eq!(lengths, [["A", "22", "1"]]);
    // What was not counted is not zero.
    let (_, classes) = table(&at.join("out/tables/read_classes.tsv"));
    assert!(!classes.is_empty() && classes.iter().all(|row| row[1] != "miRNA"), "{classes:?}");
    let said = fs::read_to_string(at.join("out/analysis.json")).expect("an analysis");
    assert!(!said.contains("has no miRNA reads"));
    let report = fs::read_to_string(at.join("out/report.html")).expect("a report");
    for part in ["read_lengths", "read_flow", "exocast data add mirbase-22.1-hairpin"] {
        assert!(report.contains(part), "{part}");
    }
    for name in ["mirna_families.tsv", "isomirs.gff3"] {
        assert!(!at.join("out/tables").join(name).exists(), "{name}");
    }
    assert!(
        !at.join("out/tables/mirna_counts.tsv").exists()
            && !at.join("out/tables/dose.tsv").exists()
    );
}

#[test]
fn what_no_number_rests_on_does_not_end_a_run() {
    let place = folder();
    let at = place.path();
    write(at, "good.fastq", fs::read(case("readonly-no-hairpin/r.fastq")).expect("reads"));
    write(at, "cut.fastq", "@a\nACGTACGTACGTACGTACGTACGT\n+\nIII\n");
    write(at, "sizes.csv", SIZES);
    write(at, "blank.csv", SIZES);
    let samples = ["good", "cut", "gone"].map(|name| {
        format!("[[sample]]\nname = \"{name}\"\nreads = [\"{name}.fastq\"]\nsizing = [\"sizes_{name}.csv\"]\n")
    });
    for name in ["good", "cut", "gone"] {
        write(at, &format!("sizes_{name}.csv"), SIZES);
    }
    let vesicles = "[vesicles]\nblank = \"blank.csv\"\nseries = true\n";
    write(at, "study.toml", format!("[study]\ntitle = \"x\"\n{}{vesicles}", samples.concat()));
    // `check` says what is wrong; a run needs no option.
    let checked = exocast(at, &["check", "study.toml"]);
    assert_eq!(checked.code, Some(1), "{}", checked.out);
    exocast_ok(at, &["run", "study.toml", "--out", "out"]);
    let left = notices(&at.join("out"), "input-left-out");
    assert_eq!(left.len(), 3, "{left:?}");
    for (start, why) in
        [("cut: reads", "cut.fastq"), ("gone: reads", "gone.fastq"), ("blank", "number of tracks")]
    {
        assert!(left.iter().any(|text| text.starts_with(start) && text.contains(why)), "{left:?}");
    }
    assert!(notices(&at.join("out"), "table-left-out")[0].contains("linearity"));
    let (_, rows) = table(&at.join("out/tables/samples.tsv"));
    let status: Vec<&str> = rows.iter().map(|row| row[2].as_str()).collect();
    assert_eq!(status, ["used", "used in part", "used in part"]);
    let (_, rows) = table(&at.join("out/tables/vesicles.tsv"));
    assert!(rows.iter().any(|row| row[0] == "gone"), "{rows:?}");
    // Reads that counts rest on are another matter.
    let study = fs::read_to_string(at.join("study.toml")).expect("a study");
    let reference = "[reference]\nhairpin = \"h.fa\"\nannotation = \"a.gff3\"\n";
    write(at, "h.fa", ">x-mir-1\nACGT\n");
    write(at, "a.gff3", "##gff-version 3\n");
    write(at, "counted.toml", format!("{study}{reference}"));
    let failed = exocast(at, &["run", "counted.toml", "--out", "other"]);
    assert!(failed.code == Some(1) && failed.err.contains("gone.fastq"), "{}", failed.err);
}

#[test]
fn a_dose_of_which_nothing_was_measured_says_so_first() {
    let place = folder();
    exocast_ok(place.path(), &["run", &case("prior-only/study.toml"), "--out", "out"]);
    let headline = analysis(&place.path().join("out"))["verdict"]["headline"].clone();
    let headline = headline.as_str().expect("a verdict");
    assert!(headline.starts_with("Nothing of this dose was measured"), "{headline}");
}

#[test]
fn the_dose_alone_says_so_too() {
    let place = folder();
    let at = place.path();
    let ran =
        exocast_ok(at, &["transfer", "dose", &case("prior-only/study.toml"), "--out", "dose"]);
    assert!(ran.err.contains("Nothing of this dose was measured"), "{}", ran.err);
    let verdict = fs::read_to_string(at.join("dose/verdict.json")).expect("a verdict");
    let verdict: serde_json::Value = serde_json::from_str(&verdict).expect("JSON");
    let headline = verdict["headline"].as_str().expect("a headline");
    assert!(headline.starts_with("Nothing of this dose was measured"), "{headline}");
    assert!(verdict["judgement"].is_string(), "{verdict}");
    // Copies that were measured are.
    let cargo = "mirna\tcopies_per_vesicle\nhsa-miR-21-5p\t0.008\n";
    write(at, "cargo.tsv", cargo);
    write(at, "vesicles.tsv", "sample\tconcentration_per_ml\nEV\t2e10\n");
    let given = ["--cargo", "cargo.tsv", "--vesicles", "vesicles.tsv", "--out", "measured"];
    let ran = exocast_ok(at, &[&["transfer", "dose"], &given[..]].concat());
    assert!(!ran.err.contains("Nothing of this dose"), "{}", ran.err);
}

/// A study of one sample against two, simulated.
#[test]
fn doses_of_one_sample_against_two_have_no_interval() {
    let place = folder();
    let at = place.path();
    exocast_ok(at, &["simulate", "--out", "s", "--samples", "3", "--reads", "1500"]);
    let study = fs::read_to_string(at.join("s/study.toml")).expect("a study");
    write(at, "s/study.toml", study.replace("[run]", "[run]\ndraws = 32"));
    exocast_ok(at, &["run", "s/study.toml", "--out", "out"]);
    for (name, share) in
        [("contrast_dose", "probability_higher"), ("contrast_response", "probability_lower")]
    {
        let (header, rows) = table(&at.join(format!("out/tables/{name}.tsv")));
        let at = |name: &str| header.iter().position(|column| column == name).expect("a column");
        assert!(!rows.is_empty());
        for row in rows {
            let cells = ["low", "high", share].map(|name| row[at(name)].as_str());
            assert_eq!(cells, ["", "", ""], "{name}: {row:?}");
            assert_eq!(row[at("interval_from")], "no replicates");
        }
    }
}

#[test]
fn one_sample_against_two_has_no_narrow_interval() {
    let place = folder();
    exocast_ok(place.path(), &["run", &case("interval-1v2/study.toml"), "--out", "out"]);
    let (header, rows) = table(&place.path().join("out/tables/contrast_cargo.tsv"));
    let at = |name: &str| header.iter().position(|column| column == name).expect("a column");
    assert!(!rows.is_empty());
    for row in rows {
        assert_eq!((row[at("low")].as_str(), row[at("high")].as_str()), ("", ""), "{row:?}");
    }
}

#[test]
fn one_large_particle_does_not_press_the_others_together() {
    let place = folder();
    exocast_ok(place.path(), &["run", &case("one-large-particle/study.toml"), "--out", "out"]);
    let report = fs::read_to_string(place.path().join("out/report.html")).expect("a report");
    let at = report.find("of a sample lies beyond ").expect("a note of what is beyond");
    let end = report[at..].split_whitespace().nth(5).expect("a number");
    let end: f64 = end.parse().expect("nm");
    assert!(end > 250.0 && end < 600.0, "{end}");
}

#[test]
fn a_sample_without_mirnas_says_so_in_its_row() {
    let place = folder();
    let at = place.path();
    write(at, "sizes.csv", SIZES);
    write(at, "counts.tsv", "mirna\tA\tB\nhsa-let-7a-5p\t50\t0\nhsa-miR-21-5p\t20\t0\n");
    let samples = "\
        [[sample]]\nname = \"A\"\ncounts = \"counts.tsv\"\n\
        [[sample]]\nname = \"B\"\ncounts = \"counts.tsv\"\nsizing = [\"sizes.csv\"]\n";
    write(at, "study.toml", format!("[study]\ntitle = \"x\"\n{samples}[run]\ndraws = 64\n"));
    let ran = exocast_ok(at, &["check", "study.toml"]);
    assert!(
        ran.out.contains("sample B, counts: counts.tsv: no counts in any of 2 miRNAs"),
        "{}",
        ran.out
    );
    exocast_ok(at, &["run", "study.toml", "--out", "out"]);
    let rows = fs::read_to_string(at.join("out/tables/samples.tsv")).expect("a table");
    let row =
        |name: &str| rows.lines().find(|row| row.starts_with(name)).expect("a row").to_owned();
    assert!(row("A").contains("\tused\tcounts"), "{rows}");
    assert!(row("B").contains("\tused in part\tsizing\tcounts\tno count of a miRNA"), "{rows}");
}
