//! Where the study file, or its sample sheet, says something.

use std::collections::BTreeMap;

use exocast_core::Location;

use super::source::Source;

/// Lines of the sample sheet by sample and key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct SheetPlaces(BTreeMap<(usize, String), Location>);

impl SheetPlaces {
    /// Remembers where the sheet first says this of the sample at a place of the study.
    pub(super) fn add(&mut self, sample: usize, key: impl Into<String>, at: &Location) {
        self.0.entry((sample, key.into())).or_insert_with(|| at.clone());
    }

    /// The line of a key, else of the key around it, else of the sample.
    fn nearest(&self, sample: usize, key: &str) -> Option<&Location> {
        let around = std::iter::successors(Some(key), |key| Some(key.rsplit_once('.')?.0));
        let mut keys = around.chain(["name"]);
        keys.find_map(|key| self.0.get(&(sample, key.to_owned())))
    }
}

/// Where a study says something: in its file, or in its sheet.
pub(super) struct Places<'a> {
    source: &'a Source<'a>,
    sheet: SheetPlaces,
}

impl<'a> Places<'a> {
    pub(super) fn new(source: &'a Source<'a>, sheet: &SheetPlaces) -> Self {
        Self { source, sheet: sheet.clone() }
    }

    /// Where the study file has a key: `spikes.volume_ul`.
    pub(super) fn at(&self, key: &str) -> Location {
        self.source.at(key)
    }

    /// Where a key of a sample is: `dilution`, `reads.1`.
    pub(super) fn of_sample(&self, sample: usize, key: &str) -> Location {
        let in_file = || self.source.at(&format!("sample.{sample}.{key}"));
        self.sheet.nearest(sample, key).cloned().unwrap_or_else(in_file)
    }

    /// The text of a line of the study file; none of the sheet.
    pub(super) fn text_of(&self, at: &Location) -> Option<&'a str> {
        if at.source() != self.source.file().source() {
            return None;
        }
        let line = usize::try_from(at.line_number()?).ok()?;
        self.source.text().lines().nth(line.checked_sub(1)?)
    }
}
