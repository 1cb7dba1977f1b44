//! Tables of bins in which every other column may be one sample: `Size (nm), A, B`.

use std::borrow::Cow;

use exocast_core::text::DecimalMark;

use super::columns::{Column, is_called_sum, is_derived};
use super::layout::Rows;
use super::places::Places;
use super::role::{Role, is_quantity};

/// Fewer bins may be evenly spaced by chance.
const FEWEST: usize = 10;

/// How much two steps of one grid differ, as a share of a step.
const UNEVEN: f64 = 0.02;

/// How much more they differ at most because sizes are written with few decimals.
const ROUNDED: f64 = 0.03;

/// Whether the columns after the diameters may be samples: two or more, and none of them says by its name that it is
/// something else.
pub(super) fn may_be(places: &Places, columns: &[Column], header: &[Cow<'_, str>]) -> bool {
    let Some(size) = places.diameter.filter(|_| !places.matrix && places.edges.is_none()) else {
        return false;
    };
    let unnamed_first = size == 1 && header[0].is_empty();
    if size > 0 && !unnamed_first || places.sample.is_some() || places.included.is_some() {
        return false;
    }
    let others = || (size + 1..header.len()).filter(|&at| !header[at].is_empty());
    let is_sample = |at: usize| is_sample(&columns[at]);
    others().filter(|&at| is_sample(at)).count() > 1
        && others().all(|at| is_sample(at) || is_derived(&header[at]) || is_called_sum(&header[at]))
}

/// Whether a column may be a sample: its name says nothing else, or is `N`, which may be the number of particles too.
fn is_sample(column: &Column) -> bool {
    let is_unnamed = column.role == Role::Other && !is_quantity(&column.named.name);
    (is_unnamed || is_count_or_sample(column)) && matches!(column.named.unit, Ok(None))
}

/// Whether a column is called `N`.
fn is_count_or_sample(column: &Column) -> bool {
    column.role == Role::Count && !column.chosen && column.named.name.trim() == "n"
}

/// Whether the columns beside the sizes hold numbers throughout.
pub(super) fn hold_numbers(
    rows: &Rows<'_>,
    header: &[Cow<'_, str>],
    size: usize,
    decimal: DecimalMark,
) -> bool {
    let is_number = |row: &[Cow<'_, str>], at: usize| {
        row.get(at).is_some_and(|cell| cell.is_empty() || decimal.number(cell).is_some())
    };
    let others = || (size + 1..header.len()).filter(|&at| !header[at].is_empty());
    rows.iter().all(|(_, row)| others().all(|at| is_number(row, at)))
}

/// The column `N`, and the columns of numbers beside it that may be samples as it may.
pub(super) fn unclear(
    columns: &[Column],
    header: &[Cow<'_, str>],
    rows: &Rows<'_>,
    decimal: DecimalMark,
) -> Option<(String, Vec<String>)> {
    let at = columns.iter().position(is_count_or_sample)?;
    let numbers = |at: &usize| {
        let mut cells = rows.iter().map(|(_, row)| row.get(*at));
        cells.all(|cell| cell.is_some_and(|cell| decimal.number(cell).is_some()))
    };
    let beside = (0..columns.len()).filter(|&other| other != at && !header[other].is_empty());
    let beside: Vec<usize> = beside.filter(|&other| is_sample(&columns[other])).collect();
    let names = beside.iter().filter(|at| numbers(at)).map(|&at| header[at].clone().into_owned());
    let names: Vec<String> = names.collect();
    (!names.is_empty()).then(|| (header[at].clone().into_owned(), names))
}

/// Whether the sizes are those of evenly spaced bins, in nm or in their logarithm.
pub(super) fn are_bins(rows: &Rows<'_>, size: usize, decimal: DecimalMark) -> bool {
    let number = |cell: &Cow<'_, str>| decimal.number(cell);
    let sizes: Option<Vec<f64>> =
        rows.iter().map(|(_, row)| row.get(size).and_then(number)).collect();
    let Some(sizes) = sizes.filter(|sizes| sizes.len() >= FEWEST && sizes[0] > 0.0) else {
        return false;
    };
    // Each may be off by half a unit of the last decimal.
    let decimals = |(_, row): &(usize, Vec<Cow<'_, str>>)| {
        row.get(size).and_then(|cell| cell.split(['.', ',']).nth(1)).map_or(0, str::len)
    };
    let most = rows.iter().map(decimals).max().and_then(|most| i32::try_from(most).ok());
    let unit = 10_f64.powi(-most.unwrap_or(0));
    let even = |values: &[f64], unit: f64| {
        let steps = || values.windows(2).map(|pair| pair[1] - pair[0]);
        let (low, high) = steps().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), step| {
            (low.min(step), high.max(step))
        });
        low > 0.0 && high - low <= UNEVEN * high + (2.0 * unit).min(ROUNDED * high)
    };
    let logarithms: Vec<f64> = sizes.iter().map(|size| size.ln()).collect();
    even(&sizes, 0.0) || even(&logarithms, unit / sizes[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(sizes: &[f64]) -> Rows<'static> {
        let row = |size: &f64| vec![Cow::Owned(size.to_string()), "1".into(), "2".into()];
        sizes.iter().enumerate().map(|(at, size)| (at, row(size))).collect()
    }

    #[test]
    fn bins_are_evenly_spaced_in_size_or_its_logarithm() {
        let even: Vec<f64> = (0..12).map(|i| 10.5 + 5.0 * f64::from(i)).collect();
        assert!(are_bins(&rows(&even), 0, DecimalMark::Point));
        assert!(!are_bins(&rows(&even[..9]), 0, DecimalMark::Point));
        // As written, with one decimal.
        let log: Vec<f64> = (0..30).map(|i| (500.0 * 1.08_f64.powi(i)).round() / 10.0).collect();
        assert!(are_bins(&rows(&log), 0, DecimalMark::Point), "{log:?}");
        let mut sorted = vec![60.0, 61.2, 71.0, 77.7, 78.0, 80.1, 92.3, 95.0, 103.0, 104.0, 120.0];
        assert!(!are_bins(&rows(&sorted), 0, DecimalMark::Point));
        sorted.reverse();
        assert!(!are_bins(&rows(&sorted), 0, DecimalMark::Point));
    }
}
