//! The source of each reference sample.

use std::{collections::BTreeMap, io::BufRead};

use exocast_core::{
    Malformed, ReadError,
    table::{Reader, TableNotice, UniqueNames},
};

/// Reads the source of each reference sample from a table, and how the table was read: columns `sample` and `source`
/// (or `label`), else the first two columns.
///
/// ```
/// let labels = "sample\tsource\nSRR1\tliver\nSRR2\tbrain\n";
/// let (labels, _) = exocast_origin::read_labels(labels.as_bytes(), "labels.tsv")?;
/// assert_eq!(labels["SRR2"], "brain");
/// # Ok::<(), exocast_origin::core::ReadError>(())
/// ```
///
/// # Errors
/// At the first line without a sample or a source, or with a duplicate sample; where there is no line or no second
/// column; and where the stream fails.
pub fn read_labels<R: BufRead>(
    reader: R,
    source: &str,
) -> Result<(BTreeMap<String, String>, Vec<TableNotice>), ReadError> {
    let mut table = Reader::new(reader, source)?;
    let first = usize::from(table.has_row_numbers());
    if table.header().len() < first + 2 {
        return Err(table.no_column("source"));
    }
    let sample = match table.text_if_any(&["sample"])? {
        Some(column) => column,
        None => table.text_at(first),
    };
    let label = match table.text_if_any(&["source", "label"])? {
        Some(column) => column,
        None => table.text_at(first + 1),
    };
    let mut labels = BTreeMap::new();
    let mut unique = UniqueNames::default();
    while let Some(row) = table.next_row()? {
        let name = unique.take(&row, sample)?;
        let missing = || row.error(label, Malformed::MissingValue("the source of the sample"));
        labels.insert(name, row.text(label).ok_or_else(missing)?.to_owned());
    }
    if labels.is_empty() {
        return Err(table.no_rows("sample"));
    }
    Ok((labels, table.notices()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_label_is_no_source() {
        let error = read_labels("sample\tsource\nA\tliver\nB\tNA\n".as_bytes(), "l").unwrap_err();
        let cause = std::error::Error::source(&error).map(ToString::to_string);
        assert_eq!(error.location().to_string(), "l, line 3, field source");
        assert_eq!(cause.unwrap(), "missing value: the source of the sample is needed here");
    }
}
