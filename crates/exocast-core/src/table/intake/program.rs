//! Programs whose tables are known by their headers.

use super::quantity::{Quantity, Unit};
use crate::table::header::key;

/// What a table of a program looks like. Names of columns are as [`key`] gives them; `*` in them stands for any
/// text.
#[derive(Debug)]
pub(super) struct Program {
    /// Name of the program and its file.
    pub(super) name: &'static str,
    /// Columns that have to be there.
    pub(super) marks: &'static [&'static str],
    /// Columns that name the features, best first.
    pub(super) ids: &'static [&'static str],
    /// Columns that are no samples.
    pub(super) others: &'static [&'static str],
    /// Columns of values: the first pattern that a name fits says what is in its column. A `*` alone is any column
    /// of numbers that nothing else names.
    pub(super) values: &'static [(&'static str, Unit)],
    /// The column of lengths in nucleotides that the counts are over.
    pub(super) lengths: Option<&'static str>,
    /// Whether it is the program's only where the values are whole numbers.
    pub(super) of_whole_numbers: bool,
    /// Columns with `+` or `True` in rows that are no features: contaminants, decoys.
    pub(super) flags: &'static [&'static str],
    /// What rows of one name are.
    pub(super) repeats: Repeats,
}

/// What rows of one name are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Repeats {
    /// A mistake.
    #[default]
    Refused,
    /// Rows of their own.
    Kept,
    /// Parts that add up: isomiRs of a miRNA, protein groups of a gene.
    Added,
    /// The same reads, listed once for each precursor: the largest is taken.
    Largest,
}

/// A program without anything: data fills in what its tables have.
pub(super) const PLAIN: Program = Program {
    name: "",
    marks: &[],
    ids: &[],
    others: &[],
    values: &[],
    lengths: None,
    of_whole_numbers: false,
    flags: &[],
    repeats: Repeats::Refused,
};

impl Program {
    /// The place of its value among [`values`](Self::values) for each column, and the part of the name that `*`
    /// stands for.
    pub(super) fn value_of(&self, name: &str) -> Option<(usize, Unit, String)> {
        let key = key(name);
        let fitting = self.values.iter().enumerate().find_map(|(place, (pattern, unit))| {
            let (start, end) = fits(pattern, &key)?;
            Some((place, *unit, if *pattern == "*" { (0, name.len()) } else { (start, end) }))
        });
        let (place, unit, (start, end)) = fitting?;
        // Keys have as many letters as names, but may differ in bytes.
        let letters: Vec<char> = name.trim().chars().collect();
        let part: String = if start < end && end <= letters.len() {
            letters[start..end].iter().collect()
        } else {
            name.to_owned()
        };
        Some((place, unit, part.trim().to_owned()))
    }

    /// Whether the name of a column of values has a part that names its sample.
    pub(super) fn names_sample(&self, name: &str) -> bool {
        let key = key(name);
        let fitting = self.values.iter().find(|(pattern, _)| fits(pattern, &key).is_some());
        fitting.is_some_and(|(pattern, _)| pattern.contains('*'))
    }

    /// Whether a column is one of those that neither name the features nor are samples.
    pub(super) fn describes(&self, key: &str) -> bool {
        !self.ids.contains(&key) && self.others.iter().any(|other| fits(other, key).is_some())
    }

    /// Whether a column is one of those that are no samples.
    pub(super) fn is_other(&self, key: &str) -> bool {
        let lists = [self.others, self.ids, self.flags];
        lists.iter().any(|list| list.iter().any(|other| fits(other, key).is_some()))
            || self.lengths == Some(key)
    }

    /// The unit that is wanted most of those that the table has.
    pub(super) fn wanted(&self, quantity: Quantity, header: &[String]) -> Option<(usize, Unit)> {
        let there: Vec<(usize, Unit)> = header
            .iter()
            .filter(|name| !self.is_other(&key(name)))
            .filter_map(|name| self.value_of(name).map(|(place, unit, _)| (place, unit)))
            .collect();
        there.into_iter().min_by_key(|(place, unit)| (quantity.rank(*unit), *place))
    }
}

/// Whether a key fits a pattern, with the letters that its `*` stands for.
pub(super) fn fits(pattern: &str, key: &str) -> Option<(usize, usize)> {
    let Some((before, after)) = pattern.split_once('*') else {
        return (pattern == key).then_some((0, 0));
    };
    let rest = key.strip_prefix(before)?;
    let middle = match after.split_once('*') {
        // `*x*`: anywhere.
        Some((inner, "")) => rest.contains(inner).then_some(rest)?,
        _ => rest.strip_suffix(after)?,
    };
    let start = before.chars().count();
    (!middle.is_empty()).then(|| (start, start + middle.chars().count()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_give_the_part_that_names_the_sample() {
        assert_eq!(fits("lfq_intensity_*", "lfq_intensity_ev_1"), Some((14, 18)));
        assert_eq!(fits("*_maxlfq_intensity", "a_1_maxlfq_intensity"), Some((0, 3)));
        assert_eq!(fits("*", "x"), Some((0, 1)));
        assert_eq!(fits("tpm", "tpm"), Some((0, 0)));
        assert_eq!(fits("intensity_*", "intensity"), None);
        assert_eq!(fits("*abundance*", "abundances_(normalized):_f1"), Some((0, 27)));
        let program = Program { values: &[("lfq_intensity_*", Unit::Lfq)], ..PLAIN };
        assert_eq!(program.value_of("LFQ intensity EV 1"), Some((0, Unit::Lfq, "EV 1".to_owned())));
    }
}
