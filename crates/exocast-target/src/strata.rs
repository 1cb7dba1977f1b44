//! Targets against non-targets of like length and composition.

use crate::{
    Message, Transcripts,
    explain::{Group, beyond},
    regress::normal_below,
};

/// Parts of equal size by length of the 3'UTR, and of each of these by its share of A and U.
const LENGTHS: usize = 5;
const SHARES: usize = 3;

/// The stratum of each gene.
pub(crate) struct Strata(Vec<usize>);

/// Targets below the non-targets of their strata: statistic and one-sided p-value.
pub(crate) struct MatchedFall {
    /// Of van Elteren's test: the weighted share of pairs in which the target is above.
    pub(crate) above: (f64, f64),
    /// Of Kolmogorov and Smirnov's, non-targets weighted as targets stand in their strata.
    pub(crate) distance: (f64, f64),
}

impl Strata {
    /// Of genes, by their transcripts.
    pub(crate) fn new(genes: &[usize], transcripts: &Transcripts) -> Self {
        let facts: Vec<(usize, f64)> = genes
            .iter()
            .map(|&place| match transcripts.get(place) {
                Some(transcript) => {
                    let share = Message::new(&transcript).au_utr3().unwrap_or(0.5);
                    (transcript.utr3.len(), share)
                }
                None => (0, 0.5),
            })
            .collect();
        let mut strata = vec![0; genes.len()];
        let mut by_length: Vec<usize> = (0..genes.len()).collect();
        by_length.sort_by_key(|&i| (facts[i].0, genes[i]));
        let size = |all: usize, parts: usize| all.div_ceil(parts).max(1);
        for (length, part) in by_length.chunks_mut(size(genes.len(), LENGTHS)).enumerate() {
            part.sort_by(|&a, &b| facts[a].1.total_cmp(&facts[b].1).then(genes[a].cmp(&genes[b])));
            let count = part.len();
            for (share, same) in part.chunks(size(count, SHARES)).enumerate() {
                for &i in same {
                    strata[i] = length * SHARES + share;
                }
            }
        }
        Self(strata)
    }

    /// Both tests, changes in ascending order. Strata without both targets and non-targets do not count.
    ///
    /// van Elteren (1960, Bull Int Stat Inst 37:351): Σ U/(N + 1) over strata of N genes, with its mean and
    /// variance where nothing differs, ties regarded.
    pub(crate) fn fall(&self, changes: &[f64], groups: &[Group]) -> MatchedFall {
        let mut counts = [[0.0_f64; 2]; LENGTHS * SHARES];
        for (&stratum, group) in self.0.iter().zip(groups) {
            if let Some(side) = side(*group) {
                counts[stratum][side] += 1.0;
            }
        }
        let both = |stratum: usize| counts[stratum][0] > 0.0 && counts[stratum][1] > 0.0;
        let used = || (0..counts.len()).filter(|&stratum| both(stratum)).map(|s| counts[s]);
        let targets: f64 = used().map(|[n, _]| n).sum();
        if targets <= 0.0 {
            return MatchedFall { above: (0.5, 1.0), distance: (0.0, 1.0) };
        }
        // Below: of each stratum, targets and non-targets passed so far.
        let mut below = [[0.0_f64; 2]; LENGTHS * SHARES];
        let (mut above, mut ties) = ([0.0; LENGTHS * SHARES], [0.0; LENGTHS * SHARES]);
        let (mut passed, mut matched, mut distance) = (0.0, 0.0, 0.0_f64);
        let mut i = 0;
        while i < changes.len() {
            let mut same = [[0.0_f64; 2]; LENGTHS * SHARES];
            let mut touched = Vec::new();
            let value = changes[i];
            while i < changes.len() && changes[i].total_cmp(&value).is_eq() {
                if let Some(side) = side(groups[i]) {
                    same[self.0[i]][side] += 1.0;
                    touched.push(self.0[i]);
                }
                i += 1;
            }
            touched.sort_unstable();
            touched.dedup();
            for stratum in touched.into_iter().filter(|&stratum| both(stratum)) {
                let [t, o] = same[stratum];
                above[stratum] += t * (below[stratum][1] + 0.5 * o);
                ties[stratum] += (t + o) * ((t + o) * (t + o) - 1.0);
                below[stratum][0] += t;
                below[stratum][1] += o;
                passed += t;
                matched += o * counts[stratum][0] / counts[stratum][1];
            }
            distance = distance.max((passed - matched) / targets);
        }
        let (mut sum, mut mean, mut most, mut variance) = (0.0, 0.0, 0.0, 0.0);
        for stratum in (0..counts.len()).filter(|&stratum| both(stratum)) {
            let [n, m] = counts[stratum];
            let (pairs, all) = (n * m, n + m);
            let weight = 1.0 / (all + 1.0);
            sum += weight * above[stratum];
            mean += weight * pairs / 2.0;
            most += weight * pairs;
            let tied = ties[stratum] / (all * (all - 1.0));
            variance += weight * weight * pairs / 12.0 * (all + 1.0 - tied);
        }
        let z = if variance > 0.0 { (sum - mean) / variance.sqrt() } else { 0.0 };
        // Weighted non-targets count as (Σw)²/Σw².
        let squares: f64 = used().map(|[n, m]| n * n / m).sum();
        let others = targets * targets / squares;
        let effective = targets * others / (targets + others);
        MatchedFall {
            above: (sum / most, normal_below(z)),
            distance: (distance, beyond(distance, effective)),
        }
    }
}

fn side(group: Group) -> Option<usize> {
    match group {
        Group::Target => Some(0),
        Group::NonTarget => Some(1),
        Group::Neither => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use exocast_core::rank::mann_whitney;

    /// Within one stratum the test is Mann and Whitney's, without its half a pair.
    #[test]
    fn one_stratum_is_two_samples() {
        let changes: Vec<f64> = (0..40).map(|i| f64::from(i / 2)).collect();
        let group = |i: usize| [Group::Target, Group::NonTarget, Group::NonTarget][i * i % 7 % 3];
        let groups: Vec<Group> = (0..40).map(group).collect();
        let found = Strata(vec![0; 40]).fall(&changes, &groups);
        let of = |wanted| -> Vec<f64> {
            changes.iter().zip(&groups).filter(|p| *p.1 == wanted).map(|p| *p.0).collect()
        };
        let (targets, others) = (of(Group::Target), of(Group::NonTarget));
        let pairs = (targets.len() * others.len()) as f64;
        let whole = mann_whitney(&targets, &others).unwrap();
        assert!((found.above.0 - whole.statistic / pairs).abs() < 1e-12);
        assert!((2.0 * found.above.1.min(1.0 - found.above.1) - whole.p).abs() < 0.02);
    }

    /// Targets that differ from others in their stratum alone do not stand out.
    #[test]
    fn what_strata_explain_is_no_evidence() {
        let strata: Vec<usize> = (0..300).map(|i| i / 100).collect();
        let changes: Vec<f64> = (0..300).map(f64::from).collect();
        let groups: Vec<Group> = (0..300)
            .map(|i| {
                if i % if i < 100 { 2 } else { 20 } == 0 { Group::Target } else { Group::NonTarget }
            })
            .collect();
        let found = Strata(strata).fall(&changes, &groups);
        assert!(
            found.above.1 > 0.2 && found.distance.1 > 0.2,
            "{:?} {:?}",
            found.above,
            found.distance
        );
    }
}
