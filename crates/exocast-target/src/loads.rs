//! How many sites of which affinity each transcript holds: all that the response needs to know.

use exocast_core::parallel;
use std::collections::HashMap;

use crate::{
    Affinity, GuideAffinity, Message, Mirna, Region, ScanOptions, SiteContext, SiteScanner,
    SiteType, Transcript, Transcripts, Unpaired, UnpairedCache, UtrEnds, UtrProfiles,
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
/// Sites of one guide hold at once if they are this many nucleotides apart.
const FOOTPRINT: usize = 12;
/// Transcripts whose sites are looked for before they are filed.
const CHUNK: usize = 1024;

/// Finds the sites of all pools, with their affinity.
pub(crate) struct Finder<'a, A> {
    scanner: SiteScanner<'a>,
    pub(crate) pools: Vec<GuidePool>,
    pools_of: Vec<Vec<u32>>,
    guides: Vec<GuideAffinity<'a>>,
    affinity: &'a A,
    facts: SiteFacts<'a>,
}

/// What is known of the mRNAs beside their sequence.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct SiteFacts<'a> {
    pub(crate) unpaired: Option<&'a UnpairedCache>,
    pub(crate) ends: Option<&'a UtrProfiles>,
}

impl<'a, A: Affinity> Finder<'a, A> {
    pub(crate) fn new(mirnas: &'a [Mirna], affinity: &'a A, facts: SiteFacts<'a>) -> Self {
        let types = affinity.types().to_vec();
        let scanner = SiteScanner::new(mirnas, &ScanOptions { types, ..ScanOptions::default() });
        let (pools, pools_of) = pools(&scanner, mirnas, affinity);
        let leaders = pools.iter().map(|pool| &mirnas[pool.members[0]]);
        let guides = leaders.map(|leader| affinity.of_guide(leader)).collect();
        Self { scanner, pools, pools_of, guides, affinity, facts }
    }

    /// Gives the sites of a transcript to `visit`, with their pool and ln Kd; returns the factor of b that
    /// belongs to it.
    pub(crate) fn visit(
        &self,
        transcript: &Transcript<'_>,
        mut visit: impl FnMut(u32, &SiteContext<'_>, f64),
    ) -> f64 {
        let message = Message::new(transcript);
        let unpaired = self.facts.unpaired.and_then(|cache| cache.get(&message));
        let ends = self.facts.ends.and_then(|ends| ends.of(transcript));
        each_site(&self.scanner, &message, (unpaired, ends), |family, site| {
            for &pool in &self.pools_of[family] {
                visit(pool, site, self.guides[pool as usize](site));
            }
        });
        self.affinity.susceptibility(&message, unpaired.is_some())
    }
}

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
            let mut found: Vec<(u32, Region, i32, f32)> = Vec::new();
            let susceptibility = finder.visit(&transcript, |pool, site, ln_kd| {
                #[allow(clippy::cast_possible_truncation, reason = "small numbers")]
                let (steps, share) = ((ln_kd / STEP).round() as i32, site.isoforms() as f32);
                found.push((pool, site.region, steps, share));
            });
            let key = |site: &(u32, Region, i32, f32)| (site.0, site.1, site.2);
            found.sort_unstable_by(|a, b| key(a).cmp(&key(b)).then(a.3.total_cmp(&b.3)));
            (found, susceptibility)
        };
        let mut loads = Self { starts: vec![0], ..Self::default() };
        let mut classes = Classes::default();
        let chunks = (0..transcripts.len()).step_by(CHUNK);
        let found = chunks.flat_map(|start| {
            let count = CHUNK.min(transcripts.len() - start);
            parallel::map(count, |i| of_transcript(start + i))
        });
        for (found, susceptibility) in found {
            for same in found.chunk_by(|a, b| (a.0, a.1, a.2) == (b.0, b.1, b.2)) {
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
    pub(crate) fn of(&self, transcript: usize) -> &[Load] {
        &self.loads[self.starts[transcript]..self.starts[transcript + 1]]
    }

    /// Σ weight·sites over transcripts, pools × classes.
    pub(crate) fn totals(&self, weights: &[f64]) -> Vec<f64> {
        let mut totals = vec![0.0; self.pools.len() * self.classes.len()];
        for (transcript, &weight) in weights.iter().enumerate().filter(|(_, w)| **w > 0.0) {
            for load in self.of(transcript) {
                totals[load.pool as usize * self.classes.len() + load.class as usize] +=
                    weight * f64::from(load.held);
            }
        }
        totals
    }
}

/// Gives the sites of a message to `visit`, with the place of their family.
///
/// Argonaute on one site leaves no room for another within 12 nt: of a family's sites the strongest types
/// are taken first, the first of them along the mRNA, and those that lie too near one taken are left out.
pub(crate) fn each_site(
    scanner: &SiteScanner<'_>,
    message: &Message,
    (unpaired, ends): (Option<Unpaired<'_>>, Option<&UtrEnds>),
    mut visit: impl FnMut(usize, &SiteContext<'_>),
) {
    let mut hits = Vec::new();
    scanner.scan(message.bases(), |hit| {
        let window = (hit.start + hit.kind.covers().end).cast_signed() - 9;
        hits.push((hit.family, hit.kind, window, hit.start));
    });
    hits.sort_unstable();
    let mut taken: Vec<isize> = Vec::new();
    for of_family in hits.chunk_by(|a, b| a.0 == b.0) {
        taken.clear();
        for &(family, kind, window, start) in of_family {
            if taken.iter().any(|other| window.abs_diff(*other) < FOOTPRINT) {
                continue;
            }
            taken.push(window);
            let region = if start < message.orf() { Region::Orf } else { Region::Utr3 };
            let ln_unpaired = unpaired.and_then(|unpaired| unpaired.ln_at(window));
            let isoforms = match region {
                Region::Utr3 => ends.map(|ends| ends.ratio(last_of(window, message))),
                _ => None,
            };
            visit(family, &SiteContext { kind, region, message, window, ln_unpaired, isoforms });
        }
    }
}

/// Nucleotides of the 3'UTR up to the last one opposite the seed.
fn last_of(window: isize, message: &Message) -> usize {
    usize::try_from(window + 8).unwrap_or(0).saturating_sub(message.orf()).min(message.utr3())
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
