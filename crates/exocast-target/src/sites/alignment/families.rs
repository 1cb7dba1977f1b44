//! Seed families with the species that have them, and their sites in aligned 3'UTRs.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::BufRead,
};

use exocast_core::{Location, Malformed, ReadError, Rna};

use super::{lines::for_each_line, sequence::Aligned};
use crate::{
    input::Mirna,
    sites::{scanner::SiteScanner, site::SiteType},
};

/// Seeds by family, with the species that have the miRNA.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SeedFamilies {
    pub(super) names: Vec<String>,
    pub(super) seeds: Vec<Mirna>,
    pub(super) species: Vec<BTreeSet<String>>,
}

/// A site on the alignment.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Found {
    pub(super) species: String,
    /// As `TargetScan` sorts them: places as text.
    pub(super) order: (String, String),
    pub(super) columns: (usize, usize),
    pub(super) places: (usize, usize),
    pub(super) kind: SiteType,
    pub(super) coding: bool,
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
    pub(super) fn sites(
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
