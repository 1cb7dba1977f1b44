//! Which miRNAs explain an observed change.

use crate::input::Region;
use crate::sites::SiteType;
use exocast_core::SeedPlan;
use exocast_core::options::Checked;
use exocast_core::{adjust::benjamini_hochberg, parallel, rank::ranks};

use super::{
    contrast::{Ranked, Shift},
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
    options::{Direction, ExplainOptions},
    sites::SiteScanner,
};

/// Tests for each seed family whether its targets fall, or rise, more than its non-targets.
///
/// Targets have an 8mer, 7mer-m8 or 7mer-A1 in the 3'UTR, non-targets no seed match there at all; genes with only
/// 6mers are neither. A gene with several transcripts is represented by its longest 3'UTR. Tests are one-sided, down or
/// up, as [`ExplainOptions::direction`] says; with [`Direction::Both`] the smaller p-value of the two is doubled, and the
/// row says which it is: Mann–Whitney with normal approximation and tie correction; Kolmogorov–Smirnov with
/// p = exp(−2λ²), λ = (√e + 0.12 + 0.11/√e)·D, e = nm/(n + m) (Stephens 1970, J R Stat Soc B 32:115). miRNAs of one
/// seed are one row.
///
/// So that targets are compared with similar non-targets, genes are weighted by the residual of a linear regression of
/// target status on ORF length, 3'UTR length, composition and, where the table has mean expression, its rank; and both
/// tests are repeated within strata of length and composition of the 3'UTR, and of expression. Changes are not altered;
/// equal ones share a rank. The regression fits the changes, corrected for lengths and composition, by all families at
/// once, each with its summed site weights, so that a miRNA does not get what sites of another one explain. Shuffled
/// seeds of the miRNAs given form a null distribution of Mann–Whitney's z, which includes that genes with sites differ
/// from others in more than the sites.
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
/// assert_eq!(explained.evidence[0].mirnas, ["miR-1"]);
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
    let candidates = options.isomirs.then(|| mirnas.with_isomirs());
    let mirnas = candidates.as_ref().unwrap_or(mirnas);
    let Matched { changes, genes, expression } = matched(observed, transcripts, &mut notices)?;
    let expression = expression.as_deref();
    let matches = genes.len() >= options.min_genes_to_match;
    let (mut ranked, whole) = (Ranked::new(&changes), Strata::single(genes.len()));
    if matches {
        ranked = ranked.freed_of_lengths(&genes, transcripts, expression);
        if expression.is_some() {
            notices.push(Notice::MatchedByExpression { genes: genes.len() });
        }
    }

    let scanner = SiteScanner::for_types(mirnas.as_slice(), &SiteType::CANONICAL, &[Region::Utr3]);
    let (groups, weights) = targets(&scanner, &genes, transcripts);
    let (mut tested, mut few) = (Vec::new(), 0);
    for (family, groups) in groups.chunks_exact(genes.len()).enumerate() {
        let count = |wanted| groups.iter().filter(|group| **group == wanted).count();
        let (targets, others) = (count(Group::Target), count(Group::NonTarget));
        if targets.min(others) < options.min_targets {
            few += scanner.families()[family].members.len();
        } else {
            tested.push((family, targets, (targets * others) as f64));
        }
    }
    if few > 0 {
        notices.push(Notice::FewTargets { mirnas: few, wanted: options.min_targets });
    }

    let of_family = |family: usize| &groups[family * genes.len()..(family + 1) * genes.len()];
    let shifts = |strata: &Strata| -> Vec<Shift> {
        parallel::map(tested.len(), |i| ranked.shift(of_family(tested[i].0), strata))
    };
    let plain = shifts(&whole);
    let counts = tested.iter().zip(&plain).map(|(test, shift)| by_z(test.2 * shift.above, shift.z));
    let mut columns: Vec<(EvidenceTest, Vec<Sides>)> = vec![
        (EvidenceTest::MannWhitney, counts.collect()),
        (EvidenceTest::KolmogorovSmirnov, plain.iter().map(by_distance).collect()),
    ];
    if matches {
        let within = shifts(&Strata::new(&genes, transcripts, expression));
        let above = within.iter().map(|shift| by_z(shift.above, shift.z)).collect();
        columns.push((EvidenceTest::MatchedMannWhitney, above));
        let distance = within.iter().map(by_distance).collect();
        columns.push((EvidenceTest::MatchedKolmogorovSmirnov, distance));
    }
    let places: Vec<usize> = tested.iter().map(|test| test.0).collect();
    let free = if matches { freed(&changes, &genes, transcripts) } else { changes };
    columns.extend(
        regression(&free, &weights, &places).map(|tests| (EvidenceTest::Regression, tests)),
    );
    let null = shuffled(&scanner, mirnas, (&ranked, &genes), transcripts, (options, plan));
    if !null.is_empty() {
        let rank = |count: usize| (count + 1) as f64 / (null.len() + 1) as f64;
        let beside = plain.iter().map(|shift| Sides {
            down: (shift.z, rank(null.iter().filter(|z| **z <= shift.z).count())),
            up: (shift.z, rank(null.iter().filter(|z| **z >= shift.z).count())),
        });
        columns.push((EvidenceTest::ShuffledSeeds, beside.collect()));
    }
    let mut evidence = Vec::new();
    for (test, sides) in columns {
        let results: Vec<(Direction, f64, f64)> =
            sides.iter().map(|sides| sides.chosen(options.direction)).collect();
        let p: Vec<f64> = results.iter().map(|result| result.2).collect();
        for ((at, (direction, statistic, p)), q) in
            results.into_iter().enumerate().zip(benjamini_hochberg(&p))
        {
            let (family, targets, _) = tested[at];
            let family = &scanner.families()[family];
            let names = family.members.iter().map(|&member| mirnas.as_slice()[member].name());
            let mirnas = names.map(str::to_owned).collect();
            let strength = plain[at].z.abs();
            let (seed, targets) = (family.seed, targets);
            let row = Evidence { seed, mirnas, test, direction, statistic, p, q, targets };
            evidence.push((strength, row));
        }
    }
    // Where p-values are the same, or too small for a number, the larger deviate is first.
    evidence.sort_by(|(a_z, a), (b_z, b)| {
        (a.p.total_cmp(&b.p))
            .then(b_z.total_cmp(a_z))
            .then_with(|| a.mirnas.cmp(&b.mirnas))
            .then(a.test.cmp(&b.test))
    });
    Ok(Explain { evidence: evidence.into_iter().map(|(_, row)| row).collect(), notices })
}

/// A test one way and the other: statistic and one-sided p-value.
#[derive(Clone, Copy, Debug)]
struct Sides {
    down: (f64, f64),
    up: (f64, f64),
}

impl Sides {
    /// Direction, statistic and p-value; of both directions the one with the smaller p-value, which counts twice.
    fn chosen(self, direction: Direction) -> (Direction, f64, f64) {
        let Self { down, up } = self;
        match direction {
            Direction::Down => (Direction::Down, down.0, down.1),
            Direction::Up => (Direction::Up, up.0, up.1),
            Direction::Both if up.1 < down.1 => (Direction::Up, up.0, (2.0 * up.1).min(1.0)),
            Direction::Both => (Direction::Down, down.0, (2.0 * down.1).min(1.0)),
        }
    }
}

/// A statistic with a normal deviate, which is negative where targets fall.
fn by_z(statistic: f64, z: f64) -> Sides {
    Sides { down: (statistic, normal_below(z)), up: (statistic, normal_below(-z)) }
}

fn by_distance(shift: &Shift) -> Sides {
    Sides { down: shift.down, up: shift.up }
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

/// t of each of some families, from one regression on all of them.
fn regression(
    changes: &[f64],
    weights: &[Vec<(usize, f64)>],
    families: &[usize],
) -> Option<Vec<Sides>> {
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
    Some(fitted.columns.into_iter().map(|(_, t)| by_z(t, t)).collect())
}

/// Observed genes that have a transcript.
struct Matched {
    /// Ascending.
    changes: Vec<f64>,
    /// Places of their transcripts.
    genes: Vec<usize>,
    /// Of each gene, its rank by mean expression in parts of all; nothing where most have none.
    expression: Option<Vec<f64>>,
}

/// Genes by ascending change.
fn matched(
    observed: &Observed,
    transcripts: &Transcripts,
    notices: &mut Vec<Notice>,
) -> Result<Matched, ComputeError> {
    let length = |place: usize| transcripts.get(place).map_or(0, |t| t.utr3.len());
    let longest = |places: Vec<usize>| {
        places
            .into_iter()
            .reduce(|best, place| if length(place) > length(best) { place } else { best })
    };
    let (mut placed, said) = observed.places(transcripts)?;
    // A circle that is bound stays: its change says nothing.
    placed.retain(|(_, places)| {
        !places.iter().any(|&place| transcripts.get(place).is_some_and(|it| it.is_circle()))
    });
    notices.extend(said);
    let mut genes: Vec<(f64, usize, Option<f64>)> = placed
        .into_iter()
        // A zero has no sign here.
        .filter_map(|(gene, places)| Some((gene.log2fc + 0.0, longest(places)?, gene.base_mean)))
        .collect();
    genes.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let means: Vec<Option<f64>> = genes.iter().map(|gene| gene.2).collect();
    let (changes, genes): (Vec<f64>, Vec<usize>) =
        genes.into_iter().map(|(change, place, _)| (change, place)).unzip();
    match changes[..] {
        [first, .., last] if first.total_cmp(&last).is_eq() => {
            Err(ComputeError::NoVariation { count: changes.len(), value: first })
        }
        _ => Ok(Matched { changes, genes, expression: by_rank(&means) }),
    }
}

/// Ranks in parts of all, a half where there is no value; nothing where fewer than half have one.
fn by_rank(means: &[Option<f64>]) -> Option<Vec<f64>> {
    let known: Vec<f64> = means.iter().flatten().copied().collect();
    if known.is_empty() || 2 * known.len() < means.len() {
        return None;
    }
    let all = known.len() as f64;
    let mut ranks = ranks(&known).into_iter();
    let rank = |mean: &Option<f64>| match mean {
        Some(_) => ranks.next().map_or(0.5, |rank| (rank - 0.5) / all),
        None => 0.5,
    };
    Some(means.iter().map(rank).collect())
}
