//! Pools of equal amounts, biases of kits, references of mature sequences and of several organisms, as a user gives them.

use std::{fmt::Write as _, fs, path::Path};

use crate::support::{exocast, exocast_ok, folder, table, write};

const POOL: &str = ">hsa-miR-21-5p\nUAGCUUAUCAGACUGAUGUUGA\n>hsa-miR-16-5p\nUAGCAGCACGUAAAUAUUGGCG\n\
    >ebv-miR-BART1-5p\nUCUUAGUGGAAGUGACGUGCUGUG\n>hsa-miR-7641\nUUGAUCUCGGAAGCUAAGC\n";
const MIR_21: &str = "TAGCTTATCAGACTGATGTTGA";
const MIR_16: &str = "TAGCAGCACGTAAATATTGGCG";
const BART1: &str = "TCTTAGTGGAAGTGACGTGCTGTG";
const MIR_7641: &str = "TTGATCTCGGAAGCTAAGC";
const TRUSEQ: &str = "TGGAATTCTCGGGTGCCAAGG";
const SPIKES: [&str; 3] =
    ["GTCCCACTCCGTAGATCTGTTC", "GATGTAACGAGTTGGAATGCAA", "TAGCATATCGAGCCTGAGAACA"];

fn reads(at: &Path, name: &str, adapter: &str, inserts: &[(&str, usize)]) {
    let mut text = String::new();
    for (insert, times) in inserts {
        let bases = format!("{insert}{adapter}");
        let record = format!("@r\n{bases}\n+\n{}\n", "I".repeat(bases.len()));
        let _ = write!(text, "{}", record.repeat(*times));
    }
    write(at, name, text);
}

/// A pool, and a sample that the same kit reads.
fn written(at: &Path) {
    write(at, "pool.fa", POOL);
    let pool = |scale: usize| {
        [
            (MIR_21, 400 * scale),
            (MIR_16, 100 * scale),
            (BART1, 100 * scale),
            (MIR_7641, 200 * scale),
        ]
    };
    reads(at, "pool_1.fastq", TRUSEQ, &pool(1));
    reads(at, "pool_2.fastq", TRUSEQ, &pool(2));
    let sample = [(MIR_21, 800), (MIR_16, 200), (BART1, 50)];
    let spikes = SPIKES.iter().zip([10, 100, 1000]).map(|(spike, n)| (*spike, n));
    reads(at, "EV.fastq", TRUSEQ, &sample.into_iter().chain(spikes).collect::<Vec<_>>());
    let [a, b, c] = SPIKES;
    write(at, "spikes.fa", format!(">s0\n{a}\n>s1\n{b}\n>s2\n{c}\n"));
    write(at, "amounts.tsv", "spike\tcopies_per_ul\ns0\t100\ns1\t1000\ns2\t10000\n");
}

#[test]
fn a_bias_is_measured_and_divided_out() {
    let place = folder();
    let at = place.path();
    written(at);
    let pools = ["mirna", "bias", "pool_1.fastq", "pool_2.fastq", "--mature", "pool.fa"];
    let ran = exocast_ok(at, &[&pools[..], &["--kit", "ours", "--out", "bias.tsv"]].concat());
    assert!(ran.err.contains("4 mature sequences without precursors"), "{}", ran.err);
    let (header, rows) = table(&at.join("bias.tsv"));
    assert_eq!(header[..4], ["name", "sequence", "log2_bias", "error"]);
    let bias = |row: usize| rows[row][2].parse::<f64>().expect("a bias");
    // Half of the reads where a quarter is expected.
    assert!((bias(0) - 1.0).abs() < 0.1 && (bias(1) + 1.0).abs() < 0.15, "{rows:?}");
    assert_eq!(rows[0][11..], ["ours", "insert,TGGAATTCTCGGGTGCCAAGG"]);

    let reference = ["--mature", "pool.fa", "--organism", "hsa,ebv", "--bias", "bias.tsv"];
    let spikes = "--spikes spikes.fa --spike-amounts amounts.tsv".split(' ').collect::<Vec<_>>();
    let quant = |reads: &str, out: &str, more: &[&str]| {
        let given = ["mirna", "quant", reads, "--out", out];
        exocast(at, &[&given[..], &reference, &spikes, more].concat())
    };
    let ran = quant("EV.fastq", "out", &[]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.err.contains("95.2 % are of hsa alone, 4.8 % are of ebv alone"), "{}", ran.err);
    // miR-7641 is a fragment of 5S rRNA, which counts say.
    let (header, rows) = table(&at.join("out/counts.tsv"));
    assert_eq!(header, ["mirna", "EV", "fragment_of"]);
    let remark = |mirna: &str| rows.iter().find(|row| row[0] == mirna).map(|row| row[2].clone());
    assert_eq!(remark("hsa-miR-7641").as_deref(), Some("5S (rRNA, 1 nt differs)"));
    assert_eq!(remark("hsa-miR-21-5p").as_deref(), Some(""));
    let (_, rows) = table(&at.join("out/organisms.tsv"));
    assert_eq!(rows[1][..4], ["EV", "ebv", "1", "50"]);
    let (_, rows) = table(&at.join("out/corrected.tsv"));
    let corrected = |row: usize| rows[row][5].parse::<f64>().expect("a count");
    assert!((corrected(0) / corrected(1) - 1.0).abs() < 0.15, "{rows:?}");
    let (_, rows) = table(&at.join("out/copies.tsv"));
    let copies = |row: usize| rows[row][3].parse::<f64>().expect("copies");
    assert!((copies(0) / copies(1) - 1.0).abs() < 0.15, "{rows:?}");

    // Of another kit.
    reads(at, "other.fastq", "AGATCGGAAGAGCACACGTCTGAACTC", &[(MIR_21, 800), (MIR_16, 200)]);
    let ran = quant("other.fastq", "refused", &[]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("measured on ours") && ran.err.contains("--bias-other-kit"));
    assert!(!at.join("refused").exists());
    let ran = quant("other.fastq", "taken", &["--bias-other-kit"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.err.contains("corrected with a bias that was measured with"), "{}", ran.err);
}

#[test]
fn a_study_takes_the_same() {
    let place = folder();
    let at = place.path();
    written(at);
    write(at, "mirgenedb.fa", ">Hsa-Mir-21_5p\nUAGCUUAUCAGACUGAUGUUGACU\n");
    exocast_ok(at, &["mirna", "bias", "pool_1.fastq", "--mature", "pool.fa", "--out", "bias.tsv"]);
    let study = |organism: &str, reference: &str, more: &str| {
        format!(
            "[study]\ntitle = \"t\"\norganism = {organism}\n[reference]\nmature = \"pool.fa\"\n{reference}\n\
             [spikes]\nsequences = \"spikes.fa\"\namounts = \"amounts.tsv\"\n{more}\n\
             [[sample]]\nname = \"EV\"\nreads = [\"EV.fastq\"]\nvolume_ul = 100.0\n"
        )
    };
    let copies = |reference: &str, out: &str| {
        write(at, "study.toml", study("[\"hsa\", \"ebv\"]", reference, ""));
        exocast_ok(at, &["run", "study.toml", "--out", out]);
        let (header, rows) = table(&at.join(out).join("tables/cargo.tsv"));
        let column = header.iter().position(|name| name == "copies_per_ml").expect("copies");
        let row =
            |mirna: &str| rows.iter().find(|row| row[0] == mirna).expect("a row")[column].clone();
        ["hsa-miR-21-5p", "hsa-miR-16-5p"].map(|mirna| row(mirna).parse::<f64>().expect("copies"))
    };
    let [a, b] = copies("", "plain");
    assert!((a / b - 4.0).abs() < 0.1, "{a} {b}");
    let [a, b] = copies("bias = \"bias.tsv\"\nmirgenedb = \"mirgenedb.fa\"", "biased");
    assert!((a / b - 1.0).abs() < 0.2, "{a} {b}");
    let (header, rows) = table(&at.join("biased/tables/mirna_counts.tsv"));
    assert_eq!(header, ["mirna", "EV", "fragment_of", "mirgenedb"]);
    assert_eq!(rows[0], ["hsa-miR-21-5p", "800", "", "Hsa-Mir-21_5p"]);
    assert!(at.join("biased/tables/mirna_corrected.tsv").is_file());

    // Its own results are counts of a study again: remarks are no samples.
    fs::copy(at.join("biased/tables/mirna_counts.tsv"), at.join("counts.tsv")).expect("a copy");
    let again = "[study]\ntitle = \"t\"\norganism = \"hsa,ebv\"\n[[sample]]\nname = \"EV\"\ncounts = \"counts.tsv\"\n";
    write(at, "study.toml", again);
    exocast_ok(at, &["run", "study.toml", "--out", "again"]);
    let (header, rows) = table(&at.join("again/tables/mirna_counts.tsv"));
    assert_eq!(
        (header, rows[0].clone()),
        (vec!["mirna".into(), "EV".into()], vec!["hsa-miR-21-5p".into(), "800".into()])
    );

    write(at, "study.toml", study("\"hsa,kshv\"", "", ""));
    let ran = exocast(at, &["run", "study.toml", "--out", "refused"]);
    assert!(ran.err.contains("no mature sequence of the organism `kshv`"), "{}", ran.err);
    write(at, "study.toml", study("\"hsa\"", "hairpin = \"pool.fa\"", ""));
    let ran = exocast(at, &["check", "study.toml"]);
    assert!(
        ran.err.contains("either `hairpin` and `annotation`, or `mature` alone"),
        "{}",
        ran.err
    );
    write(at, "study.toml", study("\"hsa\"", "", "[mirna]\nmax_shift_3p = 11"));
    let ran = exocast(at, &["check", "study.toml"]);
    assert!(ran.err.contains("`max-shift-3p` is 11"), "{}", ran.err);
}

/// Limits of isomiRs are options.
#[test]
fn limits_of_isomirs_can_be_set() {
    let place = folder();
    let at = place.path();
    write(at, "pool.fa", POOL);
    let (long, short) = (format!("{MIR_21}TAT"), &MIR_16[3..]);
    reads(at, "EV.fastq", TRUSEQ, &[(MIR_21, 20), (&long, 5), (MIR_16, 20), (short, 7)]);
    let counts = |out: &str, more: &[&str]| {
        let given = ["mirna", "quant", "EV.fastq", "--mature", "pool.fa", "--out", out];
        exocast_ok(at, &[&given[..], more].concat());
        let (_, rows) = table(&at.join(out).join("counts.tsv"));
        rows[..2].iter().map(|row| row[1].clone()).collect::<Vec<_>>()
    };
    let both = |text: [&str; 2]| text.map(str::to_owned).to_vec();
    let mut sorted = counts("usual", &[]);
    sorted.sort();
    assert_eq!(sorted, both(["25", "27"]));
    let limits = ["--max-addition", "2", "--max-shift-5p", "2"];
    assert_eq!(counts("narrow", &limits), both(["20", "20"]));
}
