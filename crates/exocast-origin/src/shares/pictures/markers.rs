//! Heat map of the markers of each source.

use std::fmt::Write as _;

use exocast_core::{Cell, LabelledMatrix, Table};

use super::{
    picture::Picture,
    svg::{label, tilted},
};
use crate::signature::{Signature, Specificity, rows_of};

/// Markers drawn of each source at most, and of all sources together where there are many.
const MARKERS: (usize, usize) = (6, 60);

/// The features that are most specific to each source, up to six of each and fewer of many sources, over sources and
/// samples; every row from clear at zero to blue at its largest, of sources and of samples each (samples at one depth).
#[must_use]
pub fn markers(signature: &Signature, cargo: &LabelledMatrix) -> Picture {
    /// Room for names of features and columns, size of a cell, gap between sources and samples.
    const ROOM: (f64, f64, f64, f64) = (150.0, 120.0, 16.0, 10.0);
    let values = signature.matrix().values();
    let sums: Vec<f64> = values.columns().into_iter().map(|column| column.sum()).collect();
    let rows = rows_of(signature, cargo).by_feature;
    let mut ranked: Vec<Vec<(f64, usize)>> = vec![Vec::new(); sums.len()];
    for (f, row) in rows.iter().enumerate() {
        let profile: Vec<f64> = values.row(f).iter().zip(&sums).map(|(v, s)| v / s).collect();
        if let Some(specificity) = Specificity::from_profile(&profile).filter(|_| !row.is_empty()) {
            // Specific and plentiful: a trace in one source marks little.
            ranked[specificity.source]
                .push((specificity.jensen_shannon * profile[specificity.source].sqrt(), f));
        }
    }
    let names: Vec<&str> = signature.features().collect();
    let totals: Vec<f64> =
        cargo.values().columns().into_iter().map(|c| c.sum().max(f64::MIN_POSITIVE)).collect();
    let mut body = String::new();
    let split = ROOM.0 + ROOM.2 * sums.len() as f64 + ROOM.3;
    for (j, name) in signature.sources().iter().enumerate() {
        tilted(&mut body, ROOM.0 + ROOM.2 * (j as f64 + 0.8), ROOM.1 - 6.0, name);
    }
    for (s, name) in cargo.columns().iter().enumerate() {
        tilted(&mut body, split + ROOM.2 * (s as f64 + 0.8), ROOM.1 - 6.0, name);
    }
    let most = (MARKERS.1 / sums.len().max(1)).clamp(1, MARKERS.0);
    let mut data = Table::new(["feature", "marks", "kind", "name", "share", "shade"]);
    let mut y = ROOM.1;
    for (list, marked) in ranked.iter_mut().zip(signature.sources()) {
        list.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        for &(_, f) in list.iter().take(most) {
            label(&mut body, ROOM.0 - 6.0, y + 12.5, "end", names[f]);
            let of_sources: Vec<f64> =
                values.row(f).iter().zip(&sums).map(|(v, sum)| v / sum).collect();
            let amount = |sample: usize| -> f64 {
                rows[f].iter().map(|&row| cargo.values()[[row, sample]]).sum()
            };
            let of_samples: Vec<f64> =
                totals.iter().enumerate().map(|(sample, total)| amount(sample) / total).collect();
            for (left, row, kind, columns) in [
                (ROOM.0, of_sources, "source", signature.sources()),
                (split, of_samples, "sample", cargo.columns()),
            ] {
                let largest = row.iter().copied().fold(f64::MIN_POSITIVE, f64::max);
                for (i, (value, column)) in row.iter().zip(columns).enumerate() {
                    let shade = (value / largest).sqrt();
                    let cells: [Cell; 4] =
                        [names[f], marked.as_str(), kind, column.as_str()].map(Cell::from);
                    data.push(cells.into_iter().chain([(*value).into(), shade.into()]));
                    let _ = writeln!(
                        body,
                        "<rect x=\"{:.1}\" y=\"{y:.1}\" width=\"15\" height=\"15\" fill=\"#0072B2\" \
                         fill-opacity=\"{shade:.3}\" stroke=\"#8884\" stroke-width=\"0.5\"/>",
                        left + ROOM.2 * i as f64
                    );
                }
            }
            y += ROOM.2;
        }
    }
    let description = "Features most specific to each source: how much of each sources (left) and samples (right) hold, \
                       by square root, each row from clear at zero to blue at its largest.";
    let width = split + ROOM.2 * cargo.columns().len() as f64 + 70.0;
    let size = (width, y + 16.0);
    Picture::new(size, "Markers of the sources", description.to_owned(), &body, data)
}
