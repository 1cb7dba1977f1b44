//! Sequence motifs that sort miRNAs into vesicles or keep them in cells.

use exocast_core::{Table, adjust::benjamini_hochberg, rank::ranks};
use statrs::function::erf::erfc;

/// Where a motif was found to send a miRNA.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sorting {
    /// Into vesicles.
    Vesicle,
    /// It stays in the cell.
    Cell,
}

/// A sorting motif with the paper that it is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SortingMotif {
    /// Sequence in RNA letters.
    pub sequence: &'static str,
    /// Where it sends a miRNA.
    pub sorting: Sorting,
    /// The protein that reads it and the cells it was found in, where known.
    pub context: &'static str,
    /// The paper.
    pub source: &'static str,
}

/// Motifs of the literature. Each was found in the cells named: which miRNAs are sorted differs between
/// kinds of cells, so that a motif is a hypothesis to be tested on the pair at hand.
const SORTING_MOTIFS: [SortingMotif; 4] = [
    SortingMotif {
        sequence: "GGAG",
        sorting: Sorting::Vesicle,
        context: "hnRNPA2B1, primary T lymphoblasts",
        source: "Villarroya-Beltri et al. 2013, Nat Commun 4:2980",
    },
    SortingMotif {
        sequence: "CCCU",
        sorting: Sorting::Vesicle,
        context: "hnRNPA2B1, primary T lymphoblasts",
        source: "Villarroya-Beltri et al. 2013, Nat Commun 4:2980",
    },
    SortingMotif {
        sequence: "CGGGAG",
        sorting: Sorting::Vesicle,
        context: "Alyref and Fus, mouse hepatocytes",
        source: "Garcia-Martin et al. 2022, Nature 601:446",
    },
    SortingMotif {
        sequence: "CAUG",
        sorting: Sorting::Cell,
        context: "mouse cell lines",
        source: "Garcia-Martin et al. 2022, Nature 601:446",
    },
];

/// How the bias of features with a motif differs from that of the others.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct MotifTest {
    /// The motif.
    pub motif: &'static SortingMotif,
    /// Features with it, and without.
    pub with: usize,
    /// Features without it.
    pub without: usize,
    /// Mean of ln vesicle over cell with the motif less that without.
    pub difference: f64,
    /// Two-sided p of Mann and Whitney's test.
    pub p: f64,
    /// p by Benjamini and Hochberg over the motifs.
    pub q: f64,
}

/// Tests every motif on sequences (RNA or DNA letters) with their ln vesicle over cell.
///
/// Motifs with fewer than three features on either side are left out. Two-sided Mann–Whitney by the normal
/// approximation with ties.
///
/// ```
/// use exocast_origin::sorting_motifs;
///
/// let features: Vec<(String, f64)> = (0..12)
///     .map(|i| if i < 6 { ("UAGGAGU".to_owned(), 1.0 + 0.1 * f64::from(i)) }
///              else { ("UAAUUUU".to_owned(), -1.0 - 0.1 * f64::from(i)) })
///     .collect();
/// let tests = sorting_motifs(&features);
/// assert_eq!(tests[0].motif.sequence, "GGAG");
/// assert!(tests[0].difference > 1.0 && tests[0].p < 0.01);
/// ```
#[must_use]
pub fn sorting_motifs(features: &[(String, f64)]) -> Vec<MotifTest> {
    let letters: Vec<String> =
        features.iter().map(|(s, _)| s.to_uppercase().replace('T', "U")).collect();
    let bias: Vec<f64> = features.iter().map(|(_, bias)| *bias).collect();
    let ranks = ranks(&bias);
    let mut tests: Vec<MotifTest> = SORTING_MOTIFS
        .iter()
        .filter_map(|motif| {
            let has: Vec<bool> = letters.iter().map(|s| s.contains(motif.sequence)).collect();
            let with = has.iter().filter(|h| **h).count();
            let without = has.len() - with;
            if with < 3 || without < 3 {
                return None;
            }
            let mean = |side: bool, n: usize| {
                bias.iter().zip(&has).filter(|(_, h)| **h == side).map(|(b, _)| b).sum::<f64>()
                    / n as f64
            };
            Some(MotifTest {
                motif,
                with,
                without,
                difference: mean(true, with) - mean(false, without),
                p: rank_sum_p(&ranks, &has, with),
                q: f64::NAN,
            })
        })
        .collect();
    let p: Vec<f64> = tests.iter().map(|t| t.p).collect();
    for (test, q) in tests.iter_mut().zip(benjamini_hochberg(&p)) {
        test.q = q;
    }
    tests
}

/// `motif sorts_into with without difference p q context source`. Columns: `docs/formats/origin.md`.
#[must_use]
pub fn motif_table(tests: &[MotifTest]) -> Table {
    let mut table = Table::new([
        "motif",
        "sorts_into",
        "with",
        "without",
        "difference",
        "p",
        "q",
        "context",
        "source",
    ]);
    for test in tests {
        table.push([
            test.motif.sequence.into(),
            if test.motif.sorting == Sorting::Vesicle { "vesicle" } else { "cell" }.into(),
            test.with.into(),
            test.without.into(),
            test.difference.into(),
            test.p.into(),
            test.q.into(),
            test.motif.context.into(),
            test.motif.source.into(),
        ]);
    }
    table
}

fn rank_sum_p(ranks: &[f64], has: &[bool], with: usize) -> f64 {
    let n = ranks.len() as f64;
    let (a, b) = (with as f64, n - with as f64);
    let sum: f64 = ranks.iter().zip(has).filter(|(_, h)| **h).map(|(r, _)| r).sum();
    let mean = f64::midpoint(n, 1.0);
    let squares: f64 = ranks.iter().map(|r| (r - mean) * (r - mean)).sum();
    let variance = a * b / (n * (n - 1.0)) * squares;
    if variance <= 0.0 {
        return 1.0;
    }
    erfc(((sum - a * mean) / variance.sqrt()).abs() / std::f64::consts::SQRT_2)
}
