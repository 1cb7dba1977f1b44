//! A signature from labelled reference samples.

use exocast_core::{
    LabelledMatrix,
    options::{Checked, Options},
};
use ndarray::{Array2, Axis};
use serde::{Deserialize, Serialize};

use super::{
    amounts::{looks_logarithmic, non_negative},
    built::Built,
    dependence::condition_number_of_units,
    profiles::Signature,
    specificity::Specificity,
};
use crate::{error::OriginError, options::BadOption};

/// How a signature is built.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[non_exhaustive]
pub struct BuildOptions {
    /// Fewest markers of a source; of the numbers up to `most`, the one with the smallest condition number is taken.
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

impl Options for BuildOptions {
    type Error = BadOption;

    /// `fold` has to be 1 or more, `least` above 0, and `most` no less than `least`.
    fn validate(&self) -> Result<(), BadOption> {
        if !(self.fold.is_finite() && self.fold >= 1.0) {
            return Err(BadOption::Fold(self.fold));
        }
        if self.least == 0 || self.most < self.least {
            return Err(BadOption::Markers { least: self.least, most: self.most });
        }
        Ok(())
    }
}

/// Builds a signature from features × samples and the source of each sample.
///
/// Samples are brought to a million each and averaged by source. A feature is a marker of the source
/// with its largest mean where that is `fold` times every other; markers are ranked by fold times
/// specificity (1 − Jensen–Shannon distance). The number of markers per source is the one, between `least`
/// and `most`, whose signature has the smallest condition number (as CIBERSORT builds LM22: Newman et al.
/// 2015, Nat Methods 12:453).
///
/// ```
/// use exocast_origin::{
///     BuildOptions, build,
///     core::{LabelledMatrix, options::Options as _},
/// };
///
/// let reference = "mirna\tliver_1\tliver_2\tbrain_1\n\
///     miR-122\t900\t850\t2\nmiR-192\t300\t340\t9\nmiR-124\t1\t2\t700\nlet-7a\t90\t80\t95\n";
/// let reference = LabelledMatrix::read(reference.as_bytes(), "reference.tsv")?;
/// let source = |sample: &str| sample.split('_').next().map(str::to_owned);
/// let built = build(&reference, source, &BuildOptions::default().check()?)?;
/// assert_eq!(built.signature.sources(), ["liver", "brain"]);
/// // let-7a marks neither.
/// assert_eq!(built.signature.features().collect::<Vec<_>>(), ["miR-122", "miR-192", "miR-124"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// Where a sample has no label or no amount, an amount is below zero, amounts look like logarithms, there are fewer than two sources, or there is
/// no marker.
pub fn build(
    reference: &LabelledMatrix,
    label: impl Fn(&str) -> Option<String>,
    options: &Checked<BuildOptions>,
) -> Result<Built, OriginError> {
    non_negative(reference, "sample")?;
    if let Some(largest) = looks_logarithmic(reference) {
        return Err(OriginError::LogarithmicReference { largest });
    }
    let mut sources: Vec<String> = Vec::new();
    let mut of_sample = Vec::new();
    for sample in reference.columns() {
        let name = label(sample).ok_or_else(|| OriginError::Unlabelled(sample.clone()))?;
        let place = sources.iter().position(|s| *s == name).unwrap_or_else(|| {
            sources.push(name);
            sources.len() - 1
        });
        of_sample.push(place);
    }
    if sources.len() < 2 {
        return Err(OriginError::TooFewSources(sources.len()));
    }
    let values = reference.values();
    let mut means: Array2<f64> = Array2::zeros((values.nrows(), sources.len()));
    let mut members = vec![0.0; sources.len()];
    for (s, column) in values.columns().into_iter().enumerate() {
        let total: f64 = column.sum();
        if total <= 0.0 {
            return Err(OriginError::EmptySample(reference.columns()[s].clone()));
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
        return Err(OriginError::NoMarker { fold: options.fold });
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
        return Err(OriginError::NoMarker { fold: options.fold });
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
        .map_err(|_| OriginError::NoMarker { fold: options.fold })?;
    Ok(Built { signature: Signature::new(matrix)?, markers: count, condition_number, poor })
}

/// Markers of each source, best first.
fn markers(means: &Array2<f64>, fold: f64) -> Vec<Vec<usize>> {
    /// Parts per million below which a mean is as good as zero.
    const FLOOR: f64 = 1.0;
    let mut ranked: Vec<Vec<(f64, usize)>> = vec![Vec::new(); means.ncols()];
    for (f, row) in means.rows().into_iter().enumerate() {
        let Some(specificity) = Specificity::from_profile(&row.to_vec()) else { continue };
        let largest = row[specificity.source];
        let other = row
            .iter()
            .enumerate()
            .filter(|(j, _)| *j != specificity.source)
            .fold(0.0_f64, |m, (_, v)| m.max(*v));
        let ratio = (largest + FLOOR) / (other + FLOOR);
        if ratio >= fold {
            ranked[specificity.source].push((ratio.ln() * specificity.jensen_shannon, f));
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
