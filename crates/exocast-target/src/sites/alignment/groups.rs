//! Sites of several species that overlap, and their rows of the table.

use std::collections::{BTreeMap, BTreeSet};

use exocast_core::Cell;

use super::families::AlignedSite;
use crate::sites::site::SiteType;

/// Columns of the table of sites in alignments.
pub(super) const ALIGNED_COLUMNS: [&str; 14] = [
    "a_Gene_ID",
    "miRNA_family_ID",
    "species_ID",
    "MSA_start",
    "MSA_end",
    "UTR_start",
    "UTR_end",
    "Group_num",
    "Site_type",
    "miRNA in this species",
    "Group_type",
    "Species_in_this_group",
    "Species_in_this_group_with_this_site_type",
    "ORF_overlap",
];

/// Nucleotides of the alignment that sites of two species have to share to be one group.
const OVERLAP: usize = 2;

/// Sites that overlap between species, directly or by others; groups of several sites first.
pub(super) fn groups(sites: &[AlignedSite]) -> Vec<Vec<&AlignedSite>> {
    let mut group: Vec<usize> = (0..sites.len()).collect();
    for (i, site) in sites.iter().enumerate() {
        for (j, other) in sites.iter().enumerate().skip(i + 1) {
            let start = site.columns.0.max(other.columns.0);
            let end = site.columns.1.min(other.columns.1);
            if site.species != other.species && end + 1 >= start + OVERLAP && group[i] != group[j] {
                let (from, to) = (group[i].max(group[j]), group[i].min(group[j]));
                group.iter_mut().filter(|group| **group == from).for_each(|group| *group = to);
            }
        }
    }
    let mut out: BTreeMap<usize, Vec<&AlignedSite>> = BTreeMap::new();
    for (site, group) in sites.iter().zip(group) {
        out.entry(group).or_default().push(site);
    }
    let (many, single): (Vec<_>, Vec<_>) = out.into_values().partition(|group| group.len() > 1);
    many.into_iter().chain(single).collect()
}

pub(super) fn rows<'a>(
    gene: &'a str,
    family: &'a str,
    number: usize,
    group: &'a [&AlignedSite],
) -> impl Iterator<Item = [Cell; 14]> + 'a {
    let species = |holds_site: &dyn Fn(SiteType) -> bool| {
        let names = group.iter().filter(|site| holds_site(site.kind)).map(|site| &*site.species);
        let mut all: Vec<&str> = names.collect::<BTreeSet<_>>().into_iter().collect();
        all.sort_by_key(|name| (name.parse::<u64>().unwrap_or(u64::MAX), *name));
        all.join(" ")
    };
    let kinds: BTreeSet<(u8, SiteType)> =
        group.iter().map(|site| (rank(site.kind), site.kind)).collect();
    let group_type = kinds.iter().map(|kind| name(kind.1)).collect::<Vec<_>>().join("+");
    let all = species(&|_| true);
    let with: BTreeMap<SiteType, String> =
        kinds.iter().map(|(_, kind)| (*kind, species(&|other| holds(other, *kind)))).collect();
    group.iter().map(move |site| {
        [
            gene.into(),
            family.into(),
            site.species.as_str().into(),
            site.columns.0.into(),
            site.columns.1.into(),
            site.places.0.into(),
            site.places.1.into(),
            number.into(),
            name(site.kind).into(),
            "x".into(),
            group_type.as_str().into(),
            all.as_str().into(),
            if with.len() > 1 { with[&site.kind].as_str().into() } else { "".into() },
            usize::from(site.coding).into(),
        ]
    })
}

/// Whether a site of one type holds one of another.
const fn holds(site: SiteType, part: SiteType) -> bool {
    use SiteType::{EightMer, SevenMerA1, SevenMerM8, SixMer};
    matches!(
        (site, part),
        (EightMer, _) | (_, SixMer) | (SevenMerM8, SevenMerM8) | (SevenMerA1, SevenMerA1)
    )
}

/// Order of types in the type of a group.
const fn rank(kind: SiteType) -> u8 {
    match kind {
        SiteType::SevenMerA1 => 1,
        SiteType::SevenMerM8 => 2,
        SiteType::EightMer => 3,
        _ => 4,
    }
}

const fn name(kind: SiteType) -> &'static str {
    match kind {
        SiteType::EightMer => "8mer-1a",
        SiteType::SevenMerM8 => "7mer-m8",
        SiteType::SevenMerA1 => "7mer-1a",
        _ => "6mer",
    }
}
