//! Sites in aligned 3'UTRs of several species, grouped as `TargetScan` groups them.

use std::{collections::BTreeMap, io::BufRead};

use exocast_core::{Location, Malformed, ReadError, Table};

use super::{
    families::SeedFamilies,
    groups::{ALIGNED_COLUMNS, groups, rows},
    lines::for_each_line,
    sequence::Aligned,
};
use crate::sites::{options::ScanOptions, scanner::SiteScanner};

/// 3'UTRs of several species, aligned gene by gene.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Alignment(BTreeMap<String, BTreeMap<String, Aligned>>);

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
