//! Observed changes from a table.

use std::{collections::HashSet, io::BufRead};

use exocast_core::{
    Location, Malformed, ReadError,
    table::{
        Reader,
        intake::{Choice, Known, Quantity, Request},
    },
};

use crate::{
    input::observed::{Observed, ObservedGene},
    notice::Notice,
};

/// Columns of mean expression: of `DESeq2`, limma, `edgeR`.
const BASE_MEANS: [&str; 4] = ["baseMean", "AveExpr", "logCPM", "base_mean"];

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
        mut reader: R,
        source: &str,
        choice: &Choice,
        known: Option<Known<'_>>,
    ) -> Result<Self, ReadError> {
        // Read twice: for the changes, and for the mean expression where there is a column of it.
        let mut bytes = Vec::new();
        reader
            .read_to_end(&mut bytes)
            .map_err(|error| ReadError::io(Location::new(source), error))?;
        let mut request = Request::new(Quantity::Any).named(&["gene", "transcript"]).choice(choice);
        if let Some(known) = known {
            request = request.known(known);
        }
        let changes = request.read_changes(bytes.as_slice(), source)?;
        let (mut genes, mut names) = (Vec::new(), HashSet::new());
        let (mut missing, mut infinite, mut repeated) = (changes.unnamed, 0, 0);
        let means = base_means(&bytes, source)?;
        // Rows without a name are not among the changes: means cannot be laid beside them then.
        let rows = changes.rows.len();
        let beside = means.as_ref().filter(|means| means.len() == rows && changes.unnamed == 0);
        for (row, (name, log2fc)) in changes.rows.into_iter().enumerate() {
            match log2fc {
                Some(log2fc) if log2fc.is_infinite() => infinite += 1,
                Some(log2fc) => {
                    let mut gene = ObservedGene::new(name.as_ref(), log2fc);
                    gene.base_mean = beside.and_then(|means| means[row]);
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
        if means.is_some() && beside.is_none() {
            notices.push(Notice::MeansUnused { rows: changes.unnamed });
        }
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

/// Mean expression of each row, where a program of differential expression has written a column of it.
fn base_means(bytes: &[u8], source: &str) -> Result<Option<Vec<Option<f64>>>, ReadError> {
    let mut table = Reader::new(bytes, source)?;
    let Some(mean) = table.number_if_any(&BASE_MEANS)? else { return Ok(None) };
    let mut means = Vec::new();
    while let Some(row) = table.next_row()? {
        means.push(row.number(mean, "a mean expression").ok().flatten());
    }
    Ok(Some(means))
}
