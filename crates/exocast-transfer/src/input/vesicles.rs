//! The vesicles of a sample.

use std::io::BufRead;

use exocast_core::{
    Interval, ReadError,
    table::{NumberColumn, Reader, Row, TableNotice, UniqueNames},
};
use serde::{Deserialize, Serialize};

/// A measured vesicle sample.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Vesicles {
    /// Name of the sample.
    pub sample: String,
    /// Vesicles per mL of the undiluted sample, with 95 % interval.
    pub concentration_per_ml: Interval,
    /// Typical diameter in nm, where known.
    pub diameter_nm: Option<f64>,
    /// Draws of the concentration, as [`CargoEntry::draws`](super::CargoEntry::draws): copies per vesicle and vesicles per mL that rest on
    /// the same count of particles err in opposite directions.
    #[serde(skip)]
    pub draws: Vec<f64>,
    /// How the table of the sample was read, where that is not plain; [`dose`](crate::dose()) hands it on.
    #[serde(skip)]
    pub notices: Vec<TableNotice>,
}

impl Vesicles {
    /// Vesicles of a sample, of unknown diameter.
    #[must_use]
    pub fn new(sample: impl Into<String>, concentration_per_ml: Interval) -> Self {
        Self {
            sample: sample.into(),
            concentration_per_ml,
            diameter_nm: None,
            draws: Vec::new(),
            notices: Vec::new(),
        }
    }

    /// The same with a typical diameter in nm.
    #[must_use]
    pub fn with_diameter(mut self, diameter_nm: Option<f64>) -> Self {
        self.diameter_nm = diameter_nm;
        self
    }

    /// Reads a table with the columns `sample concentration_per_ml [low high] [diameter_nm]`, as
    /// [`table::Reader`](exocast_core::table::Reader) takes it.
    ///
    /// `low` and `high` are the columns right after `concentration_per_ml`.
    ///
    /// # Errors
    /// As [`Cargo::read`](crate::Cargo::read); a diameter has to be above zero or empty.
    pub fn read<R: BufRead>(reader: R, source: &str) -> Result<Vec<Self>, ReadError> {
        let mut table = Reader::new(reader, source)?;
        let sample = table.text(&["sample"])?;
        table.leave_out_summaries(sample);
        let concentration = table.number(&["concentration_per_ml"])?;
        let ends = table.interval_after(concentration)?;
        let diameter = table.number_if_any(&["diameter_nm"])?;
        let mut names = UniqueNames::default();
        let mut samples: Vec<Self> = Vec::new();
        while let Some(row) = table.next_row()? {
            let name = names.take(&row, sample)?;
            let (low, high) = ends.unzip();
            let wanted = "a concentration per mL, zero or more";
            let vesicles = Self::new(name, row.interval(concentration, low, high, wanted)?);
            samples.push(match diameter {
                Some(column) => vesicles.with_diameter(positive(&row, column)?),
                None => vesicles,
            });
        }
        if samples.is_empty() {
            return Err(table.no_rows("sample"));
        }
        for sample in &mut samples {
            sample.notices = table.notices();
        }
        Ok(samples)
    }

    /// Several samples as one: the geometric mean of what they hold, with an interval that spans all
    /// of theirs. Nothing where there is no sample.
    ///
    /// A sample without vesicles makes the mean zero.
    #[must_use]
    pub fn pool(samples: &[Self]) -> Option<Self> {
        let (first, rest) = samples.split_first()?;
        if rest.is_empty() {
            return Some(first.clone());
        }
        let n = samples.len() as f64;
        let ranges = || samples.iter().map(|sample| sample.concentration_per_ml);
        let mean = (ranges().map(|range| range.value.ln()).sum::<f64>() / n).exp();
        let low = ranges().map(|range| range.low).fold(f64::INFINITY, f64::min);
        let high = ranges().map(|range| range.high).fold(0.0, f64::max);
        let diameters: Vec<f64> = samples.iter().filter_map(|sample| sample.diameter_nm).collect();
        let names: Vec<&str> = samples.iter().map(|sample| sample.sample.as_str()).collect();
        let mut notices: Vec<TableNotice> = Vec::new();
        for notice in samples.iter().flat_map(|sample| &sample.notices) {
            if !notices.contains(notice) {
                notices.push(notice.clone());
            }
        }
        let mean_diameter = diameters.iter().sum::<f64>() / diameters.len() as f64;
        let pooled = Self::new(names.join(", "), Interval::new(mean, low, high))
            .with_diameter((!diameters.is_empty()).then_some(mean_diameter));
        Some(Self { notices, ..pooled })
    }
}

fn positive(row: &Row<'_>, column: NumberColumn) -> Result<Option<f64>, ReadError> {
    const WANTED: &str = "a diameter above zero in nm";
    match row.number(column, WANTED)? {
        Some(value) if value <= 0.0 => Err(row.bad(column, WANTED)),
        diameter => Ok(diameter),
    }
}
