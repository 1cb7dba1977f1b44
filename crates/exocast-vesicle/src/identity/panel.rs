//! The markers found in a table of proteins.

use exocast_core::LabelledMatrix;
use serde::Serialize;

use super::{
    accessions::gene_of,
    markers::{MARKERS, Marker, Role, UNDERSTOOD, WHOLE_PROTEOME},
    proteins::names_marker,
};

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
    /// Finds the markers of one column of a table of proteins (names or gene symbols by amounts).
    ///
    /// A row may name several proteins, apart by `;`, `,`, `|` or a space; families of histones match
    /// by their beginning.
    #[must_use]
    pub(crate) fn new(table: &LabelledMatrix, column: usize) -> Self {
        let proteins = table.rows().len();
        let amounts: Vec<(Vec<String>, f64)> = table
            .rows()
            .zip(table.values().column(column))
            .map(|(name, &amount)| {
                let whole = name.split([';', ',', '|', '/']).map(str::trim);
                let words = name.split([';', ',', '|', ' ', '/']).map(str::trim);
                let names = whole.chain(words).filter(|name| !name.is_empty());
                let plain = |name: &str| {
                    let plain = name.trim_end_matches("_HUMAN").to_uppercase();
                    gene_of(&plain).map_or(plain, str::to_owned)
                };
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
        // Names of which none is a marker's are not understood: what is not there by name may be there.
        let is_whole = proteins >= WHOLE_PROTEOME && names_understood(table);
        let found = MARKERS
            .iter()
            .filter_map(|marker| {
                let rows = amounts.iter().filter(|(names, _)| names.iter().any(|n| is(marker, n)));
                let values: Vec<f64> = rows.map(|(_, amount)| *amount).collect();
                let looked_for = !values.is_empty() || is_whole;
                let amount = values.iter().sum();
                looked_for.then_some(MarkerFound { marker: *marker, amount })
            })
            .collect();
        Self { column: table.columns()[column].clone(), found, proteins }
    }

    /// Markers of a role that were looked for, and of these how many were found.
    #[must_use]
    pub(crate) fn of_role(&self, role: Role) -> (usize, usize) {
        let markers = || self.found.iter().filter(|found| found.marker.role == role);
        (markers().count(), markers().filter(|found| found.amount > 0.0).count())
    }

    /// Summed amount of the markers of some roles.
    #[must_use]
    pub(crate) fn amount(&self, roles: &[Role]) -> f64 {
        let markers = self.found.iter().filter(|found| roles.contains(&found.marker.role));
        markers.map(|found| found.amount).sum()
    }

    /// The demand of MISEV: three proteins of vesicles or more, one of them of the membrane and one
    /// cytosolic, and a control of purity that was looked for. Nothing where it cannot be told.
    #[must_use]
    pub(crate) fn misev(&self) -> MisevProteins {
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

/// Whether enough rows of a table are named as the markers are: symbols or human accessions.
pub(super) fn names_understood(table: &LabelledMatrix) -> bool {
    let is_marker = |row: &&str| row.split([';', ',', '|', ' ', '/']).any(names_marker);
    table.rows().filter(is_marker).take(UNDERSTOOD).count() == UNDERSTOOD
}

/// What a panel shows of the proteins that MISEV asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub(crate) struct MisevProteins {
    /// Proteins of vesicles that were found.
    pub(crate) positive: usize,
    /// Of these, of the membrane.
    pub(crate) membrane: usize,
    /// Of these, cytosolic.
    pub(crate) cytosolic: usize,
    /// Controls of purity that were looked for.
    pub(crate) controls: usize,
    /// Whether all is there.
    pub(crate) met: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::ProteinTable;

    fn panel(text: &str) -> MarkerPanel {
        let table = ProteinTable::default().read(text.as_bytes(), "p", &[]).expect("a table");
        MarkerPanel::new(&table, 0)
    }

    #[test]
    fn accessions_say_what_symbols_say() {
        let of = |panel: &MarkerPanel| -> Vec<(&str, f64)> {
            panel.found.iter().map(|entry| (entry.marker.gene, entry.amount)).collect()
        };
        let symbols = panel(include_str!("../../../../tests/cases/vesicle/proteins_symbols.tsv"));
        let accessions =
            panel(include_str!("../../../../tests/cases/vesicle/proteins_accessions.tsv"));
        assert_eq!(of(&symbols), of(&accessions));
        assert!(of(&symbols).iter().any(|(gene, amount)| *gene == "CD9" && *amount > 0.0));
        let last = panel(include_str!("../../../../tests/cases/vesicle/proteins_names_last.tsv"));
        assert!(of(&last).iter().any(|(gene, amount)| *gene == "CD9" && *amount > 0.0));
    }

    #[test]
    fn names_that_are_not_understood_are_no_evidence_of_absence() {
        let rows: Vec<String> = (0..600).map(|i| format!("ENSP{i:011}\t{}.5", 100 + i)).collect();
        assert!(panel(&format!("protein\tEV\n{}\n", rows.join("\n"))).found.is_empty());
        let small = panel("protein\tEV\nCD9\t2\nCD81\t0\n");
        let found: Vec<_> =
            small.found.iter().map(|entry| (entry.marker.gene, entry.amount)).collect();
        assert_eq!(found, [("CD9", 2.0), ("CD81", 0.0)]);
    }
}
