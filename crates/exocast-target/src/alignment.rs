//! Sites in aligned 3'UTRs of several species, grouped as `TargetScan` groups them.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::BufRead,
};

use exocast_core::{BadBase, Base, Cell, Lines, Location, Malformed, ReadError, Rna, Table};

use crate::{MASKED, Mirna, ScanOptions, SiteScanner, SiteType};

/// Columns of the table of sites in alignments.
pub const ALIGNED_COLUMNS: [&str; 14] = [
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

/// 3'UTRs of several species, aligned gene by gene.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Alignment(BTreeMap<String, BTreeMap<String, Aligned>>);

/// The 3'UTR of one species.
#[derive(Clone, Debug, Default, PartialEq)]
struct Aligned {
    bases: Vec<Base>,
    /// Column of each nucleotide, and whether it overlaps an open reading frame.
    columns: Vec<(usize, bool)>,
}

/// Seeds by family, with the species that have the miRNA.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SeedFamilies {
    names: Vec<String>,
    seeds: Vec<Mirna>,
    species: Vec<BTreeSet<String>>,
}

/// A site on the alignment.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Found {
    species: String,
    /// As `TargetScan` sorts them: places as text.
    order: (String, String),
    columns: (usize, usize),
    places: (usize, usize),
    kind: SiteType,
    coding: bool,
}

impl Alignment {
    /// Reads tab-separated gene, species and aligned sequence, with `-` or `.` at gaps; lower-case
    /// letters overlap an open reading frame.
    ///
    /// # Errors
    /// At the first line of another form, with a letter that is no nucleotide, or whose gene and species
    /// stand before; where there is none; and where the stream fails.
    pub fn read<R: BufRead>(reader: R, source: &str) -> Result<Self, ReadError> {
        let mut genes = Self::default();
        for_each_line(reader, source, |fields, at| {
            let [gene, species, letters, ..] = fields else {
                return Err(Malformed::FieldCount { found: fields.len(), wanted: 3 });
            };
            let aligned = Aligned::new(letters.as_bytes())?;
            let gene = genes.0.entry((*gene).to_owned()).or_default();
            if gene.insert((*species).to_owned(), aligned).is_some() {
                let first = at.line_number().unwrap_or_default();
                return Err(Malformed::Duplicate { name: (*species).to_owned(), first });
            }
            Ok(())
        })?;
        if genes.0.is_empty() {
            let cause = Malformed::Empty("aligned 3'UTR");
            return Err(ReadError::malformed(Location::new(source), cause));
        }
        Ok(genes)
    }

    /// The table of sites that `targetscan_70.pl` writes, row for row: canonical sites of each family in
    /// the species that have it, none in the first 14 nucleotides, grouped where sites of different
    /// species overlap in the alignment.
    ///
    /// ```
    /// use exocast_target::{Alignment, SeedFamilies};
    ///
    /// let families = SeedFamilies::read("let-7/98\tGAGGUAG\t9606;10090\n".as_bytes(), "families")?;
    /// let utrs = format!("G\t9606\t{0}CUACCUCA-G\nG\t10090\t{0}CUACCUC-GG\n", "G".repeat(20));
    /// let table = Alignment::read(utrs.as_bytes(), "utrs")?.table(&families);
    /// assert_eq!(table.rows().len(), 2);
    /// # Ok::<(), exocast_core::ReadError>(())
    /// ```
    #[must_use]
    pub fn table(&self, families: &SeedFamilies) -> Table {
        let mut table = Table::new(ALIGNED_COLUMNS);
        let scanner = SiteScanner::new(&families.seeds, &ScanOptions::default());
        let mut group = 0;
        for (gene, species) in &self.0 {
            let found = families.sites(&scanner, species);
            for (name, sites) in found {
                for sites in groups(&sites) {
                    group += 1;
                    for row in rows(gene, name, group, &sites) {
                        table.push(row);
                    }
                }
            }
        }
        table
    }
}

impl Aligned {
    fn new(letters: &[u8]) -> Result<Self, BadBase> {
        let mut out = Self::default();
        for (column, &letter) in letters.iter().enumerate() {
            if matches!(letter, b'-' | b'.' | b' ') {
                continue;
            }
            let ambiguous = b"RYSWKMBDHV".contains(&letter.to_ascii_uppercase());
            let base = if ambiguous { Some(Base::N) } else { Base::from_letter(letter) };
            // The ribosome is at the first nucleotides: nothing pairs there.
            let base = base.ok_or(BadBase { letter, position: column + 1 })?;
            out.bases.push(if out.bases.len() < MASKED { Base::N } else { base });
            out.columns.push((column, letter.is_ascii_lowercase()));
        }
        Ok(out)
    }
}

impl SeedFamilies {
    /// Reads tab-separated family, seed (miRNA nucleotides 2–8) and species, separated by `;`.
    ///
    /// # Errors
    /// At the first line of another form or whose seed is none; where there is none; and where the stream
    /// fails.
    pub fn read<R: BufRead>(reader: R, source: &str) -> Result<Self, ReadError> {
        let mut families = Self::default();
        for_each_line(reader, source, |fields, _| {
            let [name, seed, species, ..] = fields else {
                return Err(Malformed::FieldCount { found: fields.len(), wanted: 3 });
            };
            let guide =
                Rna::parse_with_n(format!("N{seed}").as_bytes()).map_err(Malformed::from)?;
            let mirna = (seed.len() == 7).then(|| Mirna::new(*name, guide).ok()).flatten();
            let wanted = "a seed: miRNA nucleotides 2–8";
            families.seeds.push(mirna.ok_or_else(|| Malformed::field(*seed, wanted))?);
            families.names.push((*name).to_owned());
            families.species.push(species.split(';').map(|one| one.trim().to_owned()).collect());
            Ok(())
        })?;
        if families.names.is_empty() {
            let cause = Malformed::Empty("seed family");
            return Err(ReadError::malformed(Location::new(source), cause));
        }
        Ok(families)
    }

    /// Sites of each family in a gene, families by name, sites in order.
    fn sites(
        &self,
        scanner: &SiteScanner<'_>,
        species: &BTreeMap<String, Aligned>,
    ) -> BTreeMap<&str, Vec<Found>> {
        let mut found: BTreeMap<&str, Vec<Found>> = BTreeMap::new();
        for (species, utr) in species {
            scanner.scan(&utr.bases, |hit| {
                let range = hit.range();
                let part = &utr.columns[range.clone()];
                let columns = (part[0].0 + 1, part[part.len() - 1].0 + 1);
                for &member in &scanner.families()[hit.family].members {
                    if self.species[member].contains(species) {
                        found.entry(&self.names[member]).or_default().push(Found {
                            species: species.clone(),
                            order: (columns.0.to_string(), columns.1.to_string()),
                            columns,
                            places: (range.start + 1, range.end),
                            kind: hit.kind,
                            coding: part.iter().any(|(_, coding)| *coding),
                        });
                    }
                }
            });
        }
        for sites in found.values_mut() {
            sites.sort();
        }
        found
    }
}

/// Sites that overlap between species, directly or by others; groups of several sites first.
fn groups(sites: &[Found]) -> Vec<Vec<&Found>> {
    let mut group: Vec<usize> = (0..sites.len()).collect();
    for (i, one) in sites.iter().enumerate() {
        for (j, other) in sites.iter().enumerate().skip(i + 1) {
            let start = one.columns.0.max(other.columns.0);
            let end = one.columns.1.min(other.columns.1);
            if one.species != other.species && end + 1 >= start + OVERLAP && group[i] != group[j] {
                let (from, to) = (group[i].max(group[j]), group[i].min(group[j]));
                group.iter_mut().filter(|group| **group == from).for_each(|group| *group = to);
            }
        }
    }
    let mut out: BTreeMap<usize, Vec<&Found>> = BTreeMap::new();
    for (site, group) in sites.iter().zip(group) {
        out.entry(group).or_default().push(site);
    }
    let (many, single): (Vec<_>, Vec<_>) = out.into_values().partition(|group| group.len() > 1);
    many.into_iter().chain(single).collect()
}

fn rows<'a>(
    gene: &'a str,
    family: &'a str,
    number: usize,
    group: &'a [&Found],
) -> impl Iterator<Item = [Cell; 14]> + 'a {
    let species = |kept: &dyn Fn(SiteType) -> bool| {
        let kept = group.iter().filter(|site| kept(site.kind)).map(|site| &*site.species);
        let mut all: Vec<&str> = kept.collect::<BTreeSet<_>>().into_iter().collect();
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

fn for_each_line<R: BufRead>(
    reader: R,
    source: &str,
    mut take: impl FnMut(&[&str], &Location) -> Result<(), Malformed>,
) -> Result<(), ReadError> {
    let mut lines = Lines::new(reader, source);
    while let Some(line) = lines.next_line()? {
        let line = line.to_owned();
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let fields: Vec<&str> = line.split('\t').map(str::trim).collect();
        let at = lines.location();
        take(&fields, &at).map_err(|cause| ReadError::malformed(at, cause))?;
    }
    Ok(())
}
