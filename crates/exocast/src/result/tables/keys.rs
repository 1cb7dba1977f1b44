//! Which rows of a table come first in the report: those that a reader looks for.

use std::collections::HashMap;

/// What rows are sorted by, ascending, one key per row.
pub(super) type Keys = Vec<Vec<f64>>;

fn size(value: Option<f64>) -> f64 {
    value.filter(|value| value.is_finite()).map_or(0.0, f64::abs)
}

/// The largest first.
pub(super) fn largest(values: impl Iterator<Item = f64>) -> Keys {
    values.map(|value| vec![-size(Some(value))]).collect()
}

/// Rows of one name stay together, that with the largest value first; rows without a name are in front. Rows without
/// a value do not tell how large their name is.
pub(super) fn together<'a>(rows: impl Iterator<Item = (&'a str, Option<f64>)>) -> Keys {
    let rows: Vec<(&str, Option<f64>)> = rows.collect();
    let mut sizes: HashMap<&str, f64> = HashMap::new();
    for (name, value) in &rows {
        let most = sizes.entry(name).or_default();
        *most = most.max(size(*value));
    }
    let first = |name: &str| if name.is_empty() { 0.0 } else { 1.0 };
    let places = places(rows.iter().map(|row| row.0));
    rows.iter()
        .zip(places)
        .map(|((name, _), place)| vec![first(name), -sizes[name], place])
        .collect()
}

/// Names in the order of the table, the largest of each first.
pub(super) fn within<'a>(rows: impl Iterator<Item = (&'a str, Option<f64>)>) -> Keys {
    let rows: Vec<(&str, Option<f64>)> = rows.collect();
    let places = places(rows.iter().map(|row| row.0));
    rows.iter().zip(places).map(|((_, value), place)| vec![place, -size(*value)]).collect()
}

/// A difference of two groups, as far as it is sorted by.
pub(super) struct Sureness<'a> {
    pub(super) contrast: &'a str,
    pub(super) value: Option<f64>,
    pub(super) ends: Option<(f64, f64)>,
    pub(super) q: Option<f64>,
}

/// Contrasts in the order of the table, in each the smallest q first, then what is furthest from nought for sure, then
/// what is furthest.
pub(super) fn surest<'a>(rows: impl Iterator<Item = Sureness<'a>>) -> Keys {
    let rows: Vec<Sureness<'a>> = rows.collect();
    let places = places(rows.iter().map(|row| row.contrast));
    let finite = |value: f64| value.is_finite().then_some(value);
    rows.iter()
        .zip(places)
        .map(|(row, place)| {
            let q = row.q.and_then(finite).unwrap_or(f64::INFINITY);
            let sure = match row.ends.map(|(low, high)| (finite(low), finite(high))) {
                Some((Some(low), Some(high))) => low.max(-high).max(0.0),
                _ => 0.0,
            };
            vec![place, q, -sure, -size(row.value)]
        })
        .collect()
}

/// At which place each name was first seen.
fn places<'a>(names: impl Iterator<Item = &'a str>) -> Vec<f64> {
    let mut seen: HashMap<&str, f64> = HashMap::new();
    names
        .map(|name| {
            let next = seen.len() as f64;
            *seen.entry(name).or_insert(next)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use exocast_core::Table;

    use super::*;
    use crate::result::tables::spec::{TableSpec, text};

    const SPEC: TableSpec = TableSpec::new("t", "", &[text("row")]);

    /// The names of rows with these keys, as the report shows them.
    fn check(names: &str, keys: &Keys, expected: &str) {
        static STATIC: TableSpec = SPEC;
        let mut table = Table::new(["row"]);
        names.split(' ').for_each(|name| table.push([name.into()]));
        let shown = STATIC.with(table).sorted(keys);
        let shown: Vec<String> = shown.rows().iter().map(|row| row[0].to_text()).collect();
        assert_eq!(shown.join(" "), expected);
    }

    #[test]
    fn what_matters_leads() {
        check("a b c", &largest([1.0, -3.0, f64::NAN].into_iter()), "b a c");
        let rows = [("a", None), ("a", Some(1.0)), ("b", None), ("b", Some(2.0))];
        check("a1 a2 b1 b2", &together(rows.into_iter()), "b1 b2 a1 a2");
        let rows = [("a", Some(1.0)), ("b", Some(3.0)), ("", Some(2.0)), ("a", Some(2.0))];
        check("a b - a2", &together(rows.into_iter()), "- b a a2");
        let rows = [("s", Some(0.1)), ("s", Some(0.9)), ("t", Some(0.4)), ("t", Some(0.6))];
        check("s1 s2 t1 t2", &within(rows.into_iter()), "s2 s1 t2 t1");
        let row = |contrast, value, low, high, q| Sureness {
            contrast,
            value: Some(value),
            ends: Some((low, high)),
            q,
        };
        let rows = [
            row("c", 9.0, -1.0, 20.0, None),
            row("c", -2.0, -3.0, -1.0, None),
            row("c", 1.0, 0.0, 2.0, Some(0.2)),
            row("d", 1.0, 0.0, 2.0, Some(0.1)),
        ];
        check("a b d e", &surest(rows.into_iter()), "d b a e");
    }
}
