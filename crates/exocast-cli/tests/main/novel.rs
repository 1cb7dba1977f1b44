//! `exocast mirna novel` on a small genome.

use crate::support::{exocast, exocast_ok, folder, options, table, write};

const HAIRPIN: &str = "TGTCGGGTAGCTTATCAGACTGATGTTGACTGTTGAATCTCATGGCAACACCAGTCGATGGGCTGTCTGACA";
const READS: &str = ">a_x300\nTAGCTTATCAGACTGATGTTGA\n>b_x25\nTAGCTTATCAGACTGATGTTG\n>c_x9\nCAACACCAGTCGATGGGCTGT\n>d_x4\nACGGACTTTACCGAGGATACCA\n";

fn genome() -> String {
    let around = "GATTACAGCCTAGATCCTGAACTTACGGATCTTCAAGCATTGGCACGTAAC".repeat(4);
    format!(">chr1 made up\n{around}{HAIRPIN}{around}\n")
}

#[test]
fn a_hairpin_is_found_and_can_be_counted() {
    let place = folder();
    let at = place.path();
    write(at, "reads.fa", READS);
    write(at, "genome.fa", genome());
    let given = ["mirna", "novel", "EV=reads.fa", "--genome", "genome.fa", "--library", "trimmed"];
    let ran = exocast_ok(at, &[&given[..], &["--permutations", "5", "--out", "n"]].concat());
    assert!(
        ran.err.contains("3 of 4 distinct reads of 18 nt or more are in 1 sequence"),
        "{}",
        ran.err
    );
    let (header, rows) = table(&at.join("n/novel.tsv"));
    let value = |name: &str| {
        let column = header.iter().position(|column| column == name).expect(name);
        rows[0][column].clone()
    };
    assert_eq!(rows.len(), 1);
    assert_eq!(value("mature"), "UAGCUUAUCAGACUGAUGUUGA");
    assert_eq!(value("star"), "CAACACCAGUCGAUGGGCUGU");
    assert_eq!(
        [value("confidence"), value("sequence"), value("strand")],
        ["confident", "chr1", "+"]
    );
    assert_eq!([value("mature_reads"), value("star_reads")], ["325", "9"]);
    let (header, rows) = table(&at.join("n/counts.tsv"));
    assert_eq!(
        (header, rows),
        (
            vec!["mirna".to_owned(), "EV".to_owned()],
            vec![vec!["novel-1".to_owned(), "334".to_owned()]],
        )
    );
    assert_eq!(options(&at.join("n"))["search"]["permutations"], 5);
    // What was found is the reference of a count.
    exocast_ok(
        at,
        &[
            "mirna",
            "quant",
            "EV=reads.fa",
            "--hairpin",
            "n/hairpins.fa",
            "--annotation",
            "n/matures.fa",
            "--library",
            "trimmed",
            "--out",
            "q",
        ],
    );
    let (_, rows) = table(&at.join("q/counts.tsv"));
    assert_eq!(rows, [["Xxx-Novel-1_5p", "325"], ["Xxx-Novel-1_3p", "9"]]);
    // And is not novel any more.
    exocast_ok(
        at,
        &[
            &given[..],
            &["--hairpin", "n/hairpins.fa", "--annotation", "n/matures.fa", "--out", "again"],
        ]
        .concat(),
    );
    assert_eq!(table(&at.join("again/novel.tsv")).1.len(), 0);
    assert_eq!(table(&at.join("again/known.tsv")).1.len(), 1);
}

#[test]
fn the_same_bytes_with_any_number_of_threads() {
    let place = folder();
    let at = place.path();
    write(at, "reads.fa", READS);
    write(at, "genome.fa", genome());
    for threads in ["1", "2"] {
        exocast_ok(
            at,
            &[
                "mirna",
                "novel",
                "EV=reads.fa",
                "--genome",
                "genome.fa",
                "--library",
                "trimmed",
                "--threads",
                threads,
                "--out",
                threads,
            ],
        );
    }
    for file in ["novel.tsv", "cutoffs.tsv", "rejected.tsv", "structures.txt", "hairpins.fa"] {
        let read = |threads: &str| std::fs::read(at.join(threads).join(file)).expect("a file");
        assert_eq!(read("1"), read("2"), "{file}");
    }
}

#[test]
fn a_genome_or_hairpins() {
    let place = folder();
    let at = place.path();
    write(at, "reads.fa", READS);
    write(at, "hairpins.fa", format!(">h\n{HAIRPIN}\n"));
    let given = ["mirna", "novel", "EV=reads.fa", "--library", "trimmed", "--out", "n"];
    let ran = exocast(at, &given);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("--genome"), "{}", ran.err);
    exocast_ok(at, &[&given[..], &["--candidates", "hairpins.fa"]].concat());
    assert_eq!(table(&at.join("n/novel.tsv")).1.len(), 1);
    let ran =
        exocast(at, &[&given[..], &["--candidates", "hairpins.fa", "--mismatches", "3"]].concat());
    assert!(ran.err.contains("`mismatches` is 3; it has to be from 0 to 1"), "{}", ran.err);
}
