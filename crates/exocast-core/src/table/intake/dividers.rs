//! Columns that tell apart the rows of one name, by what is in them: a tissue, a library, a dose.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use super::column::Column;

/// Values of a column that divides a table, at most.
const MOST: usize = 2000;
/// Different numbers of the first rows that may be parts of a table.
const FEW: usize = 20;
/// Columns that are looked at.
const COLUMNS: usize = 8;
/// Names that tell.
const ENOUGH: usize = 5;

/// Columns that may divide a table, and which part each row is of.
#[derive(Debug, Default)]
pub(super) struct Dividers {
    pub(super) places: Vec<usize>,
    parts: Vec<Parts>,
}

#[derive(Clone, Debug, Default)]
struct Parts {
    values: HashMap<Box<str>, usize>,
    rows: Vec<usize>,
}

/// Whether parts of a table may be in a column: texts that come back, or few different numbers.
pub(super) fn may_be_parts(column: &Column) -> bool {
    if column.is_text() {
        return column.repeats();
    }
    let mut seen: Vec<f64> = Vec::new();
    for value in column.values.iter().flatten() {
        if !seen.contains(value) {
            seen.push(*value);
        }
    }
    column.is_numeric() && !seen.is_empty() && seen.len() <= FEW && column.values.len() > 2 * FEW
}

impl Dividers {
    /// The first few of these columns, in their order.
    pub(super) fn new(places: impl Iterator<Item = usize>) -> Self {
        let places: Vec<usize> = places.take(COLUMNS).collect();
        Self { parts: vec![Parts::default(); places.len()], places }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// Adds a row: its fields in these columns.
    pub(super) fn add<'f>(&mut self, fields: impl Iterator<Item = &'f str>) {
        for (parts, field) in self.parts.iter_mut().zip(fields) {
            if parts.values.len() > MOST {
                continue;
            }
            let next = parts.values.len();
            let part = match parts.values.get(field) {
                Some(&part) => part,
                None => *parts.values.entry(field.into()).or_insert(next),
            };
            parts.rows.push(part);
        }
    }

    /// The column that divides the table: most names are there once for each of its values; and a name.
    pub(super) fn dividing(
        &self,
        names: &[Option<Arc<str>>],
        id: usize,
    ) -> Option<(usize, Arc<str>)> {
        let mut places: HashMap<&str, usize> = HashMap::new();
        let mut by_row: Vec<Option<usize>> = Vec::with_capacity(names.len());
        for name in names {
            let next = places.len();
            by_row.push(name.as_deref().map(|name| *places.entry(name).or_insert(next)));
        }
        let (rows, distinct) = (by_row.iter().flatten().count(), places.len());
        if distinct < ENOUGH || rows < 2 * distinct {
            return None;
        }
        let is_dividing = |parts: &Parts| {
            let several = parts.values.len();
            if parts.rows.len() != names.len() || !(2..=MOST).contains(&several) {
                return false;
            }
            let pairs: HashSet<(usize, usize)> = by_row
                .iter()
                .zip(&parts.rows)
                .filter_map(|(name, part)| Some(((*name)?, *part)))
                .collect();
            20 * pairs.len() >= 19 * rows && 10 * rows >= 8 * several * distinct
        };
        let place = self
            .places
            .iter()
            .zip(&self.parts)
            .find(|(place, parts)| **place != id && is_dividing(parts))
            .map(|(place, _)| *place)?;
        Some((place, names.iter().flatten().next().map(Arc::clone)?))
    }

    /// The first values of a column.
    pub(super) fn values(&self, place: usize) -> Vec<String> {
        let parts = self.places.iter().position(|it| *it == place).map(|at| &self.parts[at]);
        let mut values: Vec<(&usize, &str)> = parts
            .iter()
            .flat_map(|parts| parts.values.iter().map(|(value, part)| (part, value.as_ref())))
            .collect();
        values.sort_unstable();
        values.into_iter().take(3).map(|(_, value)| value.to_owned()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dividing(rows: &[(&str, &str)]) -> Option<usize> {
        let mut dividers = Dividers::new([3].into_iter());
        for (_, part) in rows {
            dividers.add([*part].into_iter());
        }
        let names: Vec<Option<Arc<str>>> =
            rows.iter().map(|(name, _)| Some(Arc::from(*name))).collect();
        dividers.dividing(&names, 0).map(|(place, _)| place)
    }

    #[test]
    fn a_column_divides_a_table_if_each_name_is_in_each_part() {
        let genes = ["a", "b", "c", "d", "e", "f"];
        let of_parts = |parts: &[&'static str]| -> Vec<(&str, &str)> {
            parts.iter().flat_map(|part| genes.iter().map(move |gene| (*gene, *part))).collect()
        };
        assert_eq!(dividing(&of_parts(&["liver", "lung"])), Some(3));
        assert_eq!(dividing(&of_parts(&["liver", "lung", "heart"])), Some(3));
        // Two rows of each gene, of a class of genes: nothing that divides.
        let classes: Vec<(&str, &str)> = of_parts(&["", ""])
            .into_iter()
            .map(|(gene, _)| (gene, if gene < "c" { "coding" } else { "other" }))
            .collect();
        assert_eq!(dividing(&classes), None);
        // Few names are there twice.
        assert_eq!(dividing(&of_parts(&["liver", "lung"])[..8]), None);
    }
}
