//! Two libraries in one sample, and files of pairs that contradict themselves.

use exocast_core::options::Options;
use exocast_mirna::{Catalogue, QuantifyOptions, ReadIndex, SampleError, quantify};

use crate::simulated::{Kit, Random, catalogue, record};

const TRUSEQ: &str = "TGGAATTCTCGGGTGCCAAGGAACTCCAGTCAC";
const NEBNEXT: &str = "AGATCGGAAGAGCACACGTCTGAACTCCAG";

/// Notices of a sample.
fn notices(catalogue: &Catalogue, fastq: &str, library: &str) -> Vec<String> {
    let mut options = QuantifyOptions::default();
    options.library = library.parse().unwrap();
    let options = options.check().unwrap();
    let index = ReadIndex::new(catalogue, &[], None, &options);
    let sample = index.read("s", [("r", fastq.as_bytes())], &options).unwrap();
    let result = quantify(&index, vec![sample], &options);
    let notices = result.notices().iter().map(ToString::to_string);
    notices.filter(|notice| notice.contains("two libraries")).collect()
}

/// Reads of a kit: 4 in 10 of miRNAs, 1 in 10 dimers, others random.
fn reads(matures: &[String], n: usize, random: &mut Random, kit: &str) -> Vec<String> {
    let mut all = Vec::new();
    for _ in 0..n {
        let insert = match random.below(10) {
            0..=3 => matures[random.below(matures.len())].clone(),
            4 => random.dna(2),
            _ => {
                let length = 16 + random.below(20);
                random.dna(length)
            }
        };
        let read = match kit {
            "truseq" => insert + TRUSEQ,
            "nebnext" => insert + NEBNEXT,
            "trimmed" => insert,
            "qiaseq" => Kit::Qiaseq.molecule(&insert, random),
            _ => Kit::Nextflex.molecule(&insert, random),
        };
        all.push(record(&random.misread(&read, 2e-3)));
    }
    all
}

/// However reads are mixed, and whichever kit has more of them.
#[test]
fn a_second_library_is_named() {
    let mut random = Random(716_301);
    let (catalogue, matures) = catalogue(40, &mut random);
    for (major, minor, layout) in [
        ("truseq", "nebnext", "insert,AGATCGGAAGAGCACACGTCT"),
        ("nebnext", "qiaseq", "insert,AACTGTAGGCACCATCAAT,UMI12"),
        ("qiaseq", "truseq", "insert,TGGAATTCTCGGGTGCCAAGG"),
        ("truseq", "nextflex", "N4,insert,N4,TGGAATTCTCGGGTGCCAAGG"),
        ("nextflex", "truseq", "insert,TGGAATTCTCGGGTGCCAAGG"),
        ("truseq", "trimmed", "insert"),
    ] {
        let most = reads(&matures, 19_000, &mut random, major);
        let few = reads(&matures, 1000, &mut random, minor);
        // One behind the other, as lanes put together are, and mixed.
        let behind = most.iter().chain(&few).cloned().collect::<String>();
        let mixed: String = (0..20_000)
            .map(|i| if i % 20 == 7 { &few[i / 20] } else { &most[i - (i + 12) / 20] }.as_str())
            .collect();
        for (fastq, how) in [(behind, "behind"), (mixed, "mixed")] {
            let said = notices(&catalogue, &fastq, "auto");
            assert_eq!(said.len(), 1, "{major}, {minor}, {how}: {said:?}");
            assert!(said[0].contains(&format!("--library '{layout}'")), "{how}: {said:?}");
        }
        // With the kit given, too.
        let all = most.concat() + &few.concat();
        assert_eq!(notices(&catalogue, &all, major).len(), 1, "{major}, {minor}");
    }
}

#[test]
fn libraries_alone_are_alone() {
    let mut random = Random(716_302);
    let (catalogue, matures) = catalogue(40, &mut random);
    for kit in ["truseq", "nebnext", "qiaseq", "nextflex", "trimmed"] {
        for n in [1, 100, 20_000] {
            let fastq = reads(&matures, n, &mut random, kit).concat();
            let said = notices(&catalogue, &fastq, "auto");
            assert!(said.is_empty(), "{kit}, {n}: {said:?}");
        }
    }
}

/// The error of files of one sample.
fn error(files: &[(&str, String)]) -> Option<String> {
    let mut random = Random(716_303);
    let (catalogue, _) = catalogue(3, &mut random);
    let options = QuantifyOptions::default().check().unwrap();
    let index = ReadIndex::new(&catalogue, &[], None, &options);
    let lanes = files.iter().map(|(name, text)| (*name, text.as_bytes()));
    match index.read("s", lanes, &options) {
        Ok(_) => None,
        Err(SampleError::Read(error)) => {
            let cause = std::error::Error::source(&error).map(ToString::to_string);
            Some(format!("{error}: {}", cause.unwrap_or_default()))
        }
        Err(error) => Some(error.to_string()),
    }
}

#[test]
fn pairs_that_contradict_their_names() {
    let mut random = Random(716_304);
    let inserts: Vec<String> = (0..60).map(|_| random.dna(22)).collect();
    let file = |mark: &str| -> String {
        let record = |(i, insert): (usize, &String)| {
            let bases = format!("{insert}{TRUSEQ}");
            format!("@M:1:A:{i}{}\n{bases}\n+\n{}\n", mark, "I".repeat(bases.len()))
        };
        inserts.iter().enumerate().map(record).collect()
    };
    let (first, second) = (file(" 1:N:0:ACG"), file(" 2:N:0:ACG"));
    let check =
        |files: [(&str, &String); 2]| error(&files.map(|(name, text)| (name, text.clone())));
    assert_eq!(check([("x_R1.fq", &first), ("x_R2.fq", &second)]), None);
    // The order of the files, and names that say nothing, are no contradiction.
    assert_eq!(check([("x_R2.fq", &second), ("x_R1.fq", &first)]), None);
    assert_eq!(check([("a.fq", &second), ("b.fq", &first)]), None);
    let swapped = check([("x_R1.fq", &second), ("x_R2.fq", &first)]).unwrap();
    for words in ["x_R1.fq", "x_R2.fq", "first reads", "`M:1:A:0 2:N:0:ACG`", "rename"] {
        assert!(swapped.contains(words), "{swapped}");
    }
    // Second reads whose headers call them first ones, or the same file again.
    let again = check([("x_R1.fq", &first), ("x_R2.fq", &first)]).unwrap();
    for words in ["x_R1.fq", "x_R2.fq", "same names and the same end", "`M:1:A:0 1:N:0:ACG`"] {
        assert!(again.contains(words), "{again}");
    }
    // Lanes have other names of reads.
    let other = first.replace("M:1:A", "M:1:B");
    assert_eq!(check([("x_L1.fq", &first), ("x_L2.fq", &other)]), None);
}
