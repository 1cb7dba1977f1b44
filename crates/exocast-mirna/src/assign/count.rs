//! From sets of possible names to one count per name.

use std::collections::BTreeMap;

use crate::options::Multimap;

/// Reads (or molecules) by the names, ascending, that could have given them, each with how much less
/// likely it is than the best, in tenths of a decimal order.
pub(crate) type NameSets = BTreeMap<Vec<(usize, u32)>, u64>;

/// Counts of one sample.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Counted {
    /// By name; where names of one sequence are counted together, the sum is with the first.
    pub(crate) names: Vec<f64>,
    /// By group of several names, where groups are counted.
    pub(crate) groups: BTreeMap<Vec<usize>, f64>,
    /// Not counted because the name is not unique.
    pub(crate) left_out: u64,
    /// What the maximisation ends with: reads by name, by which reads are shared.
    pub(crate) weights: Vec<f64>,
}

/// Names that fit best.
pub(crate) fn best(set: &[(usize, u32)]) -> impl Iterator<Item = usize> {
    set.iter().filter(|(_, excess)| *excess == 0).map(|(name, _)| *name)
}

/// Counts `sets`; `first` gives for each name the first one with the same sequence.
///
/// Σ names + Σ groups + left out = Σ sets, whatever the policy.
pub(crate) fn count(sets: &NameSets, first: &[usize], policy: Multimap) -> Counted {
    let n = first.len();
    let mut counted =
        Counted { names: vec![0.0; n], groups: BTreeMap::new(), left_out: 0, weights: Vec::new() };
    if policy == Multimap::Em {
        let mixture = Mixture::new(sets, first);
        counted.weights = mixture.maximise(n);
        counted.names = mixture.expect(&counted.weights);
        return counted;
    }
    for (set, &reads) in sets {
        let names: Vec<usize> = best(set).collect();
        match (names.as_slice(), policy) {
            ([name], _) => counted.names[*name] += reads as f64,
            (_, Multimap::Fractional | Multimap::Em) => {
                let part = reads as f64 / names.len() as f64;
                for name in names {
                    counted.names[name] += part;
                }
            }
            (_, Multimap::Unique) => counted.left_out += reads,
            (_, Multimap::Group) => *counted.groups.entry(names).or_default() += reads as f64,
        }
    }
    counted
}

/// How likely a name gives a read, against the best.
pub(super) fn weight(excess: u32) -> f64 {
    10_f64.powf(-f64::from(excess) / 10.0)
}

/// The shares of a read that names have, with how likely each gives it, where their reads are `reads`; those that best
/// explain it have equal shares where none has reads.
fn each_share(set: &[(usize, f64)], reads: &[f64], mut give: impl FnMut(usize, f64)) {
    let total: f64 = set.iter().map(|&(name, weight)| reads[name] * weight).sum();
    if total > 0.0 {
        for &(name, weight) in set {
            give(name, reads[name] * weight / total);
        }
    } else {
        let likely = |weight: f64| weight > 1.0 - f64::EPSILON;
        let most = set.iter().filter(|(_, weight)| likely(*weight)).count().max(1) as f64;
        for &(name, _) in set.iter().filter(|(_, weight)| likely(*weight)) {
            give(name, 1.0 / most);
        }
    }
}

/// The names with a share of a read, and their shares.
pub(super) fn shares(set: &[(usize, f64)], reads: &[f64]) -> Vec<(usize, f64)> {
    if let [(name, _)] = set {
        return vec![(*name, 1.0)];
    }
    let mut shares = Vec::with_capacity(1);
    each_share(set, reads, |name, share| {
        if share > 0.0 {
            shares.push((name, share));
        }
    });
    shares
}

/// Iterations after which the maximisation is stopped, and the change, in reads, that ends it.
const MAX_ITERATIONS: usize = 1000;
const TOLERANCE: f64 = 1e-3;
/// A name with less than half a read gets none.
const NEGLIGIBLE: f64 = 0.5;

/// Reads with several possible names as a mixture of these.
struct Mixture {
    /// Reads that a single name explains.
    sure: Vec<(usize, f64)>,
    /// Names with the probability that each gives such a read, and reads.
    shared: Vec<(Vec<(usize, f64)>, f64)>,
}

impl Mixture {
    fn new(sets: &NameSets, first: &[usize]) -> Self {
        let mut merged: BTreeMap<Vec<(usize, u32)>, u64> = BTreeMap::new();
        for (set, reads) in sets {
            let mut names: Vec<(usize, u32)> =
                set.iter().map(|(name, excess)| (first[*name], *excess)).collect();
            names.sort_unstable();
            names.dedup_by_key(|(name, _)| *name);
            *merged.entry(names).or_default() += reads;
        }
        let mut mixture = Self { sure: Vec::new(), shared: Vec::new() };
        for (set, reads) in merged {
            let reads = reads as f64;
            if let [(name, _)] = set.as_slice() {
                mixture.sure.push((*name, reads));
                continue;
            }
            let set = set.into_iter().map(|(name, excess)| (name, weight(excess))).collect();
            mixture.shared.push((set, reads));
        }
        mixture
    }

    /// Expectation maximisation: a read that names S explain with probabilities w comes from s in S
    /// with probability θ(s)·w(s) / Σ θ·w, and θ is the resulting share of reads (Dempster 1977, J R Stat
    /// Soc B 39:1). It starts from equal parts, which names that no read distinguishes keep. Returns the reads by which
    /// reads are shared in the end: names with hardly any have none. Names that share no reads, not through others
    /// either, do not wait for each other.
    fn maximise(&self, n: usize) -> Vec<f64> {
        let mut sure = vec![0.0; n];
        for &(name, reads) in &self.sure {
            sure[name] += reads;
        }
        let mut names = sure.clone();
        let mut next = sure.clone();
        for (members, sets) in self.components(n) {
            for &name in &members {
                names[name] = 1.0;
            }
            // The first one only leaves the equal parts.
            for iteration in 0..=MAX_ITERATIONS {
                for &name in &members {
                    next[name] = sure[name];
                }
                for &i in &sets {
                    let (set, reads) = &self.shared[i];
                    each_share(set, &names, |name, share| next[name] += reads * share);
                }
                let mut change = 0.0_f64;
                for &name in &members {
                    change = change.max((names[name] - next[name]).abs());
                    names[name] = next[name];
                }
                if iteration > 0 && change < TOLERANCE {
                    break;
                }
            }
        }
        names.iter_mut().filter(|reads| **reads < NEGLIGIBLE).for_each(|reads| *reads = 0.0);
        names
    }

    /// The reads of each name, if `names` is how they are distributed.
    fn expect(&self, names: &[f64]) -> Vec<f64> {
        let mut next = vec![0.0; names.len()];
        for &(name, reads) in &self.sure {
            next[name] += reads;
        }
        for (set, reads) in &self.shared {
            each_share(set, names, |name, share| next[name] += reads * share);
        }
        next
    }

    /// Names that share reads, directly or through others, and the places of these sets of names, both ascending.
    fn components(&self, n: usize) -> Vec<(Vec<usize>, Vec<usize>)> {
        let mut above: Vec<usize> = (0..n).collect();
        for (set, _) in &self.shared {
            let [(first, _), rest @ ..] = set.as_slice() else { continue };
            let first = root(&mut above, *first);
            for (name, _) in rest {
                let other = root(&mut above, *name);
                above[other] = first;
            }
        }
        let mut sets: BTreeMap<usize, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
        for (i, (set, _)) in self.shared.iter().enumerate() {
            let Some((first, _)) = set.first() else { continue };
            let (members, places) = sets.entry(root(&mut above, *first)).or_default();
            members.extend(set.iter().map(|(name, _)| *name));
            places.push(i);
        }
        let mut all: Vec<_> = sets.into_values().collect();
        for (members, _) in &mut all {
            members.sort_unstable();
            members.dedup();
        }
        all
    }
}

/// The name that stands for those that one is joined with.
fn root(above: &mut [usize], mut name: usize) -> usize {
    while above[name] != name {
        above[name] = above[above[name]];
        name = above[name];
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sets() -> NameSets {
        let equal = |names: &[usize]| names.iter().map(|name| (*name, 0)).collect();
        BTreeMap::from([
            (equal(&[0]), 30),
            (equal(&[1]), 10),
            (equal(&[0, 1]), 20),
            (equal(&[2, 3]), 7),
        ])
    }

    #[track_caller]
    fn check(policy: Multimap, names: [f64; 4], groups: f64, left_out: u64) {
        let counted = count(&sets(), &[0, 1, 2, 3], policy);
        for (count, expected) in counted.names.iter().zip(names) {
            assert!((count - expected).abs() < 1e-3, "{policy:?}: {:?}", counted.names);
        }
        let in_groups: f64 = counted.groups.values().sum();
        assert!((in_groups - groups).abs() < 1e-9);
        assert_eq!(counted.left_out, left_out);
    }

    #[test]
    fn policies() {
        check(Multimap::Fractional, [40.0, 20.0, 3.5, 3.5], 0.0, 0);
        check(Multimap::Em, [45.0, 15.0, 3.5, 3.5], 0.0, 0);
        check(Multimap::Unique, [30.0, 10.0, 0.0, 0.0], 0.0, 27);
        check(Multimap::Group, [30.0, 10.0, 0.0, 0.0], 27.0, 0);
    }

    /// Five reads fit name 1 best, but are as many as name 0 with a substitution (1 in 2000) gives anyway;
    /// five hundred are not.
    #[test]
    fn crosstalk() {
        let sets = |reads| BTreeMap::from([(vec![(0, 0)], 10_000), (vec![(0, 33), (1, 0)], reads)]);
        assert!(count(&sets(5), &[0, 1], Multimap::Em).names[1] < 1e-9);
        assert!(count(&sets(500), &[0, 1], Multimap::Em).names[1] > 490.0);
    }

    /// Names that share nothing with others have what they have alone.
    #[test]
    fn parts_are_alone() {
        let near = |base: usize, reads: u64| {
            [
                (vec![(base, 0)], 3 * reads),
                (vec![(base, 0), (base + 1, 0)], 9 * reads),
                (vec![(base + 1, 0), (base + 2, 0)], reads),
                (vec![(base + 2, 0)], 7),
            ]
        };
        let all: Vec<usize> = (0..6).collect();
        let both: NameSets = near(0, 100).into_iter().chain(near(3, 7)).collect();
        let both = count(&both, &all, Multimap::Em).names;
        for (base, reads) in [(0, 100), (3, 7)] {
            let alone = count(&near(base, reads).into_iter().collect(), &all, Multimap::Em).names;
            assert_eq!(alone[base..base + 3], both[base..base + 3]);
            assert!((alone.iter().sum::<f64>() - (13 * reads + 7) as f64).abs() < 1e-6);
        }
    }

    #[test]
    fn one_sequence_is_one_count() {
        let counted = count(&sets(), &[0, 1, 2, 2], Multimap::Em);
        assert!((counted.names[2] - 7.0).abs() < 1e-9 && counted.names[3].abs() < 1e-9);
    }
}
