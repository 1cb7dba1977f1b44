//! Observed changes from a table.

use std::{collections::HashSet, io::BufRead};

use exocast_core::{Location, Malformed, ReadError};

use super::delimited::{Delimited, number};
use crate::{
    input::observed::{Observed, ObservedGene},
    notice::Notice,
};

impl Observed {
    /// Reads observed changes: genes or transcripts in the column `gene` or `transcript`, else in the
    /// first; log2 fold changes in `log2fc`, `log2FoldChange` or `logFC`. Further columns, p-values among
    /// them, are passed over. Rows without a fold change (`NA`), or with an infinite one, are
    /// left out, as are names that come again; all are counted.
    ///
    /// # Errors
    /// Where there is no column of fold changes; at the first line with another number of fields than
    /// the header or a field that is no number; where no row is left; and where the stream fails.
    pub fn read<R: BufRead>(reader: R, source: &str) -> Result<Self, ReadError> {
        let mut table = Delimited::new(reader, source)?;
        let (mut genes, mut seen) = (Vec::new(), HashSet::new());
        let (mut missing, mut infinite, mut repeated) = (0, 0, 0);
        while table.advance()? {
            let names = ["log2fc", "log2FoldChange", "log2_fold_change", "logFC"];
            let change = table.column(&names).ok_or_else(|| table.no_column("log2fc"))?;
            let gene = table.column(&["gene", "transcript"]).unwrap_or(0);
            let name = table.fields()[gene].clone();
            if number(&table.fields()[change]) == Some(None) || name.is_empty() || name == "NA" {
                missing += 1;
                continue;
            }
            if table.fields()[change].parse().is_ok_and(f64::is_infinite) {
                infinite += 1;
                continue;
            }
            let log2fc = table.number(change, "a log2 fold change")?;
            if seen.insert(name.clone()) {
                genes.push(ObservedGene { name, log2fc });
            } else {
                repeated += 1;
            }
        }
        if genes.is_empty() {
            let cause = Malformed::Empty("row with a fold change");
            return Err(ReadError::malformed(Location::new(source), cause));
        }
        let mut notices = Vec::new();
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
