//! The sites through which genes change.

use exocast_core::{Cell, Table};

use super::{
    chain::{Placed, chained},
    equilibrium::Equilibrium,
    exclusion::{ChainSite, Exclusion, chains},
    factor::Factor,
    finder::Finder,
    loads::SiteLoads,
};
use crate::{
    affinity::Affinity,
    input::{Mirna, Region, Seed, Transcript, end_on},
    sites::SiteType,
};

/// A site whose occupancy changes by the delivery.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct SiteResponse {
    /// The gene of its mRNA, where known.
    pub gene: Option<String>,
    /// Its mRNA.
    pub transcript: String,
    /// The miRNA that changes it most.
    pub mirna: String,
    /// What makes that an isomiR, in the words of mirGFF3; empty for the canonical miRNA.
    pub isomir: String,
    /// The seed that pairs with it.
    pub seed: Seed,
    /// How much of the seed pairs.
    pub kind: SiteType,
    /// ORF or 3'UTR.
    pub region: Region,
    /// First nucleotide, from 0, on the region's own sequence.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// Kd in nM, on the scale of the affinity.
    pub kd_nm: f64,
    /// Share of time that it is held before, on mRNA that has it.
    pub before: f64,
    /// The same after.
    pub after: f64,
    /// Its part of all changes of occupancy on the mRNA.
    pub share: f64,
}

impl SiteResponse {
    /// `gene transcript mirna site region start end kd_nm occupancy_before occupancy_after share isomir seed`.
    #[must_use]
    pub fn table(sites: &[Self]) -> Table {
        let mut table = Table::new([
            "gene",
            "transcript",
            "mirna",
            "site",
            "region",
            "start",
            "end",
            "kd_nm",
            "occupancy_before",
            "occupancy_after",
            "share",
            "isomir",
            "seed",
        ]);
        for site in sites {
            table.push([
                site.gene.as_deref().into(),
                site.transcript.as_str().into(),
                site.mirna.as_str().into(),
                site.kind.to_string().into(),
                site.region.to_string().into(),
                Cell::Integer(site.start as u64),
                Cell::Integer(site.end as u64),
                site.kd_nm.into(),
                site.before.into(),
                site.after.into(),
                site.share.into(),
                site.isomir.as_str().into(),
                site.seed.to_string().into(),
            ]);
        }
        table
    }
}

/// The sites of one transcript that change, along it: those of guides whose amount changes, and those that overlap
/// with them. What stands alone in the response stands alone here.
pub(crate) fn sites_of<A: Affinity>(
    transcript: &Transcript<'_>,
    finder: &Finder<'_, A>,
    (guides, loads): (&[Mirna], &SiteLoads),
    equilibrium: &Equilibrium,
) -> Vec<SiteResponse> {
    let (mut sites, mut placed, mut touched) = (Vec::new(), Vec::new(), Vec::new());
    let (mut has, mut in_chains) = (Vec::new(), Vec::new());
    let mut odds: Vec<[f64; 2]> = Vec::new();
    finder.visit(transcript, |pool, site, ln_kd| {
        let (free_before, free_after) = equilibrium.free(pool as usize);
        let members = &finder.pools[pool as usize].members;
        let leader = equilibrium.leader(members).map_or(members[0], |(leader, _)| leader);
        let kd_nm = ln_kd.exp();
        odds.push([free_before / kd_nm, free_after / kd_nm]);
        touched.push(equilibrium.is_touched(pool as usize));
        #[allow(clippy::cast_possible_truncation, reason = "a share")]
        let share = site.isoforms() as f32;
        let row = u32::try_from(sites.len()).unwrap_or(u32::MAX);
        if loads.is_crowding(pool as usize) {
            let window = site.window;
            placed.push(Placed { window, pool: row, share, ..Placed::default() });
        } else {
            in_chains.push(ChainSite {
                factor: Factor::new(row, Region::Rna),
                steps: 0,
                place: 0,
                beside: 0,
                held: share,
                counted: true,
            });
        }
        has.push(f64::from(share));
        let covers = site.kind.covers();
        // Guide nucleotide k stands opposite the place window + 8 − k.
        let start = usize::try_from(site.window + 9 - covers.end.cast_signed()).unwrap_or(0);
        let start = site.message.written(start);
        let origin = if site.region == Region::Utr3 { transcript.orf.len() } else { 0 };
        let start = start.saturating_sub(origin);
        let end = match site.region {
            Region::Rna if transcript.is_circle() => {
                end_on(transcript.utr3.len(), start, covers.len())
            }
            _ => start + covers.len(),
        };
        sites.push(SiteResponse {
            gene: transcript.gene.map(str::to_owned),
            transcript: transcript.name.to_owned(),
            mirna: guides[leader].name().to_owned(),
            isomir: guides[leader].isomir().to_owned(),
            seed: guides[leader].seed(),
            kind: site.kind,
            region: site.region,
            start,
            end,
            kd_nm,
            before: 0.0,
            after: 0.0,
            share: 0.0,
        });
    });
    let circle = transcript.is_circle().then_some(transcript.utr3.len());
    chained(&mut placed, circle, |site, place, beside, held, counted| {
        let factor = Factor::new(site.pool, Region::Rna);
        in_chains.push(ChainSite { factor, steps: 0, place, beside, held, counted });
    });
    let mut exclusion: Exclusion<2> = Exclusion::default();
    let ln_most = odds.iter().flatten().copied().fold(0.0, f64::max).ln();
    let mut lists = vec![false; sites.len()];
    for chain in chains(&in_chains) {
        let acts = chain.iter().any(|site| touched[site.factor.pool()]);
        exclusion.shares(
            chain,
            (|site: &ChainSite| odds[site.factor.pool()], ln_most),
            |site, [before, after]| {
                let place = site.factor.pool();
                lists[place] |= acts;
                // The mean over the RNA that has the site; where none has it, as if all had.
                let part = match (has[place] > 0.0, site.counted) {
                    (true, _) => f64::from(site.held) / has[place],
                    (false, counted) => f64::from(u8::from(counted)),
                };
                sites[place].before += part * before;
                sites[place].after += part * after;
            },
        );
    }
    for (site, has) in sites.iter_mut().zip(&has) {
        site.share = (site.after - site.before).abs() * has;
    }
    let mut lists = lists.iter();
    sites.retain(|_| lists.next().is_some_and(|lists| *lists));
    let all: f64 = sites.iter().map(|site| site.share).sum();
    for site in &mut sites {
        site.share = if all > 0.0 { site.share / all } else { 0.0 };
    }
    sites.sort_by(|a, b| {
        (a.region, a.start, a.end, &a.mirna, &a.isomir, a.seed)
            .cmp(&(b.region, b.start, b.end, &b.mirna, &b.isomir, b.seed))
    });
    sites
}
