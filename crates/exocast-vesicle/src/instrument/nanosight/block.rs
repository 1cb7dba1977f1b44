//! The blocks of an NTA summary: a quantity and a weighting each, with statistics, bins and percentiles.

use std::borrow::Cow;

use exocast_core::{Malformed, ReadError};

use super::super::text::{Export, numeral, shown_header};
use crate::{Reported, Weighting, measurement::Quantity};

/// The statistics of a block by name.
pub(super) const STATISTICS: [&str; 6] = ["Mean", "Mode", "SD", "D10", "D50", "D90"];

/// How cells of this file are set apart.
#[derive(Clone, Copy)]
pub(super) struct Marks {
    pub(super) separator: char,
    pub(super) decimal_comma: bool,
}

impl Marks {
    pub(super) fn number(self, text: &str) -> Option<f64> {
        numeral(text.trim_matches([' ', '"']), self.decimal_comma)
    }
}

/// One block as it stands in the file.
pub(super) struct Block {
    pub(super) quantity: Quantity,
    pub(super) weighting: Weighting,
    pub(super) names: Option<(usize, Vec<String>)>,
    /// By place in [`STATISTICS`]: the cells after the key.
    pub(super) statistics: [Vec<Option<f64>>; 6],
    pub(super) tracks: Vec<Option<f64>>,
    /// Line of the bin header and number of videos in it.
    pub(super) header: Option<(usize, usize)>,
    pub(super) centres: Vec<f64>,
    /// One list a video.
    pub(super) weights: Vec<Vec<f64>>,
    pub(super) last_line: usize,
    /// Rows of the percentile table: percent, then one value a video.
    pub(super) percentiles: Option<Vec<(f64, Vec<Option<f64>>)>>,
}

impl Block {
    pub(super) fn new(quantity: Quantity, weighting: Weighting) -> Self {
        Self {
            quantity,
            weighting,
            names: None,
            statistics: Default::default(),
            tracks: Vec::new(),
            header: None,
            centres: Vec::new(),
            weights: Vec::new(),
            last_line: 0,
            percentiles: None,
        }
    }

    /// A row that begins with text.
    pub(super) fn named(
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
                let found = shown_header(row);
                return Err(export.error(index, Malformed::NoColumn { wanted, found }));
            }
            self.header = Some((index, videos));
            self.weights = vec![Vec::with_capacity(1000); videos];
            self.centres.reserve(1000);
        } else if is(key, "percentile") {
            self.percentiles = Some(Vec::new());
        }
        Ok(())
    }

    /// A row that begins with a number.
    pub(super) fn numbers(
        &mut self,
        export: &Export<'_>,
        index: usize,
        line: &str,
        marks: Marks,
    ) -> Result<(), ReadError> {
        let Some((_, videos)) = self.header else { return Ok(()) };
        let mut cells = line.split(marks.separator);
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
            _ => return Err(export.bad(index, 0, first, "a bin centre above zero, up to 1e6")),
        };
        if self.centres.last().is_some_and(|&last| centre <= last) {
            return Err(export.bad(index, 0, first, "a bin centre above the one before"));
        }
        self.centres.push(centre);
        for (video, weights) in self.weights.iter_mut().enumerate() {
            let Some(cell) = cells.next() else {
                let (found, wanted) = (video + 1, videos + 1);
                return Err(export.error(index, Malformed::FieldCount { found, wanted }));
            };
            match marks.number(cell) {
                Some(weight) if (0.0..=1e150).contains(&weight) => weights.push(weight),
                _ => return Err(export.bad(index, video + 1, cell, "a number of zero or more")),
            }
        }
        self.last_line = index;
        Ok(())
    }

    /// What the file says of one video.
    pub(super) fn reported(&self, video: usize) -> Reported {
        let [mean, mode, sd, d10, d50, d90] =
            [0, 1, 2, 3, 4, 5].map(|i: usize| self.statistics[i].get(video).copied().flatten());
        Reported { mean, mode, sd, d10, d50, d90, concentration: None }
    }
}

/// Whether a key begins so, in any case.
pub(super) fn is(key: &str, start: &str) -> bool {
    key.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start))
}
