//! The rows of the counts, and the share of each read that a row has.

use std::collections::BTreeMap;

use super::count::{self, Counted, weight};
use crate::{options::Multimap, reference::Catalogue};

/// The rows of the counts: names, or names of one sequence together, then groups of names.
#[derive(Clone, Debug)]
pub(crate) struct Rows {
    policy: Multimap,
    /// Of each name, the first with its sequence.
    first: Vec<usize>,
    /// Of each name, its row; groups are not looked at.
    of_name: Vec<usize>,
    of_group: BTreeMap<Vec<usize>, usize>,
    members: Vec<Vec<usize>>,
}

impl Rows {
    pub(super) fn new(catalogue: &Catalogue, policy: Multimap, counted: &[Counted]) -> Self {
        let mut members: Vec<Vec<usize>> = if policy == Multimap::Em {
            catalogue.names_by_sequence()
        } else {
            (0..catalogue.matures().len()).map(|name| vec![name]).collect()
        };
        let mut of_name = vec![0; catalogue.matures().len()];
        for (row, names) in members.iter().enumerate() {
            for name in names {
                of_name[*name] = row;
            }
        }
        let groups = counted.iter().flat_map(|counted| counted.groups.keys().cloned());
        let mut of_group: BTreeMap<Vec<usize>, usize> = groups.map(|group| (group, 0)).collect();
        for (group, row) in &mut of_group {
            *row = members.len();
            members.push(group.clone());
        }
        Self { policy, first: catalogue.first_of_sequence(), of_name, of_group, members }
    }

    /// The mature names of each row, by index.
    pub(crate) fn members(&self) -> &[Vec<usize>] {
        &self.members
    }

    /// The rows that a read with these possible names is counted in, each with its share of the read. They sum to 1; to 0
    /// where the read is left out. `weights` are the reads of each name in the sample, as the maximisation ends.
    pub(crate) fn shares(&self, near: &[(usize, u32)], weights: &[f64]) -> Vec<(usize, f64)> {
        let best: Vec<usize> = count::best(near).collect();
        match self.policy {
            Multimap::Em => {
                let mut names: Vec<(usize, u32)> =
                    near.iter().map(|(name, excess)| (self.first[*name], *excess)).collect();
                names.sort_unstable();
                names.dedup_by_key(|(name, _)| *name);
                let names: Vec<(usize, f64)> =
                    names.into_iter().map(|(name, excess)| (name, weight(excess))).collect();
                let mut shares = count::shares(&names, weights);
                for (name, _) in &mut shares {
                    *name = self.of_name[*name];
                }
                shares
            }
            Multimap::Fractional => {
                let share = 1.0 / best.len() as f64;
                best.into_iter().map(|name| (self.of_name[name], share)).collect()
            }
            Multimap::Unique if best.len() != 1 => Vec::new(),
            Multimap::Group if best.len() != 1 => {
                self.of_group.get(&best).map(|row| (*row, 1.0)).into_iter().collect()
            }
            Multimap::Unique | Multimap::Group => vec![(self.of_name[best[0]], 1.0)],
        }
    }
}
