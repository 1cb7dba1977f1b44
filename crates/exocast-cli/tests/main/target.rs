//! Sites, duplexes and accessibility from the command line.

use crate::support::{exocast, exocast_ok, folder, table, write};

const MIRNA: &str = ">let-7a\nUGAGGUAGUAGGUUGUAUAGUU\n>miR-1\nUGGAAUGUAAAGAAGUAUGUAU\n";
const TARGETS: &str = ">T1\nGGAACUAUACAAGGACUACCUCAUU\n>T2\nCCCAAUACAUACUUCUUUACAUUCCAGG\n";

#[test]
fn duplexes_are_of_every_pair_or_by_order() {
    let place = folder();
    write(place.path(), "mirna.fa", MIRNA);
    write(place.path(), "target.fa", TARGETS);
    let duplex = ["target", "duplex", "--mirna", "mirna.fa", "--target", "target.fa"];
    exocast_ok(place.path(), &[&duplex[..], &["--out", "all.tsv"]].concat());
    let (header, rows) = table(&place.path().join("all.tsv"));
    let columns = [
        "mirna",
        "target",
        "energy",
        "structure",
        "mirna_start",
        "mirna_end",
        "target_start",
        "target_end",
    ];
    assert_eq!(header, columns);
    assert_eq!(rows.len(), 4);
    // RNAduplex of ViennaRNA 2.8.0.
    let structure = "(((((((((...((((((((((&.))))))))))..))))))))).";
    assert_eq!(rows[0][2..], ["-24.9", structure, "1", "22", "2", "24"].map(String::from));
    exocast_ok(place.path(), &[&duplex[..], &["--paired", "--out", "paired.tsv"]].concat());
    let (_, paired) = table(&place.path().join("paired.tsv"));
    assert_eq!(paired, [rows[0].clone(), rows[3].clone()]);
    let sites = ["--all", "--max-energy=-15", "--seed-pairing", "2-8", "--out", "sites.tsv"];
    exocast_ok(place.path(), &[&duplex[..], &sites].concat());
    let (_, sites) = table(&place.path().join("sites.tsv"));
    assert_eq!(sites.len(), 2);
    write(place.path(), "one.fa", ">T1\nGGAACUAUACAAGGACUACCUCAUU\n");
    let uneven = exocast(
        place.path(),
        &[
            "target", "duplex", "--mirna", "mirna.fa", "--target", "one.fa", "--paired", "--out",
            "x",
        ],
    );
    assert_eq!(uneven.code, Some(1));
    assert!(uneven.err.contains("as many targets as miRNAs"), "{}", uneven.err);
}

#[test]
fn accessibility_is_a_row_for_each_stretch() {
    let place = folder();
    write(place.path(), "utr.fa", TARGETS);
    let access = ["target", "access", "--transcripts", "utr.fa", "--length", "8", "--out", "a.tsv"];
    exocast_ok(place.path(), &access);
    let (header, rows) = table(&place.path().join("a.tsv"));
    assert_eq!(header, ["transcript", "end", "probability"]);
    assert_eq!(rows.len(), 18 + 21);
    assert_eq!(rows[0][1], "8");
    assert!(rows.iter().all(|row| (0.0..=1.0).contains(&row[2].parse().unwrap_or(-1.0))));
    let wrong = exocast(place.path(), &[&access[..], &["--span", "90"]].concat());
    assert_eq!(wrong.code, Some(1));
    assert!(wrong.err.contains("span"), "{}", wrong.err);
}

#[test]
fn context_adds_features_and_scores_to_the_sites() {
    let place = folder();
    write(place.path(), "mirna.fa", MIRNA);
    let orf = "ATGACATTCCATAA";
    let utr = format!("{}CTACCTCA{}", "GATTACA".repeat(6), "TTTAGC".repeat(9));
    write(place.path(), "mrna.tsv", format!("transcript\tgene\torf\tutr3\nT\tG\t{orf}\t{utr}\n"));
    let sites = ["target", "sites", "--mirna", "mirna.fa", "--transcripts", "mrna.tsv"];
    exocast_ok(place.path(), &[&sites[..], &["--out", "plain.tsv"]].concat());
    exocast_ok(place.path(), &[&sites[..], &["--context", "--out", "scored.tsv"]].concat());
    let (plain_header, plain) = table(&place.path().join("plain.tsv"));
    let (header, scored) = table(&place.path().join("scored.tsv"));
    assert_eq!(header[..7], plain_header[..]);
    assert_eq!(plain.len(), scored.len());
    let score = header.iter().position(|name| name == "score").expect("a score");
    for (plain, scored) in plain.iter().zip(&scored) {
        assert_eq!(plain[..], scored[..7]);
        let value = scored[score].parse::<f64>().ok();
        assert_eq!(value.is_some(), scored[4] == "utr3");
        assert!(value.is_none_or(|value| value < 0.0));
    }
}
