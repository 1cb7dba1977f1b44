//! A signature from labelled reference samples.

use exocast_core::LabelledMatrix;
use ndarray::{Array2, Axis};
use serde::{Deserialize, Serialize};

use super::{
    amounts::{BadTable, non_negative},
    built::Built,
    dependence::condition_number_of_units,
    profiles::Signature,
    specificity::Specificity,
};

/// How a signature is built; [`Default`] is what is used where nothing is said.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct BuildOptions {
    /// Fewest and most markers of a source; the number with the smallest condition number is taken.
    pub least: usize,
    /// Most markers of a source.
    pub most: usize,
    /// A marker's mean in its source is at least this many times that in any other.
    pub fold: f64,
}

impl Default for BuildOptions {
    fn default() -> Self {
        Self { least: 5, most: 50, fold: 2.0 }
    }
}

/// Why a signature could not be built.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum BuildError {
    /// A sample of the reference has no label.
    #[error("sample `{0}` of the reference has no label")]
    Unlabelled(String),
    /// A sample holds nothing.
    #[error("sample `{0}` of the reference is zero in every feature")]
    Empty(String),
    /// A fold that would let any feature be a marker.
    #[error("`fold` is {0}; it has to be 1 or more, such as 2")]
    Fold(f64),
    /// Numbers of markers that no signature has.
    #[error(
        "`least` is {least} and `most` is {most}; a source needs one marker, and `most` is no less than `least`"
    )]
    Markers {
        /// Fewest.
        least: usize,
        /// Most.
        most: usize,
    },
    /// There are fewer than two sources.
    #[error("labels name {0} source; a signature needs two or more")]
    OneSource(usize),
    /// No feature is a marker.
    #[error("no feature is {fold} times as high in one source as in all others: lower `fold`")]
    NoMarker {
        /// The fold asked for.
        fold: f64,
    },
    /// What was built is no signature.
    #[error(transparent)]
    BadTable(#[from] BadTable),
}

/// Builds a signature from features × samples and the source of each sample.
///
/// Samples are brought to a million each and averaged by source. A feature is a marker of the source
/// with its largest mean where that is `fold` times every other; markers are ranked by fold times
/// specificity (1 − Jensen–Shannon distance). The number of markers a source is the one, between `least`
/// and `most`, whose signature has the smallest condition number (as CIBERSORT builds LM22: Newman et al.
/// 2015, Nat Methods 12:453).
///
/// # Errors
/// Where a sample has no label or no amount, an amount is below zero, there are fewer than two sources, there is no
/// marker, or an option cannot be followed.
pub fn build(
    reference: &LabelledMatrix,
    label: impl Fn(&str) -> Option<String>,
    options: &BuildOptions,
) -> Result<Built, BuildError> {
    if !(options.fold.is_finite() && options.fold >= 1.0) {
        return Err(BuildError::Fold(options.fold));
    }
    if options.least == 0 || options.most < options.least {
        return Err(BuildError::Markers { least: options.least, most: options.most });
    }
    non_negative(reference, "sample")?;
    let mut sources: Vec<String> = Vec::new();
    let mut of_sample = Vec::new();
    for sample in reference.columns() {
        let name = label(sample).ok_or_else(|| BuildError::Unlabelled(sample.clone()))?;
        let place = sources.iter().position(|s| *s == name).unwrap_or_else(|| {
            sources.push(name);
            sources.len() - 1
        });
        of_sample.push(place);
    }
    if sources.len() < 2 {
        return Err(BuildError::OneSource(sources.len()));
    }
    let values = reference.values();
    let mut means: Array2<f64> = Array2::zeros((values.nrows(), sources.len()));
    let mut members = vec![0.0; sources.len()];
    for (s, column) in values.columns().into_iter().enumerate() {
        let total: f64 = column.sum();
        if total <= 0.0 {
            return Err(BuildError::Empty(reference.columns()[s].clone()));
        }
        members[of_sample[s]] += 1.0;
        for (f, value) in column.iter().enumerate() {
            means[[f, of_sample[s]]] += value / total * 1e6;
        }
    }
    for (mut column, count) in means.columns_mut().into_iter().zip(&members) {
        column /= *count;
    }
    let markers = markers(&means, options.fold);
    if markers.iter().all(Vec::is_empty) {
        return Err(BuildError::NoMarker { fold: options.fold });
    }
    let names: Vec<&str> = reference.rows().collect();
    let mut best: Option<(f64, usize, Vec<usize>)> = None;
    for count in options.least..=options.most {
        let mut rows: Vec<usize> =
            markers.iter().flat_map(|m| m.iter().take(count).copied()).collect();
        rows.sort_unstable();
        let table = means.select(Axis(0), &rows);
        let condition = condition_number_of_units(table.view());
        if best.as_ref().is_none_or(|(least, _, _)| condition < *least) {
            best = Some((condition, count, rows));
        }
        if markers.iter().all(|m| m.len() <= count) {
            break;
        }
    }
    let Some((condition_number, count, rows)) = best else {
        return Err(BuildError::NoMarker { fold: options.fold });
    };
    let poor = sources
        .iter()
        .zip(&markers)
        .filter(|(_, m)| m.len() < options.least)
        .map(|(name, m)| (name.clone(), m.len()))
        .collect();
    let table = means.select(Axis(0), &rows);
    let features = rows.iter().map(|&f| names[f].to_owned()).collect();
    let matrix = LabelledMatrix::new(features, sources, table.iter().copied().collect())
        .map_err(|_| BuildError::NoMarker { fold: options.fold })?;
    Ok(Built { signature: Signature::new(matrix)?, markers: count, condition_number, poor })
}

/// Markers of each source, best first.
fn markers(means: &Array2<f64>, fold: f64) -> Vec<Vec<usize>> {
    /// Parts per million below which a mean is as good as zero.
    const FLOOR: f64 = 1.0;
    let mut ranked: Vec<Vec<(f64, usize)>> = vec![Vec::new(); means.ncols()];
    for (f, row) in means.rows().into_iter().enumerate() {
        let Some(found) = Specificity::of(&row.to_vec()) else { continue };
        let own = row[found.source];
        let other = row
            .iter()
            .enumerate()
            .filter(|(j, _)| *j != found.source)
            .fold(0.0_f64, |m, (_, v)| m.max(*v));
        let ratio = (own + FLOOR) / (other + FLOOR);
        if ratio >= fold {
            ranked[found.source].push((ratio.ln() * found.jensen_shannon, f));
        }
    }
    ranked
        .into_iter()
        .map(|mut list| {
            list.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            list.into_iter().map(|(_, f)| f).collect()
        })
        .collect()
}
