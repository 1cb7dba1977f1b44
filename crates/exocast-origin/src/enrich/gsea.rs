//! Gene-set enrichment analysis.

use std::collections::BTreeMap;

use exocast_core::{SeedPlan, Stream};
use rand::RngExt;

use super::order::{descending, positions};

/// The largest deviation from zero of the running sum of weighted hits less misses, for a set's ranks in rising order
/// (Subramanian et al. 2005, PNAS 102:15545, with p = 1): between hits the sum only falls, so that its extremes lie
/// next to them.
fn running_extreme(ranks: &[u32], sizes: &[f64]) -> f64 {
    let total: f64 = ranks.iter().map(|&r| sizes[r as usize]).sum();
    let misses = (sizes.len() - ranks.len()) as f64;
    // With no amount at all every hit weighs the same.
    let even = 1.0 / ranks.len() as f64;
    let (mut hit, mut best) = (0.0, 0.0_f64);
    for (i, &rank) in ranks.iter().enumerate() {
        let missed = (rank as usize - i) as f64 / misses;
        let before = hit - missed;
        if before.abs() > best.abs() {
            best = before;
        }
        hit += if total > 0.0 { sizes[rank as usize] / total } else { even };
        let after = hit - missed;
        if after.abs() > best.abs() {
            best = after;
        }
    }
    best
}

fn set_ranks(members: &[usize], position: &[u32]) -> Vec<u32> {
    let mut ranks: Vec<u32> = members.iter().map(|&i| position[i]).collect();
    ranks.sort_unstable();
    ranks
}

/// Random sets of the sizes that occur, drawn once for all samples.
///
/// They depend on seed, size and number of features only.
#[derive(Clone, Debug)]
pub(super) struct RandomSets {
    features: usize,
    /// Ranks, one set after another, by size.
    by_size: BTreeMap<usize, Vec<u32>>,
}

impl RandomSets {
    /// Draws `permutations` sets of each size among `features`.
    pub(super) fn new(
        features: usize,
        sizes: impl IntoIterator<Item = usize>,
        permutations: usize,
        seed: SeedPlan,
    ) -> Self {
        let mut by_size = BTreeMap::new();
        let mut marks = vec![0_u64; features.div_ceil(64)];
        for size in sizes.into_iter().filter(|size| (1..features).contains(size)) {
            by_size.entry(size).or_insert_with(|| {
                let mut stream = seed.stream("gsea permutation", size as u64);
                let mut ranks = Vec::with_capacity(size * permutations);
                for _ in 0..permutations {
                    draw(size, features, &mut marks, &mut ranks, &mut stream);
                }
                ranks
            });
        }
        Self { features, by_size }
    }
}

/// Gene-set enrichment of several sets in one sample, against random sets of the same size: the score over the mean of
/// random ones of the same sign (infinite where there is none), and the part of these at least as far from zero.
///
/// p counts the observed set among the random ones, so that it is never 0. Nothing for sets that are
/// empty, hold every feature, or have a size that `random` was not drawn for.
pub(super) fn gsea(
    sets: &[&[usize]],
    values: &[f64],
    random: &RandomSets,
) -> Vec<Option<(f64, f64)>> {
    let order = descending(values);
    let position = positions(&order);
    let sizes: Vec<f64> = order.iter().map(|&i| values[i].abs()).collect();
    let mut null: BTreeMap<usize, Vec<f64>> = BTreeMap::new();
    sets.iter()
        .map(|members| {
            let ranks = set_ranks(members, &position);
            let drawn = random.by_size.get(&ranks.len())?;
            if random.features != values.len() {
                return None;
            }
            let scores = null.entry(ranks.len()).or_insert_with(|| {
                drawn.chunks_exact(ranks.len()).map(|set| running_extreme(set, &sizes)).collect()
            });
            let score = running_extreme(&ranks, &sizes);
            let (mut further, mut same, mut sum) = (0_usize, 0_usize, 0.0);
            for s in scores.iter().filter(|s| (**s < 0.0) == (score < 0.0)) {
                same += 1;
                sum += s.abs();
                further += usize::from(s.abs() >= score.abs());
            }
            let normalised =
                if same == 0 { score.signum() * f64::INFINITY } else { score * same as f64 / sum };
            Some((normalised, (1 + further) as f64 / (1 + same) as f64))
        })
        .collect()
}

/// Ranks of a random set in rising order: Floyd's sample, sorted by a bit a rank.
#[allow(clippy::cast_possible_truncation, reason = "ranks are u32 by construction")]
fn draw(
    size: usize,
    features: usize,
    marks: &mut [u64],
    ranks: &mut Vec<u32>,
    stream: &mut Stream,
) {
    for top in features - size..features {
        let drawn = stream.random_range(0..=top);
        let taken = marks[drawn / 64] >> (drawn % 64) & 1 == 1;
        let place = if taken { top } else { drawn };
        marks[place / 64] |= 1 << (place % 64);
    }
    for (word, mark) in marks.iter_mut().enumerate() {
        while *mark != 0 {
            ranks.push(64 * word as u32 + mark.trailing_zeros());
            *mark &= *mark - 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::enrich::twin::running_sum;

    proptest! {
        #[test]
        fn an_extreme_is_that_of_its_plain_twin(
            values in prop::collection::vec(-5.0_f64..5.0, 6..40), taken in prop::collection::vec(any::<bool>(), 6)
        ) {
            let members: Vec<usize> = (0..6).filter(|&i| taken[i]).collect();
            prop_assume!(!members.is_empty() && members.len() < values.len());
            let order = descending(&values);
            let sizes: Vec<f64> = order.iter().map(|&i| values[i].abs()).collect();
            let ours = running_extreme(&set_ranks(&members, &positions(&order)), &sizes);
            // Of two extremes as far from zero either may be found.
            prop_assert!((ours.abs() - running_sum(&members, &values).abs()).abs() < 1e-9);
        }
    }
}
