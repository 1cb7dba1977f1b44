//! The markers found in a table of proteins.

use exocast_core::{LabelledMatrix, Location, Malformed, ReadError};
use serde::Serialize;
use std::io::BufRead;

use super::markers::{MARKERS, Marker, Role, WHOLE_PROTEOME};

/// One marker in one sample.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct MarkerFound {
    /// The marker.
    pub marker: Marker,
    /// Its amount in the table, 0 where it was looked for and not found.
    pub amount: f64,
}

/// The markers of one sample: those that were looked for.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct MarkerPanel {
    /// Name of the column.
    pub column: String,
    /// Markers that were looked for, in a fixed order.
    pub found: Vec<MarkerFound>,
    /// Number of proteins in the table.
    pub proteins: usize,
}

impl MarkerPanel {
    /// Reads a table of proteins by amounts, and the names of its columns without numbers.
    ///
    /// # Errors
    /// As [`LabelledMatrix::read_numeric`], and where an amount is negative: logarithms are no amounts.
    pub fn amounts(
        reader: impl BufRead,
        source: &str,
    ) -> Result<(LabelledMatrix, Vec<String>), ReadError> {
        let (table, left_out) = LabelledMatrix::read_numeric(reader, source)?;
        for (column, name) in table.columns().iter().enumerate() {
            let values = table.values();
            let amounts = values.column(column);
            let negative = table.rows().zip(amounts).find(|(_, amount)| **amount < 0.0);
            if let Some((protein, amount)) = negative {
                let found = format!("{amount} of {protein}");
                let wanted = "an amount of zero or more; where amounts are logarithms, give them as they were before (of log2: 2 to that power)";
                let place = Location::new(source).field(name.as_str());
                return Err(ReadError::malformed(place, Malformed::field(found, wanted)));
            }
        }
        Ok((table, left_out))
    }

    /// Finds the markers of one column of a table of proteins (names or gene symbols by amounts).
    ///
    /// A row may name several proteins, apart by `;`, `,`, `|` or a space; families of histones match
    /// by their beginning.
    #[must_use]
    pub fn of(table: &LabelledMatrix, column: usize) -> Self {
        let proteins = table.rows().len();
        let amounts: Vec<(Vec<String>, f64)> = table
            .rows()
            .zip(table.values().column(column))
            .map(|(name, &amount)| {
                let whole = name.split([';', ',', '|', '/']).map(str::trim);
                let words = name.split([';', ',', '|', ' ', '/']).map(str::trim);
                let names = whole.chain(words).filter(|name| !name.is_empty());
                let plain = |name: &str| name.trim_end_matches("_HUMAN").to_uppercase();
                (names.map(plain).collect(), amount)
            })
            .collect();
        let is = |marker: &Marker, name: &String| {
            let matches = name == marker.gene || marker.aliases.contains(&name.as_str());
            let histone =
                marker.role == Role::Apoptotic
                    && marker.aliases.iter().chain([&marker.gene]).any(|alias| {
                        alias.len() > 3 && alias.contains('H') && name.starts_with(alias)
                    });
            matches || histone
        };
        let found = MARKERS
            .iter()
            .filter_map(|marker| {
                let rows = amounts.iter().filter(|(names, _)| names.iter().any(|n| is(marker, n)));
                let values: Vec<f64> = rows.map(|(_, amount)| *amount).collect();
                let looked_for = !values.is_empty() || proteins >= WHOLE_PROTEOME;
                let amount = values.iter().sum();
                looked_for.then_some(MarkerFound { marker: *marker, amount })
            })
            .collect();
        Self { column: table.columns()[column].clone(), found, proteins }
    }

    /// Markers of a role that were looked for, and of these how many were found.
    #[must_use]
    pub fn of_role(&self, role: Role) -> (usize, usize) {
        let markers = || self.found.iter().filter(|found| found.marker.role == role);
        (markers().count(), markers().filter(|found| found.amount > 0.0).count())
    }

    /// Summed amount of the markers of some roles.
    #[must_use]
    pub fn amount(&self, roles: &[Role]) -> f64 {
        let markers = self.found.iter().filter(|found| roles.contains(&found.marker.role));
        markers.map(|found| found.amount).sum()
    }

    /// The demand of MISEV: three proteins of vesicles or more, one of them of the membrane and one
    /// cytosolic, and a control of purity that was looked for. Nothing where it cannot be told.
    #[must_use]
    pub fn misev(&self) -> MisevProteins {
        let positive = |role| self.of_role(role).1;
        let membrane = positive(Role::Membrane)
            + usize::from(self.found.iter().any(|f| f.marker.gene == "CD63" && f.amount > 0.0));
        let cytosolic = positive(Role::Cytosolic)
            + self
                .found
                .iter()
                .filter(|f| f.marker.role == Role::Endosomal && f.amount > 0.0)
                .filter(|f| !["CD63", "LAMP1", "LAMP2"].contains(&f.marker.gene))
                .count();
        let all: usize = [Role::Membrane, Role::Endosomal, Role::Cytosolic, Role::PlasmaMembrane]
            .into_iter()
            .map(positive)
            .sum();
        let controls = self.of_role(Role::Contaminant).0 + self.of_role(Role::Intracellular).0;
        MisevProteins {
            positive: all,
            membrane,
            cytosolic,
            controls,
            met: all >= 3 && membrane >= 1 && cytosolic >= 1 && controls >= 1,
        }
    }
}

/// What a panel shows of the proteins that MISEV asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct MisevProteins {
    /// Proteins of vesicles that were found.
    pub positive: usize,
    /// Of these, of the membrane.
    pub membrane: usize,
    /// Of these, cytosolic.
    pub cytosolic: usize,
    /// Controls of purity that were looked for.
    pub controls: usize,
    /// Whether all is there.
    pub met: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_zero_or_more() {
        let check = |rows: &str, wanted: Result<&[(&str, f64)], &str>| {
            let text = format!("protein\tEV\n{rows}");
            let found = MarkerPanel::amounts(text.as_bytes(), "proteins.tsv");
            match (found, wanted) {
                (Ok((table, _)), Ok(wanted)) => {
                    let panel = MarkerPanel::of(&table, 0);
                    let found: Vec<_> =
                        panel.found.iter().map(|entry| (entry.marker.gene, entry.amount)).collect();
                    assert_eq!(found, wanted, "{rows}");
                }
                (Err(ReadError::Malformed { source, at }), Err(wanted)) => {
                    assert!(source.to_string().contains(wanted), "{source}");
                    assert_eq!(at.to_string(), "proteins.tsv, field EV");
                }
                (found, _) => panic!("{rows}: {found:?}"),
            }
        };
        check("CD9\t2\nCD81\t0\n", Ok(&[("CD9", 2.0), ("CD81", 0.0)]));
        check("CD9\t3.2\nCD81\t-0.5\n", Err("`-0.5 of CD81` is not an amount"));
    }
}
