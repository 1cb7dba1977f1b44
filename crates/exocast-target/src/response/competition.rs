//! All sites of a cell that compete for miRNAs, and miRNAs that compete for sites, in a few draws at once.

use std::ops::Range;

use super::{
    draws::Draw,
    exclusion::{ChainSite, Exclusion, chains},
    factor::Factor,
    loads::{SiteClass, SiteLoads},
    occupancy::SiteOccupancy,
};
use crate::{
    affinity::Affinity,
    input::{Mirna, Region},
    parameters as p,
    sites::SiteType,
};

/// Largest relative change of a free amount in the last round of an equilibrium.
const TOLERANCE: f64 = 1e-10;
/// Most rounds.
const ROUNDS: usize = 400;
/// Most of Newton's steps.
const STEPS: usize = 64;
/// Rounds of an equilibrium among a crowd.
const CROWD_ROUNDS: usize = 2;

/// Kd of a class in one draw.
fn kd_nm(class: SiteClass, error: f64, draw: &Draw) -> f64 {
    let penalty = if class.region == Region::Orf { draw.orf_error } else { 0.0 };
    (class.ln_kd + error + penalty).exp()
}

/// How many times the Kd of purified Argonaute those of a model are, by its 8mers: an apparent Kd holds
/// more than binding, and background sites have to be on the same scale.
pub(super) fn scale<'g, A: Affinity + ?Sized>(
    affinity: &A,
    guides: impl Iterator<Item = &'g Mirna>,
) -> f64 {
    let (mut sum, mut count) = (0.0, 0.0);
    for guide in guides {
        sum +=
            affinity.typical_ln_kd(guide, SiteType::EightMer, Region::Utr3) - p::KD_8MER.value.ln();
        count += 1.0;
    }
    if count > 0.0 { f64::exp(sum / count) } else { 1.0 }
}

/// What is known of the sites of a cell, listed or not.
pub(super) struct SiteFigures<'a> {
    pub(super) loads: &'a SiteLoads,
    /// Amount of each transcript in TPM.
    pub(super) tpm: &'a [f64],
    /// Copies of each sponge by draw; sponges stand behind the transcripts.
    pub(super) sponges: &'a [Vec<f64>],
    /// Share of the mRNA that is not listed.
    pub(super) unlisted: f64,
    pub(super) background_kd: f64,
    /// Of each pool, sites of mRNA that is not listed.
    pub(super) typical: Vec<[(SiteClass, f64); 8]>,
    /// Of each pool, the error of ln Kd by draw.
    pub(super) errors: Vec<Vec<f64>>,
    /// Free complex of each pool that is only assumed to be there.
    pub(super) assumed: Vec<f64>,
}

/// All sites of a cell, added up.
pub(super) struct Sites<'a> {
    figures: SiteFigures<'a>,
    ranges: Vec<Range<usize>>,
    /// Σ TPM·sites of mRNAs by row: all, and those that overlap with others.
    totals: (Vec<f64>, Vec<f64>),
    with_sponges: bool,
}

impl<'a> Sites<'a> {
    pub(super) fn new(figures: SiteFigures<'a>) -> Self {
        let totals = figures.loads.totals(figures.tpm.iter().copied().enumerate());
        let ranges = figures.loads.rows_of_pools();
        Self { figures, ranges, totals, with_sponges: true }
    }

    /// The same cell without its sponges.
    pub(super) fn without_sponges(self) -> Self {
        Self { with_sponges: false, ..self }
    }

    /// The sites in some draws.
    pub(super) fn block<'s, const N: usize>(
        &'s self,
        places: [usize; N],
        draws: &'s [Draw],
    ) -> Block<'s, N> {
        let draws = places.map(|place| &draws[place]);
        let cells = draws.map(|draw| SiteOccupancy::new(draw.volume_pl));
        let per_tpm: [f64; N] =
            std::array::from_fn(|lane| cells[lane].nanomolar(draws[lane].mrna / 1e6));
        let rows = &self.figures.loads.rows;
        let kd = rows.iter().map(|row| {
            let errors = &self.figures.errors[row.pool as usize];
            std::array::from_fn(|lane| kd_nm(row.class, errors[places[lane]], draws[lane]))
        });
        let amount = |total: &f64| per_tpm.map(|nm| total * nm);
        let mut all: Vec<[f64; N]> = self.totals.0.iter().map(amount).collect();
        let mut overlapping: Vec<[f64; N]> = self.totals.1.iter().map(amount).collect();
        let sponges: Vec<[f64; N]> = (self.figures.sponges.iter())
            .map(|copies| {
                std::array::from_fn(|lane| {
                    let copies = if self.with_sponges { copies[places[lane]] } else { 0.0 };
                    cells[lane].nanomolar(copies)
                })
            })
            .collect();
        for (place, nm) in sponges.iter().enumerate() {
            let unit = self.figures.loads.unit(self.figures.tpm.len() + place);
            let add = |table: &mut [[f64; N]], row: usize, held: f32| {
                let at = &mut table[row];
                (0..N).for_each(|lane| at[lane] += nm[lane] * f64::from(held));
            };
            unit.alone.iter().for_each(|load| add(&mut all, load.row as usize, load.held));
            for site in unit.chained {
                let row = self.figures.loads.row_of(site);
                add(&mut all, row, site.held);
                add(&mut overlapping, row, site.held);
            }
        }
        let kd = kd.collect();
        let errors = Factor::all(self.figures.errors.len())
            .map(|factor| {
                let errors = &self.figures.errors[factor.pool()];
                let class = SiteClass { ln_kd: 0.0, region: factor.region() };
                std::array::from_fn(|lane| 1.0 / kd_nm(class, errors[places[lane]], draws[lane]))
            })
            .collect();
        let others = (0..self.figures.errors.len())
            .map(|pool| {
                let error = |lane: usize| self.figures.errors[pool][places[lane]];
                let unlisted = self.figures.typical[pool].iter().map(|(class, count)| {
                    let nm: [f64; N] = std::array::from_fn(|lane| {
                        let scale =
                            self.figures.unlisted * draws[lane].mrna / p::MRNA_PER_CELL.value;
                        cells[lane].nanomolar(count * scale)
                    });
                    (nm, std::array::from_fn(|lane| kd_nm(*class, error(lane), draws[lane])))
                });
                let background = (
                    std::array::from_fn(|lane| cells[lane].nanomolar(draws[lane].background)),
                    std::array::from_fn(|lane| self.figures.background_kd * error(lane).exp()),
                );
                unlisted.chain([background]).collect()
            })
            .collect();
        Block { sites: self, cells, per_tpm, kd, errors, all, overlapping, sponges, others }
    }
}

/// What odds of sites are made of in a few draws: those at 1 nM, by factor.
#[derive(Clone, Debug)]
pub(super) struct Factors<const N: usize> {
    by_factor: Vec<[f64; N]>,
    /// Logarithm of the largest odds, or more.
    pub(super) ln_most: f64,
}

impl<const N: usize> Factors<N> {
    pub(super) fn new(by_factor: Vec<[f64; N]>, loads: &SiteLoads) -> Self {
        let odds = loads.rows.iter().flat_map(|row| {
            let factor = by_factor.get(row.factor().place()).copied().unwrap_or([0.0; N]);
            factor.map(|factor| factor * (-row.class.ln_kd).exp())
        });
        let ln_most = odds.fold(0.0, f64::max).ln();
        Self { by_factor, ln_most }
    }

    /// Odds of a site with this 1/Kd.
    #[inline]
    pub(super) fn odds(&self, factor: Factor, inverse: f64) -> [f64; N] {
        self.by_factor[factor.place()].map(|factor| factor * inverse)
    }

    /// Whether nothing is bound.
    pub(super) fn is_empty(&self) -> bool {
        self.by_factor.iter().flatten().all(|factor| *factor <= 0.0)
    }

    /// The first lane of two.
    pub(super) fn first_lanes(before: &Self, after: &Self, loads: &SiteLoads) -> Factors<2> {
        let pairs = before.by_factor.iter().zip(&after.by_factor);
        Factors::new(pairs.map(|(before, after)| [before[0], after[0]]).collect(), loads)
    }
}

/// The sites of a cell in a few draws.
pub(super) struct Block<'s, const N: usize> {
    sites: &'s Sites<'s>,
    cells: [SiteOccupancy; N],
    /// nM of one TPM.
    per_tpm: [f64; N],
    /// Kd of each row in nM.
    kd: Vec<[f64; N]>,
    /// By factor, what errors and region make of 1/Kd.
    errors: Vec<[f64; N]>,
    /// Sites of each row in nM: all, and those that overlap with others.
    all: Vec<[f64; N]>,
    overlapping: Vec<[f64; N]>,
    /// nM of each sponge.
    sponges: Vec<[f64; N]>,
    /// Of each pool, nM and Kd of sites of mRNA that is not listed, and of background sites.
    others: Vec<Vec<([f64; N], [f64; N])>>,
}

/// The free amounts that belong to copies.
#[derive(Clone, Debug)]
pub(super) struct Free<const N: usize> {
    /// Copies in Argonaute of each pool.
    copies: Vec<[f64; N]>,
    /// Free complex of each pool in nM, if no sites overlapped.
    alone: Vec<[f64; N]>,
    /// Free complex of each pool in nM.
    pub(super) nm: Vec<[f64; N]>,
}

/// What guides block of each other at the central values.
#[derive(Clone, Debug)]
pub(super) struct Crowd {
    /// Of each pool, odds that its sites that overlap are blocked.
    blocked: Vec<f64>,
    /// What all guides would bind at sites that overlap if none did, in nM.
    bound: f64,
}

impl<const N: usize> Block<'_, N> {
    /// Odds of sites of 1 nM at some free amounts, by factor: a over what error and region make of Kd.
    pub(super) fn factors(&self, free_nm: &[[f64; N]]) -> Factors<N> {
        let all = Factor::all(free_nm.len()).map(|factor| {
            let (free, errors) = (&free_nm[factor.pool()], &self.errors[factor.place()]);
            std::array::from_fn(|lane| free[lane] * errors[lane])
        });
        Factors::new(all.collect(), self.sites.figures.loads)
    }

    /// Free complex of each pool where `copies` of each are in Argonaute. What is the same as in `before` is taken from it.
    ///
    /// Bound copies are Σ T·p over sites, p being the share of time that a site is bound when others that overlap with it
    /// are bound too. Each round takes the part q of sites that overlap which others leave free, from the free amounts of
    /// the round before, and solves m = a + Σ T·a/(a + K) with q·T such sites, pool by pool.
    pub(super) fn free(&self, copies: Vec<[f64; N]>, before: Option<&Free<N>>) -> Free<N> {
        let pools = copies.len();
        let same = |pool: usize, lane: usize| {
            before.filter(|b| b.copies[pool][lane].to_bits() == copies[pool][lane].to_bits())
        };
        let alone: Vec<[f64; N]> = (0..pools)
            .map(|pool| {
                let all = (0..N).all(|lane| same(pool, lane).is_some());
                let zero = [0.0; N];
                let solved =
                    if all { zero } else { self.solve(pool, &copies[pool], &[1.0; N], &zero) };
                std::array::from_fn(|lane| {
                    same(pool, lane).map_or(solved[lane], |before| before.alone[pool][lane])
                })
            })
            .collect();
        let mut nm = alone.clone();
        if self.sites.figures.loads.overlap() {
            let mut settled = settled(&copies, before);
            for (lane, settled) in settled.iter().enumerate().filter(|(_, settled)| **settled) {
                let before = before.filter(|_| *settled);
                if let Some(before) = before {
                    (0..pools).for_each(|pool| nm[pool][lane] = before.nm[pool][lane]);
                }
            }
            for _ in 0..ROUNDS {
                if settled.iter().all(|settled| *settled) {
                    break;
                }
                self.round(&copies, &mut nm, &mut settled);
            }
        }
        Free { copies, alone, nm }
    }

    /// As [`free`](Self::free) of very many sites that overlap: what the crowd of all guides blocks is taken from
    /// the central values, in proportion to how much of these sites the guides bind in each draw.
    pub(super) fn free_among(
        &self,
        copies: Vec<[f64; N]>,
        before: Option<&Free<N>>,
        crowd: &Crowd,
    ) -> Free<N> {
        let settled = settled(&copies, before);
        let mut ratio = [1.0; N];
        let mut nm: Vec<[f64; N]> = vec![[0.0; N]; copies.len()];
        for round in 0..CROWD_ROUNDS {
            for (pool, copies) in copies.iter().enumerate() {
                let open = ratio.map(|ratio| 1.0 / (1.0 + crowd.blocked[pool] * ratio));
                let solved = self.solve(pool, copies, &open, &nm[pool]);
                for lane in 0..N {
                    let same = before.filter(|_| settled[lane]);
                    nm[pool][lane] = same.map_or(solved[lane], |before| before.nm[pool][lane]);
                }
            }
            if round + 1 < CROWD_ROUNDS {
                let bound = self.bound_alone(&nm);
                let mut all = [0.0; N];
                for bound in &bound {
                    (0..N).for_each(|i| all[i] += bound[i]);
                }
                ratio = all.map(|all| if crowd.bound > 0.0 { all / crowd.bound } else { 1.0 });
            }
        }
        Free { copies, alone: Vec::new(), nm }
    }

    /// What the guides of one lane block of each other at some free amounts.
    pub(super) fn crowd(&self, free: &Free<N>, lane: usize) -> Crowd {
        let open = self.open(&free.nm);
        Crowd {
            blocked: open.iter().map(|open| 1.0 / open[lane] - 1.0).collect(),
            bound: self.bound_alone(&free.nm).iter().map(|bound| bound[lane]).sum(),
        }
    }

    /// One round of all lanes that are not settled.
    fn round(&self, copies: &[[f64; N]], nm: &mut [[f64; N]], settled: &mut [bool; N]) {
        let open = self.open(nm);
        let mut largest = [0.0_f64; N];
        for (pool, open) in open.iter().enumerate() {
            let solved = self.solve(pool, &copies[pool], open, &nm[pool]);
            for lane in 0..N {
                if settled[lane] || copies[pool][lane] <= 0.0 {
                    continue;
                }
                let change = (solved[lane] - nm[pool][lane]).abs() / solved[lane];
                largest[lane] = largest[lane].max(change);
                nm[pool][lane] = solved[lane];
            }
        }
        for lane in 0..N {
            settled[lane] |= largest[lane] <= TOLERANCE;
        }
    }

    /// Of each pool, what is bound at sites that overlap, in parts of what would be bound if none did.
    fn open(&self, free_nm: &[[f64; N]]) -> Vec<[f64; N]> {
        let mut bound = vec![[0.0; N]; free_nm.len()];
        self.each_share(free_nm, |pool, nm, share| {
            let bound = &mut bound[pool];
            (0..N).for_each(|lane| bound[lane] += nm[lane] * share[lane]);
        });
        let alone = self.bound_alone(free_nm);
        let part = |(bound, alone): ([f64; N], [f64; N])| {
            std::array::from_fn(|lane| {
                if alone[lane] > 0.0 { (bound[lane] / alone[lane]).min(1.0) } else { 1.0 }
            })
        };
        bound.into_iter().zip(alone).map(part).collect()
    }

    /// Of each pool, what would be bound at sites that overlap if none did, in nM.
    fn bound_alone(&self, free_nm: &[[f64; N]]) -> Vec<[f64; N]> {
        let of_rows = |(rows, free): (&Range<usize>, &[f64; N])| {
            let mut alone = [0.0; N];
            for row in rows.clone() {
                for lane in 0..N {
                    let held = free[lane] / (free[lane] + self.kd[row][lane]);
                    alone[lane] += self.overlapping[row][lane] * held;
                }
            }
            alone
        };
        self.sites.ranges.iter().zip(free_nm).map(of_rows).collect()
    }

    /// Gives pool, nM and share of time bound of each site that overlaps.
    fn each_share(&self, free_nm: &[[f64; N]], mut visit: impl FnMut(usize, &[f64; N], &[f64; N])) {
        let SiteFigures { loads, tpm, .. } = &self.sites.figures;
        let mut exclusion: Exclusion<N> = Exclusion::default();
        let factors = self.factors(free_nm);
        let odds = |site: &ChainSite| factors.odds(site.factor, loads.inverse(site.steps));
        let amounts = tpm.iter().map(|tpm| self.per_tpm.map(|nm| tpm * nm));
        for (place, amount) in amounts.chain(self.sponges.iter().copied()).enumerate() {
            for chain in chains(loads.unit(place).chained) {
                let held = f64::from(chain[0].held);
                if held > 0.0 {
                    let nm = amount.map(|nm| nm * held);
                    exclusion.shares(chain, (odds, factors.ln_most), |site, share| {
                        visit(site.factor.pool(), &nm, share);
                    });
                }
            }
        }
    }

    /// Free complex of one pool, where others leave a part of the sites that overlap; `guess` is close to it, or 0.
    ///
    /// Newton's steps for m = a + Σ T·a/(a + K): the right side is concave in a, so that from 0, and from the second step
    /// on, they rise towards the root.
    fn solve(&self, pool: usize, copies: &[f64; N], open: &[f64; N], guess: &[f64; N]) -> [f64; N] {
        let sites = self.sites;
        let assumed = sites.figures.assumed[pool];
        if copies.iter().all(|copies| *copies <= 0.0) {
            return [assumed; N];
        }
        // Sites and Kd, in nM.
        let mut pools: Vec<([f64; N], [f64; N])> = Vec::with_capacity(sites.ranges[pool].len() + 9);
        for row in sites.ranges[pool].clone() {
            let (all, part) = (&self.all[row], &self.overlapping[row]);
            let nm = std::array::from_fn(|lane| all[lane] - (1.0 - open[lane]) * part[lane]);
            pools.push((nm, self.kd[row]));
        }
        pools.extend_from_slice(&self.others[pool]);
        let total: [f64; N] = std::array::from_fn(|lane| self.cells[lane].nanomolar(copies[lane]));
        let mut free: [f64; N] =
            std::array::from_fn(|lane| (guess[lane] - assumed).clamp(0.0, total[lane]));
        for count in 0..STEPS {
            let (mut value, mut slope) = (free, [1.0; N]);
            for (nm, kd) in &pools {
                for lane in 0..N {
                    let part = nm[lane] / (free[lane] + kd[lane]);
                    value[lane] += part * free[lane];
                    slope[lane] += part * kd[lane] / (free[lane] + kd[lane]);
                }
            }
            let mut moves = false;
            for lane in 0..N {
                let step = (total[lane] - value[lane]) / slope[lane];
                free[lane] = (free[lane] + step).clamp(0.0, total[lane]);
                moves |= count == 0 || step > free[lane] * 1e-14;
            }
            if !moves {
                break;
            }
        }
        free.map(|free| assumed + free)
    }
}

/// [f64; N] without any miRNA, and those in which all copies are as before.
fn settled<const N: usize>(copies: &[[f64; N]], before: Option<&Free<N>>) -> [bool; N] {
    std::array::from_fn(|lane| {
        let same =
            |(now, then): (&[f64; N], &[f64; N])| now[lane].to_bits() == then[lane].to_bits();
        before.is_some_and(|before| copies.iter().zip(&before.copies).all(same))
            || before.is_none() && copies.iter().all(|copies| copies[lane] <= 0.0)
    })
}
