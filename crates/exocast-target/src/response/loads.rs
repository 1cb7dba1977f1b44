//! How many sites of which affinity each transcript holds: all that the response needs to know.

use exocast_core::parallel;

use super::{
    chain::{Placed, chained},
    exclusion::ChainSite,
    factor::Factor,
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

impl Row {
    pub(crate) fn factor(&self) -> Factor {
        Factor::new(self.pool, self.class.region)
    }
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
    /// Rows by factor and affinity, and 1/Kd by affinity.
    numbers: Rows,
    inverses: Vec<f64>,
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

/// Steps of ln Kd are this many at most, either way.
const MOST: i16 = 600 * 32;

/// A pool and region, and an affinity in steps.
type Key = (Factor, i16);

/// What one transcript has: single sites, sites of chains, and its factor of b.
type Sought = (Vec<(Key, u16, f32)>, Vec<ChainSite>, f64);

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
            for site in &in_chains {
                rows.number((site.factor, site.steps));
            }
            loads.chained.extend_from_slice(&in_chains);
            loads.starts.push(loads.loads.len());
            loads.chain_starts.push(loads.chained.len());
            loads.susceptibility.push(susceptibility);
        }
        loads.pools = finder.pools;
        loads.crowding = crowding;
        loads.sort_rows(rows);
        loads
    }

    /// 1/Kd of a row, in 1/nM.
    pub(crate) fn inverse_of(&self, row: &Row) -> f64 {
        #[allow(clippy::cast_possible_truncation, reason = "steps as they were rounded")]
        self.inverse((row.class.ln_kd / STEP).round() as i16)
    }

    /// 1/Kd of an affinity in steps, in 1/nM.
    pub(crate) fn inverse(&self, steps: i16) -> f64 {
        self.inverses[usize::from((steps - self.numbers.least).unsigned_abs())]
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
    fn sort_rows(&mut self, mut rows: Rows) {
        let mut order: Vec<(Key, u32)> = rows.keys.iter().copied().zip(0..).collect();
        order.sort_unstable();
        let mut place = vec![0; order.len()];
        for (new, (_, old)) in (0_u32..).zip(&order) {
            place[*old as usize] = new;
        }
        self.rows = (order.iter())
            .map(|((factor, steps), _)| {
                let class = SiteClass { ln_kd: f64::from(*steps) * STEP, region: factor.region() };
                Row { pool: u32::try_from(factor.pool()).unwrap_or(u32::MAX), class }
            })
            .collect();
        self.loads.iter_mut().for_each(|load| load.row = place[load.row as usize]);
        for ends in self.starts.windows(2) {
            self.loads[ends[0]..ends[1]].sort_unstable_by_key(|load| load.row);
        }
        let all = || rows.keys.iter().map(|key| key.1);
        let (least, most) = (all().min().unwrap_or(0), all().max().unwrap_or(0));
        self.inverses = (least..=most).map(|steps| (-f64::from(steps) * STEP).exp()).collect();
        rows.least = least;
        rows.renumber(&place);
        self.numbers = rows;
    }

    /// The sites of one transcript.
    pub(crate) fn unit(&self, transcript: usize) -> UnitLoads<'_> {
        let range = |starts: &[usize]| starts[transcript]..starts[transcript + 1];
        UnitLoads {
            alone: &self.loads[range(&self.starts)],
            chained: &self.chained[range(&self.chain_starts)],
        }
    }

    /// The row of a site of a chain.
    pub(crate) fn row_of(&self, site: &ChainSite) -> usize {
        self.numbers.place((site.factor, site.steps)) as usize
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
                overlapping[self.row_of(site)] += weight * f64::from(site.held);
            }
        }
        all.iter_mut().zip(&overlapping).for_each(|(all, part)| *all += part);
        (all, overlapping)
    }
}

impl UnitLoads<'_> {
    /// The number of sites of some pools.
    pub(crate) fn count(&self, rows: &[Row], counts: impl Fn(usize) -> bool) -> u64 {
        let of_pool = |load: &&Load| counts(rows[load.row as usize].pool as usize);
        let alone = self.alone.iter().filter(of_pool);
        let chained = self.chained.iter().filter(|site| site.counted && counts(site.factor.pool()));
        alone.map(|load| u64::from(load.count)).sum::<u64>() + chained.count() as u64
    }

    /// The pools that it has sites of, again and again.
    pub(crate) fn pools(&self, rows: &[Row]) -> impl Iterator<Item = usize> {
        let alone = self.alone.iter().map(|load| rows[load.row as usize].pool as usize);
        alone.chain(self.chained.iter().map(|site| site.factor.pool()))
    }

    /// Whether it has no sites.
    pub(crate) fn is_empty(&self) -> bool {
        self.alone.is_empty() && self.chained.is_empty()
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
        let (steps, share) = ((ln_kd / STEP).round() as i16, site.isoforms() as f32);
        let steps = steps.clamp(-MOST, MOST);
        if crowding[pool as usize] {
            sites.push(Placed { window: site.window, pool, region: site.region, steps, share });
        } else {
            alone.push(((Factor::new(pool, site.region), steps), 1, share));
        }
    });
    let circle = transcript.is_circle().then_some(transcript.utr3.len());
    let mut in_chains: Vec<ChainSite> = Vec::new();
    chained(&mut sites, circle, |site, place, beside, held, counted| {
        let (factor, steps) = (Factor::new(site.pool, site.region), site.steps);
        in_chains.push(ChainSite { factor, steps, place, beside, held, counted });
    });
    // Chains of one site are sites alone.
    let mut from = 0;
    let mut overlapping = Vec::with_capacity(in_chains.len());
    while from < in_chains.len() {
        let rest = &in_chains[from + 1..];
        let length = 1 + rest.iter().take_while(|site| site.place > 0).count();
        if length == 1 {
            let site = in_chains[from];
            alone.push(((site.factor, site.steps), u16::from(site.counted), site.held));
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
#[derive(Clone, Debug, Default)]
struct Rows {
    keys: Vec<Key>,
    /// By factor: the least affinity in steps, and a number for each from there on, `u32::MAX` for none.
    numbers: Vec<(i16, Vec<u32>)>,
    least: i16,
}

impl Rows {
    fn number(&mut self, (factor, steps): Key) -> u32 {
        if self.numbers.len() <= factor.place() {
            self.numbers.resize(factor.place() + 1, (0, Vec::new()));
        }
        let (first, numbers) = &mut self.numbers[factor.place()];
        if numbers.is_empty() {
            *first = steps;
        }
        if steps < *first {
            let more = (*first - steps).unsigned_abs().into();
            numbers.splice(0..0, std::iter::repeat_n(u32::MAX, more));
            *first = steps;
        }
        let at = usize::from((steps - *first).unsigned_abs());
        if numbers.len() <= at {
            numbers.resize(at + 1, u32::MAX);
        }
        if numbers[at] == u32::MAX {
            numbers[at] = u32::try_from(self.keys.len()).unwrap_or(u32::MAX);
            self.keys.push((factor, steps));
        }
        numbers[at]
    }

    /// The number of a row that is there.
    fn place(&self, (factor, steps): Key) -> u32 {
        let (first, numbers) = &self.numbers[factor.place()];
        numbers[usize::from((steps - first).unsigned_abs())]
    }

    fn renumber(&mut self, places: &[u32]) {
        let all = self.numbers.iter_mut().flat_map(|(_, numbers)| numbers);
        all.filter(|number| **number != u32::MAX)
            .for_each(|number| *number = places[*number as usize]);
    }
}
