//! Names, plates, mirGFF3 and history as others publish them.

use std::collections::BTreeSet;

use exocast_mirna::{Accession, MirnaName, Uid};

use crate::shared::{V21, text};

/// First words of FASTA headers.
fn headers(fasta: &str) -> impl Iterator<Item = &str> {
    fasta.lines().filter_map(|line| line.strip_prefix('>')?.split_whitespace().next())
}

/// Every name of miRBase releases up to 22 prints back to itself, and its kind agrees with the table
/// that it comes from.
#[test]
fn names_round_trip() {
    let test = "names_round_trip";
    let mut names: BTreeSet<String> = BTreeSet::new();
    if let Some(mature) = text(test, "data/mirna/mirbase21_mature_all.fa.gz") {
        let before: Vec<String> = headers(&mature).map(str::to_owned).collect();
        assert_eq!(before.len(), 35_828);
        names.extend(before);
    }
    for hairpins in [V21.0, "data/mirna/derived_mirbase22_hsa_hairpin.fa"] {
        names.extend(
            text(test, hairpins).iter().flat_map(|fasta| headers(fasta)).map(str::to_owned),
        );
    }
    if let Some(table) = text(test, "data/mirna/mbv_mi-data.txt.gz") {
        for line in table.lines().skip(1) {
            let mut fields = line.split('\t');
            let accession: Accession = fields.next().unwrap().parse().unwrap();
            assert!(line.starts_with(&accession.to_string()));
            names.extend(fields.next().map(str::to_owned));
        }
    }
    for release in ["6.0", "7.1", "9.2", "14.0", "17.0", "18.0", "21.0", "22.0"] {
        let diff = text(test, &format!("data/mirna/mirbase_diffs/{release}.diff.gz"));
        for line in diff.iter().flat_map(|diff| diff.lines()) {
            names.extend(line.split('\t').nth(1).filter(|n| !n.is_empty()).map(str::to_owned));
        }
    }
    for name in &names {
        match name.parse::<MirnaName>() {
            Ok(parsed) => assert_eq!(parsed.to_string(), *name),
            Err(error) => panic!("{error}"),
        }
    }
}

/// Plates computed with mirtop 0.4.30 for random sequences, both ways.
#[test]
fn plates_of_mirtop() {
    let vectors = exocast_tests::vector("mirna/mintplates_uid.tsv");
    let mut seen = 0;
    for line in vectors.lines().filter(|l| !l.starts_with('#') && !l.starts_with("sequence")) {
        let (sequence, uid) = line.split_once('\t').unwrap();
        assert_eq!(Uid::new(&sequence.parse().unwrap()).unwrap().to_string(), uid);
        assert_eq!(uid.parse::<Uid>().unwrap().sequence().to_dna(), sequence);
        seen += 1;
    }
    assert!(seen > 500);
}

/// The example files of mirtop: each valid one is read, each invalid one is refused with its reason.
#[test]
fn gff_of_mirtop() {
    let read = |file: &str, strict: bool| {
        let text = text("gff_of_mirtop", &format!("data/mirna/mirtop_examples/{file}"))?;
        let reader = exocast_mirna::mirgff3::Reader::new(text.as_bytes(), file, strict);
        let all = reader.and_then(Iterator::collect::<Result<Vec<_>, _>>);
        Some(all.map(|records| records.len()).map_err(|error| {
            let cause = std::error::Error::source(&error).map(ToString::to_string);
            format!("{}: {}", error.location(), cause.unwrap_or_default())
        }))
    };
    for (file, records) in [
        ("gff/correct_file.gff", 12),
        ("gff/2samples.gff", 2),
        ("synthetic/let7a-5p.gff", 12),
        ("paper/hsa-let-7a-5p.gff", 1),
        ("versions/version1.0.gff", 4),
        ("annotate/SQL_sample.gff", 106),
        ("optimir/synthetic_100_full.gff3", 56),
    ] {
        let Some(count) = read(file, false) else { return };
        assert_eq!(count, Ok(records), "{file}");
    }
    assert_eq!(read("gff/correct_file.gff", true), Some(Ok(12)));
    for (file, reason) in [
        ("gff/2uid_missing.gff", "line 6, field attributes: the attribute UID is missing"),
        ("gff/3wrong_type.gff", "line 6, field type: `isomiRe` is not a type"),
        ("gff/coldata_missing.gff", "the header line `## COLDATA: sample1,sample2` is missing"),
        (
            "gff/missing_tools_header.gff",
            "the header line `## COLDATA: sample1,sample2` is missing",
        ),
        ("gff/missing_filter_type.gff", "`low_counts` is not a filter"),
        ("isomir-sea/tagMir-all.gff", "COLDATA"),
    ] {
        for strict in [false, true] {
            let Some(Err(error)) = read(file, strict) else { panic!("{file} was read") };
            assert!(error.contains(reason), "{file}: {error}");
        }
    }
}

/// Names of release 20 in release 22.
#[test]
fn history_of_mirbase() {
    let mut history = exocast_mirna::History::default();
    for release in ["21.0", "17.0", "18.0", "19.0", "20.0", "22.0", "10.0", "11.0", "12.0"] {
        let file = format!("data/mirna/mirbase_diffs/{release}.diff.gz");
        let Some(diff) = text("history_of_mirbase", &file) else { return };
        history.add(diff.as_bytes(), &file, release.parse().unwrap()).unwrap();
    }
    let check = |name: &str,
                 from: &str,
                 accession: Option<&str>,
                 status: &str,
                 new: Option<&str>| {
        let (from, to) = (from.parse().unwrap(), "22.1".parse().unwrap());
        let fate = &history.convert_all([name], from, to).0[0];
        assert_eq!(fate.accession.map(|a| a.to_string()).as_deref(), accession, "{name}");
        let changes: Vec<String> = fate.changes.iter().map(ToString::to_string).collect();
        assert_eq!((changes.concat().as_str(), fate.new_name.as_deref()), (status, new), "{name}");
    };
    check("hsa-mir-320a", "20", Some("MI0000542"), "sequence-changed", Some("hsa-mir-320a"));
    check("hsa-let-7a", "17", Some("MIMAT0000062"), "renamed", Some("hsa-let-7a-5p"));
    check("hsa-let-7a-5p", "17", Some("MIMAT0000062"), "", Some("hsa-let-7a-5p"));
    check("hsa-miR-no", "17", None, "", None);
    check("hsa-let-7a-5p", "20", Some("MIMAT0000062"), "", Some("hsa-let-7a-5p"));
    check("hsa-miR-5695", "17", Some("MIMAT0022488"), "new", Some("hsa-miR-5695"));
}
