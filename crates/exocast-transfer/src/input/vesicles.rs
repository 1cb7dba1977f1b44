//! The vesicles of a sample.

use std::{collections::HashMap, io::BufRead};

use exocast_core::{Interval, Location, Malformed, ReadError};
use serde::{Deserialize, Serialize};

use super::records::Records;

/// A measured vesicle sample.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Vesicles {
    /// Name of the sample.
    pub sample: String,
    /// Vesicles per mL of the undiluted sample, with 95 % interval.
    pub concentration_per_ml: Interval,
    /// Typical diameter in nm, where known.
    pub diameter_nm: Option<f64>,
    /// Draws of the concentration, as [`CargoEntry::draws`]: copies per vesicle and vesicles per mL that rest on
    /// the same count of particles err in opposite directions.
    #[serde(skip)]
    pub draws: Vec<f64>,
}

impl Vesicles {
    /// Reads tab-separated text with the columns
    /// `sample concentration_per_ml [low high] [diameter_nm]`.
    ///
    /// `low` and `high` are those that stand right after `concentration_per_ml`. Further columns are
    /// passed over.
    ///
    /// # Errors
    /// As [`Cargo::read`]; a diameter has to be above zero or empty.
    pub fn read<R: BufRead>(reader: R, source: &str) -> Result<Vec<Self>, ReadError> {
        let mut records = Records::new(reader, source)?;
        let name = records.column("sample")?;
        let value = records.column("concentration_per_ml")?;
        let ends = records.interval_columns("concentration_per_ml")?;
        let diameter = records.column("diameter_nm").ok();
        let mut first_lines: HashMap<String, u64> = HashMap::new();
        let mut samples = Vec::new();
        while records.advance()? {
            let sample = records.name(name, "the name of a sample")?;
            let line = records.line();
            if let Some(first) = first_lines.insert(sample.clone(), line) {
                let cause = Malformed::Duplicate { name: sample, first };
                return Err(ReadError::malformed(records.location(), cause));
            }
            samples.push(Self {
                sample,
                concentration_per_ml: records.interval(
                    value,
                    ends,
                    "a concentration per mL, zero or more",
                )?,
                diameter_nm: match diameter {
                    Some(column) => {
                        records.optional_positive(column, "a diameter above zero in nm")?
                    }
                    None => None,
                },
                draws: Vec::new(),
            });
        }
        if samples.is_empty() {
            return Err(ReadError::malformed(Location::new(source), Malformed::Empty("sample")));
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
        Some(Self {
            sample: names.join(", "),
            concentration_per_ml: Interval::new(mean, low, high),
            diameter_nm: (!diameters.is_empty())
                .then(|| diameters.iter().sum::<f64>() / diameters.len() as f64),
            draws: Vec::new(),
        })
    }
}
