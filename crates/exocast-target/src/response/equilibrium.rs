//! The miRNAs of a cell in equilibrium with its sites, before and after delivery, draw by draw.

use exocast_core::{SeedPlan, parallel};

use super::{
    balance::{Amounts, CROWD, Odds},
    competition::{Factors, SiteFigures, Sites, scale},
    draws::{Draw, deviates},
    exclusion::{ChainSite, Exclusion, LANES, Lanes, chains},
    finder::GuidePool,
    genes::PoolState,
    loads::{SiteClass, SiteLoads, UnitLoads},
    supply::{Delivered, Part, Supply},
    typical::TYPICAL,
};
use crate::{affinity::Affinity, input::Mirna, notice::Notice, options::RespondOptions};

/// The odds of each row of sites, before and after delivery.
#[derive(Debug)]
pub(crate) struct Equilibrium {
    draws: usize,
    pools: Vec<Pool>,
    /// Central copies of each guide: delivered, endogenous.
    guide_copies: Vec<(f64, f64)>,
    blocks: Vec<Odds>,
    /// Central ones before and after.
    central: Factors<2>,
    /// Of each pool, central free complex before and after, were there no sponges; empty where there are none.
    without_sponges: Vec<(f64, f64)>,
}

#[derive(Debug)]
#[allow(clippy::struct_excessive_bools, reason = "each is asked for alone")]
struct Pool {
    /// Central copies before and after, free nM before and after.
    state: (f64, Option<f64>, f64, f64),
    /// Whether it holds any miRNA that is not only assumed to be there.
    given: bool,
    delivered: bool,
    changed: bool,
    /// Whether it changes by more than what other guides leave of it.
    touched: bool,
}

/// Summed occupancy of a transcript's sites before and after, by draw.
pub(crate) type Occupied = (Vec<f64>, Vec<f64>);

impl Equilibrium {
    pub(crate) fn solve<A: Affinity>(
        supply: &Supply,
        (guides, given): (&[Mirna], usize),
        loads: &SiteLoads,
        affinity: &A,
        (tpm, sponges): (&[f64], &[Vec<f64>]),
        (options, plan, draws): (&RespondOptions, SeedPlan, &[Draw]),
        notices: &mut Vec<Notice>,
    ) -> Self {
        let last = draws.len() - 1;
        let count_given = |pool: &GuidePool| pool.members.iter().filter(|&&i| i < given).count();
        let amounts = Amounts::new(
            supply,
            (loads, guides.len()),
            (loads.pools.iter().map(count_given).collect(), given),
            (options, plan, draws),
            notices,
        );
        let listed: f64 = tpm.iter().sum::<f64>() / 1e6;
        let unlisted = (1.0 - listed).max(0.0);
        if unlisted > 0.05 {
            notices.push(Notice::UnlistedMessages { share: unlisted });
        }
        let leaders = || loads.pools.iter().map(|pool| &guides[pool.members[0]]);
        let affinity_error = options.affinity_error.unwrap_or(affinity.guide_error());
        let typical_free = supply.typical_free_nm(options, affinity.typical_free_nm())
            / (guides.len() - given).max(1) as f64;
        let sites = Sites::new(SiteFigures {
            loads,
            tpm,
            sponges,
            unlisted,
            background_kd: options.background_kd * scale(affinity, leaders()),
            typical: leaders()
                .map(|guide| {
                    TYPICAL.map(|(kind, region, count)| {
                        let ln_kd = affinity.typical_ln_kd(guide, kind, region);
                        (SiteClass { ln_kd, region }, count)
                    })
                })
                .collect(),
            errors: leaders()
                .map(|guide| {
                    let letters = affinity.key(guide).iter().map(|base| char::from(base.letter()));
                    let key: String = letters.collect();
                    let errors = deviates(plan, &format!("affinity:{key}"), last);
                    errors.into_iter().map(|z| affinity_error * z).collect()
                })
                .collect(),
            assumed: (loads.pools.iter())
                .map(|pool| typical_free * (pool.members.len() - count_given(pool)) as f64)
                .collect(),
        });
        let blocks = draws.len().div_ceil(LANES);
        let crowds = (loads.overlapping() * blocks > CROWD).then(|| amounts.crowds(&sites, draws));
        let solved = parallel::map(blocks, |block| {
            let places = std::array::from_fn(|i| (block * LANES + i).min(last));
            amounts.block(&sites, places, draws, crowds.as_ref())
        });
        let without_sponges = if sponges.is_empty() {
            Vec::new()
        } else {
            let (_, free) = amounts.block(&sites.without_sponges(), [0; LANES], draws, None);
            free.iter().map(|(before, after)| (before[0], after[0])).collect()
        };
        let pools = (0..loads.pools.len())
            .map(|pool| {
                let members = &loads.pools[pool].members;
                let changed = |lanes: &(Lanes, Lanes)| {
                    lanes.0.iter().zip(&lanes.1).any(|(a, b)| a.to_bits() != b.to_bits())
                };
                let (before, after) = solved[0].1[pool];
                let (held, total) = amounts.copies(pool, 0);
                let copies_after = amounts.free.is_none().then_some(total);
                let given = amounts.given[pool] > 0;
                let delivered = match &supply.delivered {
                    Delivered::Copies(part) => part.holds_any(members),
                    Delivered::Free(_) => given,
                };
                let changed = solved.iter().any(|(_, free)| changed(&free[pool]));
                let copies = |d: usize| amounts.copies(pool, d);
                let moved = |d: usize| copies(d).0.to_bits() != copies(d).1.to_bits();
                let touched = changed && (amounts.free.is_some() || (0..=last).any(moved));
                Pool {
                    state: (held, copies_after, before[0], after[0]),
                    given,
                    delivered,
                    changed,
                    touched,
                }
            })
            .collect();
        let blocks: Vec<Odds> = solved.into_iter().map(|(odds, _)| odds).collect();
        let central = match blocks.first() {
            Some(Odds { before, after, .. }) => {
                Factors::first_lanes(before, after.as_ref().unwrap_or(before), loads)
            }
            None => Factors::new(Vec::new(), loads),
        };
        let guide_copies = guide_copies(supply, (guides.len(), given), amounts.free.as_deref());
        Self { draws: last + 1, pools, guide_copies, blocks, central, without_sponges }
    }

    /// Whether miRNAs of this pool are delivered.
    pub(crate) fn is_delivered(&self, pool: usize) -> bool {
        self.pools[pool].delivered
    }

    /// Whether the copies of this pool in Argonaute change, or its free complex is given.
    pub(crate) fn is_touched(&self, pool: usize) -> bool {
        self.pools[pool].touched
    }

    /// Summed occupancies of some transcripts, in their order; nothing where a transcript has no sites whose occupancy
    /// changes.
    pub(crate) fn occupied(&self, loads: &SiteLoads, units: &[usize]) -> Vec<Option<Occupied>> {
        let changes =
            |unit: usize| loads.unit(unit).pools(&loads.rows).any(|pool| self.pools[pool].changed);
        let none = || vec![0.0; self.blocks.len() * LANES];
        let mut sums: Vec<Option<Occupied>> =
            units.iter().map(|&unit| changes(unit).then(|| (none(), none()))).collect();
        let mut exclusion: Exclusion = Exclusion::default();
        for (start, odds) in (0..).step_by(LANES).zip(&self.blocks) {
            for (&unit, sums) in units.iter().zip(&mut sums) {
                let Some((before, after)) = sums else { continue };
                let unit = loads.unit(unit);
                let summed = |factors: &Factors<LANES>, exclusion: &mut Exclusion| {
                    occupancy(&unit, loads, factors, exclusion)
                };
                let first = if odds.none_before {
                    [0.0; LANES]
                } else {
                    summed(&odds.before, &mut exclusion)
                };
                let then = odds.after.as_ref();
                let then = then.map_or(first, |table| summed(table, &mut exclusion));
                before[start..start + LANES].copy_from_slice(&first);
                after[start..start + LANES].copy_from_slice(&then);
            }
        }
        for (before, after) in sums.iter_mut().flatten() {
            before.truncate(self.draws);
            after.truncate(self.draws);
        }
        sums
    }

    /// Gives the pool of each site of an RNA, and its central occupancies before and after, times the share of the RNA
    /// that has it.
    pub(crate) fn each_central(
        &self,
        loads: &SiteLoads,
        unit: &UnitLoads<'_>,
        mut visit: impl FnMut(usize, f64, f64),
    ) {
        for load in unit.alone {
            let share = |x: f64| f64::from(load.held) * (x / (1.0 + x));
            let row = &loads.rows[load.row as usize];
            let odds = self.central.odds(row.factor(), loads.inverse_of(row));
            let [before, after] = odds.map(share);
            visit(row.pool as usize, before, after);
        }
        let mut exclusion: Exclusion<2> = Exclusion::default();
        for chain in chains(unit.chained).filter(|chain| chain[0].held > 0.0) {
            let held = f64::from(chain[0].held);
            let odds = |site: &ChainSite| self.central.odds(site.factor, loads.inverse(site.steps));
            exclusion.shares(chain, (odds, self.central.ln_most), |site, [before, after]| {
                visit(site.factor.pool(), held * before, held * after);
            });
        }
    }

    /// The guide that changes the occupancy of these sites most at the central values, of those whose amount
    /// changes, and its share of all changes. A pool's change is shared by its miRNAs as the dose is, or where none of them
    /// is delivered, as the cell's own copies are.
    pub(crate) fn top(&self, loads: &SiteLoads, unit: usize) -> Option<(usize, f64)> {
        let unit = loads.unit(unit);
        unit.pools(&loads.rows).find(|&pool| self.is_touched(pool))?;
        let mut changes: Vec<(usize, f64)> = Vec::new();
        self.each_central(loads, &unit, |pool, before, after| changes.push((pool, after - before)));
        changes.sort_by_key(|change| change.0);
        let mut all = 0.0;
        let mut best: Option<(usize, f64)> = None;
        for same in changes.chunk_by(|a, b| a.0 == b.0) {
            let pool = same[0].0;
            let change = same.iter().map(|change| change.1).sum::<f64>().abs();
            all += change;
            if let Some((guide, share)) = self.leader(&loads.pools[pool].members)
                && self.is_touched(pool)
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

    /// Free complex of a pool in nM before and after delivery at the central values.
    pub(crate) fn free(&self, pool: usize) -> (f64, f64) {
        let state = &self.pools[pool].state;
        (state.2, state.3)
    }

    /// Copies of a pool in Argonaute before and after delivery at the central values; the latter nothing where the free
    /// amount was given.
    pub(crate) fn copies(&self, pool: usize) -> (f64, Option<f64>) {
        let state = &self.pools[pool].state;
        (state.0, state.1)
    }

    /// As [`free`](Self::free), were there no sponges; nothing where there are none.
    pub(crate) fn without_sponges(&self, pool: usize) -> Option<(f64, f64)> {
        self.without_sponges.get(pool).copied()
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

/// Summed occupancy of a transcript's sites in some draws.
fn occupancy(
    unit: &UnitLoads<'_>,
    loads: &SiteLoads,
    factors: &Factors<LANES>,
    exclusion: &mut Exclusion,
) -> Lanes {
    let mut sum = [0.0; LANES];
    for load in unit.alone {
        let row = &loads.rows[load.row as usize];
        let (x, held) = (factors.odds(row.factor(), loads.inverse_of(row)), f64::from(load.held));
        for lane in 0..LANES {
            sum[lane] += held * (x[lane] / (1.0 + x[lane]));
        }
    }
    let odds = |site: &ChainSite| factors.odds(site.factor, loads.inverse(site.steps));
    for chain in chains(unit.chained).filter(|chain| chain[0].held > 0.0) {
        let held = f64::from(chain[0].held);
        let bound = exclusion.bound(chain, odds, factors.ln_most);
        for lane in 0..LANES {
            sum[lane] += held * bound[lane];
        }
    }
    sum
}

/// Central copies of each guide: delivered, endogenous.
fn guide_copies(
    supply: &Supply,
    (guides, given): (usize, usize),
    free: Option<&[f64]>,
) -> Vec<(f64, f64)> {
    let mut guide_copies = vec![(0.0, 0.0); guides];
    let entries = |part: &Part| -> Vec<(usize, f64)> {
        let entries = part.entries.iter().zip(&part.guides);
        entries.filter_map(|(copies, guide)| Some(((*guide)?, copies.1.value))).collect()
    };
    if let Delivered::Copies(part) = &supply.delivered {
        for (guide, copies) in entries(part) {
            guide_copies[guide].0 += copies;
        }
    }
    if let Some(free) = free {
        guide_copies.iter_mut().take(given).for_each(|copies| copies.0 = free[0]);
    }
    for (guide, copies) in entries(&supply.endogenous) {
        guide_copies[guide].1 += copies;
    }
    guide_copies
}
