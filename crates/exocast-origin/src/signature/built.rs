//! A signature with what it was built from, as tables.

use exocast_core::{Cell, Table};

use super::{profiles::Signature, specificity::Specificity};

/// A signature with what it was built from.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Built {
    /// Features × sources: means of the samples of each source, columns at the same sum over all
    /// features of the reference.
    pub signature: Signature,
    /// Markers taken of each source, at most.
    pub markers: usize,
    /// Condition number of the signature, columns at unit length.
    pub condition_number: f64,
    /// Sources with fewer markers than asked for: names and numbers.
    pub poor: Vec<(String, usize)>,
}

impl Built {
    /// The signature as a file: `feature`, then one column per source.
    #[must_use]
    pub fn table(&self) -> Table {
        let sources = self.signature.sources().iter().cloned();
        let mut table = Table::new(std::iter::once("feature".to_owned()).chain(sources));
        for (name, row) in self.signature.features().zip(self.signature.matrix().values().rows()) {
            let cells = row.iter().map(|v| Cell::Real(*v));
            table.push(std::iter::once(name.into()).chain(cells));
        }
        table
    }

    /// `feature source tau gini jensen_shannon`: of which source each feature of the signature is, and how much.
    /// Columns: `docs/formats/origin.md`.
    #[must_use]
    pub fn specificity_table(&self) -> Table {
        let mut table = Table::new(["feature", "source", "tau", "gini", "jensen_shannon"]);
        for (name, row) in self.signature.features().zip(self.signature.matrix().values().rows()) {
            let Some(specificity) = Specificity::from_profile(&row.to_vec()) else { continue };
            table.push([
                name.into(),
                self.signature.sources()[specificity.source].as_str().into(),
                specificity.tau.into(),
                specificity.gini.into(),
                specificity.jensen_shannon.into(),
            ]);
        }
        table
    }
}
