//! A signature from labelled reference samples.

use std::{collections::BTreeMap, io::BufRead};

use exocast_core::{Cell, LabelledMatrix, Lines, Malformed, ReadError, Table};
use ndarray::Array2;

use crate::{
    BadTable, Signature, Specificity, identifiability::condition_number_of_units,
    signature::non_negative,
};

/// How a signature is built; [`Default`] is what is used where nothing is said.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
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

/// A signature with what it was built from.
#[derive(Clone, Debug, PartialEq)]
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
    /// The signature as a file: `feature`, then a column a source.
    #[must_use]
    pub fn table(&self) -> Table {
        let sources = self.signature.sources().iter().cloned();
        let mut table = Table::new(std::iter::once("feature".to_owned()).chain(sources));
        for (name, row) in self.signature.features().zip(self.signature.values().rows()) {
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
        for (name, row) in self.signature.features().zip(self.signature.values().rows()) {
            let Some(found) = Specificity::of(&row.to_vec()) else { continue };
            table.push([
                name.into(),
                self.signature.sources()[found.source].as_str().into(),
                found.tau.into(),
                found.gini.into(),
                found.jensen_shannon.into(),
            ]);
        }
        table
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

/// Reads the source of each sample: a header line, then a sample and its source a line, separated by a
/// tab.
///
/// # Errors
/// At the first line without a sample or a source, or whose sample stood before; where there is no line;
/// and where the stream fails.
pub fn read_labels<R: BufRead>(
    reader: R,
    source: &str,
) -> Result<BTreeMap<String, String>, ReadError> {
    let mut lines = Lines::new(reader, source);
    let mut labels: BTreeMap<String, String> = BTreeMap::new();
    let mut first: BTreeMap<String, u64> = BTreeMap::new();
    let mut header = true;
    loop {
        let Some(line) = lines.next_line()? else { break };
        if line.trim().is_empty() || std::mem::take(&mut header) {
            continue;
        }
        let mut fields = line.split('\t').map(|f| f.trim().to_owned());
        let (sample, label) = (fields.next().unwrap_or_default(), fields.next());
        let at = lines.location();
        if sample.is_empty() {
            return Err(ReadError::malformed(at.field(1), Malformed::Missing("the sample")));
        }
        let Some(label) = label.filter(|l| !l.is_empty()) else {
            let cause = Malformed::Missing("the source of the sample, after a tab");
            return Err(ReadError::malformed(at.field(2), cause));
        };
        if let Some(&first) = first.get(&sample) {
            let cause = Malformed::Duplicate { name: sample, first };
            return Err(ReadError::malformed(at.field(1), cause));
        }
        first.insert(sample.clone(), lines.number());
        labels.insert(sample, label);
    }
    if labels.is_empty() {
        return Err(ReadError::malformed(lines.location(), Malformed::Empty("sample")));
    }
    Ok(labels)
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
        let table = means.select(ndarray::Axis(0), &rows);
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
    let table = means.select(ndarray::Axis(0), &rows);
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
