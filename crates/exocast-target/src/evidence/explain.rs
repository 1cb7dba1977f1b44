//! Which miRNAs explain an observed change.

use crate::input::Region;
use crate::sites::SiteType;
use exocast_core::SeedPlan;
use exocast_core::options::Checked;
use exocast_core::{adjust::benjamini_hochberg, parallel};

use super::{
    contrast::{Fall, Ranked},
    regress::{Regression, normal_below},
    shuffled::shuffled,
    strata::Strata,
    table::{Evidence, EvidenceTest, Explain},
    targets::{Group, targets},
};
use crate::{
    affinity::{SUSCEPTIBILITY, susceptibility_features},
    error::ComputeError,
    input::{Message, Mirnas, Observed, Transcripts},
    notice::Notice,
    options::ExplainOptions,
    sites::SiteScanner,
};

/// Tests for each miRNA whether its targets fall more than its non-targets.
///
/// Targets have an 8mer, 7mer-m8 or 7mer-A1 in the 3'UTR, non-targets no seed match there at all; genes with only
/// 6mers are neither. A gene with several transcripts is represented by its longest 3'UTR. Both tests are one-sided:
/// Mann–Whitney with normal approximation and tie correction; Kolmogorov–Smirnov with p = exp(−2λ²),
/// λ = (√e + 0.12 + 0.11/√e)·D⁺, e = nm/(n + m) (Stephens 1970, J R Stat Soc B 32:115). miRNAs of one seed share one
/// test, which counts once in the adjustment.
///
/// So that targets are compared with similar non-targets, genes are weighted by the residual of a linear regression of
/// target status on ORF length, 3'UTR length and composition; and both tests are repeated within strata of length and
/// composition of the 3'UTR. Changes are not altered; equal ones share a rank. The regression fits the changes,
/// corrected for lengths and composition, by all families at once, each with its summed site weights, so that a miRNA
/// does not get what sites of another one explain. Shuffled seeds of the miRNAs given form a null distribution of
/// Mann–Whitney's z, which includes that genes with sites differ from others in more than the sites.
///
/// # Errors
/// Where no observed gene matches a transcript, and where all changes are the same.
///
/// ```
/// use exocast_target::core::{SeedPlan, options::Options};
/// use exocast_target::{ExplainOptions, Mirnas, Observed, Transcripts, explain};
///
/// let mirnas = Mirnas::read_fasta(">miR-1\nUGGAAUGUAAAG\n>miR-21\nUAGCUUAUCAGACU\n".as_bytes(), "m.fa")?;
/// let (mut mrna, mut observed) = (String::from("transcript\tutr3\n"), String::from("gene\tlog2fc\n"));
/// for i in 0..40 {
///     let (utr3, change) = if i % 2 == 0 { ("AACATTCCAAA", -1.0) } else { ("AATAAGCTAAA", 0.2) };
///     mrna += &format!("T{i}\t{utr3}\n");
///     observed += &format!("T{i}\t{change}\n");
/// }
/// let transcripts = Transcripts::read(mrna.as_bytes(), "mrna.tsv")?;
/// let observed = Observed::read(observed.as_bytes(), "deseq2.tsv")?;
/// let options = ExplainOptions::default().check()?;
/// let explained = explain(&observed, &mirnas, &transcripts, &options, SeedPlan::new(1))?;
/// assert_eq!(explained.evidence[0].mirna, "miR-1");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn explain(
    observed: &Observed,
    mirnas: &Mirnas,
    transcripts: &Transcripts,
    options: &Checked<ExplainOptions>,
    plan: SeedPlan,
) -> Result<Explain, ComputeError> {
    let mut notices = transcripts.notices();
    notices.extend(transcripts.coding_notices());
    notices.extend_from_slice(observed.notices());
    let (changes, genes) = matched(observed, transcripts, &mut notices)?;
    let matches = genes.len() >= options.min_genes_to_match;
    let (mut ranked, whole) = (Ranked::new(&changes), Strata::single(genes.len()));
    if matches {
        ranked = ranked.freed_of_lengths(&genes, transcripts);
    }

    let scanner = SiteScanner::for_types(mirnas.as_slice(), &SiteType::CANONICAL, &[Region::Utr3]);
    let (groups, weights) = targets(&scanner, &genes, transcripts);
    let (mut tested, mut few) = (Vec::new(), 0);
    for (family, groups) in groups.chunks_exact(genes.len()).enumerate() {
        let count = |wanted| groups.iter().filter(|group| **group == wanted).count();
        let targets = count(Group::Target);
        if targets.min(count(Group::NonTarget)) < options.min_targets {
            few += scanner.families()[family].members.len();
        } else {
            tested.push((family, targets));
        }
    }
    if few > 0 {
        notices.push(Notice::FewTargets { mirnas: few, wanted: options.min_targets });
    }

    let of_family = |family: usize| &groups[family * genes.len()..(family + 1) * genes.len()];
    let falls = |strata: &Strata| -> Vec<Fall> {
        parallel::map(tested.len(), |i| ranked.fall(of_family(tested[i].0), strata))
    };
    let plain = falls(&whole);
    let pairs = |(family, targets): (usize, usize)| {
        let others = of_family(family).iter().filter(|group| **group == Group::NonTarget).count();
        (targets * others) as f64
    };
    let counted = tested.iter().zip(&plain).map(|(test, fall)| {
        let (share, p) = fall.above;
        (pairs(*test) * share, p)
    });
    let mut columns: Vec<(EvidenceTest, Vec<(f64, f64)>)> = vec![
        (EvidenceTest::MannWhitneyDown, counted.collect()),
        (EvidenceTest::KolmogorovSmirnovDown, plain.iter().map(|fall| fall.distance).collect()),
    ];
    if matches {
        let matched = falls(&Strata::new(&genes, transcripts));
        let above = matched.iter().map(|fall| fall.above).collect();
        columns.push((EvidenceTest::MatchedMannWhitneyDown, above));
        let distance = matched.iter().map(|fall| fall.distance).collect();
        columns.push((EvidenceTest::MatchedKolmogorovSmirnovDown, distance));
    }
    let places: Vec<usize> = tested.iter().map(|test| test.0).collect();
    let free = if matches { freed(&changes, &genes, transcripts) } else { changes };
    columns.extend(
        regression(&free, &weights, &places).map(|tests| (EvidenceTest::Regression, tests)),
    );
    let null = shuffled(&scanner, mirnas, (&ranked, &genes), transcripts, (options, plan));
    if !null.is_empty() {
        let beside = plain.iter().map(|fall| {
            let below = null.iter().filter(|z| **z <= fall.z).count();
            (fall.z, (below + 1) as f64 / (null.len() + 1) as f64)
        });
        columns.push((EvidenceTest::ShuffledSeeds, beside.collect()));
    }
    let mut evidence = Vec::new();
    for (test, results) in columns {
        let p: Vec<f64> = results.iter().map(|result| result.1).collect();
        for ((family, targets), ((statistic, p), q)) in
            tested.iter().zip(results.into_iter().zip(benjamini_hochberg(&p)))
        {
            evidence.extend(scanner.families()[*family].members.iter().map(|&member| {
                let mirna = mirnas.as_slice()[member].name().to_owned();
                Evidence { mirna, test, statistic, p, q, targets: *targets }
            }));
        }
    }
    evidence.sort_by(|a, b| {
        (a.p.total_cmp(&b.p)).then_with(|| a.mirna.cmp(&b.mirna)).then(a.test.cmp(&b.test))
    });
    Ok(Explain { evidence, notices })
}

/// Residuals of the linear regression of changes on lengths and composition.
fn freed(changes: &[f64], genes: &[usize], transcripts: &Transcripts) -> Vec<f64> {
    let rows: Vec<Vec<(usize, f64)>> = genes
        .iter()
        .map(|&place| match transcripts.get(place) {
            Some(transcript) => {
                let features = susceptibility_features(&Message::new(&transcript));
                features.into_iter().enumerate().collect()
            }
            None => Vec::new(),
        })
        .collect();
    let fitted = Regression::new(&rows, SUSCEPTIBILITY.len(), changes, 1e-6);
    fitted.map_or_else(|| changes.to_vec(), |fitted| fitted.residuals)
}

/// t of each of some families, and its one-sided p-value, from one regression on all of them.
fn regression(
    changes: &[f64],
    weights: &[Vec<(usize, f64)>],
    families: &[usize],
) -> Option<Vec<(f64, f64)>> {
    if families.is_empty() || changes.len() < 2 * families.len() + 10 {
        return None;
    }
    let rows: Vec<Vec<(usize, f64)>> = weights
        .iter()
        .map(|row| {
            let column =
                |&(family, x): &(usize, f64)| Some((families.binary_search(&family).ok()?, x));
            row.iter().filter_map(column).collect()
        })
        .collect();
    let fitted = Regression::new(&rows, families.len(), changes, 1e-6)?;
    Some(fitted.columns.into_iter().map(|(_, t)| (t, normal_below(t))).collect())
}

/// Changes, ascending, and their transcripts.
fn matched(
    observed: &Observed,
    transcripts: &Transcripts,
    notices: &mut Vec<Notice>,
) -> Result<(Vec<f64>, Vec<usize>), ComputeError> {
    let length = |place: usize| transcripts.get(place).map_or(0, |t| t.utr3.len());
    let longest = |places: Vec<usize>| {
        places
            .into_iter()
            .reduce(|best, place| if length(place) > length(best) { place } else { best })
    };
    let (mut placed, said) = observed.placed(transcripts)?;
    // A circle that is bound stays: its change says nothing.
    placed.retain(|(_, places)| {
        !places.iter().any(|&place| transcripts.get(place).is_some_and(|it| it.is_circle()))
    });
    notices.extend(said);
    let mut genes: Vec<(f64, usize)> = placed
        .into_iter()
        // A zero has no sign here.
        .filter_map(|(log2fc, places)| Some((log2fc + 0.0, longest(places)?)))
        .collect();
    genes.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let (changes, genes): (Vec<f64>, Vec<usize>) = genes.into_iter().unzip();
    match changes[..] {
        [first, .., last] if first.total_cmp(&last).is_eq() => {
            Err(ComputeError::NoVariation { count: changes.len(), value: first })
        }
        _ => Ok((changes, genes)),
    }
}
