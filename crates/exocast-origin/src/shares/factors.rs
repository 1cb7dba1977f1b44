//! What else is known of sources: RNA per vesicle and per cell, carriers, biases.

use std::{collections::BTreeMap, io::BufRead};

use exocast_core::{
    ReadError,
    table::{Reader, TableNotice, UniqueNames},
};
use serde::{Deserialize, Serialize};

use crate::{error::OriginError, signature::Bias};

/// RNA per vesicle and per cell of each source, by the name of the source.
///
/// Any unit will do, as long as it is the same for all sources. Without an entry for every source
/// the share concerned is missing: it cannot be known from cargo alone.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Factors {
    /// RNA per vesicle.
    pub rna_per_vesicle: BTreeMap<String, f64>,
    /// RNA per cell.
    pub rna_per_cell: BTreeMap<String, f64>,
    /// Sources that are no cells: carriers such as lipoprotein, AGO2 complexes or lysed red cells. They get
    /// their share of the RNA, and no share of vesicles or cells.
    pub carriers: Vec<String>,
    /// ln of vesicle over cell per feature, from matched pairs; used by `auto` and `log-normal`.
    pub bias: BTreeMap<String, Bias>,
    #[serde(skip)]
    notices: Vec<TableNotice>,
}

impl Factors {
    /// Reads RNA per vesicle and per cell of each source from a table: sources in the first column, then
    /// `rna_per_vesicle`, `rna_per_cell` or both. A value that is missing is not known.
    ///
    /// ```
    /// use exocast_origin::Factors;
    ///
    /// let factors = "source\trna_per_cell\nT cell\t2.4\nplatelet\tNA\n";
    /// let factors = Factors::read(factors.as_bytes(), "factors.tsv")?;
    /// assert_eq!(factors.rna_per_cell["T cell"], 2.4);
    /// assert_eq!(factors.rna_per_cell.len(), 1);
    /// # Ok::<(), exocast_origin::core::ReadError>(())
    /// ```
    ///
    /// # Errors
    /// Where there is another column or neither of the two, at the first line without a source or with a duplicate
    /// one, or with a factor that is not above zero; where there is no line; and where the stream fails.
    pub fn read<R: BufRead>(reader: R, source: &str) -> Result<Self, ReadError> {
        const WANTED: &str = "an amount of RNA above zero";
        let mut table = Reader::new(reader, source)?;
        let name = match table.text_if_any(&["source"])? {
            Some(column) => column,
            None => table.text_at(usize::from(table.has_row_numbers())),
        };
        let vesicle = table.number_if_any(&["rna_per_vesicle"])?;
        let cell = table.number_if_any(&["rna_per_cell"])?;
        table.refuse_unused(&["source", "rna_per_vesicle", "rna_per_cell"])?;
        if vesicle.is_none() && cell.is_none() {
            return Err(table.no_column("rna_per_vesicle"));
        }
        let mut factors = Self::default();
        let mut unique = UniqueNames::default();
        let mut rows = 0;
        while let Some(row) = table.next_row()? {
            let source = unique.take(&row, name)?;
            rows += 1;
            for (column, known) in
                [(vesicle, &mut factors.rna_per_vesicle), (cell, &mut factors.rna_per_cell)]
            {
                let Some(column) = column else { continue };
                match row.number(column, WANTED)? {
                    Some(amount) if amount > 0.0 => {
                        known.insert(source.clone(), amount);
                    }
                    Some(_) => return Err(row.bad(column, WANTED)),
                    None => {}
                }
            }
        }
        if rows == 0 {
            return Err(table.no_rows("source"));
        }
        factors.notices = table.notices();
        Ok(factors)
    }

    /// How the table was read: row numbers, decimal commas.
    #[must_use]
    pub fn notices(&self) -> &[TableNotice] {
        &self.notices
    }
}

impl Factors {
    /// The same for merged sources: RNA per vesicle or per cell as if each had sent as much RNA, where it is known of each;
    /// what a carrier is part of is a carrier.
    pub(super) fn merged(&self, groups: &[Vec<String>]) -> Self {
        let join = |factors: &BTreeMap<String, f64>| {
            let mut factors = factors.clone();
            for group in groups {
                let known: Vec<f64> =
                    group.iter().filter_map(|name| factors.remove(name)).collect();
                if known.len() == group.len() {
                    let units: f64 = known.iter().map(|rna| 1.0 / rna).sum();
                    factors.insert(group.join("+"), known.len() as f64 / units);
                }
            }
            factors
        };
        let carriers = groups
            .iter()
            .filter(|group| group.iter().any(|name| self.carriers.contains(name)))
            .map(|group| group.join("+"));
        Self {
            rna_per_vesicle: join(&self.rna_per_vesicle),
            rna_per_cell: join(&self.rna_per_cell),
            carriers: self.carriers.iter().cloned().chain(carriers).collect(),
            bias: self.bias.clone(),
            notices: self.notices.clone(),
        }
    }
}

pub(super) fn check_factors(factors: &Factors, sources: &[String]) -> Result<(), OriginError> {
    let missing = |name: &String| OriginError::UnknownSource {
        name: name.clone(),
        sources: sources.join(", "),
    };
    if let Some(name) = factors.carriers.iter().find(|name| !sources.contains(name)) {
        return Err(missing(name));
    }
    for (name, &value) in factors.rna_per_vesicle.iter().chain(&factors.rna_per_cell) {
        if !sources.contains(name) {
            return Err(missing(name));
        }
        if !(value.is_finite() && value > 0.0) {
            return Err(OriginError::BadFactor { name: name.clone(), value });
        }
    }
    Ok(())
}
