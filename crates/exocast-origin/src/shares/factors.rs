//! What is known besides of sources: RNA per vesicle and cell, carriers, biases.

use std::collections::BTreeMap;

use exocast_core::LabelledMatrix;
use serde::{Deserialize, Serialize};

use super::error::DeconvolutionError;
use crate::signature::Bias;

/// Amounts of RNA a vesicle and a cell of each source, by the name of the source.
///
/// Any unit will do, as long as it is the same for all sources. Without an entry for every source
/// the share concerned is missing: it cannot be known from cargo alone.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Factors {
    /// RNA a vesicle.
    pub rna_per_vesicle: BTreeMap<String, f64>,
    /// RNA a cell.
    pub rna_per_cell: BTreeMap<String, f64>,
    /// Sources that are no cells: carriers such as lipoprotein, AGO2 complexes or lysed red cells. They get
    /// their share of the RNA, and no share of vesicles or cells.
    pub carriers: Vec<String>,
    /// ln of vesicle over cell, a feature, from matched pairs; used by `auto` and `log-normal`.
    pub bias: BTreeMap<String, Bias>,
}

impl Factors {
    /// RNA a vesicle and a cell out of a table of sources × `rna_per_vesicle` and `rna_per_cell`; either
    /// column may be missing.
    #[must_use]
    pub fn of_table(table: &LabelledMatrix) -> Self {
        let column = |name: &str| -> BTreeMap<String, f64> {
            let values = table.column(name);
            values.map_or_else(BTreeMap::new, |values| {
                table.rows().map(str::to_owned).zip(values.iter().copied()).collect()
            })
        };
        Self {
            rna_per_vesicle: column("rna_per_vesicle"),
            rna_per_cell: column("rna_per_cell"),
            ..Self::default()
        }
    }
}

impl Factors {
    /// The same for merged sources: RNA a vesicle or a cell as if each had sent as much RNA, where it is known of each;
    /// what a carrier is part of is a carrier.
    pub(super) fn merged(&self, groups: &[Vec<String>]) -> Self {
        let join = |of: &BTreeMap<String, f64>| {
            let mut of = of.clone();
            for group in groups {
                let known: Vec<f64> = group.iter().filter_map(|name| of.remove(name)).collect();
                if known.len() == group.len() {
                    let units: f64 = known.iter().map(|rna| 1.0 / rna).sum();
                    of.insert(group.join("+"), known.len() as f64 / units);
                }
            }
            of
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
        }
    }
}

pub(super) fn check_factors(
    factors: &Factors,
    sources: &[String],
) -> Result<(), DeconvolutionError> {
    let missing = |name: &String| DeconvolutionError::UnknownSource {
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
            return Err(DeconvolutionError::BadFactor { name: name.clone(), value });
        }
    }
    Ok(())
}
