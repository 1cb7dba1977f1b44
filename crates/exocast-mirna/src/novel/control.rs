//! How many candidates are expected by chance, and how many known miRNAs are recovered, by score.

use exocast_core::{SeedPlan, parallel};
use rand::RngExt as _;

use super::examined::Examined;

/// Scores at which candidates are counted.
const SCORES: std::ops::RangeInclusive<i32> = 0..=9;

/// Candidates of at least one score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Cutoff {
    pub(crate) score: f64,
    pub(crate) novel: usize,
    /// Expected among them by chance, with the standard deviation over permutations; not numbers where nothing can be
    /// permuted.
    pub(crate) by_chance: f64,
    pub(crate) by_chance_sd: f64,
    /// Those with a confident star, and how many of these are expected by chance.
    pub(crate) confident: usize,
    pub(crate) confident_by_chance: f64,
    /// Known miRNAs with enough reads that are recovered.
    pub(crate) known: usize,
}

impl Cutoff {
    /// Novel miRNAs that are not expected by chance.
    pub(crate) fn beyond_chance(&self) -> f64 {
        if self.by_chance.is_nan() {
            f64::NAN
        } else {
            (self.novel as f64 - self.by_chance).max(0.0)
        }
    }
}

/// Scores of candidates, and whether they are confident.
pub(super) type Scores = Vec<(f64, bool)>;

/// Candidates that the reads of each stack make on the fold of another one, by permutation; `stacks` are those that nothing
/// known explains.
///
/// This breaks the link between reads and fold, and keeps both (as `miRDeep` does, Friedländer 2008, Nat Biotechnol 26:407).
pub(super) fn permuted(
    examined: &Examined<'_>,
    stacks: &[usize],
    permutations: usize,
    plan: SeedPlan,
) -> Vec<Scores> {
    if stacks.len() < 2 {
        return Vec::new();
    }
    parallel::map(permutations, |number| {
        let mut stream = plan.stream("permuted stacks", number as u64);
        let mut order = stacks.to_vec();
        for i in (1..order.len()).rev() {
            order.swap(i, stream.random_range(0..=i));
        }
        // Each stack is on the fold of the next one in the order, and so never on its own.
        let next = order.iter().cycle().skip(1);
        let candidates = order
            .iter()
            .zip(next)
            .filter_map(|(stack, other)| examined.candidate(*stack, *other).ok());
        candidates.map(|candidate| (candidate.score, candidate.is_confident)).collect()
    })
}

fn sd(squares: f64, n: f64) -> f64 {
    (squares / (n - 1.0).max(1.0)).sqrt()
}

/// Counts by score; `least` is one of the scores.
pub(super) fn cutoffs(
    novel: &[(f64, bool)],
    permuted: &[Scores],
    known: &[f64],
    least: f64,
) -> Vec<Cutoff> {
    let mut scores: Vec<f64> = SCORES.map(f64::from).chain([least]).collect();
    scores.sort_by(f64::total_cmp);
    scores.dedup();
    let cutoff = |score: f64| {
        let above =
            |scores: &[(f64, bool)]| scores.iter().filter(|(other, _)| *other >= score).count();
        let confident = |scores: &[(f64, bool)]| {
            scores.iter().filter(|(other, is_confident)| *is_confident && *other >= score).count()
        };
        let n = permuted.len() as f64;
        let by_chance = permuted.iter().map(|scores| above(scores) as f64).sum::<f64>() / n;
        let confident_by_chance = permuted.iter().map(|scores| confident(scores) as f64);
        let squares = permuted.iter().map(|scores| (above(scores) as f64 - by_chance).powi(2));
        Cutoff {
            score,
            novel: above(novel),
            by_chance,
            by_chance_sd: if permuted.is_empty() { f64::NAN } else { sd(squares.sum(), n) },
            confident: confident(novel),
            confident_by_chance: confident_by_chance.sum::<f64>() / n,
            known: known.iter().filter(|other| **other >= score).count(),
        }
    };
    scores.into_iter().map(cutoff).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_by_score() {
        let novel = vec![(6.5, true), (4.2, false), (2.0, false)];
        let permuted =
            [vec![(4.5, false)], vec![(4.1, true), (1.0, false)], vec![], vec![(9.0, true)]];
        let rows = cutoffs(&novel, &permuted, &[7.0, 3.9], 4.0);
        assert_eq!(rows.len(), 10);
        // One stack cannot be permuted.
        let alone = cutoffs(&novel, &[], &[], 4.0);
        assert!(alone.iter().all(|row| row.by_chance.is_nan() && row.beyond_chance().is_nan()));
        let four = rows.iter().find(|row| row.score > 3.5).unwrap();
        assert_eq!((four.novel, four.confident, four.known), (2, 1, 1));
        assert!(
            (four.by_chance - 0.75).abs() < 1e-12 && (four.beyond_chance() - 1.25).abs() < 1e-12
        );
        assert!((four.confident_by_chance - 0.5).abs() < 1e-12);
        // Fewer at each higher score.
        assert!(rows.windows(2).all(|pair| pair[1].novel <= pair[0].novel
            && pair[1].by_chance <= pair[0].by_chance
            && pair[1].known <= pair[0].known));
    }
}
