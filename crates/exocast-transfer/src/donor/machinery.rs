//! The machinery of secretion as a donor expresses it.

use std::collections::BTreeMap;

use exocast_core::names::{GeneRows, NameNotice};

use super::regulators::REGULATORS;
use crate::error::ComputeError;

/// Expression of the machinery of secretion in a cell: TPM by gene.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Expression {
    tpm: BTreeMap<&'static str, f64>,
    notices: Vec<NameNotice>,
    rows: usize,
    example: String,
}

/// From names of genes and their TPM. Genes of human, mouse and rat are understood by symbol, former symbol and Ensembl
/// identifier; what several rows have of one gene is added up.
///
/// ```
/// use exocast_transfer::{Expression, Machinery};
///
/// let symbols = Expression::from_iter([("RAB27A", 3.0), ("ACTB", 900.0)]);
/// let identifiers = Expression::from_iter([("ENSG00000069974.11", 3.0)]);
/// assert!(Machinery::new(&symbols, &identifiers).is_ok());
/// ```
impl<S: AsRef<str>> FromIterator<(S, f64)> for Expression {
    fn from_iter<I: IntoIterator<Item = (S, f64)>>(table: I) -> Self {
        let table: Vec<(S, f64)> = table.into_iter().collect();
        let genes = GeneRows::new(table.iter().map(|row| row.0.as_ref()));
        let (mut tpm, mut used) = (BTreeMap::new(), Vec::new());
        for (place, (name, value)) in table.iter().enumerate() {
            let mut is_used = false;
            for gene in genes.genes(place) {
                if REGULATORS.iter().any(|regulator| regulator.gene == gene.symbol) {
                    *tpm.entry(gene.symbol).or_default() += value;
                    is_used = true;
                }
            }
            if is_used {
                used.push(name.as_ref());
            }
        }
        let notices = GeneRows::new(used.iter().copied()).notices(used.iter().copied());
        let example = table.first().map(|row| row.0.as_ref().to_owned()).unwrap_or_default();
        Self { tpm, notices, rows: table.len(), example }
    }
}

impl Expression {
    fn check(&self) -> Result<(), ComputeError> {
        if self.tpm.is_empty() {
            let example = self.example.clone();
            return Err(ComputeError::NoMachinery { rows: self.rows, example });
        }
        Ok(())
    }
}

/// Expression of a donor cell relative to a reference, by gene.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Machinery {
    /// Activity of each gene over the reference; genes that are not named count as unchanged.
    ratios: BTreeMap<String, f64>,
    pub(super) notices: Vec<NameNotice>,
}

/// TPM added to both sides of a ratio, so that genes near nothing make no extreme ratios.
const PSEUDO_TPM: f64 = 1.0;

impl Machinery {
    /// From expression and that of a reference. A gene missing in either is unchanged.
    ///
    /// # Errors
    /// Where one of the two has no gene of the machinery of secretion, so that nothing can be said of it.
    pub fn new(expression: &Expression, reference: &Expression) -> Result<Self, ComputeError> {
        expression.check()?;
        reference.check()?;
        let ratio = |(gene, tpm): (&&str, &f64)| {
            let before = reference.tpm.get(gene)?;
            Some(((*gene).to_owned(), (tpm + PSEUDO_TPM) / (before + PSEUDO_TPM)))
        };
        let mut notices = expression.notices.clone();
        notices.extend(
            reference.notices.iter().filter(|notice| !expression.notices.contains(notice)).cloned(),
        );
        Ok(Self { ratios: expression.tpm.iter().filter_map(ratio).collect(), notices })
    }

    /// A cell that lost these genes, and is as before otherwise.
    #[must_use]
    pub fn without(genes: &[&str]) -> Self {
        let ratios = genes.iter().map(|gene| (gene.to_ascii_uppercase(), 0.0)).collect();
        Self { ratios, notices: Vec::new() }
    }

    pub(super) fn ratio(&self, gene: &str) -> Option<f64> {
        self.ratios.get(gene).copied()
    }
}
