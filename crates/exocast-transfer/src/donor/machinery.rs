//! The machinery of secretion as a donor expresses it.

use std::{collections::BTreeMap, io::BufRead};

use exocast_core::{Location, Malformed, ReadError};

use crate::input::Records;

/// Expression of a donor cell relative to a reference, by gene.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Machinery {
    /// Activity of each gene over the reference; genes that are not named count as unchanged.
    ratios: BTreeMap<String, f64>,
}

/// TPM added to both sides of a ratio, so that genes near nothing make no extreme ratios.
const PSEUDO_TPM: f64 = 1.0;

impl Machinery {
    /// From expression and that of a reference, TPM by gene symbol. A gene missing in either is unchanged.
    #[must_use]
    pub fn of_tpm(expression: &BTreeMap<String, f64>, reference: &BTreeMap<String, f64>) -> Self {
        let ratio = |(gene, tpm): (&String, &f64)| {
            let before = reference.get(gene)?;
            Some((gene.to_ascii_uppercase(), (tpm + PSEUDO_TPM) / (before + PSEUDO_TPM)))
        };
        Self { ratios: expression.iter().filter_map(ratio).collect() }
    }

    /// A cell that lost these genes, and is as before otherwise.
    #[must_use]
    pub fn without(genes: &[&str]) -> Self {
        Self { ratios: genes.iter().map(|gene| (gene.to_ascii_uppercase(), 0.0)).collect() }
    }

    /// Reads tab-separated text with the columns `gene tpm`; a gene on several lines is summed.
    ///
    /// # Errors
    /// At the first missing column, empty name or number that is negative or not finite; where there is no gene.
    pub fn read_tpm<R: BufRead>(
        reader: R,
        source: &str,
    ) -> Result<BTreeMap<String, f64>, ReadError> {
        let mut records = Records::new(reader, source)?;
        let gene = records.column("gene")?;
        let tpm = records.column("tpm")?;
        let mut found: BTreeMap<String, f64> = BTreeMap::new();
        while records.advance()? {
            let name = records.name(gene, "the symbol of a gene")?.to_ascii_uppercase();
            *found.entry(name).or_default() += records.required(tpm, "a TPM of zero or more")?;
        }
        if found.is_empty() {
            return Err(ReadError::malformed(Location::new(source), Malformed::Empty("gene")));
        }
        Ok(found)
    }

    pub(super) fn ratio(&self, gene: &str) -> Option<f64> {
        self.ratios.get(gene).copied()
    }
}
