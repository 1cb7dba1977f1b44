//! Conservation of single sites.

use std::{collections::HashMap, io::BufRead};

use exocast_core::{Lines, Location, Malformed, ReadError};

use super::pct::PctModel;
use crate::{
    input::{Mirna, Transcript},
    sites::site::SiteType,
};

/// PCT or branch length of single sites.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Conservation {
    sites: HashMap<(String, String, usize), f64>,
    branch_lengths: bool,
}

impl Conservation {
    /// Reads tab-separated text with the columns `transcript` (or a gene), `mirna` (or its nucleotides
    /// 2–8), `start` (0-based on the 3'UTR, as the table of sites has it) and `pct`, or in its stead
    /// `branch_length`. `NA` or nothing in the last is not known.
    ///
    /// # Errors
    /// Where a column is missing; at a line that lacks a field or whose numbers are none; where the
    /// stream fails.
    ///
    /// ```
    /// use exocast_target::Conservation;
    ///
    /// let text = "transcript\tmirna\tstart\tpct\nPTEN\tmiR-1\t12\t0.61\n";
    /// let sites = Conservation::read(text.as_bytes(), "pct.tsv")?;
    /// assert_eq!(sites.len(), 1);
    /// # Ok::<(), exocast_core::ReadError>(())
    /// ```
    pub fn read<R: BufRead>(reader: R, source: &str) -> Result<Self, ReadError> {
        let mut lines = Lines::new(reader, source);
        let header = lines.next_line()?.unwrap_or_default().to_owned();
        let names: Vec<&str> = header.split('\t').map(str::trim).collect();
        let column = |wanted: &'static str| {
            names.iter().position(|name| *name == wanted).ok_or_else(|| {
                let cause = Malformed::NoColumn { wanted, found: names.join(", ") };
                ReadError::malformed(lines.location(), cause)
            })
        };
        let places = [column("transcript")?, column("mirna")?, column("start")?];
        let (value, branch_lengths) = match column("branch_length") {
            Ok(place) if column("pct").is_err() => (place, true),
            _ => (column("pct")?, false),
        };
        let mut sites = HashMap::new();
        while let Some(line) = lines.next_line()? {
            let line = line.to_owned();
            if line.trim().is_empty() {
                continue;
            }
            let fields: Vec<&str> = line.split('\t').map(str::trim).collect();
            let get = |place: usize| fields.get(place).copied().unwrap_or_default();
            let [transcript, mirna, start] = places.map(get);
            let text = get(value);
            let bad = |name: &str, found: &str, wanted| {
                let at = Location::new(source).line(lines.number()).field(name);
                ReadError::malformed(at, Malformed::field(found, wanted))
            };
            if matches!(text, "" | "." | "NA") {
                continue;
            }
            let start = start.parse().map_err(|_| bad("start", start, "a place from 0"))?;
            let number =
                text.parse::<f64>().ok().filter(|value| *value >= 0.0 && value.is_finite());
            let number = number.ok_or_else(|| bad(names[value], text, "a number of 0 or more"))?;
            sites.insert((transcript.to_owned(), mirna.to_owned(), start), number);
        }
        Ok(Self { sites, branch_lengths })
    }

    /// Number of sites.
    #[must_use]
    pub fn len(&self) -> usize {
        self.sites.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.sites.is_empty()
    }

    /// Whether it holds branch lengths, which need a [`PctModel`].
    #[must_use]
    pub fn has_branch_lengths(&self) -> bool {
        self.branch_lengths
    }

    /// PCT of a site, where it is known.
    pub(super) fn pct(
        &self,
        model: Option<&PctModel>,
        transcript: &Transcript<'_>,
        mirna: &Mirna,
        kind: SiteType,
        start: usize,
    ) -> Option<f64> {
        let seed = mirna.seed().to_string();
        let names = [Some(transcript.name), transcript.gene].into_iter().flatten();
        let found =
            names.flat_map(|name| [(name, mirna.name()), (name, &*seed)]).find_map(|key| {
                self.sites.get(&(key.0.to_owned(), key.1.to_owned(), start)).copied()
            })?;
        if self.branch_lengths { model?.pct(mirna.seed(), kind, found) } else { Some(found) }
    }
}
