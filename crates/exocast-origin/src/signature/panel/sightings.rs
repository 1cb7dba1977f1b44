//! Which sources the panel sees in each sample.

use exocast_core::{
    LabelledMatrix,
    adjust::benjamini_hochberg,
    names::{Lookup, NameNotice},
    rank::ranks,
};
use statrs::function::erf::erfc;

use super::{
    markers::{Marker, PANEL},
    mirnas::names_elsewhere,
};
use crate::verdict::Verdict;

/// What the panel says of one source in one sample.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Sighting {
    /// The sample.
    pub sample: String,
    /// The source.
    pub parent: &'static str,
    /// Markers that the cargo has a row for, and of these those above zero.
    pub measured: usize,
    /// Markers above zero.
    pub seen: usize,
    /// Whether a marker against the source is above half of those for it.
    pub contradicted: bool,
    /// One-sided p that its markers are above the other features of the sample (Mann–Whitney).
    pub p: Option<f64>,
    /// p by Benjamini and Hochberg over the sources of the sample.
    pub q: Option<f64>,
    /// `weak` or `cannot tell`.
    pub verdict: Verdict,
}

/// The names of a cargo, in which markers of the panel are found: genes by any of their names, also those of orthologues
/// in mouse and rat; miRNAs by name, of mouse and rat where they have the same sequence.
fn lookup(cargo: &LabelledMatrix) -> Lookup<'_> {
    Lookup::of_embedded(cargo.rows(), PANEL.iter().map(|marker| marker.name))
}

/// The rows of a marker.
fn rows_of(lookup: &Lookup<'_>, cargo: &LabelledMatrix, marker: &Marker) -> Vec<usize> {
    if let Some(matched) = lookup.find(marker.name) {
        return matched.rows;
    }
    names_elsewhere(marker.name).filter_map(|name| cargo.row_index(&name)).collect()
}

/// Markers of the panel that a cargo has a row of, and what to say of its names.
#[must_use]
pub fn measured(cargo: &LabelledMatrix) -> (usize, Vec<NameNotice>) {
    let lookup = lookup(cargo);
    let is_there = |marker: &&Marker| !rows_of(&lookup, cargo, marker).is_empty();
    (PANEL.iter().filter(is_there).count(), lookup.notices("the panel"))
}

/// Reads the panel in every sample of features × samples.
///
/// A source is `weak` where most of its markers are seen, and two or more (or one, if the cargo has but one row for
/// it), they are above the other features that the sample holds (q < 0.05), and nothing contradicts it.
/// Features at zero are skipped, except markers: a long list of names that were looked for raises no
/// marker.
///
/// ```
/// use exocast_origin::{core::LabelledMatrix, panel};
///
/// let cargo = "gene\tEV_1\nPF4\t900\nITGA2B\t700\nACTB\t90\nGAPDH\t80\nMYC\t3\nTP53\t2\nFOS\t5\n";
/// let cargo = LabelledMatrix::read(cargo.as_bytes(), "cargo.tsv")?;
/// let sightings = panel::sightings(&cargo);
/// let platelet = sightings.iter().find(|sighting| sighting.parent == "platelet");
/// assert!(platelet.is_some_and(|platelet| platelet.seen == 2));
/// # Ok::<(), exocast_origin::core::ReadError>(())
/// ```
#[must_use]
pub fn sightings(cargo: &LabelledMatrix) -> Vec<Sighting> {
    let mut parents: Vec<&'static str> = Vec::new();
    for marker in PANEL {
        if !parents.contains(&marker.parent) {
            parents.push(marker.parent);
        }
    }
    let lookup = lookup(cargo);
    let of_marker: Vec<Vec<usize>> =
        PANEL.iter().map(|marker| rows_of(&lookup, cargo, marker)).collect();
    // Of several rows of one marker, such as isoforms, the highest.
    let rows = |parent: &str, present: bool, values: &[f64]| -> Vec<usize> {
        PANEL
            .iter()
            .zip(&of_marker)
            .filter(|(m, _)| m.parent == parent && m.present == present)
            .filter_map(|(_, rows)| {
                rows.iter()
                    .copied()
                    .max_by(|&a, &b| values[a].total_cmp(&values[b]).then(b.cmp(&a)))
            })
            .collect()
    };
    let mut out = Vec::new();
    for (sample, column) in cargo.columns().iter().zip(cargo.values().columns()) {
        let values = column.to_vec();
        let mut sightings: Vec<Sighting> = parents
            .iter()
            .map(|parent| {
                let (markers, against) =
                    (rows(parent, true, &values), rows(parent, false, &values));
                let seen = markers.iter().filter(|&&row| values[row] > 0.0).count();
                let mut heights: Vec<f64> = markers.iter().map(|&row| values[row]).collect();
                heights.sort_by(f64::total_cmp);
                let middle = heights.get(heights.len() / 2).copied().unwrap_or(0.0);
                Sighting {
                    sample: sample.clone(),
                    parent,
                    measured: markers.len(),
                    seen,
                    contradicted: against.iter().any(|&row| values[row] > middle),
                    p: higher(&values, &markers),
                    q: None,
                    verdict: Verdict::CannotTell,
                }
            })
            .collect();
        let p: Vec<f64> = sightings.iter().map(|s| s.p.unwrap_or(f64::NAN)).collect();
        for (sighting, q) in sightings.iter_mut().zip(benjamini_hochberg(&p)) {
            sighting.q = sighting.p.map(|_| q);
            let most = 2 * sighting.seen > sighting.measured;
            let enough = most && (sighting.seen >= 2 || sighting.measured == 1);
            if enough && !sighting.contradicted && sighting.q.is_some_and(|q| q < 0.05) {
                sighting.verdict = Verdict::Weak;
            }
        }
        out.extend(sightings);
    }
    out
}

/// One-sided p of the values of `own` being higher than the others above zero, by the normal approximation.
fn higher(values: &[f64], markers: &[usize]) -> Option<f64> {
    let others = (0..values.len()).filter(|place| values[*place] > 0.0 && !markers.contains(place));
    let rank = ranks(&markers.iter().copied().chain(others).map(|f| values[f]).collect::<Vec<_>>());
    let (n, a) = (rank.len() as f64, markers.len() as f64);
    let b = n - a;
    if markers.is_empty() || b < 1.0 {
        return None;
    }
    let mean = f64::midpoint(n, 1.0);
    let squares: f64 = rank.iter().map(|r| (r - mean) * (r - mean)).sum();
    let variance = a * b / (n * (n - 1.0)) * squares;
    let sum: f64 = rank[..markers.len()].iter().sum();
    (variance > 0.0)
        .then(|| 0.5 * erfc((sum - a * mean) / variance.sqrt() / std::f64::consts::SQRT_2))
}
