//! What a cell holds and receives, and the odds of its sites, draw by draw.

use exocast_core::SeedPlan;

use super::{
    competition::{Crowd, Factors, Free, Sites},
    draws::{Draw, deviates},
    exclusion::{LANES, Lanes},
    loads::SiteLoads,
    occupancy::loaded_share,
    supply::{Delivered, Part, Supply},
};
use crate::{notice::Notice, options::RespondOptions};

/// Of some draws, what odds are made of.
#[derive(Debug)]
pub(super) struct Odds {
    pub(super) before: Factors<LANES>,
    /// Nothing where it is as before.
    pub(super) after: Option<Factors<LANES>>,
    /// Whether no site is bound before.
    pub(super) none_before: bool,
}

/// What a cell holds and receives, by pool and draw.
pub(super) struct Amounts {
    endogenous: Vec<Vec<f64>>,
    dose: Vec<Vec<f64>>,
    /// Part of the copies that Argonaute has room for, before and after.
    loaded: (Vec<f64>, Vec<f64>),
    /// Free complex of each miRNA, where the dose is given so.
    pub(super) free: Option<Vec<f64>>,
    /// miRNAs of each pool that are not only assumed to be there.
    pub(super) given: Vec<usize>,
    given_in_all: usize,
}

/// With more sites that overlap, times blocks of draws, what guides block of each other is taken from the central values.
pub(super) const CROWD: usize = 1 << 16;

/// What guides block of each other at the central values.
pub(super) struct Crowds {
    central: Free<2>,
    before: Crowd,
    after: Crowd,
}

impl Amounts {
    pub(super) fn new(
        supply: &Supply,
        (loads, guides): (&SiteLoads, usize),
        (given, given_in_all): (Vec<usize>, usize),
        (options, plan, draws): (&RespondOptions, SeedPlan, &[Draw]),
        notices: &mut Vec<Notice>,
    ) -> Self {
        let (n, last) = (loads.pools.len(), draws.len() - 1);
        let mut pool_of = vec![0; guides];
        for (number, pool) in loads.pools.iter().enumerate() {
            pool.members.iter().for_each(|&member| pool_of[member] = number);
        }
        let copies = |part: &Part, purpose| {
            part.copies(&pool_of, n, purpose, options.dose_correlation, last, plan)
        };
        let (endogenous, endogenous_total) = copies(&supply.endogenous, "endogenous");
        let none = Part::default();
        let (part, free) = match &supply.delivered {
            Delivered::Copies(part) => (part, None),
            Delivered::Free(free) => {
                let z = deviates(plan, "free-nm", last);
                (&none, Some(z.into_iter().map(|z| free.at_deviate(z)).collect::<Vec<_>>()))
            }
        };
        let (dose, dose_total) = copies(part, "dose");
        let share = |d: usize, total: f64| {
            loaded_share(total + draws[d].unlisted.unwrap_or(0.0), draws[d].ago)
        };
        let before: Vec<f64> = (0..=last).map(|d| share(d, endogenous_total[d])).collect();
        let after: Vec<f64> =
            (0..=last).map(|d| share(d, endogenous_total[d] + dose_total[d])).collect();
        // Whoever handed Argonaute over has said so.
        if after[0] < 1.0 && draws[0].unlisted.is_none() {
            let copies = endogenous_total[0] + dose_total[0];
            notices.push(Notice::ArgonauteExceeded { copies, ago: draws[0].ago });
        }
        Self { endogenous, dose, loaded: (before, after), free, given, given_in_all }
    }

    /// Copies of a pool in Argonaute, before and after.
    pub(super) fn copies(&self, pool: usize, d: usize) -> (f64, f64) {
        let held = self.endogenous[pool][d];
        (held * self.loaded.0[d], (held + self.dose[pool][d]) * self.loaded.1[d])
    }

    /// The equilibrium at the central values, before in lane 0 and after in lane 1, and what guides block there.
    pub(super) fn crowds(&self, sites: &Sites<'_>, draws: &[Draw]) -> Crowds {
        let block = sites.block([0; 2], draws);
        let copies = |pool: usize| <[f64; 2]>::from(self.copies(pool, 0));
        let central = block.free((0..self.given.len()).map(copies).collect(), None);
        let [before, after] = [0, 1].map(|lane| block.crowd(&central, lane));
        Crowds { central, before, after }
    }

    /// Odds of each row and free complex of each pool in some draws, before and after.
    pub(super) fn block(
        &self,
        sites: &Sites<'_>,
        places: [usize; LANES],
        draws: &[Draw],
        crowds: Option<&Crowds>,
    ) -> (Odds, Vec<(Lanes, Lanes)>) {
        let block = sites.block(places, draws);
        let pools = 0..self.given.len();
        let copies: Vec<[(f64, f64); LANES]> =
            pools.clone().map(|pool| places.map(|d| self.copies(pool, d))).collect();
        let held = copies.iter().map(|lanes| lanes.map(|copies| copies.0)).collect();
        // What is solved at the central values is taken as it is.
        let central = |free: &mut Free<LANES>, lane: usize| {
            if let Some(crowds) = crowds.filter(|_| places[0] == 0) {
                let pools = free.nm.iter_mut().zip(&crowds.central.nm);
                pools.for_each(|(nm, exact)| nm[0] = exact[lane]);
            }
        };
        let mut before = match crowds {
            None => block.free(held, None),
            Some(crowds) => block.free_among(held, None, &crowds.before),
        };
        central(&mut before, 0);
        let after = match &self.free {
            None => {
                let total = copies.iter().map(|lanes| lanes.map(|copies| copies.1)).collect();
                let mut after = match crowds {
                    None => block.free(total, Some(&before)),
                    Some(crowds) => block.free_among(total, Some(&before), &crowds.after),
                };
                central(&mut after, 1);
                after.nm
            }
            Some(free) => self.displaced(&before, places.map(|d| free[d])),
        };
        let same = |a: &Lanes, b: &Lanes| (0..LANES).all(|i| a[i].to_bits() == b[i].to_bits());
        let unchanged = before.nm.iter().zip(&after).all(|(a, b)| same(a, b));
        let odds_before = block.factors(&before.nm);
        let odds = Odds {
            none_before: odds_before.is_empty(),
            before: odds_before,
            after: (!unchanged).then(|| block.factors(&after)),
        };
        (odds, before.nm.into_iter().zip(after).collect())
    }

    /// Free complex after a dose of free complex, which takes the place of what was there: the Argonaute is the same.
    fn displaced(&self, before: &Free<LANES>, free: Lanes) -> Vec<Lanes> {
        let mut displaced = [0.0; LANES];
        for lane in 0..LANES {
            let there: f64 = before.nm.iter().map(|nm| nm[lane]).sum();
            let comes = free[lane] * self.given_in_all as f64;
            displaced[lane] = if comes > 0.0 { comes / (comes + there) } else { 0.0 };
        }
        let pools = before.nm.iter().zip(&self.given);
        pools
            .map(|(nm, given)| {
                std::array::from_fn(|lane| {
                    nm[lane] * (1.0 - displaced[lane]) + free[lane] * *given as f64
                })
            })
            .collect()
    }
}
