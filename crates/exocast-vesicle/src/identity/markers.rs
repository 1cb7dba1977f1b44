//! Proteins that tell what a preparation holds, by the categories of MISEV.

use std::io::BufRead;

use exocast_core::{LabelledMatrix, Location, Malformed, ReadError};
use serde::Serialize;

/// What a protein says about a preparation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Spans or is anchored to the membrane of vesicles (MISEV category 1).
    Membrane,
    /// Of the endosome and its sorting machinery: raises exosomes (category 2, and CD63).
    Endosomal,
    /// Cytosolic, enclosed in vesicles of any kind (category 2).
    Cytosolic,
    /// Of vesicles that bud from the plasma membrane.
    PlasmaMembrane,
    /// Of apoptotic cells.
    Apoptotic,
    /// Not in vesicles: lipoproteins, albumin, free Argonaute and others (category 3).
    Contaminant,
    /// Of other compartments of the cell: debris (category 4).
    Intracellular,
}

/// One marker: gene symbol, other names, role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Marker {
    /// Gene symbol.
    pub gene: &'static str,
    /// Other names.
    pub aliases: &'static [&'static str],
    /// What it says.
    pub role: Role,
}

const fn marker(gene: &'static str, aliases: &'static [&'static str], role: Role) -> Marker {
    Marker { gene, aliases, role }
}

/// The markers, after Welsh et al. 2024 (MISEV2023, J Extracell Vesicles 13:e12404) and Théry et al.
/// 2018 (MISEV2018, 7:1535750), tables of proteins; plasma-membrane and apoptotic ones after Jeppesen
/// et al. 2019 (Cell 177:428) and Crescitelli et al. 2013 (J Extracell Vesicles 2:20677).
pub const MARKERS: &[Marker] = &[
    marker("CD9", &["TSPAN29"], Role::Membrane),
    marker("CD81", &["TSPAN28"], Role::Membrane),
    marker("CD82", &["TSPAN27"], Role::Membrane),
    marker("CD47", &[], Role::Membrane),
    marker("CD55", &["DAF"], Role::Membrane),
    marker("CD59", &[], Role::Membrane),
    marker("NT5E", &["CD73"], Role::Membrane),
    marker("BSG", &["CD147"], Role::Membrane),
    marker("ADAM10", &[], Role::Membrane),
    marker("TFRC", &["CD71", "TFR1"], Role::Membrane),
    marker("EPCAM", &[], Role::Membrane),
    marker("ITGB1", &["CD29"], Role::Membrane),
    marker("ITGA6", &["CD49F"], Role::Membrane),
    marker("ITGA2B", &["CD41"], Role::Membrane),
    marker("ITGB3", &["CD61"], Role::Membrane),
    marker("ITGAV", &["CD51"], Role::Membrane),
    marker("SDC1", &["CD138"], Role::Membrane),
    marker("SDC4", &[], Role::Membrane),
    marker("GNA13", &[], Role::Membrane),
    marker("GNB1", &[], Role::Membrane),
    marker("TSPAN8", &[], Role::Membrane),
    marker("CD37", &["TSPAN26"], Role::Membrane),
    marker("CD53", &["TSPAN25"], Role::Membrane),
    marker("CD63", &["TSPAN30"], Role::Endosomal),
    marker("TSG101", &[], Role::Endosomal),
    marker("PDCD6IP", &["ALIX", "AIP1"], Role::Endosomal),
    marker("SDCBP", &["SYNTENIN", "SYNTENIN-1", "SYNTENIN1"], Role::Endosomal),
    marker("VPS4A", &[], Role::Endosomal),
    marker("VPS4B", &[], Role::Endosomal),
    marker("CHMP4B", &[], Role::Endosomal),
    marker("CHMP2A", &[], Role::Endosomal),
    marker("LAMP1", &["CD107A"], Role::Endosomal),
    marker("LAMP2", &["CD107B"], Role::Endosomal),
    marker("RAB27A", &[], Role::Endosomal),
    marker("RAB27B", &[], Role::Endosomal),
    marker("RAB7A", &[], Role::Endosomal),
    marker("FLOT1", &["FLOTILLIN-1"], Role::Cytosolic),
    marker("FLOT2", &["FLOTILLIN-2"], Role::Cytosolic),
    marker("HSPA8", &["HSC70"], Role::Cytosolic),
    marker("HSPA1A", &["HSP70", "HSP72"], Role::Cytosolic),
    marker("HSP90AB1", &["HSP90B"], Role::Cytosolic),
    marker("HSP90AA1", &["HSP90"], Role::Cytosolic),
    marker("ANXA2", &["ANNEXIN A2"], Role::Cytosolic),
    marker("ANXA5", &["ANNEXIN A5"], Role::Cytosolic),
    marker("ANXA6", &[], Role::Cytosolic),
    marker("ANXA11", &[], Role::Cytosolic),
    marker("EHD1", &[], Role::Cytosolic),
    marker("EHD4", &[], Role::Cytosolic),
    marker("RAB5A", &[], Role::Cytosolic),
    marker("RAB11A", &[], Role::Cytosolic),
    marker("RHOA", &[], Role::Cytosolic),
    marker("CAV1", &["CAVEOLIN-1"], Role::Cytosolic),
    marker("GAPDH", &[], Role::Cytosolic),
    marker("ANXA1", &["ANNEXIN A1"], Role::PlasmaMembrane),
    marker("ARF6", &[], Role::PlasmaMembrane),
    marker("ARRDC1", &[], Role::PlasmaMembrane),
    marker("SELP", &["CD62P", "P-SELECTIN"], Role::PlasmaMembrane),
    marker("SELE", &["CD62E", "E-SELECTIN"], Role::PlasmaMembrane),
    marker("SELL", &["CD62L", "L-SELECTIN"], Role::PlasmaMembrane),
    marker("CD40LG", &["CD40L", "CD154"], Role::PlasmaMembrane),
    marker("THBS1", &["TSP1", "THROMBOSPONDIN-1"], Role::Apoptotic),
    marker("C3", &["C3B"], Role::Apoptotic),
    marker("H2AC", &["H2A", "HIST1H2A"], Role::Apoptotic),
    marker("H2BC", &["H2B", "HIST1H2B"], Role::Apoptotic),
    marker("H3C1", &["H3", "HIST1H3A", "H3C"], Role::Apoptotic),
    marker("H4C1", &["H4", "HIST1H4A", "H4C"], Role::Apoptotic),
    marker("H1-2", &["HIST1H1C"], Role::Apoptotic),
    marker("ALB", &["ALBUMIN"], Role::Contaminant),
    marker("APOA1", &[], Role::Contaminant),
    marker("APOA2", &[], Role::Contaminant),
    marker("APOB", &["APOB100"], Role::Contaminant),
    marker("UMOD", &["TAMM-HORSFALL", "THP"], Role::Contaminant),
    marker("AGO1", &["EIF2C1"], Role::Contaminant),
    marker("AGO2", &["EIF2C2"], Role::Contaminant),
    marker("CANX", &["CALNEXIN"], Role::Intracellular),
    marker("HSP90B1", &["GRP94"], Role::Intracellular),
    marker("GOLGA2", &["GM130"], Role::Intracellular),
    marker("TOMM20", &[], Role::Intracellular),
    marker("VDAC1", &[], Role::Intracellular),
    marker("CYC1", &[], Role::Intracellular),
    marker("CYCS", &[], Role::Intracellular),
    marker("LMNA", &[], Role::Intracellular),
];

/// From this many proteins on, a table is one of everything that was there, and a marker that is not
/// in it was not found (assumed); in a shorter one it was not looked for.
pub const WHOLE_PROTEOME: usize = 500;

/// One marker in one sample.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct MarkerFound {
    /// The marker.
    pub marker: Marker,
    /// Its amount in the table, 0 where it was looked for and not found.
    pub amount: f64,
}

/// The markers of one sample: those that were looked for.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MarkerPanel {
    /// Name of the column.
    pub column: String,
    /// Markers that were looked for, in the order of [`MARKERS`].
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
            let own = name == marker.gene || marker.aliases.contains(&name.as_str());
            let histone =
                marker.role == Role::Apoptotic
                    && marker.aliases.iter().chain([&marker.gene]).any(|alias| {
                        alias.len() > 3 && alias.contains('H') && name.starts_with(alias)
                    });
            own || histone
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
        let own = || self.found.iter().filter(|found| found.marker.role == role);
        (own().count(), own().filter(|found| found.amount > 0.0).count())
    }

    /// Summed amount of the markers of some roles.
    #[must_use]
    pub fn amount(&self, roles: &[Role]) -> f64 {
        let own = self.found.iter().filter(|found| roles.contains(&found.marker.role));
        own.map(|found| found.amount).sum()
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
                        panel.found.iter().map(|own| (own.marker.gene, own.amount)).collect();
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
