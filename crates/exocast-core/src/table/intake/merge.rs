//! Rows of one name.

use std::{collections::HashMap, sync::Arc};

use super::program::Repeats;

/// Rows before their names are unique.
#[derive(Debug, Default)]
pub(super) struct Rows {
    pub(super) names: Vec<Arc<str>>,
    pub(super) lines: Vec<u64>,
    /// Row by row.
    pub(super) values: Vec<f64>,
    /// Empty where the table has none.
    pub(super) lengths: Vec<f64>,
}

/// A name on two lines, where rows of one name are a mistake.
#[derive(Debug)]
pub(super) struct Twice {
    pub(super) name: Arc<str>,
    pub(super) first: u64,
    pub(super) second: u64,
}

impl Rows {
    /// Removes rows, in ascending order.
    pub(super) fn remove(&mut self, rows: &[usize]) {
        if rows.is_empty() || self.names.is_empty() {
            return;
        }
        let width = self.values.len() / self.names.len();
        let stays = |row: usize| rows.binary_search(&row).is_err();
        retain(&mut self.names, stays);
        retain(&mut self.lines, stays);
        retain(&mut self.lengths, stays);
        retain(&mut self.values, |value| stays(value / width));
    }

    /// Removes columns of a table of `width` columns.
    pub(super) fn remove_columns(&mut self, columns: &[usize], width: usize) {
        retain(&mut self.values, |value| !columns.contains(&(value % width)));
    }

    /// Makes names unique; gives the names that were not.
    pub(super) fn merge(&mut self, repeats: Repeats) -> Result<Vec<String>, Twice> {
        if repeats == Repeats::Kept {
            return Ok(Vec::new());
        }
        let mut places: HashMap<Arc<str>, usize> = HashMap::with_capacity(self.names.len());
        // The place of each row among the names, once one of them was seen before.
        let mut into: Vec<usize> = Vec::new();
        for (row, name) in self.names.iter().enumerate() {
            let next = places.len();
            let place = *places.entry(Arc::clone(name)).or_insert(next);
            if place < next {
                if repeats == Repeats::Refused {
                    // Nothing was repeated until here, so that places are rows.
                    let (first, second) = (self.lines[place], self.lines[row]);
                    return Err(Twice { name: Arc::clone(name), first, second });
                }
                if into.is_empty() {
                    into.extend(0..row);
                }
            }
            if place < row || !into.is_empty() {
                into.push(place);
            }
        }
        let mut repeated: Vec<String> = Vec::new();
        if into.is_empty() {
            return Ok(repeated);
        }
        let width = self.values.len() / self.names.len();
        let mut merged = Self::default();
        for (row, &place) in into.iter().enumerate() {
            let values = &self.values[row * width..(row + 1) * width];
            if place == merged.names.len() {
                merged.names.push(Arc::clone(&self.names[row]));
                merged.lines.push(self.lines[row]);
                merged.values.extend_from_slice(values);
                merged.lengths.extend(self.lengths.get(row));
                continue;
            }
            let name = merged.names[place].to_string();
            if !repeated.contains(&name) {
                repeated.push(name);
            }
            for (sum, &value) in merged.values[place * width..].iter_mut().zip(values) {
                *sum = if repeats == Repeats::Added { *sum + value } else { sum.max(value) };
            }
        }
        *self = merged;
        Ok(repeated)
    }
}

/// Keeps the items whose place is one to stay.
fn retain<T>(items: &mut Vec<T>, stays: impl Fn(usize) -> bool) {
    let mut places = 0..;
    items.retain(|_| places.next().is_some_and(&stays));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(names: &[&str]) -> Rows {
        Rows {
            names: names.iter().map(|name| Arc::from(*name)).collect(),
            lines: (2..).take(names.len()).collect(),
            values: (0..2 * names.len()).map(|value| value as f64).collect(),
            lengths: Vec::new(),
        }
    }

    #[test]
    fn rows_of_one_name_are_added_or_the_largest_is_taken() {
        let check = |repeats, wanted: &[f64]| {
            let mut rows = rows(&["a", "b", "a", "c", "b", "a"]);
            assert_eq!(rows.merge(repeats).expect("merged"), ["a", "b"]);
            assert_eq!(rows.names.iter().map(AsRef::as_ref).collect::<Vec<_>>(), ["a", "b", "c"]);
            assert_eq!(rows.values, wanted);
        };
        check(Repeats::Added, &[14.0, 17.0, 10.0, 12.0, 6.0, 7.0]);
        check(Repeats::Largest, &[10.0, 11.0, 8.0, 9.0, 6.0, 7.0]);
        let twice = rows(&["a", "b", "b"]).merge(Repeats::Refused).expect_err("b again");
        assert_eq!((twice.name.as_ref(), twice.first, twice.second), ("b", 3, 4));
        let mut unique = rows(&["a", "b"]);
        assert!(unique.merge(Repeats::Refused).expect("unique").is_empty());
        assert_eq!(unique.values, [0.0, 1.0, 2.0, 3.0]);
    }
}
