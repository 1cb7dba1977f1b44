//! The sites of all miRNAs on a transcript, with their affinity.

use std::ops::RangeInclusive;

use super::chain::FOOTPRINT;
use crate::{
    affinity::{Affinity, GuideAffinity, SiteContext},
    input::{Message, Mirna, Region, RnaKind, Transcript},
    sites::{Hit, SiteScanner, SiteType, UtrEnds, UtrProfiles},
    structure::{Unpaired, UnpairedCache},
};

/// Guides that compete for the same sites on equal terms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct GuidePool {
    /// Places of its miRNAs, ascending.
    pub(crate) members: Vec<usize>,
}

/// Sites of one guide this many nucleotides apart help one another (Grimson et al. 2007, Mol. Cell 27:91; Saetrom et al.
/// 2007, Nucleic Acids Res. 35:2333).
const COOPERATIVE: RangeInclusive<usize> = 13..=35;

/// Types of the sites that help.
const STRONG: [SiteType; 3] = [SiteType::EightMer, SiteType::SevenMerM8, SiteType::SevenMerA1];

/// What is known about the mRNAs besides their sequence.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct SiteFacts<'a> {
    pub(crate) unpaired: Option<&'a UnpairedCache>,
    pub(crate) ends: Option<&'a UtrProfiles>,
}

/// Finds the sites of all pools, with their affinity.
pub(crate) struct Finder<'a, A> {
    scanner: SiteScanner<'a>,
    pub(crate) pools: Vec<GuidePool>,
    pools_of: Vec<Vec<u32>>,
    guides: Vec<GuideAffinity<'a>>,
    affinity: &'a A,
    facts: SiteFacts<'a>,
}

impl<'a, A: Affinity> Finder<'a, A> {
    pub(crate) fn new(mirnas: &'a [Mirna], affinity: &'a A, facts: SiteFacts<'a>) -> Self {
        let scanner = SiteScanner::for_types(mirnas, affinity.types(), &Region::REPRESSING);
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
        let ends = self.facts.ends.filter(|_| message.kind() == RnaKind::Mrna);
        let ends = ends.and_then(|ends| ends.for_transcript(transcript));
        each_site(&self.scanner, &message, (unpaired, ends), |family, site| {
            for &pool in &self.pools_of[family] {
                visit(pool, site, self.guides[pool as usize](site));
            }
        });
        // A circle has neither cap nor tail that Argonaute's partners could remove: it holds miRNA and stays.
        if message.is_circle() {
            return 0.0;
        }
        self.affinity.susceptibility(&message, unpaired.is_some())
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
    let length = message.bases().len();
    let mut keep = |hit: Hit| {
        let window = (hit.start + hit.kind.covers().end).cast_signed() - 9;
        let window =
            if message.is_circle() { window.rem_euclid(length.cast_signed()) } else { window };
        hits.push((hit.family, hit.kind, window, hit.start));
    };
    if message.is_circle() {
        scanner.scan_circle(message.bases(), &mut keep);
    } else {
        scanner.scan(message.bases(), &mut keep);
    }
    hits.sort_unstable();
    let distance = |window: isize, other: isize| {
        let distance = window.abs_diff(other);
        if message.is_circle() { distance.min(length - distance) } else { distance }
    };
    let mut taken: Vec<(SiteType, isize, usize)> = Vec::new();
    for of_family in hits.chunk_by(|a, b| a.0 == b.0) {
        taken.clear();
        for &(_, kind, window, start) in of_family {
            if taken.iter().all(|(_, other, _)| distance(window, *other) >= FOOTPRINT) {
                taken.push((kind, window, start));
            }
        }
        let family = of_family[0].0;
        let strong = taken.partition_point(|(kind, ..)| STRONG.contains(kind));
        for &(kind, window, start) in &taken {
            let beside = |other: isize| COOPERATIVE.contains(&distance(window, other));
            let neighbours = taken[..strong].iter().filter(|(_, other, _)| beside(*other)).count();
            let neighbours = u8::try_from(neighbours).unwrap_or(u8::MAX);
            let region = match message.kind() {
                RnaKind::Mrna if start < message.orf() => Region::Orf,
                RnaKind::Mrna => Region::Utr3,
                _ => Region::Rna,
            };
            let ln_unpaired = unpaired.and_then(|unpaired| unpaired.ln_at(window));
            let isoforms = match region {
                Region::Utr3 => ends.map(|ends| ends.ratio(last_of(window, message))),
                _ => None,
            };
            let site =
                SiteContext { kind, region, message, window, ln_unpaired, isoforms, neighbours };
            visit(family, &site);
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
        let name = |i: usize| (mirnas[i].name(), mirnas[i].isomir());
        members.sort_by_key(|&i| (affinity.key(&mirnas[i]), name(i)));
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
