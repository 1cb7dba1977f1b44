//! Groups of samples, and pairs of them.

use crate::study::Study;

/// A group with the places of its samples in the study.
pub(super) struct Group<'a> {
    pub(super) name: &'a str,
    pub(super) places: Vec<usize>,
}

impl Group<'_> {
    pub(super) fn samples<'s>(&'s self, study: &'s Study) -> impl Iterator<Item = &'s str> {
        self.places.iter().map(|&place| study.samples[place].name.as_str())
    }
}

/// The group of interest, and the group it is compared with.
pub(super) struct Pair<'a> {
    pub(super) name: String,
    pub(super) case: &'a Group<'a>,
    pub(super) against: &'a Group<'a>,
}
