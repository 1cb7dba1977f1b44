//! Observed changes from a table.

use std::{collections::HashSet, io::BufRead};

use exocast_core::{ReadError, table::Reader};

use crate::{
    input::observed::{Observed, ObservedGene},
    notice::Notice,
};

/// Names of the column of fold changes, as programs of differential expression write them.
const CHANGES: [&str; 4] = ["log2fc", "log2FoldChange", "log2_fold_change", "logFC"];

impl Observed {
    /// Reads observed changes: genes or transcripts in the column `gene` or `transcript`, else in the first that
    /// does not number the rows; log2 fold changes in `log2fc`, `log2FoldChange` or `logFC`. Further columns,
    /// p-values among them, are named by [`notices`](Self::notices). Rows without a fold change (`NA`) or with an
    /// infinite one, and rows that repeat a name, are left out and counted.
    ///
    /// # Errors
    /// Where there is no column of fold changes; at the first row with another number of fields than the header or
    /// a field that is no number; where no row is left; and where the stream fails.
    pub fn read<R: BufRead>(reader: R, source: &str) -> Result<Self, ReadError> {
        let mut table = Reader::new(reader, source)?;
        let change = table.number(&CHANGES)?;
        let gene = match table.text_if_any(&["gene", "transcript"])? {
            Some(column) => column,
            None => table.text_at(usize::from(table.has_row_numbers())),
        };
        let (mut genes, mut names) = (Vec::new(), HashSet::new());
        let (mut missing, mut infinite, mut repeated) = (0, 0, 0);
        while let Some(row) = table.next_row()? {
            if row.field(change).parse().is_ok_and(f64::is_infinite) {
                infinite += 1;
                continue;
            }
            let log2fc = row.number(change, "a log2 fold change")?;
            let Some((name, log2fc)) = row.text(gene).zip(log2fc) else {
                missing += 1;
                continue;
            };
            if names.insert(name.to_owned()) {
                genes.push(ObservedGene::new(name, log2fc));
            } else {
                repeated += 1;
            }
        }
        if genes.is_empty() {
            return Err(table.no_rows("row with a fold change"));
        }
        let mut notices: Vec<Notice> = table.notices().into_iter().map(Into::into).collect();
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
