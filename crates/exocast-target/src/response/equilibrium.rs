//! The miRNAs of a cell in equilibrium with its sites, before and after delivery, draw by draw.

use exocast_core::{SeedPlan, parallel};

use super::{
    competition::{Crowd, Free, SiteFigures, Sites, scale},
    draws::{Draw, deviates},
    exclusion::{Exclusion, LANES, Lanes, chains},
    finder::GuidePool,
    genes::PoolState,
    loads::{SiteClass, SiteLoads, UnitLoads},
    occupancy::loaded_share,
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
    /// Of each pool, central free complex before and after, were there no sponges; empty where there are none.
    without_sponges: Vec<(f64, f64)>,
}

#[derive(Debug)]
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

/// Of some draws, the odds of each row.
#[derive(Debug)]
struct Odds {
    before: Vec<Lanes>,
    /// Nothing where it is as before.
    after: Option<Vec<Lanes>>,
    /// Logarithm of the largest.
    ln_most: f64,
}

/// Summed occupancy of a transcript's sites before and after, by draw.
pub(crate) type Occupied = (Vec<f64>, Vec<f64>);

/// What a cell holds and receives, by pool and draw.
struct Amounts {
    endogenous: Vec<Vec<f64>>,
    dose: Vec<Vec<f64>>,
    /// Part of the copies that Argonaute has room for, before and after.
    loaded: (Vec<f64>, Vec<f64>),
    /// Free complex of each miRNA, where the dose is given so.
    free: Option<Vec<f64>>,
    /// miRNAs of each pool that are not only assumed to be there.
    given: Vec<usize>,
    given_in_all: usize,
}

/// With more sites that overlap, times blocks of draws, what guides block of each other is taken from the central values.
const CROWD: usize = 1 << 22;

/// What guides block of each other at the central values.
struct Crowds {
    central: Free,
    before: Crowd,
    after: Crowd,
}

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
        let blocks = solved.into_iter().map(|(odds, _)| odds).collect();
        let guide_copies = guide_copies(supply, (guides.len(), given), amounts.free.as_deref());
        Self { draws: last + 1, pools, guide_copies, blocks, without_sponges }
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
        let changes = |unit: usize| {
            loads.unit(unit).rows().any(|row| {
                let pool = loads.rows[row as usize].pool;
                self.pools[pool as usize].changed
            })
        };
        let none = || vec![0.0; self.blocks.len() * LANES];
        let mut sums: Vec<Option<Occupied>> =
            units.iter().map(|&unit| changes(unit).then(|| (none(), none()))).collect();
        let mut exclusion = Exclusion::default();
        for (start, odds) in (0..).step_by(LANES).zip(&self.blocks) {
            for (&unit, sums) in units.iter().zip(&mut sums) {
                let Some((before, after)) = sums else { continue };
                let unit = loads.unit(unit);
                let summed = |table: &[Lanes], exclusion: &mut Exclusion| {
                    occupancy(&unit, (table, odds.ln_most), exclusion)
                };
                let first = summed(&odds.before, &mut exclusion);
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

    /// Gives the row of each site of an RNA, and its central occupancies before and after, times the share of the RNA
    /// that has it.
    pub(crate) fn each_central(&self, unit: &UnitLoads<'_>, mut visit: impl FnMut(u32, f64, f64)) {
        let Some(odds) = self.blocks.first() else { return };
        let after = odds.after.as_ref().unwrap_or(&odds.before);
        for load in unit.alone {
            let share = |odds: &[Lanes]| {
                let x = odds[load.row as usize][0];
                f64::from(load.held) * (x / (1.0 + x))
            };
            visit(load.row, share(&odds.before), share(after));
        }
        let mut exclusion = Exclusion::default();
        let mut shares: Vec<f64> = Vec::new();
        for chain in chains(unit.chained).filter(|chain| chain[0].held > 0.0) {
            let held = f64::from(chain[0].held);
            shares.clear();
            exclusion.shares(chain, &odds.before, |_, share| shares.push(share[0]));
            let mut before = shares.iter();
            exclusion.shares(chain, after, |site, share| {
                let before = before.next().copied().unwrap_or_default();
                visit(site.row, held * before, held * share[0]);
            });
        }
    }

    /// The guide that changes the occupancy of these sites most at the central values, of those whose amount
    /// changes, and its share of all changes. A pool's change is shared by its miRNAs as the dose is, or where none of them
    /// is delivered, as the cell's own copies are.
    pub(crate) fn top(&self, loads: &SiteLoads, unit: usize) -> Option<(usize, f64)> {
        let unit = loads.unit(unit);
        let pool_of = |row: u32| loads.rows[row as usize].pool as usize;
        unit.rows().find(|&row| self.is_touched(pool_of(row)))?;
        let mut changes: Vec<(u32, f64)> = Vec::new();
        self.each_central(&unit, |row, before, after| {
            changes.push((loads.rows[row as usize].pool, after - before));
        });
        changes.sort_by_key(|change| change.0);
        let mut all = 0.0;
        let mut best: Option<(usize, f64)> = None;
        for same in changes.chunk_by(|a, b| a.0 == b.0) {
            let pool = same[0].0 as usize;
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
                let mirnas = members.map(|&i| guides[i].name().to_owned()).collect();
                PoolState { mirnas, copies_before, copies_after, free_before_nm, free_after_nm }
            })
            .collect()
    }
}

/// Summed occupancy of a transcript's sites in some draws.
fn occupancy(
    unit: &UnitLoads<'_>,
    (odds, ln_most): (&[Lanes], f64),
    exclusion: &mut Exclusion,
) -> Lanes {
    let mut sum = [0.0; LANES];
    for load in unit.alone {
        let (x, held) = (&odds[load.row as usize], f64::from(load.held));
        for lane in 0..LANES {
            sum[lane] += held * (x[lane] / (1.0 + x[lane]));
        }
    }
    for chain in chains(unit.chained).filter(|chain| chain[0].held > 0.0) {
        let (bound, held) = (exclusion.bound(chain, odds, ln_most), f64::from(chain[0].held));
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

impl Amounts {
    fn new(
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
        let share = |d: usize, total: f64| loaded_share(total, draws[d].ago);
        let before: Vec<f64> = (0..=last).map(|d| share(d, endogenous_total[d])).collect();
        let after: Vec<f64> =
            (0..=last).map(|d| share(d, endogenous_total[d] + dose_total[d])).collect();
        if after[0] < 1.0 {
            let copies = endogenous_total[0] + dose_total[0];
            notices.push(Notice::ArgonauteExceeded { copies, ago: draws[0].ago });
        }
        Self { endogenous, dose, loaded: (before, after), free, given, given_in_all }
    }

    /// Copies of a pool in Argonaute, before and after.
    fn copies(&self, pool: usize, d: usize) -> (f64, f64) {
        let held = self.endogenous[pool][d];
        (held * self.loaded.0[d], (held + self.dose[pool][d]) * self.loaded.1[d])
    }

    /// The equilibrium at the central values, before in lane 0 and after in lane 1, and what guides block there.
    fn crowds(&self, sites: &Sites<'_>, draws: &[Draw]) -> Crowds {
        let block = sites.block([0; LANES], draws);
        let lanes = |pool: usize| {
            let (before, after) = self.copies(pool, 0);
            let mut lanes = [0.0; LANES];
            (lanes[0], lanes[1]) = (before, after);
            lanes
        };
        let central = block.free((0..self.given.len()).map(lanes).collect(), None);
        let [before, after] = [0, 1].map(|lane| block.crowd(&central, lane));
        Crowds { central, before, after }
    }

    /// Odds of each row and free complex of each pool in some draws, before and after.
    fn block(
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
        let central = |free: &mut Free, lane: usize| {
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
        let odds_before = block.odds(&before.nm);
        let odds_after = (!unchanged).then(|| block.odds(&after));
        let all = odds_before.iter().chain(odds_after.iter().flatten()).flatten();
        let ln_most = all.copied().fold(0.0, f64::max).ln();
        let odds = Odds { before: odds_before, after: odds_after, ln_most };
        (odds, before.nm.into_iter().zip(after).collect())
    }

    /// Free complex after a dose of free complex, which takes the place of what was there: the Argonaute is the same.
    fn displaced(&self, before: &Free, free: Lanes) -> Vec<Lanes> {
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
