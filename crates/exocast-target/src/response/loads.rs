//! How many sites of which affinity each transcript holds: all that the response needs to know.

use std::collections::HashMap;

use exocast_core::parallel;

use super::{
    chain::{Placed, chained},
    exclusion::ChainSite,
    finder::{Finder, GuidePool, SiteFacts},
};
use crate::{
    affinity::Affinity,
    input::{Mirna, Region, Transcript},
};

/// Sites of equal affinity in the same region.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct SiteClass {
    pub(crate) ln_kd: f64,
    pub(crate) region: Region,
}

/// Sites of one class for one pool.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Row {
    pub(crate) pool: u32,
    pub(crate) class: SiteClass,
}

/// Some sites of one row on one transcript, none of which overlaps with another site.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Load {
    pub(crate) row: u32,
    pub(crate) count: u16,
    /// Sum over the sites of the share of the mRNA that has them.
    pub(crate) held: f32,
}

/// The sites of all transcripts, sparse.
#[derive(Clone, Debug, Default)]
pub(crate) struct SiteLoads {
    pub(crate) pools: Vec<GuidePool>,
    /// By pool, region and affinity.
    pub(crate) rows: Vec<Row>,
    starts: Vec<usize>,
    loads: Vec<Load>,
    chain_starts: Vec<usize>,
    chained: Vec<ChainSite>,
    susceptibility: Vec<f64>,
    crowding: Vec<bool>,
}

/// The sites of one transcript: those that lie alone, and those that overlap.
#[derive(Clone, Copy, Debug)]
pub(crate) struct UnitLoads<'a> {
    pub(crate) alone: &'a [Load],
    pub(crate) chained: &'a [ChainSite],
}

/// ln Kd is rounded to this, so that sites of equal affinity are many.
pub(crate) const STEP: f64 = 1.0 / 32.0;

/// Transcripts whose sites are looked for before they are filed.
const CHUNK: usize = 1024;

/// A pool, a region and an affinity in steps.
type Key = (u32, Region, i32);

/// What one transcript has: single sites, sites of chains, and its factor of b.
type Sought = (Vec<(Key, u16, f32)>, Vec<(Key, ChainSite)>, f64);

impl SiteLoads {
    /// Sites of each transcript with a weight above zero; the others have none. Sites of guides that are in nobody's way,
    /// which `crowding` says of each, stand alone.
    pub(crate) fn build<'t, A: Affinity>(
        (mirnas, crowding): (&[Mirna], &[bool]),
        transcript: impl Fn(usize) -> Option<Transcript<'t>> + Sync,
        weights: &[f64],
        affinity: &A,
        facts: SiteFacts<'_>,
    ) -> Self {
        let finder = Finder::new(mirnas, affinity, facts);
        let is_crowding = |pool: &GuidePool| pool.members.iter().any(|&guide| crowding[guide]);
        let crowding: Vec<bool> = finder.pools.iter().map(is_crowding).collect();
        let sought = |place: usize| {
            let weighs = weights[place] > 0.0;
            let molecule = transcript(place).filter(|_| weighs);
            molecule
                .map_or_else(|| (Vec::new(), Vec::new(), 1.0), |it| seek(&it, &finder, &crowding))
        };
        let mut loads = Self { starts: vec![0], chain_starts: vec![0], ..Self::default() };
        let mut rows = Rows::default();
        let chunks = (0..weights.len()).step_by(CHUNK);
        let sites = chunks.flat_map(|start| {
            let count = CHUNK.min(weights.len() - start);
            parallel::map(count, |i| sought(start + i))
        });
        for (alone, in_chains, susceptibility) in sites {
            for (key, count, held) in alone {
                loads.loads.push(Load { row: rows.number(key), count, held });
            }
            for (key, site) in in_chains {
                loads.chained.push(ChainSite { row: rows.number(key), ..site });
            }
            loads.starts.push(loads.loads.len());
            loads.chain_starts.push(loads.chained.len());
            loads.susceptibility.push(susceptibility);
        }
        loads.pools = finder.pools;
        loads.crowding = crowding;
        loads.sort_rows(rows.keys);
        loads
    }

    /// Whether there is enough of a pool to be in the way of others; if not, its sites stand alone.
    pub(crate) fn is_crowding(&self, pool: usize) -> bool {
        self.crowding.get(pool).copied().unwrap_or(true)
    }

    /// Factor of b that belongs to a transcript.
    pub(crate) fn susceptibility(&self, transcript: usize) -> f64 {
        self.susceptibility.get(transcript).copied().unwrap_or(1.0)
    }

    /// Puts rows in an order that does not depend on that of the transcripts.
    fn sort_rows(&mut self, keys: Vec<Key>) {
        let mut order: Vec<(Key, u32)> = keys.into_iter().zip(0..).collect();
        order.sort_unstable();
        let mut place = vec![0; order.len()];
        for (new, (_, old)) in (0_u32..).zip(&order) {
            place[*old as usize] = new;
        }
        self.rows = (order.iter())
            .map(|((pool, region, steps), _)| {
                let class = SiteClass { ln_kd: f64::from(*steps) * STEP, region: *region };
                Row { pool: *pool, class }
            })
            .collect();
        self.loads.iter_mut().for_each(|load| load.row = place[load.row as usize]);
        self.chained.iter_mut().for_each(|site| site.row = place[site.row as usize]);
        for ends in self.starts.windows(2) {
            self.loads[ends[0]..ends[1]].sort_unstable_by_key(|load| load.row);
        }
    }

    /// The sites of one transcript.
    pub(crate) fn unit(&self, transcript: usize) -> UnitLoads<'_> {
        let range = |starts: &[usize]| starts[transcript]..starts[transcript + 1];
        UnitLoads {
            alone: &self.loads[range(&self.starts)],
            chained: &self.chained[range(&self.chain_starts)],
        }
    }

    /// Whether any sites overlap.
    pub(crate) fn overlap(&self) -> bool {
        !self.chained.is_empty()
    }

    /// How many sites overlap with others.
    pub(crate) fn overlapping(&self) -> usize {
        self.chained.len()
    }

    /// The rows of each pool, as a range.
    pub(crate) fn rows_of_pools(&self) -> Vec<std::ops::Range<usize>> {
        let mut start = 0;
        (0_u32..)
            .zip(&self.pools)
            .map(|(pool, _)| {
                let count = self.rows[start..].iter().take_while(|row| row.pool == pool).count();
                start += count;
                start - count..start
            })
            .collect()
    }

    /// Σ weight·sites over some transcripts, by row: of all sites, and of those that overlap.
    pub(crate) fn totals(
        &self,
        weights: impl Iterator<Item = (usize, f64)>,
    ) -> (Vec<f64>, Vec<f64>) {
        let (mut all, mut overlapping) = (vec![0.0; self.rows.len()], vec![0.0; self.rows.len()]);
        for (transcript, weight) in weights.filter(|(_, weight)| *weight > 0.0) {
            let unit = self.unit(transcript);
            for load in unit.alone {
                all[load.row as usize] += weight * f64::from(load.held);
            }
            for site in unit.chained {
                overlapping[site.row as usize] += weight * f64::from(site.held);
            }
        }
        all.iter_mut().zip(&overlapping).for_each(|(all, part)| *all += part);
        (all, overlapping)
    }
}

impl UnitLoads<'_> {
    /// The number of sites of some pools.
    pub(crate) fn count(&self, rows: &[Row], counts: impl Fn(usize) -> bool) -> u64 {
        let counted = |row: u32| counts(rows[row as usize].pool as usize);
        let alone = self.alone.iter().filter(|load| counted(load.row));
        let chained = self.chained.iter().filter(|site| site.counted && counted(site.row));
        alone.map(|load| u64::from(load.count)).sum::<u64>() + chained.count() as u64
    }

    /// The rows that it has sites of.
    pub(crate) fn rows(&self) -> impl Iterator<Item = u32> {
        let alone = self.alone.iter().map(|load| load.row);
        alone.chain(self.chained.iter().map(|site| site.row))
    }
}

/// The sites of a transcript, those that overlap in chains.
fn seek<A: Affinity>(
    transcript: &Transcript<'_>,
    finder: &Finder<'_, A>,
    crowding: &[bool],
) -> Sought {
    let mut sites: Vec<Placed> = Vec::new();
    let mut alone: Vec<(Key, u16, f32)> = Vec::new();
    let susceptibility = finder.visit(transcript, |pool, site, ln_kd| {
        #[allow(clippy::cast_possible_truncation, reason = "small numbers")]
        let (steps, share) = ((ln_kd / STEP).round() as i32, site.isoforms() as f32);
        if crowding[pool as usize] {
            sites.push(Placed { window: site.window, pool, region: site.region, steps, share });
        } else {
            alone.push(((pool, site.region, steps), 1, share));
        }
    });
    let circle = transcript.is_circle().then_some(transcript.utr3.len());
    let mut in_chains: Vec<(Key, ChainSite)> = Vec::new();
    chained(&mut sites, circle, |site, place, beside, held, counted| {
        let key = (site.pool, site.region, site.steps);
        in_chains.push((key, ChainSite { row: 0, place, beside, held, counted }));
    });
    // Chains of one site are sites alone.
    let mut from = 0;
    let mut overlapping = Vec::with_capacity(in_chains.len());
    while from < in_chains.len() {
        let rest = &in_chains[from + 1..];
        let length = 1 + rest.iter().take_while(|(_, site)| site.place > 0).count();
        if length == 1 {
            let (key, site) = in_chains[from];
            alone.push((key, u16::from(site.counted), site.held));
        } else {
            overlapping.extend_from_slice(&in_chains[from..from + length]);
        }
        from += length;
    }
    alone.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(a.2.total_cmp(&b.2)));
    alone.dedup_by(|next, first| {
        let same = next.0 == first.0;
        if same {
            first.1 = first.1.saturating_add(next.1);
            first.2 += next.2;
        }
        same
    });
    (alone, overlapping, susceptibility)
}

/// Numbers for rows, in the order met.
#[derive(Debug, Default)]
struct Rows {
    keys: Vec<Key>,
    numbers: HashMap<Key, u32>,
}

impl Rows {
    fn number(&mut self, key: Key) -> u32 {
        let keys = &mut self.keys;
        *self.numbers.entry(key).or_insert_with(|| {
            keys.push(key);
            u32::try_from(keys.len() - 1).unwrap_or(u32::MAX)
        })
    }
}
