//! Values that are not there, and how they are written.

use crate::table::{is_missing, row::Absent};

/// Values that are not there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Absences {
    /// How many there are.
    pub(super) values: usize,
    /// How many of them are below a limit.
    pub(super) below: usize,
    /// Words for them, but for empty fields and `NA`.
    pub(super) words: Vec<String>,
}

impl Absences {
    /// Adds a field that holds no number.
    pub(super) fn add(&mut self, field: &str, absent: Absent) {
        self.values += 1;
        self.below += usize::from(absent == Absent::Below);
        if !is_missing(field) && !self.words.iter().any(|word| word == field) {
            self.words.push(field.to_owned());
        }
    }
}
