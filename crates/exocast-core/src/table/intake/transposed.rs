//! Tables with samples in their rows.

use std::ops::Range;

use super::{column::Column, kind::Kind, request::Request};
use crate::table::records::Fields;

/// Columns that decide.
const LEAST: usize = 3;
/// Columns for each row of a table that is wider than tables of features by samples are.
const WIDE: usize = 5;

/// Whether the header holds names of features, and the rows do not.
pub(super) fn is_transposed<'a>(
    columns: &[Column],
    rows: &(impl Iterator<Item = &'a Fields> + Clone),
    request: &Request<'_>,
) -> bool {
    let chosen = request
        .choice
        .is_some_and(|choice| choice.id_column.is_some() || !choice.columns.is_empty());
    if columns.len() <= LEAST || chosen || request.keep.is_some() {
        return false;
    }
    let features =
        columns.iter().skip(1).filter(|column| is_feature(&column.name, request)).count();
    let share = features as f64 / (columns.len() - 1) as f64;
    // Of many more columns than rows, a few may be of the sets that are asked for.
    let is_wide = columns.len() > WIDE * rows.clone().count().max(1);
    let least = match request.knows_names() {
        true if is_wide => 0.0,
        true => 0.2,
        false => 0.5,
    };
    if features < LEAST || share < least {
        return false;
    }
    // Names in the rows, of the column that has most.
    let in_rows = |place: usize| {
        let all = rows.clone().count().max(1);
        let named = rows.clone().filter(|row| is_feature(row.get(place), request)).count();
        named as f64 / all as f64
    };
    let texts =
        columns.iter().enumerate().filter(|(place, column)| *place == 0 || column.is_text());
    texts.map(|(place, _)| in_rows(place)).fold(0.0, f64::max) < share / 2.0
}

/// Columns in front of the first feature, where most columns are features by their form: they describe the samples.
pub(super) fn before_features(columns: &[Column], request: &Request<'_>) -> Range<usize> {
    let has_form = |column: &Column| is_feature(&column.name, request);
    let first = columns.iter().position(has_form).unwrap_or(0);
    let features = columns[first..].iter().filter(|column| has_form(column)).count();
    // All names that can be known are known, or hardly any.
    if 10 * features >= 9 * (columns.len() - first) { 0..first } else { 0..0 }
}

fn is_feature(name: &str, request: &Request<'_>) -> bool {
    let symbol = without_number(name);
    request.is_known(symbol) || Kind::from_name(name).is_certain() || symbol.len() < name.len()
}

/// `TSPAN6 (7105)` of `DepMap` is `TSPAN6`.
pub(super) fn without_number(name: &str) -> &str {
    let split = name.strip_suffix(')').and_then(|rest| rest.rsplit_once(" ("));
    match split {
        Some((symbol, number))
            if !symbol.is_empty()
                && !number.is_empty()
                && number.bytes().all(|byte| byte.is_ascii_digit()) =>
        {
            symbol
        }
        _ => name,
    }
}
