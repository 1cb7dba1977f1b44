//! Conservation of single sites.

use std::{collections::HashMap, io::BufRead};

use exocast_core::{ReadError, table::Reader};

use super::pct::PctModel;
use crate::{
    input::{Mirna, Transcript},
    notice::Notice,
    sites::site::SiteType,
};

/// PCT or branch length of single sites.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Conservation {
    sites: HashMap<(String, String, usize), f64>,
    branch_lengths: bool,
    notices: Vec<Notice>,
}

impl Conservation {
    /// Reads a table with the columns `transcript` (or a gene), `mirna` (or its nucleotides 2–8), `start` (0-based on
    /// the 3'UTR, as in the table of sites) and `pct`, or `branch_length` in its place. Sites without a value are
    /// left out; other columns are named by [`notices`](Self::notices).
    ///
    /// # Errors
    /// Where a column is missing; at a row without a name or a place, or with a value that is no number of zero or
    /// more; and where the stream fails.
    ///
    /// ```
    /// use exocast_target::Conservation;
    ///
    /// let text = "transcript\tmirna\tstart\tpct\nPTEN\tmiR-1\t12\t0.61\n";
    /// let sites = Conservation::read(text.as_bytes(), "pct.tsv")?;
    /// assert!(!sites.has_branch_lengths());
    /// # Ok::<(), exocast_target::core::ReadError>(())
    /// ```
    pub fn read<R: BufRead>(reader: R, source: &str) -> Result<Self, ReadError> {
        let mut table = Reader::new(reader, source)?;
        let transcript = table.text(&["transcript"])?;
        let mirna = table.text(&["mirna"])?;
        let start = table.text(&["start"])?;
        let pct = table.number_if_any(&["pct"])?;
        let (value, branch_lengths) = match pct {
            Some(pct) => (pct, false),
            None => match table.number_if_any(&["branch_length"])? {
                Some(length) => (length, true),
                None => return Err(table.no_column("pct")),
            },
        };
        let mut sites = HashMap::new();
        while let Some(row) = table.next_row()? {
            let Some(number) = row.amount(value, "a number of 0 or more")? else { continue };
            let place = row.field(start).parse().map_err(|_| row.bad(start, "a place from 0"))?;
            let (transcript, mirna) = (row.name(transcript)?, row.name(mirna)?);
            sites.insert((transcript.to_owned(), mirna.to_owned(), place), number);
        }
        let notices = table.notices().into_iter().map(Into::into).collect();
        Ok(Self { sites, branch_lengths, notices })
    }

    /// How the table was read, where that is not plain.
    #[must_use]
    pub fn notices(&self) -> &[Notice] {
        &self.notices
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
        let value =
            names.flat_map(|name| [(name, mirna.name()), (name, &*seed)]).find_map(|key| {
                self.sites.get(&(key.0.to_owned(), key.1.to_owned(), start)).copied()
            })?;
        if self.branch_lengths { model?.pct(mirna.seed(), kind, value) } else { Some(value) }
    }
}
