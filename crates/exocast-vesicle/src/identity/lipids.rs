//! Lipids that vesicles have more of than their parent cells.

use exocast_core::LabelledMatrix;
use serde::Serialize;

/// A class of lipid that is enriched in vesicles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Lipid {
    /// Free cholesterol.
    Cholesterol,
    /// Sphingomyelin.
    Sphingomyelin,
    /// Ceramide.
    Ceramide,
    /// Phosphatidylserine.
    Phosphatidylserine,
}

/// The classes, with the beginnings of their names, and how many times the share of the parent cell
/// they have in vesicles (Llorente et al. 2013, Biochim Biophys Acta 1831:1302, PC-3 cells; Skotland
/// et al. 2017, Prog Lipid Res 66:30: 2 to 3 for all but ceramide).
pub(crate) const LIPIDS: [(Lipid, &[&str]); 4] = [
    (Lipid::Cholesterol, &["cholesterol", "chol", "fc", "free cholesterol"]),
    (Lipid::Sphingomyelin, &["sphingomyelin", "sm"]),
    (Lipid::Ceramide, &["ceramide", "cer"]),
    (Lipid::Phosphatidylserine, &["phosphatidylserine", "ps"]),
];

/// A share this many times that of the parent counts as enriched (assumed, half of what was measured).
pub(crate) const ENRICHED: f64 = 1.3;

/// Share of one class of lipid over that of the parent.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Enrichment {
    /// The class.
    pub lipid: Lipid,
    /// Share of all lipids in the vesicles.
    pub vesicle: f64,
    /// Share of all lipids in the parent cell.
    pub parent: f64,
}

impl Enrichment {
    /// How many times the share of the parent.
    #[must_use]
    pub(crate) fn fold(&self) -> f64 {
        self.vesicle / self.parent
    }
}

/// Enrichment of each class in a column over the column `parent` of a table of lipids by amounts;
/// species (`SM 34:1`) add up to their class. Classes that either does not have are left out.
#[must_use]
pub(crate) fn enrichment(table: &LabelledMatrix, column: usize, parent: usize) -> Vec<Enrichment> {
    let class = |name: &str| {
        let name = name.trim().to_lowercase();
        // Esters of cholesterol and phosphates of ceramide are other classes.
        let is_ester = |word: &str| matches!(word, "ester" | "esters");
        if name.contains("1-p") || name.split(|c: char| !c.is_alphabetic()).any(is_ester) {
            return None;
        }
        let word: String = name
            .chars()
            .take_while(|letter| letter.is_alphabetic() || *letter == ' ')
            .collect::<String>()
            .trim()
            .to_owned();
        let first = word.split(' ').next().unwrap_or_default();
        let names = |(_, names): &&(Lipid, &[&str])| {
            // Hexosyl- and other derived ceramides, and cholesteryl esters, are other classes.
            names.contains(&word.as_str()) || names.contains(&first)
        };
        LIPIDS.iter().find(names).map(|(lipid, _)| *lipid)
    };
    let shares = |column: usize| -> Vec<f64> {
        let values = table.values();
        let total: f64 = values.column(column).sum();
        LIPIDS
            .iter()
            .map(|(lipid, _)| {
                let amounts = table.rows().zip(values.column(column));
                let amounts = amounts.filter(|(name, _)| class(name) == Some(*lipid));
                amounts.map(|(_, amount)| amount).sum::<f64>() / total
            })
            .collect()
    };
    let (share, other) = (shares(column), shares(parent));
    LIPIDS
        .iter()
        .zip(share.into_iter().zip(other))
        .filter(|(_, (vesicle, parent))| *vesicle > 0.0 && *parent > 0.0)
        .map(|((lipid, _), (vesicle, parent))| Enrichment { lipid: *lipid, vesicle, parent })
        .collect()
}

/// The column of the parent: the one whose name has the word parent, cell, source or donor in it
/// (`donor cells`, `PC3_parent`, not `donor1`); none where several have.
#[must_use]
pub(crate) fn parent_column(table: &LabelledMatrix) -> Option<usize> {
    let is_parent = |name: &String| {
        name.to_lowercase()
            .split(|letter: char| !letter.is_alphanumeric())
            .any(|word| ["parent", "parental", "cell", "cells", "source", "donor"].contains(&word))
    };
    let mut parents = (0..table.columns().len()).filter(|&at| is_parent(&table.columns()[at]));
    parents.next().filter(|_| parents.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(text: &str) -> LabelledMatrix {
        LabelledMatrix::read(text.as_bytes(), "lipids.tsv").expect("a table")
    }

    #[test]
    fn the_parent_is_named_by_a_whole_word() {
        let parent =
            |header: &str| parent_column(&table(&format!("lipid\t{header}\nSM 34:1\t1\t2\n")));
        assert_eq!(parent("EV_1\tdonor cells"), Some(1));
        assert_eq!(parent("PC3_parent\tEV_1"), Some(0));
        assert_eq!(parent("donor1\tdonor2"), None);
        assert_eq!(parent("cells\tparent"), None);
    }

    #[test]
    fn esters_and_phosphates_are_other_classes() {
        let text = "lipid\tEV\tcell\nCholesterol\t4\t2\nCholesterol ester 18:1\t4\t90\nCer-1-P\t1\t4\nPC\t1\t4\n";
        let rows = enrichment(&table(text), 0, 1);
        assert_eq!(rows.len(), 1);
        assert!((rows[0].fold() - 20.0).abs() < 1e-9);
    }
}
