//! Tables made in parts and put together again.

use std::{fmt::Write as _, fs, path::Path};

use crate::support::{exocast, exocast_ok, folder, write};

const MIRNA: &str = ">let-7a\nUGAGGUAGUAGGUUGUAUAGUU\n>miR-1\nUGGAAUGUAAAGAAGUAUGUAU\n";

/// Nine transcripts with sites of both miRNAs, one without any, and one with an open reading frame alone.
fn inputs(at: &Path) {
    write(at, "mirna.fa", MIRNA);
    let mut table = String::from("transcript\tgene\torf\tutr3\n");
    let mut fasta = String::new();
    for i in 0..9 {
        let pad = "ACGUUGCAGUC".repeat(2 + i);
        let utr3 = match i {
            4 => "AAAA".repeat(10),
            7 => String::new(),
            _ => format!("{pad}CUACCUCA{pad}ACAUUCC{}A{pad}", "G".repeat(i)),
        };
        writeln!(table, "NM_{i}\tG{}\tAUGCUACCUCAUAA\t{utr3}", i / 2).expect("memory");
        if !utr3.is_empty() {
            writeln!(fasta, ">t{i}\n{utr3}").expect("memory");
        }
    }
    write(at, "tx.tsv", table);
    write(at, "targets.fa", fasta);
}

const SITES: &[&str] = &["target", "sites", "--mirna", "mirna.fa", "--transcripts", "tx.tsv"];
const CONTEXT: &[&str] =
    &["target", "sites", "--mirna", "mirna.fa", "--transcripts", "tx.tsv", "--context"];
const ACCESS: &[&str] =
    &["target", "access", "--transcripts", "tx.tsv", "--window", "20", "--span", "15"];
const DUPLEX: &[&str] = &["target", "duplex", "--mirna", "mirna.fa", "--target", "targets.fa"];

/// Writes the parts of a table and returns their names.
fn parts(at: &Path, command: &[&str], shards: usize, format: &str) -> Vec<String> {
    let name = |i: usize| format!("part{i}of{shards}.{format}");
    for i in 0..shards {
        let (shard, out) = (format!("{i}/{shards}"), name(i));
        let more = ["--shard", &shard, "--out", &out, "--format", format, "--quiet"];
        exocast_ok(at, &[command, &more].concat());
    }
    (0..shards).map(name).collect()
}

fn merge(at: &Path, parts: &[&str], more: &[&str]) {
    exocast_ok(at, &[&["merge", "--quiet"], parts, more].concat());
}

fn check(command: &[&str]) {
    let place = folder();
    let at = place.path();
    inputs(at);
    for format in ["tsv", "parquet"] {
        let whole = format!("whole.{format}");
        exocast_ok(at, &[command, &["--out", &whole, "--format", format]].concat());
        let bytes = fs::read(at.join(&whole)).expect("the whole");
        assert!(bytes.len() > 100, "a table with rows");
        for shards in [1, 2, 3, 7] {
            let parts = parts(at, command, shards, format);
            // The order in which they are named does not matter.
            let named: Vec<&str> = parts.iter().rev().map(String::as_str).collect();
            merge(at, &named, &["--out", "merged"]);
            assert!(fs::read(at.join("merged")).expect("merged") == bytes, "{format} of {shards}");
            assert!(!at.join("merged.shard.json").exists(), "the whole is no part");
        }
        // Some, even with gaps, and then the rest.
        let of_7 = parts(at, command, 7, format);
        let pick =
            |indices: &[usize]| indices.iter().map(|&i| of_7[i].as_str()).collect::<Vec<_>>();
        merge(at, &pick(&[0, 2, 6]), &["--out", "some", "--partial"]);
        merge(at, &pick(&[1, 5]), &["--out", "more", "--partial"]);
        merge(at, &["more", "some"], &["--out", "most", "--partial"]);
        merge(at, &[&pick(&[4, 3])[..], &["most"]].concat(), &["--out", "merged"]);
        assert!(fs::read(at.join("merged")).expect("merged") == bytes, "{format} by steps");
    }
}

#[test]
fn sites_in_parts_are_the_sites_of_one_process() {
    check(SITES);
    check(CONTEXT);
}

#[test]
fn accessibility_in_parts_is_that_of_one_process() {
    check(ACCESS);
}

#[test]
fn duplexes_in_parts_are_those_of_one_process() {
    check(DUPLEX);
}

#[test]
fn parts_that_do_not_make_a_whole_are_refused() {
    let place = folder();
    let at = place.path();
    inputs(at);
    let parts = parts(at, SITES, 3, "tsv");
    let refused = |arguments: &[&str], expected: &[&str]| {
        let ran = exocast(at, &[&["merge", "--out", "out"], arguments].concat());
        assert_eq!(ran.code, Some(1), "{arguments:?}");
        for part in expected {
            assert!(ran.err.contains(part), "`{part}` is not in: {}", ran.err);
        }
        assert!(!at.join("out").exists());
    };
    refused(&[&parts[1]], &["missing: 0/3, 2/3", "--partial"]);
    refused(&[&parts[0], &parts[1], &parts[2], &parts[1]], &["shard 1/3", &parts[1]]);
    exocast_ok(at, &[SITES, &["--out", "whole.tsv"]].concat());
    refused(&["whole.tsv"], &["whole.tsv is no part", "whole.tsv.shard.json"]);
    exocast_ok(at, &[SITES, &["--types", "8mer", "--shard", "2/3", "--out", "8mer.tsv"]].concat());
    refused(&[&parts[0], &parts[1], "8mer.tsv"], &["8mer.tsv", "the options differ"]);
    write(at, "mirna.fa", format!("{MIRNA}>x\nUUUUUUUUUUUUUUUUUUUUUU\n"));
    exocast_ok(at, &[SITES, &["--shard", "2/3", "--out", "other.tsv"]].concat());
    refused(&[&parts[0], &parts[1], "other.tsv"], &["other.tsv", "the inputs differ"]);
    write(at, &parts[2], "transcript\n");
    refused(&[&parts[0], &parts[1], &parts[2]], &[&parts[2], "make the part again"]);
    for bad in ["3/3", "1", "a/b"] {
        let ran = exocast(at, &[SITES, &["--shard", bad, "--out", "x.tsv"]].concat());
        assert_eq!(ran.code, Some(2), "{bad}");
    }
    let ran = exocast(at, &[SITES, &["--shard", "0/2", "--out", "-"]].concat());
    assert_eq!(ran.code, Some(1));
}
