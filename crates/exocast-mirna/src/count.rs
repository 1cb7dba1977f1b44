//! From sets of equally likely names to one count a name.

use std::collections::BTreeMap;

use crate::Multimap;

/// Reads (or molecules) by the set of names, ascending, that they fit equally well.
pub(crate) type NameSets = BTreeMap<Vec<usize>, u64>;

/// Counts of one sample.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Counted {
    /// One a name.
    pub(crate) names: Vec<f64>,
    /// One a group of several names, where groups are wanted.
    pub(crate) groups: BTreeMap<Vec<usize>, f64>,
    /// Not counted because the name is not unique.
    pub(crate) left_out: u64,
}

/// Counts `sets` over `n` names. Σ names + Σ groups + left out = Σ sets, whatever the policy.
pub(crate) fn count(sets: &NameSets, n: usize, policy: Multimap) -> Counted {
    let mut counted = Counted { names: vec![0.0; n], groups: BTreeMap::new(), left_out: 0 };
    for (set, &reads) in sets {
        match (set.as_slice(), policy) {
            ([name], _) => counted.names[*name] += reads as f64,
            (_, Multimap::Fractional | Multimap::Em) => {
                let part = reads as f64 / set.len() as f64;
                for &name in set {
                    counted.names[name] += part;
                }
            }
            (_, Multimap::Unique) => counted.left_out += reads,
            (_, Multimap::Group) => {
                counted.groups.insert(set.clone(), reads as f64);
            }
        }
    }
    if policy == Multimap::Em {
        maximise(sets, &mut counted.names);
    }
    counted
}

/// Iterations after which the maximisation is stopped, and the change, in reads, that ends it.
const MAX_ITERATIONS: usize = 1000;
const TOLERANCE: f64 = 1e-6;
/// Estimates below this many reads are on their way to zero, which is only reached in the limit.
const NEGLIGIBLE: f64 = 0.01;

/// Expectation maximisation for the mixture of names: a read that fits names S comes from s in S with
/// probability θ(s) / Σ θ(S), and θ is the resulting share of reads (Dempster 1977, J R Stat Soc B
/// 39:1). Starts from, and for names that nothing tells apart stays at, equal parts.
fn maximise(sets: &NameSets, names: &mut [f64]) {
    for _ in 0..MAX_ITERATIONS {
        let next = expect(sets, names);
        let change = names.iter().zip(&next).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
        names.copy_from_slice(&next);
        if change < TOLERANCE {
            break;
        }
    }
    names.iter_mut().filter(|reads| **reads < NEGLIGIBLE).for_each(|reads| *reads = 0.0);
    let last = expect(sets, names);
    names.copy_from_slice(&last);
}

/// The reads of each name, if `names` is how they are distributed.
fn expect(sets: &NameSets, names: &[f64]) -> Vec<f64> {
    let mut next = vec![0.0; names.len()];
    for (set, &reads) in sets {
        let total: f64 = set.iter().map(|&name| names[name]).sum();
        for &name in set {
            let part = if total > 0.0 { names[name] / total } else { 1.0 / set.len() as f64 };
            next[name] += reads as f64 * part;
        }
    }
    next
}

/// The name of a group: the first in full, of the others what comes after the prefix that all share
/// up to the family, as `hsa-miR-199a-3p/199b-3p`.
pub(crate) fn group_name<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let names: Vec<&str> = names.into_iter().collect();
    let prefix = names.first().map_or("", |first| {
        let hyphens = first.match_indices('-').map(|(i, _)| i + 1);
        hyphens.take(2).last().map_or("", |end| &first[..end])
    });
    let shared = names.iter().all(|name| name.starts_with(prefix));
    let rest = names.iter().skip(1).map(|name| if shared { &name[prefix.len()..] } else { name });
    names.iter().copied().take(1).chain(rest).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sets() -> NameSets {
        BTreeMap::from([(vec![0], 30), (vec![1], 10), (vec![0, 1], 20), (vec![2, 3], 7)])
    }

    #[track_caller]
    fn check(policy: Multimap, names: [f64; 4], groups: f64, left_out: u64) {
        let counted = count(&sets(), 4, policy);
        for (found, wanted) in counted.names.iter().zip(names) {
            assert!((found - wanted).abs() < 1e-4, "{policy:?}: {:?}", counted.names);
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

    #[test]
    fn group_names() {
        let name = |names: &[&str]| group_name(names.iter().copied());
        assert_eq!(name(&["hsa-miR-199a-3p", "hsa-miR-199b-3p"]), "hsa-miR-199a-3p/199b-3p");
        assert_eq!(name(&["hsa-let-7a-5p", "hsa-miR-98-5p"]), "hsa-let-7a-5p/hsa-miR-98-5p");
        assert_eq!(name(&["bantam", "x"]), "bantam/x");
    }
}
