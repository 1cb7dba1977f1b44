//! Sites, duplexes and accessibility from the command line.

use std::fmt::Write as _;

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

#[test]
fn transcripts_come_from_a_genome_and_its_annotation() {
    let place = folder();
    write(place.path(), "mirna.fa", MIRNA);
    // 5'UTR CC, ORF ATGGCATAA in two exons, 3'UTR with an 8mer of let-7a; then the same reversed.
    let (first_exon, second_exon) = ("CCATGG", "CATAAGGGCTACCTCAGG");
    let forward = format!("{first_exon}GTAAGT{second_exon}");
    let opposite = |c: char| "TGCA".chars().nth("ACGT".find(c).unwrap_or(0)).unwrap_or('N');
    let reverse: String = forward.chars().rev().map(opposite).collect();
    write(place.path(), "genome.fa", format!(">chr1 made up\n{forward}\n{reverse}\n"));
    let row = |kind: &str, start: usize, end: usize, strand: char, name: &str| {
        format!(
            "1\tx\t{kind}\t{start}\t{end}\t.\t{strand}\t0\tgene_id \"G\"; transcript_id \"{name}\";\n"
        )
    };
    let gtf = [
        row("exon", 1, 6, '+', "F"),
        row("exon", 13, 30, '+', "F"),
        row("CDS", 3, 6, '+', "F"),
        row("CDS", 13, 14, '+', "F"),
        row("stop_codon", 15, 17, '+', "F"),
        row("exon", 55, 60, '-', "R"),
        row("exon", 31, 48, '-', "R"),
        row("CDS", 55, 58, '-', "R"),
        row("CDS", 44, 48, '-', "R"),
        row("exon", 1, 6, '+', "noncoding"),
    ];
    write(place.path(), "genes.gtf", gtf.concat());
    let sites = ["target", "sites", "--mirna", "mirna.fa", "--transcripts", "genome.fa"];
    let annotated = ["--annotation", "genes.gtf", "--out", "sites.tsv"];
    let run = exocast(place.path(), &[&sites[..], &annotated].concat());
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(run.err.contains("1 transcript has no coding sequence"), "{}", run.err);
    let (_, rows) = table(&place.path().join("sites.tsv"));
    let expected =
        ["F", "R"].map(|t| [t, "G", "let-7a", "8mer", "utr3", "3", "11"].map(String::from));
    assert_eq!(rows, expected);
    let wrong = ["--annotation", "genome.fa", "--out", "x.tsv"];
    assert_eq!(exocast(place.path(), &[&sites[..], &wrong].concat()).code, Some(1));
}

#[test]
fn kinds_and_regions_of_sites_can_be_chosen() {
    let place = folder();
    write(place.path(), "mirna.fa", MIRNA);
    let text = "transcript\tgene\tutr5\torf\tutr3\n\
                T\tG\tGGCTACCTCAGG\tATGCTACCTCTAA\tGGACAACCTACTACGGGACAAGGGGCTACCTCAGG\n";
    write(place.path(), "mrna.tsv", text);
    let sites = ["target", "sites", "--mirna", "mirna.fa", "--transcripts", "mrna.tsv"];
    let listed = |more: &[&str]| -> Vec<String> {
        exocast_ok(place.path(), &[&sites[..], more, &["--out", "o.tsv"]].concat());
        let (_, rows) = table(&place.path().join("o.tsv"));
        rows.iter().map(|row| row[3..].join(" ")).collect()
    };
    let (utr5, orf, utr3) = ("8mer utr5 2 10", "7mer-m8 orf 3 10", "8mer utr3 25 33");
    assert_eq!(listed(&[]), [utr5, orf, utr3]);
    assert_eq!(listed(&["--regions", "utr3"]), [utr3]);
    assert_eq!(listed(&["--types", "7mer-m8", "--regions", "orf,utr5"]), [orf]);
    let rare = ["--types", "8mer,3-supplementary,centered,bulged", "--regions", "utr3"];
    assert_eq!(listed(&rare), ["centred utr3 3 14", "3-supplementary utr3 17 33", utr3]);
    let both = exocast(
        place.path(),
        &[&sites[..], &["--context", "--types", "8mer", "--out", "x"]].concat(),
    );
    assert_eq!(both.code, Some(2));
}

#[test]
fn context_takes_profiles_and_conservation() {
    let place = folder();
    write(place.path(), "mirna.fa", MIRNA);
    let utr = format!("CTACCTCA{}CTACCTCA{}", "GATTACA".repeat(6), "TTTAGC".repeat(9));
    write(place.path(), "mrna.tsv", format!("transcript\tgene\torf\tutr3\nT\tG\tATGTAA\t{utr}\n"));
    write(place.path(), "air.txt", "G\t1\t40\t100\nG\t41\t112\t25\n");
    write(place.path(), "pct.tsv", "transcript\tmirna\tstart\tpct\nT\tGAGGUAG\t50\t0.8\n");
    let sites =
        ["target", "sites", "--mirna", "mirna.fa", "--transcripts", "mrna.tsv", "--context"];
    let row = |more: &[&str]| {
        exocast_ok(place.path(), &[&sites[..], more, &["--out", "o.tsv"]].concat());
        let (header, rows) = table(&place.path().join("o.tsv"));
        assert_eq!(rows.len(), 2);
        // The first 14 nucleotides are not scored.
        assert!(rows[0][7..].iter().all(String::is_empty));
        let get = |name: &str| {
            let column = header.iter().position(|column| column == name);
            column.and_then(|column| rows[1][column].parse::<f64>().ok())
        };
        ["pct", "pct_contribution", "affected_isoform_ratio", "score", "weighted_score"].map(get)
    };
    let plain = row(&[]);
    assert_eq!((plain[0], plain[1], plain[2]), (None, Some(0.0), Some(1.0)));
    assert_eq!(plain[3], plain[4]);
    let full = row(&["--profiles", "air.txt", "--conservation", "pct.tsv"]);
    assert_eq!((full[0], full[1], full[2]), (Some(0.8), Some(-0.101), Some(0.25)));
    assert!(full[4] > full[3], "{full:?}");
}

#[test]
fn sites_of_an_alignment_are_grouped_over_species() {
    let place = folder();
    let start = "G".repeat(20);
    write(
        place.path(),
        "utrs.txt",
        format!("G\t9606\t{start}CUACCUCA-G\nG\t10090\t{start}cuaccuc-GG\n"),
    );
    write(place.path(), "families.txt", "let-7/98\tGAGGUAG\t9606;10090\n");
    let sites = ["target", "sites", "--alignment", "utrs.txt", "--families", "families.txt"];
    exocast_ok(place.path(), &[&sites[..], &["--out", "o.tsv"]].concat());
    let (_, rows) = table(&place.path().join("o.tsv"));
    let group = "x 7mer-m8+8mer-1a 9606 10090";
    let expected = [
        format!("G let-7/98 10090 21 27 21 27 1 7mer-m8 {group} 9606 10090 1"),
        format!("G let-7/98 9606 21 28 21 28 1 8mer-1a {group} 9606 0"),
    ];
    assert_eq!(rows.iter().map(|row| row.join(" ")).collect::<Vec<_>>(), expected);
}

#[test]
fn opening_is_added_to_the_energy_of_duplexes() {
    let place = folder();
    write(place.path(), "mirna.fa", MIRNA);
    write(place.path(), "target.fa", TARGETS);
    let duplex = ["target", "duplex", "--mirna", "mirna.fa", "--target", "target.fa", "--all"];
    exocast_ok(place.path(), &[&duplex[..], &["--opening", "--out", "o.tsv"]].concat());
    let (header, rows) = table(&place.path().join("o.tsv"));
    assert_eq!(header[8..], ["opening_energy", "ddg"]);
    assert!(!rows.is_empty());
    for row in rows {
        let [energy, opening, ddg] = [2, 8, 9].map(|i| row[i].parse::<f64>().unwrap_or(f64::NAN));
        assert!(opening >= 0.0 && (energy + opening - ddg).abs() < 1e-9, "{row:?}");
    }
}

#[test]
fn sites_that_change_are_listed_and_count_as_the_mrna_has_them() {
    let place = folder();
    write(place.path(), "mirna.fa", MIRNA);
    let utr = format!("{}CTACCTCA{}", "GATTACA".repeat(6), "TTTAGC".repeat(9));
    write(place.path(), "mrna.tsv", format!("transcript\tgene\torf\tutr3\nT\tG\tATGTAA\t{utr}\n"));
    write(place.path(), "air.txt", "G\t1\t40\t100\nG\t41\t104\t25\n");
    let respond =
        ["target", "respond", "--mirna", "mirna.fa", "--transcripts", "mrna.tsv", "--free-nm", "4"];
    let change = |more: &[&str]| {
        let out = ["--sites", "sites.tsv", "--out", "o.tsv"];
        exocast_ok(place.path(), &[&respond[..], more, &out].concat());
        let (_, rows) = table(&place.path().join("o.tsv"));
        rows[0][2].parse::<f64>().unwrap_or(f64::NAN)
    };
    let (whole, some) = (change(&[]), change(&["--profiles", "air.txt"]));
    assert!(whole < some && some < 0.0, "{whole} {some}");
    let (header, rows) = table(&place.path().join("sites.tsv"));
    assert_eq!(header[..7], ["gene", "transcript", "mirna", "site", "region", "start", "end"]);
    let strong: Vec<_> = rows.iter().filter(|row| row[3] == "8mer").collect();
    assert_eq!(strong.len(), 1);
    assert_eq!(strong[0][..7], ["G", "T", "let-7a", "8mer", "utr3", "42", "50"].map(String::from));
}

#[test]
fn tables_of_other_versions_are_matched_and_reading_frames_checked() {
    let place = folder();
    write(place.path(), "mirna.fa", MIRNA);
    let (mut mrna, mut expression, mut observed) = (
        "transcript\tgene\torf\tutr3\n".to_owned(),
        "gene\ttpm\n".to_owned(),
        "gene\tlog2fc\n".to_owned(),
    );
    for i in 10..50 {
        let (utr, change) = if i % 2 == 0 { ("AACTACCTCAAA", -1.0) } else { ("AACATTCCAAA", 0.2) };
        let _ = writeln!(mrna, "ENST{i}.4\tENSG{i}\tATGTATAA\t{utr}");
        let _ = writeln!(expression, "ENSG{i}.18\t{i}");
        let _ = writeln!(observed, "ENST{i}\t{change}");
    }
    write(place.path(), "mrna.tsv", mrna);
    write(place.path(), "expression.tsv", expression);
    write(place.path(), "observed.tsv", observed);
    let inputs = ["--mirna", "mirna.fa", "--transcripts", "mrna.tsv", "--out", "o.tsv"];
    let notes = |command: &[&str], what: &str| {
        let ran = exocast_ok(place.path(), &[&["target"], command, &inputs[..]].concat());
        let versions = format!("40 names of the {what} matched to transcripts without the version");
        assert!(ran.err.contains(&versions), "{}", ran.err);
        assert!(ran.err.contains("40 of 40 open reading frames with a length"), "{}", ran.err);
        table(&place.path().join("o.tsv")).1
    };
    let respond = ["respond", "--free-nm", "4", "--expression", "expression.tsv"];
    assert_eq!(notes(&respond, "expression").len(), 40);
    let evidence = notes(&["explain", "--observed", "observed.tsv"], "observed changes");
    assert_eq!(evidence[0][0], "let-7a");
}

#[test]
fn a_dose_names_mirnas_as_the_fasta_does() {
    let place = folder();
    let fasta = ">hsa-miR-1-3p MIMAT0000416\nUGGAAUGUAAAGAAGUAUGUAU\n>hsa-let-7a-5p\nUGAGGUAGUAGGUUGUAUAGUU\n";
    write(place.path(), "mirna.fa", fasta);
    write(place.path(), "mrna.tsv", "transcript\tutr3\nT1\tGGACATTCCAGG\nT2\tGGCTACCTCAGG\n");
    let respond = |rows: &str| {
        write(place.path(), "dose.tsv", format!("mirna\tcopies_per_cell\n{rows}"));
        let inputs = ["--mirna", "mirna.fa", "--transcripts", "mrna.tsv", "--dose", "dose.tsv"];
        let ran = exocast(
            place.path(),
            &[&["target", "respond"], &inputs[..], &["--out", "o.tsv"]].concat(),
        );
        let text = std::fs::read_to_string(place.path().join("o.tsv")).unwrap_or_default();
        (ran.code, ran.err, text)
    };
    let (code, _, named) = respond("hsa-miR-1-3p\t9000\n");
    assert_eq!(code, Some(0));
    for label in ["MIMAT0000416", "TGGAATGTAAAGAAGTATGTAT"] {
        let (code, err, text) = respond(&format!("{label}\t9000\n"));
        assert_eq!((code, &text), (Some(0), &named), "{err}");
        assert!(err.contains(&format!("{label} is hsa-miR-1-3p")), "{err}");
    }
    for name in ["hsa-miR-1", "miR-1-3p", "hsa-mir-1-3p"] {
        let (code, err, _) = respond(&format!("{name}\t80000\nhsa-let-7a-5p\t10000\n"));
        assert_eq!(code, Some(1), "{name}");
        let message = format!("`{name}` of the dose has no sequence");
        assert!(err.contains(&message) && err.contains("did you mean `hsa-miR-1-3p`?"), "{err}");
    }
    let (code, err, _) = respond("hsa-miR-999\t80000\nhsa-let-7a-5p\t10000\n");
    assert_eq!(code, Some(0));
    assert!(err.contains("1 miRNA of the dose (88.9 % of its copies) without a sequence"), "{err}");
}

#[test]
fn an_infinite_change_is_counted_and_the_same_change_everywhere_refused() {
    let place = folder();
    write(place.path(), "mirna.fa", MIRNA);
    let mut mrna = "transcript\tutr3\n".to_owned();
    let explain = |change: &dyn Fn(usize) -> &'static str| {
        let rows: Vec<String> = (0..40).map(|i| format!("T{i}\t{}\n", change(i))).collect();
        let rows = rows.concat();
        write(place.path(), "observed.tsv", format!("gene\tlog2fc\n{rows}"));
        let inputs = ["--mirna", "mirna.fa", "--transcripts", "mrna.tsv"];
        let given = ["target", "explain", "--observed", "observed.tsv", "--out", "o.tsv"];
        exocast(place.path(), &[&given[..], &inputs].concat())
    };
    for i in 0..40 {
        let _ = writeln!(mrna, "T{i}\t{}", if i % 2 == 0 { "AACTACCTCAAA" } else { "AACATTCCAAA" });
    }
    write(place.path(), "mrna.tsv", mrna);
    let ran = explain(&|i| ["-Inf", "0.5", "-1"][if i < 2 { 0 } else { 1 + i % 2 }]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(
        ran.err.contains("2 rows of the observed changes with an infinite value"),
        "{}",
        ran.err
    );
    let ran = explain(&|_| "-1.5");
    assert_eq!(ran.code, Some(1));
    assert!(
        ran.err.contains("all 40 observed changes that match a transcript are -1.5"),
        "{}",
        ran.err
    );
}

#[test]
fn sponges_take_mirna_from_targets() {
    let place = folder();
    write(place.path(), "mirna.fa", MIRNA);
    write(place.path(), "mrna.tsv", "transcript\tutr3\nT1\tGGACATTCCAGG\nT2\tGGCTACCTCAGG\n");
    write(place.path(), "dose.tsv", "mirna\tcopies_per_cell\nlet-7a\t2000\nmiR-1\t2000\n");
    let ring = "GGCTACCTCAGGGGGGGGGG".repeat(8);
    let sponge = format!(">ring copies_per_cell=50000 rna_kind=circular\n{ring}\n");
    write(place.path(), "sponges.fa", sponge);
    let inputs = ["--mirna", "mirna.fa", "--transcripts", "mrna.tsv", "--dose", "dose.tsv"];
    let respond = |more: &[&str]| {
        let command = [&["target", "respond", "--out", "o.tsv"], &inputs[..], more].concat();
        exocast_ok(place.path(), &command);
        let rows = table(&place.path().join("o.tsv")).1;
        let change = |row: &Vec<String>| row[2].parse::<f64>().unwrap();
        (change(&rows[0]), change(&rows[1]))
    };
    let without = respond(&[]);
    let with = respond(&["--sponges", "sponges.fa", "--sponge-table", "s.tsv"]);
    assert!((without.0 - with.0).abs() < 1e-9, "{without:?} {with:?}");
    assert!(with.1 > 0.8 * without.1 && with.1 < 0.0, "{without:?} {with:?}");
    let (header, rows) = table(&place.path().join("s.tsv"));
    assert_eq!(header[..5], ["sponge", "rna_kind", "copies_per_cell", "mirnas", "sites"]);
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0][..5], ["ring", "circular", "50000", "let-7a", "8"]);
    let number = |column: usize| rows[0][column].parse::<f64>().unwrap();
    assert!(number(6) > 1000.0 && number(6) < 2000.0);
    assert!(number(8) > 0.5 && number(10) > 0.5);
}
