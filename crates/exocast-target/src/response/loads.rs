//! How many sites of which affinity each transcript holds: all that the response needs to know.

use std::collections::HashMap;

use exocast_core::parallel;

use super::finder::{Finder, GuidePool, SiteFacts};
use crate::{
    affinity::Affinity,
    input::{Mirna, Region, Transcripts},
};

/// Sites of equal affinity in the same region.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct SiteClass {
    pub(crate) ln_kd: f64,
    pub(crate) region: Region,
}

/// Some sites of one class for one pool on one transcript.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Load {
    pub(crate) pool: u32,
    pub(crate) class: u16,
    pub(crate) count: u16,
    /// Sum over the sites of the share of the mRNA that has them.
    pub(crate) held: f32,
}

/// The sites of all transcripts, sparse: transcript ► (pool, class, count).
#[derive(Clone, Debug, Default)]
pub(crate) struct SiteLoads {
    pub(crate) pools: Vec<GuidePool>,
    pub(crate) classes: Vec<SiteClass>,
    starts: Vec<usize>,
    loads: Vec<Load>,
    susceptibility: Vec<f64>,
}

/// ln Kd is rounded to this, so that sites of equal affinity are many.
const STEP: f64 = 1.0 / 32.0;

/// Transcripts whose sites are looked for before they are filed.
const CHUNK: usize = 1024;

impl SiteLoads {
    /// Sites of each transcript with a weight above zero; the others have none.
    pub(crate) fn build<A: Affinity>(
        mirnas: &[Mirna],
        transcripts: &Transcripts,
        weights: &[f64],
        affinity: &A,
        facts: SiteFacts<'_>,
    ) -> Self {
        let finder = Finder::new(mirnas, affinity, facts);
        let of_transcript = |place: usize| {
            let weighs = weights.get(place).is_some_and(|weight| *weight > 0.0);
            let Some(transcript) = transcripts.get(place).filter(|_| weighs) else {
                return (Vec::new(), 1.0);
            };
            let mut sites: Vec<(u32, Region, i32, f32)> = Vec::new();
            let susceptibility = finder.visit(&transcript, |pool, site, ln_kd| {
                #[allow(clippy::cast_possible_truncation, reason = "small numbers")]
                let (steps, share) = ((ln_kd / STEP).round() as i32, site.isoforms() as f32);
                sites.push((pool, site.region, steps, share));
            });
            let key = |site: &(u32, Region, i32, f32)| (site.0, site.1, site.2);
            sites.sort_unstable_by(|a, b| key(a).cmp(&key(b)).then(a.3.total_cmp(&b.3)));
            (sites, susceptibility)
        };
        let mut loads = Self { starts: vec![0], ..Self::default() };
        let mut classes = Classes::default();
        let chunks = (0..transcripts.len()).step_by(CHUNK);
        let sites = chunks.flat_map(|start| {
            let count = CHUNK.min(transcripts.len() - start);
            parallel::map(count, |i| of_transcript(start + i))
        });
        for (sites, susceptibility) in sites {
            for same in sites.chunk_by(|a, b| (a.0, a.1, a.2) == (b.0, b.1, b.2)) {
                let (pool, region, steps, _) = same[0];
                let class = classes.number(f64::from(steps) * STEP, region);
                let count = u16::try_from(same.len()).unwrap_or(u16::MAX);
                let held = same.iter().map(|site| site.3).sum();
                loads.loads.push(Load { pool, class, count, held });
            }
            loads.starts.push(loads.loads.len());
            loads.susceptibility.push(susceptibility);
        }
        loads.pools = finder.pools;
        loads.classes = classes.all;
        loads.sort_classes();
        loads
    }

    /// Factor of b that belongs to a transcript.
    pub(crate) fn susceptibility(&self, transcript: usize) -> f64 {
        self.susceptibility.get(transcript).copied().unwrap_or(1.0)
    }

    /// Puts classes in an order that does not depend on that of the transcripts.
    fn sort_classes(&mut self) {
        let mut order: Vec<usize> = (0..self.classes.len()).collect();
        let key = |i: usize| self.classes[i];
        order.sort_by(|&a, &b| {
            (key(a).region.cmp(&key(b).region)).then(key(a).ln_kd.total_cmp(&key(b).ln_kd))
        });
        let mut place = vec![0; order.len()];
        for (new, &old) in (0_u16..).zip(&order) {
            place[old] = new;
        }
        self.classes = order.iter().map(|&old| self.classes[old]).collect();
        for load in &mut self.loads {
            load.class = place[load.class as usize];
        }
        for i in 1..self.starts.len() {
            self.loads[self.starts[i - 1]..self.starts[i]]
                .sort_unstable_by_key(|load| (load.pool, load.class));
        }
    }

    /// The sites of one transcript, by pool and class.
    pub(crate) fn for_transcript(&self, transcript: usize) -> &[Load] {
        &self.loads[self.starts[transcript]..self.starts[transcript + 1]]
    }

    /// Σ weight·sites over transcripts, pools × classes.
    pub(crate) fn totals(&self, weights: &[f64]) -> Vec<f64> {
        let mut totals = vec![0.0; self.pools.len() * self.classes.len()];
        for (transcript, &weight) in weights.iter().enumerate().filter(|(_, w)| **w > 0.0) {
            for load in self.for_transcript(transcript) {
                totals[load.pool as usize * self.classes.len() + load.class as usize] +=
                    weight * f64::from(load.held);
            }
        }
        totals
    }
}

/// Numbers for classes, in the order met.
#[derive(Debug, Default)]
struct Classes {
    all: Vec<SiteClass>,
    numbers: HashMap<(u64, Region), u16>,
}

impl Classes {
    fn number(&mut self, ln_kd: f64, region: Region) -> u16 {
        // Site types come in few values: the table is asked only where there are many.
        if self.all.len() <= 16
            && let Some((_, number)) = self
                .all
                .iter()
                .zip(0..)
                .find(|(c, _)| c.region == region && c.ln_kd.to_bits() == ln_kd.to_bits())
        {
            return number;
        }
        let all = &mut self.all;
        *self.numbers.entry((ln_kd.to_bits(), region)).or_insert_with(|| {
            all.push(SiteClass { ln_kd, region });
            u16::try_from(all.len() - 1).unwrap_or(u16::MAX)
        })
    }
}
