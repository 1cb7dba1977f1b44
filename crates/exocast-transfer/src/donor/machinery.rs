//! The machinery of secretion as a donor expresses it.

use std::{collections::BTreeMap, io::BufRead};

use exocast_core::{
    Malformed, ReadError,
    table::{Reader, TableNotice},
};

/// Expression of a cell: TPM by gene symbol.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Expression {
    tpm: BTreeMap<String, f64>,
    notices: Vec<TableNotice>,
}

/// Symbols are in upper case, and a symbol that occurs several times is summed.
impl<S: AsRef<str>> FromIterator<(S, f64)> for Expression {
    fn from_iter<I: IntoIterator<Item = (S, f64)>>(genes: I) -> Self {
        let mut tpm: BTreeMap<String, f64> = BTreeMap::new();
        for (gene, value) in genes {
            *tpm.entry(gene.as_ref().to_ascii_uppercase()).or_default() += value;
        }
        Self { tpm, notices: Vec::new() }
    }
}

impl Expression {
    /// Reads a table with the columns `gene tpm`, as [`table::Reader`](exocast_core::table::Reader) takes it; rows
    /// of the same gene are summed.
    ///
    /// # Errors
    /// At the first missing column, missing name or number that is negative or not finite; where there is no gene.
    pub fn read<R: BufRead>(reader: R, source: &str) -> Result<Self, ReadError> {
        const WANTED: &str = "a TPM of zero or more";
        let mut table = Reader::new(reader, source)?;
        let gene = table.text(&["gene"])?;
        let tpm = table.number(&["tpm"])?;
        let mut genes: Vec<(String, f64)> = Vec::new();
        while let Some(row) = table.next_row()? {
            let missing = || row.error(tpm, Malformed::MissingValue(WANTED));
            let value = row.amount(tpm, WANTED)?.ok_or_else(missing)?;
            genes.push((row.name(gene)?.to_owned(), value));
        }
        if genes.is_empty() {
            return Err(table.no_rows("gene"));
        }
        Ok(Self { notices: table.notices(), ..genes.into_iter().collect() })
    }
}

/// Expression of a donor cell relative to a reference, by gene.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Machinery {
    /// Activity of each gene over the reference; genes that are not named count as unchanged.
    ratios: BTreeMap<String, f64>,
    pub(super) notices: Vec<TableNotice>,
}

/// TPM added to both sides of a ratio, so that genes near nothing make no extreme ratios.
const PSEUDO_TPM: f64 = 1.0;

impl Machinery {
    /// From expression and that of a reference. A gene missing in either is unchanged.
    #[must_use]
    pub fn new(expression: &Expression, reference: &Expression) -> Self {
        let ratio = |(gene, tpm): (&String, &f64)| {
            let before = reference.tpm.get(gene)?;
            Some((gene.clone(), (tpm + PSEUDO_TPM) / (before + PSEUDO_TPM)))
        };
        let mut notices = expression.notices.clone();
        notices.extend(
            reference.notices.iter().filter(|notice| !expression.notices.contains(notice)).cloned(),
        );
        Self { ratios: expression.tpm.iter().filter_map(ratio).collect(), notices }
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
