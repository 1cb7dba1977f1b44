//! Seed families with the species that have them, and their sites in aligned 3'UTRs.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::BufRead,
};

use exocast_core::{Location, Malformed, ReadError, Rna};

use super::sequence::Aligned;
use crate::{
    input::{Mirna, for_each_row},
    notice::Notice,
    sites::{scanner::SiteScanner, site::SiteType},
};

/// Seeds by family, with the species that have the miRNA.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SeedFamilies {
    pub(super) names: Vec<String>,
    pub(super) seeds: Vec<Mirna>,
    pub(super) species: Vec<BTreeSet<String>>,
    notices: Vec<Notice>,
}

/// A site on the alignment.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct AlignedSite {
    pub(super) species: String,
    /// As `TargetScan` sorts them: places as text.
    pub(super) order: (String, String),
    pub(super) columns: (usize, usize),
    pub(super) places: (usize, usize),
    pub(super) kind: SiteType,
    pub(super) coding: bool,
}

impl SeedFamilies {
    /// Reads a table with the columns family, seed (miRNA nucleotides 2–8) and species, separated by `;`, with or
    /// without a header.
    ///
    /// # Errors
    /// At the first row with fewer fields or without a seed; where there is no row; and where the stream fails.
    pub fn read<R: BufRead>(reader: R, source: &str) -> Result<Self, ReadError> {
        let mut families = Self::default();
        let seed = |name: &str, seed: &str| {
            let guide = Rna::parse_with_n(format!("N{seed}").as_bytes()).ok()?;
            (seed.len() == 7).then(|| Mirna::new(name, guide).ok()).flatten()
        };
        let is_header = |fields: &[&str]| fields[1].to_lowercase().contains("seed");
        families.notices = for_each_row(reader, source, 3, is_header, |fields, at| {
            let [name, letters, species] = fields else { return Ok(()) };
            let guide = seed(name, letters).ok_or_else(|| {
                let cause = Malformed::field(*letters, "a seed: miRNA nucleotides 2–8");
                ReadError::malformed(at.clone(), cause)
            })?;
            families.seeds.push(guide);
            families.names.push((*name).to_owned());
            let species = species.split(';').map(|species| species.trim().to_owned());
            families.species.push(species.collect());
            Ok(())
        })?;
        if families.names.is_empty() {
            let cause = Malformed::Empty("seed family");
            return Err(ReadError::malformed(Location::new(source), cause));
        }
        Ok(families)
    }

    /// How the table was read, where that is not plain.
    #[must_use]
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }

    /// Sites of each family in a gene, families by name, sites in order.
    pub(super) fn sites(
        &self,
        scanner: &SiteScanner<'_>,
        species: &BTreeMap<String, Aligned>,
    ) -> BTreeMap<&str, Vec<AlignedSite>> {
        let mut by_family: BTreeMap<&str, Vec<AlignedSite>> = BTreeMap::new();
        for (species, utr) in species {
            scanner.scan(&utr.bases, |hit| {
                let range = hit.range();
                let part = &utr.columns[range.clone()];
                let columns = (part[0].0 + 1, part[part.len() - 1].0 + 1);
                for &member in &scanner.families()[hit.family].members {
                    if self.species[member].contains(species) {
                        by_family.entry(&self.names[member]).or_default().push(AlignedSite {
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
        for sites in by_family.values_mut() {
            sites.sort();
        }
        by_family
    }
}
