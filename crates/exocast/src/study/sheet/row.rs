//! A row of a sheet and its sample.

use exocast_core::{Dilution, Malformed, ReadError, table::Row, text::DecimalMark};
use exocast_mirna::Library;

use super::{cells::split, columns::Columns, factors::is_named_by_any_text, folder::Folder};
use crate::study::{Sample, SizingColumns, places::SheetPlaces};

/// Two rows of one sample that do not agree.
#[derive(Debug, thiserror::Error)]
#[error("sample `{sample}` has `{value}` in `{column}`, but `{first}` in an earlier row")]
struct Disagrees {
    sample: String,
    column: &'static str,
    value: String,
    first: String,
}

/// A sample while a row is added to it.
pub(super) struct Filling<'a, 'r> {
    pub(super) sample: &'a mut Sample,
    /// Its place in the study.
    pub(super) place: usize,
    pub(super) row: &'a Row<'r>,
    pub(super) folder: &'a Folder,
    pub(super) places: &'a mut SheetPlaces,
}

impl Filling<'_, '_> {
    /// Adds what the row says: files of several rows are lanes, and the rest has to agree. Gives what is wrong.
    pub(super) fn fill(&mut self, columns: &Columns) -> Vec<ReadError> {
        let mut faults = Vec::new();
        for (column, at) in &columns.texts {
            let value = if is_named_by_any_text(column) {
                Some(self.row.field(*at).trim()).filter(|field| !field.is_empty())
            } else {
                self.row.text(*at)
            };
            if let Some(value) = value {
                self.places.add(self.place, *column, &self.row.location());
                faults.extend(self.text(column, value).err());
            }
        }
        for (column, at) in &columns.numbers {
            match self.row.amount(*at, "a number of zero or more") {
                Ok(Some(value)) => {
                    self.places.add(self.place, *column, &self.row.location());
                    faults.extend(self.number(column, value).err());
                }
                Ok(None) => {}
                Err(error) => faults.push(error),
            }
        }
        faults
    }

    fn text(&mut self, column: &'static str, value: &str) -> Result<(), ReadError> {
        let sample = &mut *self.sample;
        let held = match column {
            "group" => &mut sample.group,
            "preparation" => &mut sample.preparation,
            "donor" => &mut sample.donor,
            "batch" => &mut sample.batch,
            "pair" => &mut sample.pair,
            "counts_column" => &mut sample.counts_column,
            "molecules_column" => &mut sample.molecules_column,
            "reads" => {
                self.add_reads(value);
                return Ok(());
            }
            "sizing" => {
                self.add_sizing(value);
                return Ok(());
            }
            "sizing_name" => {
                self.add_names(value);
                return Ok(());
            }
            "counts" => return self.set_counts(value),
            "dilution" => return self.set_dilution(value),
            _ => return self.set_library(column, value),
        };
        let earlier = held.replace(value.to_owned());
        self.agree(column, earlier.as_deref(), value)
    }

    /// A file of reads that is there twice would count twice, and is refused with those of the study.
    fn add_reads(&mut self, value: &str) {
        for file in self.folder.files(value) {
            let key = format!("reads.{}", self.sample.reads.len());
            self.places.add(self.place, key, &self.row.location());
            self.sample.reads.push(file);
        }
    }

    /// Rows of several lanes repeat the export of their sample.
    fn add_sizing(&mut self, value: &str) {
        for file in self.folder.files(value) {
            if !self.sample.sizing.contains(&file) {
                let key = format!("sizing.{}", self.sample.sizing.len());
                self.places.add(self.place, key, &self.row.location());
                self.sample.sizing.push(file);
            }
        }
    }

    fn add_names(&mut self, value: &str) {
        let inside = self.sample.columns.get_or_insert_with(SizingColumns::default);
        for name in split(value) {
            if !inside.samples.contains(&name) {
                inside.samples.push(name);
            }
        }
    }

    fn set_counts(&mut self, value: &str) -> Result<(), ReadError> {
        let file = self.folder.file(value);
        let shown = file.display().to_string();
        let earlier = self.sample.counts.replace(file).map(|file| file.display().to_string());
        self.agree("counts", earlier.as_deref(), &shown)
    }

    /// A factor in any of its spellings, of which those with a comma may say two things.
    fn set_dilution(&mut self, value: &str) -> Result<(), ReadError> {
        let marks = [DecimalMark::Point, DecimalMark::Comma];
        let mut factors = marks.iter().filter_map(|mark| Dilution::parse(value, *mark));
        let factor = factors.next().filter(|factor| factors.all(|other| other == *factor));
        let factor = factor.ok_or_else(|| {
            let cause = Malformed::field(value, "one dilution factor, such as 1000 or 1:1000");
            ReadError::malformed(self.row.location().field("dilution"), cause)
        })?;
        self.number("dilution", factor.get())
    }

    fn set_library(&mut self, column: &'static str, value: &str) -> Result<(), ReadError> {
        let library = value.parse::<Library>().map_err(|cause| {
            ReadError::malformed(self.row.location().field(column), Malformed::other(cause))
        })?;
        let shown = library.to_string();
        let earlier = std::mem::replace(&mut self.sample.library, library);
        let earlier = (earlier != Library::default()).then(|| earlier.to_string());
        self.agree(column, earlier.as_deref(), &shown)
    }

    fn number(&mut self, column: &'static str, value: f64) -> Result<(), ReadError> {
        let held = match column {
            "dilution" => &mut self.sample.dilution,
            "spikes_ul" => &mut self.sample.spikes_ul,
            _ => &mut self.sample.volume_ul,
        };
        let earlier = held.replace(value).map(|value| value.to_string());
        self.agree(column, earlier.as_deref(), &value.to_string())
    }

    fn agree(
        &self,
        column: &'static str,
        earlier: Option<&str>,
        value: &str,
    ) -> Result<(), ReadError> {
        match earlier {
            Some(first) if first != value => {
                let (sample, first) = (self.sample.name.clone(), first.to_owned());
                let cause = Disagrees { sample, column, value: value.to_owned(), first };
                Err(ReadError::malformed(self.row.location(), Malformed::other(cause)))
            }
            _ => Ok(()),
        }
    }
}
