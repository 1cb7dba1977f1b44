//! What miRNA a cell holds and receives.

use std::collections::BTreeSet;

use exocast_core::{Interval, SeedPlan};

use super::draws::amounts;
use crate::{
    error::ComputeError,
    input::{Amounts, Dose, Mirnas},
    notice::Notice,
    options::RespondOptions,
};

/// Fewer copies per cell are in nobody's way: in 1 pL they hold the best of sites, of 0.02 nM, for less than 1 % of the time.
const CROWDING: f64 = 0.1;

/// miRNA that the cell holds and receives, matched to sequences.
#[derive(Debug)]
pub(crate) struct Supply {
    pub(crate) endogenous: Part,
    pub(crate) delivered: Delivered,
    guides: Vec<usize>,
}

/// Amounts by name, with the guide of each where it has a sequence.
#[derive(Debug, Default)]
pub(crate) struct Part {
    pub(crate) entries: Vec<(String, Interval)>,
    /// Draws of each, where it brings some.
    draws: Vec<Vec<f64>>,
    pub(crate) guides: Vec<Option<usize>>,
}

#[derive(Debug)]
pub(crate) enum Delivered {
    Copies(Part),
    Free(Interval),
}

impl Supply {
    pub(crate) fn new(
        mirnas: &Mirnas,
        dose: &Dose,
        endogenous: Option<&Amounts>,
        notices: &mut Vec<Notice>,
    ) -> Result<Self, ComputeError> {
        let mut part = |amounts: &Amounts, table| Part::new(mirnas, amounts, table, notices);
        let mut endogenous = match endogenous {
            Some(amounts) => part(amounts, "endogenous miRNA")?,
            None => Part::default(),
        };
        let mut used: BTreeSet<usize> = endogenous.guides.iter().flatten().copied().collect();
        let mut delivered = match dose {
            Dose::Copies(amounts) => Delivered::Copies(part(amounts, "dose")?),
            Dose::FreeNanomolar(free) => Delivered::Free(*free),
        };
        match &delivered {
            Delivered::Copies(part) => used.extend(part.guides.iter().flatten()),
            Delivered::Free(_) => used.extend(0..mirnas.as_slice().len()),
        }
        // From here on, guides are counted among those used.
        let guides: Vec<usize> = used.into_iter().collect();
        let renumber = |part: &mut Part| {
            for guide in part.guides.iter_mut().flatten() {
                *guide = guides.binary_search(guide).unwrap_or_default();
            }
        };
        renumber(&mut endogenous);
        if let Delivered::Copies(part) = &mut delivered {
            renumber(part);
        }
        Ok(Self { endogenous, delivered, guides })
    }

    /// Free complex of the miRNAs that the cell is taken to hold, in nM: nothing where its own are given, or
    /// where the dose says how many copies come.
    pub(crate) fn typical_free_nm(&self, options: &RespondOptions, usual: f64) -> f64 {
        match &self.delivered {
            Delivered::Free(_) if self.endogenous.entries.is_empty() => {
                options.typical_free_nm.unwrap_or(usual)
            }
            _ => 0.0,
        }
    }

    /// Of `count` guides, those of which there may be enough to be in the way of others; all but the first `given` are
    /// only assumed to be there, and are.
    pub(crate) fn crowding(&self, count: usize, given: usize) -> Vec<bool> {
        let mut most = vec![0.0_f64; given];
        let parts = match &self.delivered {
            Delivered::Copies(part) => vec![&self.endogenous, part],
            Delivered::Free(_) => return vec![true; count],
        };
        for part in parts {
            part.add_most(&mut most);
        }
        (0..count).map(|guide| most.get(guide).is_none_or(|most| *most >= CROWDING)).collect()
    }

    /// Places of the miRNAs in use, among all; ascending.
    pub(crate) fn guides(&self) -> &[usize] {
        &self.guides
    }
}

impl Part {
    fn new(
        mirnas: &Mirnas,
        amounts: &Amounts,
        table: &'static str,
        notices: &mut Vec<Notice>,
    ) -> Result<Self, ComputeError> {
        notices.extend_from_slice(amounts.notices());
        let (mut entries, mut renamed) = (amounts.entries().to_vec(), Vec::new());
        for (name, _) in &mut entries {
            if mirnas.position(name).is_none()
                && let Some(place) = mirnas.known_as(name)
            {
                let label = std::mem::replace(name, mirnas.as_slice()[place].label());
                renamed.push((label, name.clone()));
            }
        }
        // Sums over miRNAs are taken in the order of their names.
        let mut order: Vec<usize> = (0..entries.len()).collect();
        order.sort_by(|&a, &b| entries[a].0.cmp(&entries[b].0));
        let entries: Vec<(String, Interval)> =
            order.iter().map(|&place| entries[place].clone()).collect();
        let draws = order.iter().map(|&place| amounts.draws(place).to_vec()).collect();
        let guides: Vec<Option<usize>> =
            entries.iter().map(|(name, _)| mirnas.position(name)).collect();
        let unknown: Vec<&(String, Interval)> = entries
            .iter()
            .zip(&guides)
            .filter(|pair| pair.1.is_none())
            .map(|pair| pair.0)
            .collect();
        let near = unknown.iter().map(|(name, _)| (name, mirnas.near(name)));
        let near: Vec<(&String, Vec<String>)> = near.filter(|(_, near)| !near.is_empty()).collect();
        if let Some((name, candidates)) = near.first() {
            let (name, candidates) = ((*name).clone(), candidates.clone());
            return Err(ComputeError::NearMirna { table, name, candidates, count: near.len() });
        }
        if !renamed.is_empty() {
            notices.push(Notice::RenamedMirnas { table, names: renamed });
        }
        match unknown.first() {
            Some((example, _)) if unknown.len() == entries.len() => {
                let (count, example) = (unknown.len(), example.clone());
                return Err(ComputeError::NoMirna { table, count, example });
            }
            Some(_) => {
                let sum = |amounts: &mut dyn Iterator<Item = &(String, Interval)>| -> f64 {
                    amounts.map(|amount| amount.1.value).sum()
                };
                let all = sum(&mut entries.iter()).max(f64::MIN_POSITIVE);
                let share = sum(&mut unknown.iter().copied()) / all;
                let names = unknown.iter().map(|(name, _)| name.clone()).collect();
                notices.push(Notice::UnknownMirnas { table, names, share });
            }
            None => {}
        }
        Ok(Self { entries, draws, guides })
    }

    /// Copies of each pool, pools × draws, and of all miRNAs together, by draw.
    pub(crate) fn copies(
        &self,
        pool_of: &[usize],
        pools: usize,
        purpose: &str,
        correlation: f64,
        draws: usize,
        plan: SeedPlan,
    ) -> (Vec<Vec<f64>>, Vec<f64>) {
        let mut by_pool = vec![vec![0.0; draws + 1]; pools];
        let mut total = vec![0.0; draws + 1];
        let mut sampled = amounts(&self.entries, purpose, correlation, draws, plan);
        for (row, given) in
            sampled.iter_mut().zip(&self.draws).filter(|(_, given)| !given.is_empty())
        {
            row.iter_mut().skip(1).zip(given.iter().cycle()).for_each(|(at, draw)| *at = *draw);
        }
        for (copies, guide) in sampled.iter().zip(&self.guides) {
            let add = |sum: &mut Vec<f64>| {
                sum.iter_mut().zip(copies).for_each(|(sum, copies)| *sum += copies);
            };
            add(&mut total);
            if let Some(guide) = guide {
                add(&mut by_pool[pool_of[*guide]]);
            }
        }
        (by_pool, total)
    }

    /// Adds the most copies that there are of each guide in any draw.
    fn add_most(&self, most: &mut [f64]) {
        for (((_, amount), draws), guide) in self.entries.iter().zip(&self.draws).zip(&self.guides)
        {
            if let Some(most) = guide.and_then(|guide| most.get_mut(guide)) {
                *most += draws.iter().copied().fold(amount.high, f64::max);
            }
        }
    }

    /// Whether any of these guides is in it in some amount.
    pub(crate) fn holds_any(&self, members: &[usize]) -> bool {
        self.entries.iter().zip(&self.guides).any(|((_, amount), guide)| {
            amount.high > 0.0 && guide.is_some_and(|g| members.contains(&g))
        })
    }
}
