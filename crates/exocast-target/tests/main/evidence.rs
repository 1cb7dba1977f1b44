//! What the evidence for a miRNA holds where there is none.

use exocast_core::options::Options as _;
use std::collections::BTreeMap;

use exocast_core::{SeedPlan, Stream};
use exocast_target::{
    ComputeError, EvidenceTest, ExplainOptions, Mirnas, Observed, ObservedGene, Transcripts,
    explain,
};
use rand::RngExt;

const MIRNAS: &str = ">miR-122\nUGGAGUGUGACAAUGGUGUUUG\n>miR-124\nUAAGGCACGCGGUGAAUGCC\n\
    >let-7a\nUGAGGUAGUAGGUUGUAUAGUU\n>miR-21\nUAGCUUAUCAGACUGAUGUUGA\n\
    >miR-1\nUGGAAUGUAAAGAAGUAUGUAU\n>miR-16\nUAGCAGCACGUAAAUAUUGGCG\n";
/// What is opposite nucleotides 2–8, and an A.
const SITES: [&[u8; 8]; 6] =
    [b"ACACTCCA", b"GTGCCTTA", b"CTACCTCA", b"ATAAGCTA", b"ACATTCCA", b"TGCTGCTA"];
const GENES: usize = 400;
const REPEATS: u64 = 200;

/// mRNAs whose 3'UTRs are of 30 to 330 nt and have a site the more often the longer they are.
fn transcripts(stream: &mut Stream) -> Transcripts {
    let mut transcripts = Transcripts::default();
    for i in 0..GENES {
        let letter = |stream: &mut Stream| b"ACGT"[stream.random_range(0..4)];
        let part = i as f64 / GENES as f64;
        let mut utr3: Vec<u8> = (0..30 + 3 * i / 4).map(|_| letter(stream)).collect();
        for site in SITES {
            if stream.random_bool(0.05 + 0.4 * part) {
                let at = stream.random_range(0..utr3.len() - site.len());
                utr3[at..at + site.len()].copy_from_slice(site);
            }
        }
        let orf: Vec<u8> = (0..60 + i % 10 * 30).map(|_| letter(stream)).collect();
        transcripts.push(&format!("T{i}"), None, &orf, &utr3).unwrap();
    }
    transcripts
}

fn observed(change: impl FnMut(usize) -> f64) -> Observed {
    let genes = (0..GENES).map(change).enumerate();
    let genes = genes.map(|(i, log2fc)| ObservedGene::new(format!("T{i}"), log2fc));
    Observed::new(genes.collect(), Vec::new())
}

/// About normal, with a variance of one.
fn normal(stream: &mut Stream) -> f64 {
    (0..12).map(|_| stream.random_range(0.0..1.0)).sum::<f64>() - 6.0
}

/// Share of p-values below 0.05 by test, of changes that have nothing to do with sites.
fn false_positives(change: impl Fn(&mut Stream) -> f64) -> BTreeMap<EvidenceTest, f64> {
    let plan = SeedPlan::new(3);
    let transcripts = transcripts(&mut plan.stream("transcripts", 0));
    let mirnas = Mirnas::read_fasta(MIRNAS.as_bytes(), "mirna.fa").unwrap();
    let mut options = ExplainOptions::default();
    options.shuffled_seeds = 0;
    let options = options.check().unwrap();
    let mut counts: BTreeMap<EvidenceTest, (f64, f64)> = BTreeMap::new();
    for repeat in 0..REPEATS {
        let mut stream = plan.stream("changes", repeat);
        let observed = observed(|_| change(&mut stream));
        for row in
            explain(&observed, &mirnas, &transcripts, &options, SeedPlan::new(1)).unwrap().evidence
        {
            let (below, all) = counts.entry(row.test).or_default();
            *below += f64::from(u8::from(row.p < 0.05));
            *all += 1.0;
        }
    }
    counts.into_iter().map(|(test, (below, all))| (test, below / all)).collect()
}

fn check(name: &str, change: impl Fn(&mut Stream) -> f64) {
    let positives = false_positives(change);
    assert_eq!(positives.len(), 5);
    assert!(positives.values().all(|share| *share <= 0.07), "{name}: {positives:?}");
    assert!(positives[&EvidenceTest::MannWhitneyDown] > 0.02, "{name}: {positives:?}");
}

#[test]
fn chance_is_no_evidence() {
    check("normal", normal);
    check("nine in ten shrunken to zero", |stream| {
        normal(stream) * if stream.random_bool(0.9) { 0.002 } else { 1.0 }
    });
}

/// Equal changes are not told apart by what lengths of their mRNAs foretell.
#[test]
fn chance_with_ties_is_no_evidence() {
    check("zeros", |stream| {
        let value = normal(stream);
        if stream.random_bool(0.95) { 0.0 } else { value }
    });
    check("whole numbers", |stream| normal(stream).round());
}

#[test]
fn the_same_change_everywhere_is_refused() {
    let transcripts = transcripts(&mut SeedPlan::new(3).stream("transcripts", 0));
    let mirnas = Mirnas::read_fasta(MIRNAS.as_bytes(), "mirna.fa").unwrap();
    let options = ExplainOptions::default().check().unwrap();
    let refused = |change: fn(usize) -> f64| {
        explain(&observed(change), &mirnas, &transcripts, &options, SeedPlan::new(1)).unwrap_err()
    };
    let expected = |value| ComputeError::NoVariation { count: GENES, value };
    assert_eq!(refused(|_| -1.5), expected(-1.5));
    assert_eq!(refused(|i| if i % 2 == 0 { 0.0 } else { -0.0 }), expected(0.0));
}
