//! The markers found in a table of proteins.

use exocast_core::LabelledMatrix;
use serde::Serialize;

use super::{
    markers::{MARKERS, Marker, Role, WHOLE_PROTEOME},
    names::ProteinNames,
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
    #[serde(rename = "found")]
    pub markers: Vec<MarkerFound>,
    /// Number of proteins in the table.
    pub proteins: usize,
}

impl MarkerPanel {
    /// Finds the markers of one column of a table of proteins (names or gene symbols by amounts).
    ///
    /// A row may name several proteins, apart by `;`, `,`, `|` or a space; families of histones match
    /// by their beginning. Accessions, entries, Ensembl genes and symbols of human, mouse and rat are understood; a row of
    /// another organism than the table counts for no marker.
    #[must_use]
    pub(crate) fn new(table: &LabelledMatrix, column: usize) -> Self {
        let proteins = table.rows().len();
        let names = ProteinNames::new(table);
        let amounts = table.values().column(column).to_vec();
        // Names of which none is a marker's are not understood: what is not there by name may be there.
        let is_whole = proteins >= WHOLE_PROTEOME && names.are_understood();
        let markers = MARKERS
            .iter()
            .filter_map(|marker| {
                let rows = (0..proteins).filter(|&row| names.is(row, marker));
                let values: Vec<f64> = rows.map(|row| amounts[row]).collect();
                let looked_for = !values.is_empty() || is_whole;
                let amount = values.iter().sum();
                looked_for.then_some(MarkerFound { marker: *marker, amount })
            })
            .collect();
        Self { column: table.columns()[column].clone(), markers, proteins }
    }

    /// Markers of a role that were looked for, and of these how many were found.
    #[must_use]
    pub(crate) fn of_role(&self, role: Role) -> (usize, usize) {
        let markers = || self.markers.iter().filter(|entry| entry.marker.role == role);
        (markers().count(), markers().filter(|entry| entry.amount > 0.0).count())
    }

    /// Summed amount of the markers of some roles.
    #[must_use]
    pub(crate) fn amount(&self, roles: &[Role]) -> f64 {
        let markers = self.markers.iter().filter(|entry| roles.contains(&entry.marker.role));
        markers.map(|entry| entry.amount).sum()
    }

    /// The demand of MISEV: three proteins of vesicles or more, one of them of the membrane and one
    /// cytosolic, and a control of purity that was looked for. Nothing where it cannot be told.
    #[must_use]
    pub(crate) fn misev(&self) -> MisevProteins {
        let positive = |role| self.of_role(role).1;
        let membrane = positive(Role::Membrane)
            + usize::from(self.markers.iter().any(|f| f.marker.gene == "CD63" && f.amount > 0.0));
        let cytosolic = positive(Role::Cytosolic)
            + self
                .markers
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

    /// A case of the repository, which no package has.
    fn case(name: &str) -> String {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/cases/vesicle/");
        std::fs::read_to_string(format!("{folder}{name}")).expect("a case")
    }

    fn panel(text: &str) -> MarkerPanel {
        let table = ProteinTable::default().read(text.as_bytes(), "p", &[]).expect("a table");
        MarkerPanel::new(&table, 0)
    }

    #[test]
    fn accessions_say_what_symbols_say() {
        let symbols = panel(&case("proteins_symbols.tsv"));
        let accessions = panel(&case("proteins_accessions.tsv"));
        assert_eq!(amounts_of(&symbols), amounts_of(&accessions));
        assert!(amounts_of(&symbols).iter().any(|(gene, amount)| *gene == "CD9" && *amount > 0.0));
        let last = panel(&case("proteins_names_last.tsv"));
        assert!(amounts_of(&last).iter().any(|(gene, amount)| *gene == "CD9" && *amount > 0.0));
    }

    fn amounts_of(panel: &MarkerPanel) -> Vec<(&str, f64)> {
        panel.markers.iter().map(|entry| (entry.marker.gene, entry.amount)).collect()
    }

    #[test]
    fn names_of_mouse_and_rat_are_those_of_their_orthologues() {
        let wanted =
            [("CD9", 5.0), ("CD81", 4.0), ("TSG101", 3.0), ("PDCD6IP", 2.0), ("RAB7A", 1.0)];
        let check = |names: [&str; 5]| {
            let rows: Vec<String> =
                names.iter().zip(wanted).map(|(name, (_, x))| format!("{name}\t{x}")).collect();
            let panel = panel(&format!("protein\tEV\n{}\n", rows.join("\n")));
            let mut amounts = amounts_of(&panel);
            amounts.sort_by(|a, b| b.1.total_cmp(&a.1));
            assert_eq!(amounts, wanted, "{names:?}");
        };
        check(["Cd9", "Cd81", "Tsg101", "Pdcd6ip", "Rab7"]);
        check(["CD9_MOUSE", "CD81_MOUSE", "TS101_MOUSE", "PDC6I_MOUSE", "RAB7A_MOUSE"]);
        check(["P40240", "P35762", "Q61187", "Q9WU78", "P51150"]);
        check(["CD9_RAT", "CD81_RAT", "TS101_RAT", "PDC6I_RAT", "RAB7A_RAT"]);
        check([
            "ENSMUSG00000030342",
            "ENSMUSG00000037706.9",
            "ENSMUSG00000014402",
            "ENSMUSG00000032504",
            "ENSMUSG00000079477",
        ]);
        check([
            "sp|P21926|CD9_HUMAN",
            "P60033-1",
            "TS101_HUMAN;X",
            "tr|Q8WUM4|PDC6I_HUMAN",
            "RAB7",
        ]);
    }

    #[test]
    fn proteins_of_serum_are_none_of_the_sample() {
        let text = "protein\tEV\nCD9_HUMAN\t2\nCD81_HUMAN\t1\nALBU_BOVIN\t90\nP02769\t80\nAPOA1_BOVIN\t70\nALBU_HUMAN\t3\n";
        let sample = panel(text);
        assert_eq!(amounts_of(&sample), [("CD9", 2.0), ("CD81", 1.0), ("ALB", 3.0)]);
        let serum_alone = panel("protein\tEV\nALBU_BOVIN\t90\nAPOA1_BOVIN\t70\nCD9_BOVIN\t1\n");
        assert!(serum_alone.markers.is_empty());
    }

    #[test]
    fn the_order_of_rows_changes_nothing() {
        let rows = ["Cd9\t2", "CD9_MOUSE\t1", "Tsg101\t3", "Rab7\t4", "Hspa8\t5", "ALBU_BOVIN\t9"];
        let read = |rows: &[&str]| panel(&format!("protein\tEV\n{}\n", rows.join("\n")));
        let mut turned = rows;
        turned.reverse();
        assert_eq!(amounts_of(&read(&rows)), amounts_of(&read(&turned)));
    }

    #[test]
    fn names_that_are_not_understood_are_no_evidence_of_absence() {
        let rows: Vec<String> = (0..600).map(|i| format!("ENSP{i:011}\t{}.5", 100 + i)).collect();
        assert!(panel(&format!("protein\tEV\n{}\n", rows.join("\n"))).markers.is_empty());
        let small = panel("protein\tEV\nCD9\t2\nCD81\t0\n");
        let amounts: Vec<_> =
            small.markers.iter().map(|entry| (entry.marker.gene, entry.amount)).collect();
        assert_eq!(amounts, [("CD9", 2.0), ("CD81", 0.0)]);
    }
}
