//! All sites of a cell that compete for miRNAs, and miRNAs that compete for sites, in a few draws at once.

use std::ops::Range;

use super::{
    draws::Draw,
    exclusion::{Exclusion, LANES, Lanes, chains},
    loads::{SiteClass, SiteLoads},
    occupancy::{SiteOccupancy, SitePool},
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

/// All sites of a cell, listed or not.
pub(super) struct Sites<'a> {
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
    ranges: Vec<Range<usize>>,
    /// Σ TPM·sites of mRNAs by row: all, and those that overlap with others.
    totals: (Vec<f64>, Vec<f64>),
    with_sponges: bool,
}

/// What is needed to make [`Sites`].
pub(super) struct SiteFigures<'a> {
    pub(super) loads: &'a SiteLoads,
    pub(super) tpm: &'a [f64],
    pub(super) sponges: &'a [Vec<f64>],
    pub(super) unlisted: f64,
    pub(super) background_kd: f64,
    pub(super) typical: Vec<[(SiteClass, f64); 8]>,
    pub(super) errors: Vec<Vec<f64>>,
    pub(super) assumed: Vec<f64>,
}

impl<'a> Sites<'a> {
    pub(super) fn new(figures: SiteFigures<'a>) -> Self {
        let SiteFigures { loads, tpm, sponges, unlisted, background_kd, typical, errors, assumed } =
            figures;
        let totals = loads.totals(tpm.iter().copied().enumerate());
        let ranges = loads.rows_of_pools();
        Self {
            loads,
            tpm,
            sponges,
            unlisted,
            background_kd,
            typical,
            errors,
            assumed,
            ranges,
            totals,
            with_sponges: true,
        }
    }

    /// The same cell without its sponges.
    pub(super) fn without_sponges(self) -> Self {
        Self { with_sponges: false, ..self }
    }

    /// The sites in some draws.
    pub(super) fn block<'s>(&'s self, places: [usize; LANES], draws: &'s [Draw]) -> Block<'s> {
        let draws = places.map(|place| &draws[place]);
        let cells = draws.map(|draw| SiteOccupancy::new(draw.volume_pl));
        let per_tpm: Lanes =
            std::array::from_fn(|lane| cells[lane].nanomolar(draws[lane].mrna / 1e6));
        let rows = &self.loads.rows;
        let kd = rows.iter().map(|row| {
            let errors = &self.errors[row.pool as usize];
            std::array::from_fn(|lane| kd_nm(row.class, errors[places[lane]], draws[lane]))
        });
        let amount = |total: &f64| per_tpm.map(|nm| total * nm);
        let mut all: Vec<Lanes> = self.totals.0.iter().map(amount).collect();
        let mut overlapping: Vec<Lanes> = self.totals.1.iter().map(amount).collect();
        let sponges: Vec<Lanes> = (self.sponges.iter())
            .map(|copies| {
                std::array::from_fn(|lane| {
                    let copies = if self.with_sponges { copies[places[lane]] } else { 0.0 };
                    cells[lane].nanomolar(copies)
                })
            })
            .collect();
        for (place, nm) in sponges.iter().enumerate() {
            let unit = self.loads.unit(self.tpm.len() + place);
            let add = |table: &mut [Lanes], row: u32, held: f32| {
                let at = &mut table[row as usize];
                (0..LANES).for_each(|lane| at[lane] += nm[lane] * f64::from(held));
            };
            unit.alone.iter().for_each(|load| add(&mut all, load.row, load.held));
            for site in unit.chained {
                add(&mut all, site.row, site.held);
                add(&mut overlapping, site.row, site.held);
            }
        }
        let kd = kd.collect();
        Block { sites: self, places, draws, cells, per_tpm, kd, all, overlapping, sponges }
    }
}

/// The sites of a cell in a few draws.
pub(super) struct Block<'s> {
    sites: &'s Sites<'s>,
    places: [usize; LANES],
    draws: [&'s Draw; LANES],
    cells: [SiteOccupancy; LANES],
    /// nM of one TPM.
    per_tpm: Lanes,
    /// Kd of each row in nM.
    kd: Vec<Lanes>,
    /// Sites of each row in nM: all, and those that overlap with others.
    all: Vec<Lanes>,
    overlapping: Vec<Lanes>,
    /// nM of each sponge.
    sponges: Vec<Lanes>,
}

/// The free amounts that belong to copies.
#[derive(Clone, Debug)]
pub(super) struct Free {
    /// Copies in Argonaute of each pool.
    copies: Vec<Lanes>,
    /// Free complex of each pool in nM, if no sites overlapped.
    alone: Vec<Lanes>,
    /// Free complex of each pool in nM.
    pub(super) nm: Vec<Lanes>,
}

impl Block<'_> {
    /// Odds of each row at some free amounts: a/K.
    pub(super) fn odds(&self, free_nm: &[Lanes]) -> Vec<Lanes> {
        let rows = self.sites.loads.rows.iter().zip(&self.kd);
        rows.map(|(row, kd)| {
            let free = &free_nm[row.pool as usize];
            std::array::from_fn(|lane| free[lane] / kd[lane])
        })
        .collect()
    }

    /// Free complex of each pool where `copies` of each are in Argonaute. What is the same as in `before` is taken from it.
    ///
    /// Bound copies are Σ T·p over sites, p being the share of time that a site is bound when others that overlap with it
    /// are bound too. Each round takes the part q of sites that overlap which others leave free, from the free amounts of
    /// the round before, and solves m = a + Σ T·a/(a + K) with q·T such sites, pool by pool.
    pub(super) fn free(&self, copies: Vec<Lanes>, before: Option<&Free>) -> Free {
        let pools = copies.len();
        let same = |pool: usize, lane: usize| {
            before.filter(|b| b.copies[pool][lane].to_bits() == copies[pool][lane].to_bits())
        };
        let everywhere = [1.0; LANES];
        let alone: Vec<Lanes> = (0..pools)
            .map(|pool| {
                std::array::from_fn(|lane| match same(pool, lane) {
                    Some(before) => before.alone[pool][lane],
                    None => self.solve(pool, lane, copies[pool][lane], everywhere[lane]),
                })
            })
            .collect();
        let mut nm = alone.clone();
        if self.sites.loads.overlap() {
            let mut settled = [false; LANES];
            for (lane, settled) in settled.iter_mut().enumerate() {
                let before = before.filter(|_| (0..pools).all(|pool| same(pool, lane).is_some()));
                if let Some(before) = before {
                    (0..pools).for_each(|pool| nm[pool][lane] = before.nm[pool][lane]);
                }
                let none = copies.iter().all(|copies| copies[lane] <= 0.0);
                *settled = before.is_some() || none;
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

    /// One round of all lanes that are not settled.
    fn round(&self, copies: &[Lanes], nm: &mut [Lanes], settled: &mut [bool; LANES]) {
        let odds = self.odds(nm);
        let open = self.open(&odds);
        let mut largest = [0.0_f64; LANES];
        for (pool, open) in open.iter().enumerate() {
            for lane in 0..LANES {
                if settled[lane] || copies[pool][lane] <= 0.0 {
                    continue;
                }
                let new = self.solve(pool, lane, copies[pool][lane], open[lane]);
                largest[lane] = largest[lane].max((new - nm[pool][lane]).abs() / new);
                nm[pool][lane] = new;
            }
        }
        for lane in 0..LANES {
            settled[lane] |= largest[lane] <= TOLERANCE;
        }
    }

    /// Of each pool, what is bound at sites that overlap, in parts of what would be bound if none did.
    fn open(&self, odds: &[Lanes]) -> Vec<Lanes> {
        let loads = self.sites.loads;
        let mut bound = vec![[0.0; LANES]; loads.pools.len()];
        self.each_share(odds, |row, nm, share| {
            let bound = &mut bound[loads.rows[row].pool as usize];
            (0..LANES).for_each(|lane| bound[lane] += nm[lane] * share[lane]);
        });
        let ranges = self.sites.ranges.iter().zip(bound);
        ranges
            .map(|(rows, bound)| {
                let mut alone = [0.0; LANES];
                for row in rows.clone() {
                    for lane in 0..LANES {
                        let x = odds[row][lane];
                        alone[lane] += self.overlapping[row][lane] * (x / (1.0 + x));
                    }
                }
                std::array::from_fn(|lane| {
                    if alone[lane] > 0.0 { (bound[lane] / alone[lane]).min(1.0) } else { 1.0 }
                })
            })
            .collect()
    }

    /// Gives row, nM and share of time bound of each site that overlaps.
    fn each_share(&self, odds: &[Lanes], mut visit: impl FnMut(usize, &Lanes, &Lanes)) {
        let Sites { loads, tpm, .. } = self.sites;
        let mut exclusion = Exclusion::default();
        let amounts = tpm.iter().map(|tpm| self.per_tpm.map(|nm| tpm * nm));
        for (place, amount) in amounts.chain(self.sponges.iter().copied()).enumerate() {
            for chain in chains(loads.unit(place).chained) {
                let held = f64::from(chain[0].held);
                if held > 0.0 {
                    let nm = amount.map(|nm| nm * held);
                    exclusion
                        .shares(chain, odds, |site, share| visit(site.row as usize, &nm, share));
                }
            }
        }
    }

    /// Free complex of one pool in one draw, where others leave a part of the sites that overlap.
    fn solve(&self, pool: usize, lane: usize, copies: f64, open: f64) -> f64 {
        let (sites, draw, cell) = (self.sites, self.draws[lane], self.cells[lane]);
        if copies <= 0.0 {
            return sites.assumed[pool];
        }
        let rows = sites.ranges[pool].clone();
        let listed = rows.filter(|&row| self.all[row][lane] > 0.0).map(|row| SitePool {
            sites_nm: self.all[row][lane] - (1.0 - open) * self.overlapping[row][lane],
            kd_nm: self.kd[row][lane],
        });
        let error = sites.errors[pool][self.places[lane]];
        let scale = sites.unlisted * draw.mrna / p::MRNA_PER_CELL.value;
        let unlisted = sites.typical[pool].iter().map(|(class, count)| SitePool {
            sites_nm: cell.nanomolar(count * scale),
            kd_nm: kd_nm(*class, error, draw),
        });
        let background = SitePool {
            sites_nm: cell.nanomolar(draw.background),
            kd_nm: sites.background_kd * error.exp(),
        };
        let pools: Vec<SitePool> = listed.chain(unlisted).chain([background]).collect();
        sites.assumed[pool] + cell.free(cell.nanomolar(copies), &pools)
    }
}
