//! Sites in aligned 3'UTRs of several species, grouped as `TargetScan` groups them.

use std::{
    collections::{BTreeMap, HashMap},
    io::BufRead,
};

use exocast_core::{Location, Malformed, ReadError, Table};

use super::{
    families::SeedFamilies,
    groups::{ALIGNED_COLUMNS, groups, rows},
    sequence::Aligned,
};
use crate::{
    input::{Region, for_each_row},
    notice::Notice,
    sites::{scanner::SiteScanner, site::SiteType},
};

/// 3'UTRs of several species, aligned gene by gene.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Alignment {
    genes: BTreeMap<String, BTreeMap<String, Aligned>>,
    notices: Vec<Notice>,
}

impl Alignment {
    /// Reads a table with the columns gene, species and aligned sequence, with or without a header, `-` or `.` at
    /// gaps; lower-case letters overlap an open reading frame.
    ///
    /// # Errors
    /// At the first row with fewer fields, with a letter that is no nucleotide, or whose gene and species occurred
    /// before; where there is no row; and where the stream fails.
    pub fn read<R: BufRead>(reader: R, source: &str) -> Result<Self, ReadError> {
        let mut genes: BTreeMap<String, BTreeMap<String, Aligned>> = BTreeMap::new();
        let mut lines: HashMap<(String, String), u64> = HashMap::new();
        // Q and L are letters of no nucleotide.
        let is_header = |fields: &[&str]| {
            let sequence = fields[2].to_lowercase();
            sequence.contains("seq") || sequence.contains("align")
        };
        let notices = for_each_row(reader, source, 3, is_header, |fields, at| {
            let [gene, species, letters] = fields else { return Ok(()) };
            let refused = |cause: Malformed| ReadError::malformed(at.clone(), cause);
            let aligned =
                Aligned::new(letters.as_bytes()).map_err(|cause| refused(cause.into()))?;
            let line = at.line_number().unwrap_or_default();
            let key = ((*gene).to_owned(), (*species).to_owned());
            if let Some(first) = lines.insert(key, line) {
                let name = format!("{gene} {species}");
                return Err(refused(Malformed::Duplicate { name, first }));
            }
            genes.entry((*gene).to_owned()).or_default().insert((*species).to_owned(), aligned);
            Ok(())
        })?;
        if genes.is_empty() {
            let cause = Malformed::Empty("aligned 3'UTR");
            return Err(ReadError::malformed(Location::new(source), cause));
        }
        Ok(Self { genes, notices })
    }

    /// How the table was read, where that is not plain.
    #[must_use]
    pub fn notices(&self) -> &[Notice] {
        &self.notices
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
    /// # Ok::<(), exocast_target::core::ReadError>(())
    /// ```
    #[must_use]
    pub fn table(&self, families: &SeedFamilies) -> Table {
        let mut table = Table::new(ALIGNED_COLUMNS);
        let scanner =
            SiteScanner::for_types(&families.seeds, &SiteType::CANONICAL, &[Region::Utr3]);
        let mut group = 0;
        for (gene, species) in &self.genes {
            let by_family = families.sites(&scanner, species);
            for (name, sites) in by_family {
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
