//! Observed changes from a table.

use std::{collections::HashSet, io::BufRead};

use exocast_core::{
    Location, Malformed, ReadError,
    table::intake::{Choice, Known, Quantity, Request},
};

use crate::{
    input::observed::{Observed, ObservedGene},
    notice::Notice,
};

impl Observed {
    /// Reads observed changes: genes or transcripts in the column `gene` or `transcript`, else in the first that
    /// names rows; log2 fold changes in the column that programs of differential expression write them to. Further
    /// columns are named by [`notices`](Self::notices). Rows without a fold change (`NA`) or with an infinite one, and
    /// rows that repeat a name, are left out and counted.
    ///
    /// # Errors
    /// Where there is no column of log2 fold changes, or more than one; where the table holds several comparisons;
    /// at the first row with another number of fields than the header or a field that is no number; where no row is
    /// left; and where the stream fails.
    pub fn read<R: BufRead>(reader: R, source: &str) -> Result<Self, ReadError> {
        Self::read_with(reader, source, &Choice::default(), None)
    }

    /// As [`read`](Self::read), with the columns that the user has chosen, and the names that can be used: the column
    /// that agrees with them best names the rows.
    ///
    /// # Errors
    /// As [`read`](Self::read), and where a column that is chosen is not there.
    pub fn read_with<R: BufRead>(
        reader: R,
        source: &str,
        choice: &Choice,
        known: Option<Known<'_>>,
    ) -> Result<Self, ReadError> {
        let mut request = Request::new(Quantity::Any).named(&["gene", "transcript"]).choice(choice);
        if let Some(known) = known {
            request = request.known(known);
        }
        let changes = request.read_changes(reader, source)?;
        let (mut genes, mut names) = (Vec::new(), HashSet::new());
        let (mut missing, mut infinite, mut repeated) = (changes.unnamed, 0, 0);
        for (name, log2fc) in changes.rows {
            match log2fc {
                Some(log2fc) if log2fc.is_infinite() => infinite += 1,
                Some(log2fc) => {
                    let gene = ObservedGene::new(name.as_ref(), log2fc);
                    if names.insert(name) {
                        genes.push(gene);
                    } else {
                        repeated += 1;
                    }
                }
                None => missing += 1,
            }
        }
        if genes.is_empty() {
            let cause = Malformed::Empty("row with a fold change");
            return Err(ReadError::malformed(Location::new(source), cause));
        }
        let mut notices: Vec<Notice> = changes.notices.into_iter().map(Into::into).collect();
        if missing > 0 {
            notices.push(Notice::RowsWithoutValue { table: "observed changes", rows: missing });
        }
        if infinite > 0 {
            notices.push(Notice::InfiniteRows { rows: infinite });
        }
        if repeated > 0 {
            notices.push(Notice::RepeatedRows { table: "observed changes", rows: repeated });
        }
        Ok(Self::new(genes, notices))
    }
}
