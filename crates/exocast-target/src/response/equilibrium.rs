//! The miRNAs of a cell in equilibrium with its sites, before and after delivery, draw by draw.

use exocast_core::{SeedPlan, parallel};

use super::{
    column::Column,
    competition::{Sites, scale},
    draws::{Draw, deviates},
    finder::GuidePool,
    genes::PoolState,
    loads::{Load, SiteClass, SiteLoads},
    occupancy::{SiteOccupancy, loaded_share},
    supply::{Delivered, Part, Supply},
    typical::TYPICAL,
};
use crate::{affinity::Affinity, input::Mirna, notice::Notice, options::RespondOptions};

/// The occupancy of each class of sites by each pool of guides, before and after delivery.
#[derive(Debug)]
pub(crate) struct Equilibrium {
    draws: usize,
    pools: Vec<Pool>,
    /// Central copies of each guide: delivered, endogenous.
    guide_copies: Vec<(f64, f64)>,
}

#[derive(Debug)]
struct Pool {
    state: (f64, Option<f64>, f64, f64),
    /// Whether it holds any miRNA that is not only assumed to be there.
    given: bool,
    delivered: bool,
    changed: bool,
    /// Classes × draws; empty where nothing is there before.
    before: Vec<f64>,
    /// Classes × draws; empty where it is as before.
    after: Vec<f64>,
}

impl Equilibrium {
    #[allow(clippy::too_many_lines, reason = "steps of one balance, each used once")]
    pub(crate) fn solve<A: Affinity>(
        supply: &Supply,
        (guides, given): (&[Mirna], usize),
        loads: &SiteLoads,
        affinity: &A,
        tpm: &[f64],
        (options, plan, draws): (&RespondOptions, SeedPlan, &[Draw]),
        notices: &mut Vec<Notice>,
    ) -> Self {
        let (n, last) = (loads.pools.len(), draws.len() - 1);
        let mut pool_of = vec![0; guides.len()];
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
        let central = endogenous_total[0] + dose_total[0];
        // Whoever handed Argonaute over has said so.
        if after[0] < 1.0 && draws[0].unlisted.is_none() {
            notices.push(Notice::ArgonauteExceeded { copies: central, ago: draws[0].ago });
        }
        let listed: f64 = tpm.iter().sum::<f64>() / 1e6;
        let unlisted = (1.0 - listed).max(0.0);
        if unlisted > 0.05 {
            notices.push(Notice::UnlistedMessages { share: unlisted });
        }
        let totals = loads.totals(tpm);
        let leaders = loads.pools.iter().map(|pool| &guides[pool.members[0]]);
        let background_kd = options.background_kd * scale(affinity, leaders);
        let affinity_error = options.affinity_error.unwrap_or(affinity.guide_error());
        let sites = Sites { loads, totals: &totals, unlisted, background_kd };

        let typical_free = supply.typical_free_nm(options, affinity.typical_free_nm())
            / (guides.len() - given).max(1) as f64;
        let count_given = |members: &[usize]| members.iter().filter(|&&i| i < given).count();
        let facts = parallel::map(n, |pool| {
            let members = &loads.pools[pool].members;
            let guide = &guides[members[0]];
            let key: String =
                affinity.key(guide).iter().map(|base| char::from(base.letter())).collect();
            let typical = TYPICAL.map(|(kind, region, count)| {
                let ln_kd = affinity.typical_ln_kd(guide, kind, region);
                (SiteClass { ln_kd, region }, count)
            });
            let errors = deviates(plan, &format!("affinity:{key}"), last);
            let errors: Vec<f64> = errors.into_iter().map(|z| affinity_error * z).collect();
            let assumed = typical_free * (members.len() - count_given(members)) as f64;
            let free: Vec<(f64, f64)> = (0..=last)
                .map(|d| {
                    let cell = SiteOccupancy::new(draws[d].volume_pl);
                    let (held, total) = (endogenous[pool][d], endogenous[pool][d] + dose[pool][d]);
                    let (held, total) = (held * before[d], total * after[d]);
                    if total <= 0.0 {
                        return (assumed, assumed);
                    }
                    let pools = sites.pools(pool, &typical, errors[d], &draws[d]);
                    let free_at = |copies: f64| cell.free(cell.nanomolar(copies), &pools);
                    let free_before = free_at(held);
                    let same = held.to_bits() == total.to_bits();
                    (
                        assumed + free_before,
                        if same { free_before } else { free_at(total) } + assumed,
                    )
                })
                .collect();
            (errors, free)
        });
        // A dose of free complex takes the place of what was there: the Argonaute is the same.
        let displaced: Vec<f64> = (0..=last)
            .map(|d| {
                let there: f64 = facts.iter().map(|(_, free_nm)| free_nm[d].0).sum();
                let comes = free.as_ref().map_or(0.0, |free| free[d] * given as f64);
                if comes > 0.0 { comes / (comes + there) } else { 0.0 }
            })
            .collect();

        let pools = parallel::map(n, |pool| {
            let members = &loads.pools[pool].members;
            let (errors, free_nm) = &facts[pool];
            let mut result = Pool {
                state: (0.0, None, 0.0, 0.0),
                given: count_given(members) > 0,
                delivered: free.is_some() && count_given(members) > 0 || part.holds_any(members),
                changed: false,
                before: Vec::new(),
                after: Vec::new(),
            };
            let mut column = Column { draws: last + 1, ..Column::default() };
            for d in 0..=last {
                let (free_before, mut free_after) = free_nm[d];
                if let Some(free) = &free {
                    let comes = free[d] * count_given(members) as f64;
                    free_after = free_before * (1.0 - displaced[d]) + comes;
                }
                if d == 0 {
                    let held = endogenous[pool][d] * before[d];
                    let total = (endogenous[pool][d] + dose[pool][d]) * after[d];
                    let total = free.is_none().then_some(total);
                    result.state = (held, total, free_before, free_after);
                }
                column.set(d, free_before, free_after, &loads.classes, errors[d], &draws[d]);
            }
            result.changed = column.changed;
            (result.before, result.after) = column.into_parts();
            result
        });
        let mut guide_copies = vec![(0.0, 0.0); guides.len()];
        for (copies, guide) in part.entries.iter().zip(&part.guides) {
            if let Some(guide) = *guide {
                guide_copies[guide].0 += copies.1.value;
            }
        }
        if let Some(free) = &free {
            for copies in guide_copies.iter_mut().take(given) {
                copies.0 = free[0];
            }
        }
        let held = &supply.endogenous;
        for (copies, guide) in held.entries.iter().zip(&held.guides) {
            if let Some(guide) = *guide {
                guide_copies[guide].1 += copies.1.value;
            }
        }
        Self { draws: last + 1, pools, guide_copies }
    }

    /// Whether miRNAs of this pool are delivered.
    pub(crate) fn is_delivered(&self, pool: usize) -> bool {
        self.pools[pool].delivered
    }

    /// Summed occupancy of a transcript's sites before and after, by draw; nothing where it is the
    /// same.
    pub(crate) fn occupied(&self, loads: &[Load]) -> Option<(Vec<f64>, Vec<f64>)> {
        loads.iter().find(|load| self.pools[load.pool as usize].changed)?;
        let mut before = vec![0.0; self.draws];
        let mut after = vec![0.0; self.draws];
        for load in loads {
            let pool = &self.pools[load.pool as usize];
            let start = load.class as usize * self.draws;
            let add = |sums: &mut [f64], table: &[f64]| {
                if let Some(row) = table.get(start..start + self.draws) {
                    let count = f64::from(load.held);
                    sums.iter_mut().zip(row).for_each(|(sum, held)| *sum += count * held);
                }
            };
            add(&mut before, &pool.before);
            add(&mut after, if pool.changed { &pool.after } else { &pool.before });
        }
        Some((before, after))
    }

    /// The guide that changes the occupancy of these sites most at the central values, and its share
    /// of all changes. A pool's change is shared by its miRNAs as the dose is, or where none of them
    /// is delivered, as the cell's own copies are.
    pub(crate) fn top(&self, loads: &[Load], pools: &[GuidePool]) -> Option<(usize, f64)> {
        let mut all = 0.0;
        let mut best: Option<(usize, f64)> = None;
        for same in loads.chunk_by(|a, b| a.pool == b.pool) {
            let number = same[0].pool as usize;
            let pool = &self.pools[number];
            if !pool.changed {
                continue;
            }
            let central = |table: &[f64], load: &Load| {
                table.get(load.class as usize * self.draws).copied().unwrap_or(0.0)
            };
            let change: f64 = same
                .iter()
                .map(|load| {
                    let gain = central(&pool.after, load) - central(&pool.before, load);
                    f64::from(load.held) * gain
                })
                .sum::<f64>()
                .abs();
            all += change;
            if let Some((guide, share)) = self.leader(&pools[number].members)
                && change * share > best.map_or(0.0, |(_, most)| most)
            {
                best = Some((guide, change * share));
            }
        }
        best.map(|(guide, most)| (guide, most / all))
    }

    /// The miRNA of a pool that changes most, and its share of the pool's change.
    pub(crate) fn leader(&self, members: &[usize]) -> Option<(usize, f64)> {
        let sum = |part: fn(&(f64, f64)) -> f64| -> f64 {
            members.iter().map(|&guide| part(&self.guide_copies[guide])).sum()
        };
        let (delivered, endogenous) = (sum(|copies| copies.0), sum(|copies| copies.1));
        let mut best: Option<(usize, f64)> = None;
        for &guide in members {
            let copies = self.guide_copies[guide];
            let share = if delivered > 0.0 {
                copies.0 / delivered
            } else if endogenous > 0.0 {
                copies.1 / endogenous
            } else {
                0.0
            };
            if share > best.map_or(0.0, |(_, most)| most) {
                best = Some((guide, share));
            }
        }
        best
    }

    /// Free complex of a pool in nM before and after delivery at the central values, where it changes.
    pub(crate) fn free(&self, pool: usize) -> Option<(f64, f64)> {
        let pool = &self.pools[pool];
        pool.changed.then_some((pool.state.2, pool.state.3))
    }

    pub(crate) fn states(
        &self,
        loads: &SiteLoads,
        (guides, given): (&[Mirna], usize),
    ) -> Vec<PoolState> {
        loads
            .pools
            .iter()
            .zip(&self.pools)
            .filter(|(_, solved)| solved.given)
            .map(|(pool, solved)| {
                let (copies_before, copies_after, free_before_nm, free_after_nm) = solved.state;
                let members = pool.members.iter().filter(|&&i| i < given);
                let mirnas = members.map(|&i| guides[i].label()).collect();
                PoolState { mirnas, copies_before, copies_after, free_before_nm, free_after_nm }
            })
            .collect()
    }
}
