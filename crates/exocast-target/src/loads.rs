//! How many sites of which affinity each transcript holds: all that the response needs to know.

use std::collections::HashMap;

use crate::{
    Affinity, GuideAffinity, Message, Mirna, Region, ScanOptions, SiteContext, SiteScanner,
    SiteType, Transcripts, Unpaired, UnpairedCache, par,
};

/// Guides that compete for the same sites on equal terms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct GuidePool {
    /// Places of its miRNAs, ascending.
    pub(crate) members: Vec<usize>,
}

/// Sites of equal affinity in the same region.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct SiteClass {
    pub(crate) ln_kd: f64,
    pub(crate) region: Region,
}

/// Some sites of one class for one pool on one transcript.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Load {
    pub(crate) pool: u32,
    pub(crate) class: u16,
    pub(crate) count: u16,
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
    pub(crate) fn build<A: Affinity>(
        mirnas: &[Mirna],
        transcripts: &Transcripts,
        affinity: &A,
        unpaired: Option<&UnpairedCache>,
    ) -> Self {
        let types = affinity.types().to_vec();
        let scanner = SiteScanner::new(mirnas, &ScanOptions { types, ..ScanOptions::default() });
        let (pools, pools_of) = pools(&scanner, mirnas, affinity);
        let guides: Vec<GuideAffinity<'_>> =
            pools.iter().map(|pool| affinity.of_guide(&mirnas[pool.members[0]])).collect();
        let of_transcript = |place: usize| {
            let Some(transcript) = transcripts.get(place) else { return (Vec::new(), 1.0) };
            let message = Message::new(&transcript);
            let unpaired = unpaired.and_then(|cache| cache.get(&message));
            let mut found: Vec<(u32, Region, i32)> = Vec::new();
            each_site(&scanner, &message, unpaired, |family, site| {
                for &pool in &pools_of[family] {
                    let ln_kd = guides[pool as usize](site);
                    #[allow(clippy::cast_possible_truncation, reason = "ln Kd is a small number")]
                    let steps = (ln_kd / STEP).round() as i32;
                    found.push((pool, site.region, steps));
                }
            });
            found.sort_unstable();
            (found, affinity.susceptibility(&message))
        };
        let mut loads = Self { pools, starts: vec![0], ..Self::default() };
        let mut classes = Classes::default();
        let chunks = (0..transcripts.len()).step_by(CHUNK);
        let found = chunks.flat_map(|start| {
            let count = CHUNK.min(transcripts.len() - start);
            par::map(count, |i| of_transcript(start + i))
        });
        for (found, susceptibility) in found {
            for same in found.chunk_by(|a, b| a == b) {
                let (pool, region, steps) = same[0];
                let class = classes.number(f64::from(steps) * STEP, region);
                let count = u16::try_from(same.len()).unwrap_or(u16::MAX);
                loads.loads.push(Load { pool, class, count });
            }
            loads.starts.push(loads.loads.len());
            loads.susceptibility.push(susceptibility);
        }
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
    pub(crate) fn of(&self, transcript: usize) -> &[Load] {
        &self.loads[self.starts[transcript]..self.starts[transcript + 1]]
    }

    /// Σ weight·count over transcripts, pools × classes.
    pub(crate) fn totals(&self, weights: &[f64]) -> Vec<f64> {
        let mut totals = vec![0.0; self.pools.len() * self.classes.len()];
        for (transcript, &weight) in weights.iter().enumerate().filter(|(_, w)| **w > 0.0) {
            for load in self.of(transcript) {
                totals[load.pool as usize * self.classes.len() + load.class as usize] +=
                    weight * f64::from(load.count);
            }
        }
        totals
    }
}

/// Gives every site of a message to `visit`, with the place of its family.
pub(crate) fn each_site(
    scanner: &SiteScanner<'_>,
    message: &Message,
    unpaired: Option<Unpaired<'_>>,
    mut visit: impl FnMut(usize, &SiteContext<'_>),
) {
    scanner.scan(message.bases(), |hit| {
        let region = if hit.start < message.orf() { Region::Orf } else { Region::Utr3 };
        let window = (hit.start + hit.kind.covers().end).cast_signed() - 9;
        let ln_unpaired = unpaired.and_then(|unpaired| unpaired.ln_at(window));
        visit(hit.family, &SiteContext { kind: hit.kind, region, message, window, ln_unpaired });
    });
}

/// Splits the seed families by what the affinity depends on; returns the pools, in the order of their
/// keys, and the pools of each family.
fn pools<A: Affinity>(
    scanner: &SiteScanner<'_>,
    mirnas: &[Mirna],
    affinity: &A,
) -> (Vec<GuidePool>, Vec<Vec<u32>>) {
    let (mut pools, mut pools_of) = (Vec::new(), Vec::new());
    let mut next = 0_u32..;
    for family in scanner.families() {
        let mut members = family.members.clone();
        members.sort_by_key(|&i| (affinity.key(&mirnas[i]), mirnas[i].name()));
        let split = members.chunk_by(|&a, &b| affinity.key(&mirnas[a]) == affinity.key(&mirnas[b]));
        let mut of_family = Vec::new();
        for same in split {
            pools.push(GuidePool { members: same.to_vec() });
            of_family.extend(next.next());
        }
        pools_of.push(of_family);
    }
    (pools, pools_of)
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

/// Sites of a type and region that one miRNA has over a whole cell, for mRNA that is not listed.
pub(crate) const TYPICAL: [(SiteType, Region, f64); 8] = {
    use crate::parameters as p;
    [
        (SiteType::EightMer, Region::Orf, p::TYPICAL_8MER_ORF.value),
        (SiteType::SevenMerM8, Region::Orf, p::TYPICAL_7MER_M8_ORF.value),
        (SiteType::SevenMerA1, Region::Orf, p::TYPICAL_7MER_A1_ORF.value),
        (SiteType::SixMer, Region::Orf, p::TYPICAL_6MER_ORF.value),
        (SiteType::EightMer, Region::Utr3, p::TYPICAL_8MER_UTR3.value),
        (SiteType::SevenMerM8, Region::Utr3, p::TYPICAL_7MER_M8_UTR3.value),
        (SiteType::SevenMerA1, Region::Utr3, p::TYPICAL_7MER_A1_UTR3.value),
        (SiteType::SixMer, Region::Utr3, p::TYPICAL_6MER_UTR3.value),
    ]
};
