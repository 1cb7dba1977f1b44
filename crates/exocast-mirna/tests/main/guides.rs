//! Guides: molecules of a miRNA by their seed.

use exocast_core::{Level, Note as _, options::Options};
use exocast_mirna::{
    Catalogue, CountedGuide, Multimap, Notice, QuantifyOptions, ReadIndex, quantify,
};
use proptest::prelude::*;

use crate::fixture::{catalogue, fastq, hairpins, read_of};

/// hsa-miR-21-5p, and what follows it on its precursor.
const MIR21: &str = "TAGCTTATCAGACTGATGTTGACTGTTG";

fn mir21() -> Catalogue {
    let hairpin =
        ">hsa-mir-21\nUGUCGGGUAGCUUAUCAGACUGAUGUUGACUGUUGAAUCUCAUGGCAACACCAGUCGAUGGGCUGUCUGACA\n";
    let mature = ">hsa-miR-21-5p\nUAGCUUAUCAGACUGAUGUUGA\n";
    Catalogue::read(hairpin.as_bytes(), "h.fa", mature.as_bytes(), "m.fa", None).unwrap()
}

fn trimmed() -> QuantifyOptions {
    let mut options = QuantifyOptions::default();
    options.library = "trimmed".parse().unwrap();
    options
}

/// Reads of one quality each, so many of each sequence.
fn reads(of_each: &[(&str, usize, char)]) -> String {
    let record = |(bases, n, quality): &(&str, usize, char)| {
        format!("@r\n{bases}\n+\n{}\n", quality.to_string().repeat(bases.len())).repeat(*n)
    };
    of_each.iter().map(record).collect()
}

/// The guides of hsa-miR-21-5p in samples, and the notices.
fn guides(samples: &[String], options: QuantifyOptions) -> (Vec<CountedGuide>, Vec<Notice>) {
    let (catalogue, options) = (mir21(), options.check().unwrap());
    let index = ReadIndex::new(&catalogue, &[], None, &options);
    let samples = samples
        .iter()
        .enumerate()
        .map(|(i, text)| index.read(&format!("S{i}"), [("r", text.as_bytes())], &options).unwrap());
    let result = quantify(&index, samples.collect(), &options);
    let guides = result.guides().of_mirna("hsa-miR-21-5p").to_vec();
    (guides, result.notices().to_vec())
}

fn words(guides: &[CountedGuide]) -> Vec<(&str, String)> {
    let seed = |guide: &CountedGuide| guide.seed.map_or_else(String::new, |seed| seed.to_string());
    guides.iter().map(|guide| (guide.isomir.as_str(), seed(guide))).collect()
}

#[test]
fn shifts_edits_and_substitutions_are_guides_of_their_own() {
    let edited = MIR21[..22].replacen("TAGC", "TGGC", 1);
    let text = reads(&[
        (&MIR21[..22], 500, 'I'),
        // Two 3' ends of one guide: the more abundant one is its sequence.
        (&MIR21[1..22], 100, 'I'),
        (&MIR21[1..23], 150, 'I'),
        (&format!("G{}", &MIR21[..22]), 200, 'I'),
        (&edited, 50, 'I'),
    ]);
    let (guides, notices) = guides(&[text], trimmed());
    let expected = [
        ("", "AGCUUAU".to_owned()),
        ("iso_5p:+1", "GCUUAUC".to_owned()),
        ("iso_5p:-1", "UAGCUUA".to_owned()),
        ("iso_snv_seed (GGCUUAU)", "GGCUUAU".to_owned()),
    ];
    assert_eq!(words(&guides), expected);
    let counts: Vec<f64> = guides.iter().map(|guide| guide.counts[0]).collect();
    assert_eq!(counts, [500.0, 250.0, 200.0, 50.0]);
    assert_eq!(guides[0].sequence.to_dna(), MIR21[..22]);
    assert_eq!(guides[1].sequence.to_dna(), MIR21[1..23]);
    let share = guides[3].shares[0].unwrap();
    // Wilson, 50 of 1000.
    assert!(
        (share.low - 0.038_13).abs() < 2e-5 && (share.high - 0.065_31).abs() < 2e-5,
        "{share:?}"
    );
    assert!(notices.iter().all(|notice| notice.code() != "seeds-below"), "{notices:?}");
}

#[test]
fn ends_that_leave_the_seed_alone_make_no_guide() {
    let with_tail = format!("{}AA", &MIR21[..21]);
    let central = MIR21[..22].replacen("CAGACT", "CAGCCT", 1);
    let first = format!("C{}", &MIR21[1..22]);
    let text = reads(&[
        (&with_tail, 60, 'I'),
        (&MIR21[..24], 60, 'I'),
        (&central, 60, 'I'),
        (&first, 60, 'I'),
    ]);
    let (guides, _) = guides(&[text], trimmed());
    assert_eq!(words(&guides), [("", "AGCUUAU".to_owned())]);
    assert!((guides[0].counts[0] - 240.0).abs() < 1e-9);
}

#[test]
fn what_is_below_the_share_is_canonical_and_told() {
    let text = reads(&[(&MIR21[..22], 995, 'I'), (&MIR21[1..22], 5, 'I')]);
    let (few, notices) = guides(std::slice::from_ref(&text), trimmed());
    assert_eq!(words(&few), [("", "AGCUUAU".to_owned())]);
    assert!((few[0].counts[0] - 1000.0).abs() < 1e-9);
    let below: Vec<&Notice> = notices.iter().filter(|n| n.code() == "seeds-below").collect();
    assert_eq!(below.len(), 1);
    assert_eq!(below[0].level(), Level::Info);
    assert!(below[0].to_string().contains("1 seed other than"), "{}", below[0]);
    assert!(below[0].to_string().contains("their 5 reads"), "{}", below[0]);
    let mut options = trimmed();
    options.guide_share = 0.001;
    let (more, notices) = guides(&[text], options);
    assert_eq!(words(&more).len(), 2);
    assert!(notices.iter().all(|notice| notice.code() != "seeds-below"));
    let mut options = trimmed();
    options.guide_share = 1.5;
    assert!(options.check().unwrap_err().to_string().contains("guide-share"));
}

#[test]
fn two_substitutions_have_names_of_their_own() {
    let edit = |to: &str| MIR21[..22].replacen("TAGC", to, 1);
    let text =
        reads(&[(&MIR21[..22], 500, 'I'), (&edit("TGGC"), 60, 'I'), (&edit("TAGA"), 40, 'I')]);
    let (guides, _) = guides(&[text], trimmed());
    let isomirs: Vec<&str> = guides.iter().map(|guide| guide.isomir.as_str()).collect();
    assert_eq!(isomirs, ["", "iso_snv_seed (GGCUUAU)", "iso_snv_seed (AGAUUAU)"]);
}

/// The share has to be above the limit by its interval, not by its value.
#[test]
fn one_guide_in_some_sample_is_one_in_all() {
    let few = reads(&[(&MIR21[..22], 980, 'I'), (&MIR21[1..22], 12, 'I')]);
    let many = reads(&[(&MIR21[..22], 900, 'I'), (&MIR21[1..22], 100, 'I')]);
    let (alone, _) = guides(std::slice::from_ref(&few), trimmed());
    assert_eq!(alone.len(), 1);
    let (both, _) = guides(&[few, many, String::new()], trimmed());
    assert_eq!(both.len(), 2);
    assert_eq!(both[1].counts, [12.0, 100.0, 0.0]);
    assert!(both[1].shares[2].is_none());
}

/// Substitutions at a rate that the qualities state, at every place and to every letter.
#[test]
fn sequencing_errors_make_no_guides() {
    let canonical = &MIR21[..22];
    for (quality, rate) in [('I', 0.002), ('?', 0.003), ('5', 0.03)] {
        let mut each: Vec<(String, usize, char)> = vec![(canonical.to_owned(), 20_000, quality)];
        for at in 1..8 {
            for letter in ["A", "C", "G", "T"].iter().filter(|l| **l != &canonical[at..=at]) {
                let misread = format!("{}{letter}{}", &canonical[..at], &canonical[at + 1..]);
                each.push((misread, (20_000.0 * rate / 3.0) as usize, quality));
            }
        }
        let each: Vec<(&str, usize, char)> =
            each.iter().map(|(bases, n, quality)| (bases.as_str(), *n, *quality)).collect();
        let (guides, notices) = guides(&[reads(&each)], trimmed());
        assert_eq!(guides.len(), 1, "{quality}: {:?}", words(&guides));
        assert!(notices.iter().any(|notice| notice.code() == "seeds-below"));
    }
    // Of few reads one that was misread is many.
    let edited = canonical.replacen("TAGC", "TGGC", 1);
    let (few, _) = guides(&[reads(&[(canonical, 4, 'I'), (&edited, 1, 'I')])], trimmed());
    assert_eq!(few.len(), 1, "{:?}", words(&few));
    let (some, _) = guides(&[reads(&[(canonical, 10, 'I'), (&edited, 10, 'I')])], trimmed());
    assert_eq!(some.len(), 2);
    // Q10 explains 1 in 10 with a letter of its own, Q40 does not.
    let at = |quality| {
        let text = reads(&[(canonical, 950, quality), (&edited, 50, quality)]);
        let mut options = trimmed();
        options.max_expected_errors = 5.0;
        guides(&[text], options).0.len()
    };
    assert_eq!([at('+'), at('I')], [1, 2]);
}

/// Molecules of one name whose shifted form is the sequence of an abundant other one are of the other.
#[test]
fn an_abundant_neighbour_makes_no_guide() {
    let shifted = &MIR21[1..23];
    let fasta = format!(">hsa-miR-A\n{}\n>hsa-miR-B\n{shifted}\n", &MIR21[..22]);
    let catalogue = Catalogue::read_matures(fasta.as_bytes(), "pool.fa", None).unwrap();
    let options = trimmed().check().unwrap();
    let index = ReadIndex::new(&catalogue, &[], None, &options);
    let text = reads(&[(&MIR21[..22], 1000, 'I'), (shifted, 1000, 'I')]);
    let sample = index.read("s", [("r", text.as_bytes())], &options).unwrap();
    let result = quantify(&index, vec![sample], &options);
    for name in ["hsa-miR-A", "hsa-miR-B"] {
        assert_eq!(result.guides().of_mirna(name).len(), 1, "{:?}", result.guides());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// The guides of a miRNA sum to its counts in every sample, whatever the policy and the share.
    #[test]
    fn guides_sum_to_the_counts(
        samples in prop::collection::vec(prop::collection::vec(read_of(hairpins()), 0..40), 1..4),
        share in prop::sample::select(vec![0.0, 0.001, 0.01, 0.2, 1.0]),
        multimap in prop::sample::select(vec![
            Multimap::Fractional, Multimap::Em, Multimap::Unique, Multimap::Group,
        ]),
    ) {
        let catalogue = catalogue();
        let mut options = trimmed();
        (options.guide_share, options.multimap) = (share, multimap);
        let options = options.check().unwrap();
        let index = ReadIndex::new(&catalogue, &[], None, &options);
        let samples = samples.iter().enumerate().map(|(i, reads)| {
            let text = fastq(reads, "");
            index.read(&format!("S{i}"), [("r", text.as_bytes())], &options).unwrap()
        });
        let result = quantify(&index, samples.collect(), &options);
        let counts = result.counts().unwrap();
        let guides = result.guides();
        let mut names: Vec<&str> = Vec::new();
        for of_mirna in guides.by_mirna() {
            names.push(&of_mirna[0].mirna);
            prop_assert!(of_mirna[0].is_canonical());
            prop_assert!(of_mirna[1..].iter().all(|guide| !guide.is_canonical()));
            let mut seeds: Vec<_> = of_mirna.iter().map(|guide| guide.seed).collect();
            let mut words: Vec<&str> = of_mirna.iter().map(|guide| guide.isomir.as_str()).collect();
            seeds.sort_unstable();
            seeds.dedup();
            words.sort_unstable();
            words.dedup();
            prop_assert_eq!((seeds.len(), words.len()), (of_mirna.len(), of_mirna.len()));
            let expected = counts.row(&of_mirna[0].mirna).unwrap();
            for (i, expected) in expected.iter().enumerate() {
                let sum: f64 = of_mirna.iter().map(|guide| guide.counts[i]).sum();
                prop_assert!((sum - expected).abs() <= 1e-9 * expected.max(1.0));
                let shares: f64 = of_mirna
                    .iter()
                    .filter_map(|guide| guide.shares[i])
                    .map(|share| share.value)
                    .sum();
                prop_assert!(*expected <= 0.0 || (shares - 1.0).abs() < 1e-9);
            }
        }
        let values = counts.values();
        let with_counts = counts.rows().zip(values.rows());
        let with_counts: Vec<&str> =
            with_counts.filter(|(_, row)| row.sum() > 0.0).map(|(name, _)| name).collect();
        prop_assert_eq!(names, with_counts);
    }
}
