//! What the evidence for a miRNA holds where there is none.

use exocast_core::options::Options as _;
use std::collections::BTreeMap;

use exocast_core::{Base, SeedPlan, Stream};
use exocast_target::{
    ComputeError, Direction, EvidenceTest, ExplainOptions, Mirnas, Observed, ObservedGene,
    Transcripts, explain,
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
fn false_positives(
    direction: Direction,
    change: &impl Fn(&mut Stream) -> f64,
) -> BTreeMap<EvidenceTest, f64> {
    let plan = SeedPlan::new(3);
    let transcripts = transcripts(&mut plan.stream("transcripts", 0));
    let mirnas = Mirnas::read_fasta(MIRNAS.as_bytes(), "mirna.fa").unwrap();
    let mut options = ExplainOptions::default();
    options.shuffled_seeds = 0;
    options.direction = direction;
    let options = options.check().unwrap();
    let mut counts: BTreeMap<EvidenceTest, (f64, f64)> = BTreeMap::new();
    for repeat in 0..REPEATS {
        let mut stream = plan.stream("changes", repeat);
        let observed = observed(|_| change(&mut stream));
        let observed = with_means(&observed, &mut stream, repeat % 2 == 1);
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

/// The same, half of the time with a mean expression.
fn with_means(observed: &Observed, stream: &mut Stream, has_means: bool) -> Observed {
    let genes = observed.genes().iter().cloned();
    let genes = genes.map(|gene| {
        if has_means { gene.with_base_mean(stream.random_range(1.0..1000.0)) } else { gene }
    });
    Observed::new(genes.collect(), Vec::new())
}

fn check(name: &str, change: impl Fn(&mut Stream) -> f64) {
    for direction in [Direction::Down, Direction::Up, Direction::Both] {
        let positives = false_positives(direction, &change);
        assert_eq!(positives.len(), 5);
        assert!(
            positives.values().all(|share| *share <= 0.07),
            "{name}, {direction:?}: {positives:?}"
        );
        let plain = positives[&EvidenceTest::MannWhitney];
        assert!(plain > 0.02, "{name}, {direction:?}: {positives:?}");
    }
}

/// With the sign of the changes turned, the other direction gives the same; both count twice.
#[test]
fn the_other_direction_is_that_of_turned_changes() {
    let transcripts = transcripts(&mut SeedPlan::new(3).stream("transcripts", 0));
    let mirnas = Mirnas::read_fasta(MIRNAS.as_bytes(), "mirna.fa").unwrap();
    let mut stream = SeedPlan::new(3).stream("changes", 0);
    let changes: Vec<f64> = (0..GENES).map(|_| (4.0 * normal(&mut stream)).round()).collect();
    let rows = |sign: f64, direction| {
        let mut options = ExplainOptions::default();
        (options.direction, options.shuffled_seeds) = (direction, 50);
        let options = options.check().unwrap();
        let observed = observed(|i| sign * changes[i]);
        let explained = explain(&observed, &mirnas, &transcripts, &options, SeedPlan::new(1));
        let rows = explained.unwrap().evidence.into_iter();
        let rows = rows.map(|row| ((row.mirnas, row.test), (row.p, row.direction)));
        rows.collect::<BTreeMap<_, _>>()
    };
    let (down, up) = (rows(1.0, Direction::Down), rows(1.0, Direction::Up));
    let (turned, both) = (rows(-1.0, Direction::Up), rows(1.0, Direction::Both));
    assert_eq!(down.len(), 36);
    for (key, (p, direction)) in &down {
        assert_eq!(*direction, Direction::Down);
        assert!((p - turned[key].0).abs() < 1e-9, "{key:?}: {p} {:?}", turned[key]);
        let least = p.min(up[key].0);
        assert!((both[key].0 - (2.0 * least).min(1.0)).abs() < 1e-12);
        let wanted = if up[key].0 < *p { Direction::Up } else { Direction::Down };
        assert_eq!(both[key].1, wanted);
    }
}

/// miRNAs of one seed are one row, and isomiRs are candidates where they are asked for.
#[test]
fn families_and_isomirs_are_candidates() {
    let rows = (0..60).map(|i| {
        // A site of let-7's nucleotides 3–9, without a match to nucleotide 2.
        let utr3 = if i % 3 == 0 { "CCACTACCTTCCC" } else { "CCCAACCCAACCC" };
        format!("T{i}\t{utr3}\n")
    });
    let text = format!("transcript\tutr3\n{}", rows.collect::<Vec<_>>().concat());
    let transcripts = Transcripts::read(text.as_bytes(), "t").unwrap();
    let fasta = ">let-7a\nUGAGGUAGUAGGUUGUAUAGUU\n>let-7b\nUGAGGUAGUAGGUUGUGUGGUU\n>miR-1\nUGGAAUGUAAAGAAGUAUGUAU\n";
    let mirnas = Mirnas::read_fasta(fasta.as_bytes(), "m").unwrap();
    let genes = (0..60).map(|i| {
        let change = if i % 3 == 0 { -1.0 } else { 0.0 } + f64::from(i % 7) / 100.0;
        ObservedGene::new(format!("T{i}"), change)
    });
    let observed = Observed::new(genes.collect(), Vec::new());
    let rows = |isomirs| {
        let mut options = ExplainOptions::default();
        (options.isomirs, options.shuffled_seeds) = (isomirs, 0);
        let options = options.check().unwrap();
        explain(&observed, &mirnas, &transcripts, &options, SeedPlan::new(1)).unwrap().evidence
    };
    assert!(rows(false).is_empty());
    let best = &rows(true)[0];
    assert_eq!(best.mirnas, ["let-7a|iso_5p:+1", "let-7b|iso_5p:+1"]);
    assert_eq!((best.seed.to_string().as_str(), best.targets), ("AGGUAGU", 20));
    assert!(best.p < 1e-6);
}

/// Targets that differ from others by their expression alone do not stand out where it is known.
#[test]
fn expression_explains_what_it_explains() {
    let plan = SeedPlan::new(5);
    let transcripts = transcripts(&mut plan.stream("transcripts", 0));
    let mirnas = Mirnas::read_fasta(MIRNAS.as_bytes(), "mirna.fa").unwrap();
    let options = ExplainOptions::default().check().unwrap();
    let mut stream = plan.stream("changes", 0);
    let genes: Vec<ObservedGene> = (0..GENES)
        .map(|i| {
            let utr3 = transcripts.get(i).unwrap().utr3;
            // Targets of miR-122 are expressed more, and what is expressed more falls more.
            let site = utr3.windows(7).any(|window| window == b"ACACUCC".map(base));
            let level = normal(&mut stream) + if site { 1.5 } else { 0.0 };
            let change = -0.5 * level + 0.3 * normal(&mut stream);
            ObservedGene::new(format!("T{i}"), change).with_base_mean(level.exp())
        })
        .collect();
    let p = |genes: Vec<ObservedGene>| {
        let observed = Observed::new(genes, Vec::new());
        let rows = explain(&observed, &mirnas, &transcripts, &options, SeedPlan::new(1)).unwrap();
        let row = rows
            .evidence
            .into_iter()
            .find(|row| row.mirnas == ["miR-122"] && row.test == EvidenceTest::MatchedMannWhitney);
        row.unwrap().p
    };
    let without = genes.iter().map(|gene| ObservedGene::new(gene.name.clone(), gene.log2fc));
    assert!(p(without.collect()) < 1e-4);
    assert!(p(genes) > 0.01);
}

fn base(letter: u8) -> Base {
    match letter {
        b'A' => Base::A,
        b'C' => Base::C,
        b'G' => Base::G,
        _ => Base::U,
    }
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
