//! The blocks of an NTA summary: a quantity and a weighting each, with statistics, bins and percentiles.

use exocast_core::text::DecimalMark;
use exocast_core::{Malformed, ReadError};
use std::borrow::Cow;

use super::super::text::{Export, fields, number, shown_header};
use crate::export::{Quantity, Reported};
use crate::size::Weighting;

/// The statistics of a block by name.
pub(crate) const STATISTICS: [&str; 6] = ["Mean", "Mode", "SD", "D10", "D50", "D90"];

/// How cells of this file are set apart.
#[derive(Clone, Copy)]
pub(crate) struct Marks {
    pub(crate) separator: char,
    pub(crate) decimal: DecimalMark,
}

impl Marks {
    pub(crate) fn number(self, text: &str) -> Option<f64> {
        // Digits alone are the common case.
        let digits = text.bytes().all(|byte| byte.is_ascii_digit());
        if digits { number(text) } else { self.decimal.number(text) }
    }
}

/// One block as it is in the file.
pub(crate) struct Block {
    pub(crate) quantity: Quantity,
    pub(crate) weighting: Weighting,
    pub(crate) names: Option<(usize, Vec<String>)>,
    /// By place in [`STATISTICS`]: the cells after the key.
    pub(crate) statistics: [Vec<Option<f64>>; 6],
    pub(crate) tracks: Vec<Option<f64>>,
    /// Line of the bin header and number of videos in it.
    pub(crate) header: Option<(usize, usize)>,
    pub(crate) centres: Vec<f64>,
    /// What the numbers below the header are multiples of: one, or as `E6 particles / ml` has it.
    pub(crate) unit: f64,
    /// One list a video.
    pub(crate) weights: Vec<Vec<f64>>,
    pub(crate) last_line: usize,
    /// Rows of the percentile table: percent, then one value per video.
    pub(crate) percentiles: Option<Vec<(f64, Vec<Option<f64>>)>>,
}

impl Block {
    pub(crate) fn new(quantity: Quantity, weighting: Weighting) -> Self {
        Self {
            quantity,
            weighting,
            names: None,
            statistics: Default::default(),
            tracks: Vec::new(),
            header: None,
            centres: Vec::new(),
            unit: 1.0,
            weights: Vec::new(),
            last_line: 0,
            percentiles: None,
        }
    }

    /// A row that begins with text.
    pub(crate) fn named(
        &mut self,
        export: &Export<'_>,
        index: usize,
        row: &[Cow<'_, str>],
        marks: Marks,
    ) -> Result<(), ReadError> {
        let key = row[0].as_ref();
        let values = || row[1..].iter().map(|cell| marks.number(cell)).collect::<Vec<_>>();
        if let Some(place) = STATISTICS.iter().position(|name| name.eq_ignore_ascii_case(key)) {
            self.statistics[place] = values();
        } else if is(key, "valid tracks") {
            self.tracks = values();
        } else if is(key, "filename") {
            let names = row[1..]
                .iter()
                .map(|cell| cell.clone().into_owned())
                .take_while(|name| {
                    !name.is_empty() && name != "Average" && name != "Standard Error"
                })
                .collect();
            self.names = Some((index, names));
        } else if is(key, "bin cent") {
            let values = |cell: &str| {
                let cell = cell.to_lowercase();
                !cell.contains("average") && !cell.contains("standard error") && !cell.is_empty()
            };
            let videos = row[1..].iter().take_while(|cell| values(cell)).count();
            if videos == 0 {
                let wanted = "Concentration (particles / ml)";
                let columns = shown_header(row);
                return Err(export.error(index, Malformed::NoColumn { wanted, header: columns }));
            }
            self.header = Some((index, videos));
            let unit = multiple(&row[1]).ok_or_else(|| {
                export.bad(index, 1, &row[1], "a concentration per mL, such as `(particles / ml)`")
            })?;
            if row[1..=videos].iter().any(|cell| multiple(cell) != Some(unit)) {
                let wanted = "columns of one unit";
                return Err(export.bad(index, videos, &row[videos], wanted));
            }
            self.unit = unit;
            self.weights = vec![Vec::with_capacity(1000); videos];
            self.centres.reserve(1000);
        } else if is(key, "percentile") {
            self.percentiles = Some(Vec::new());
        }
        Ok(())
    }

    /// A row that begins with a number.
    pub(crate) fn numbers(
        &mut self,
        export: &Export<'_>,
        index: usize,
        line: &str,
        marks: Marks,
    ) -> Result<(), ReadError> {
        if self.header.is_none() {
            return Ok(());
        }
        // Within quotes the separator is text.
        if line.contains('"') {
            let cells = fields(line, marks.separator);
            return self.row(export, index, cells.iter().map(AsRef::as_ref), marks);
        }
        self.row(export, index, line.split(marks.separator), marks)
    }

    fn row<'a>(
        &mut self,
        export: &Export<'_>,
        index: usize,
        mut cells: impl Iterator<Item = &'a str>,
        marks: Marks,
    ) -> Result<(), ReadError> {
        let Some((_, videos)) = self.header else { return Ok(()) };
        let first = cells.next().unwrap_or_default();
        if let Some(percentiles) = &mut self.percentiles {
            if let Some(percent) = marks.number(first) {
                let values = cells.take(videos).map(|cell| marks.number(cell)).collect();
                percentiles.push((percent, values));
            }
            return Ok(());
        }
        let centre = match marks.number(first) {
            Some(centre) if centre > 0.0 && centre <= 1e6 => centre,
            // `0,5` between fields that commas separate is two of them.
            Some(0.0) if marks.separator == ',' => {
                let wanted = "a bin centre above zero: decimals and fields both have commas here; export with decimal points";
                return Err(export.bad(index, 0, first, wanted));
            }
            _ => return Err(export.bad(index, 0, first, "a bin centre above zero, up to 1e6")),
        };
        if self.centres.last().is_some_and(|&last| centre <= last) {
            return Err(export.bad(index, 0, first, "a bin centre above the one before"));
        }
        self.centres.push(centre);
        for (video, weights) in self.weights.iter_mut().enumerate() {
            let Some(cell) = cells.next() else {
                let (fields, wanted) = (video + 1, videos + 1);
                return Err(export.error(index, Malformed::FieldCount { count: fields, wanted }));
            };
            match marks.number(cell) {
                Some(weight) if (0.0..=1e150).contains(&weight) => {
                    weights.push(weight * self.unit);
                }
                _ => return Err(export.bad(index, video + 1, cell, "a number of zero or more")),
            }
        }
        self.last_line = index;
        Ok(())
    }

    /// What the file says of one video.
    pub(crate) fn reported(&self, video: usize) -> Reported {
        let [mean, mode, sd, d10, d50, d90] =
            [0, 1, 2, 3, 4, 5].map(|i: usize| self.statistics[i].get(video).copied().flatten());
        Reported { mean, mode, sd, d10, d50, d90, concentration: None }
    }
}

/// What a header's concentrations are multiples of: one where it does not say; nothing where they are
/// not per mL (or cm³).
///
/// ```text
/// Concentration (particles / ml)      1
/// Concentration (E6 particles / ml)   1e6
/// ```
pub(crate) fn multiple(header: &str) -> Option<f64> {
    let packed: String = header.to_lowercase().split_whitespace().collect();
    let Some((_, unit)) = packed.split_once('(') else { return Some(1.0) };
    let per = |unit: &str| unit.ends_with("/ml)") || unit.ends_with("/cm3)");
    let power = ["x10^", "10^", "e"].iter().find_map(|mark| unit.strip_prefix(mark));
    let exponent = power.map(|rest| {
        let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
        digits.parse::<i32>().ok().filter(|exponent| *exponent <= 15)
    });
    match exponent {
        _ if !per(unit) => None,
        None => Some(1.0),
        Some(exponent) => Some(10_f64.powi(exponent?)),
    }
}

/// Whether a key begins so, in any case.
pub(crate) fn is(key: &str, start: &str) -> bool {
    key.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start))
}
