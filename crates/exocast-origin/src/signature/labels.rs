//! The source of each reference sample.

use std::{collections::BTreeMap, io::BufRead};

use exocast_core::{
    Malformed, ReadError,
    table::{Column, Reader, TableNotice, UniqueNames, is_missing},
    words::quoted,
};

/// Names of a column of sources that no other column is called beside.
const SOURCE: &[&str] = &["source", "label", "labels"];

/// Names that a column of sources may have, if it is the only one of them with several values.
const MAY_BE_SOURCE: [&str; 30] = [
    "celltype",
    "cell",
    "cells",
    "cellline",
    "celllabel",
    "cellontology",
    "celltypes",
    "tissue",
    "tissuetype",
    "organ",
    "condition",
    "cluster",
    "clustername",
    "group",
    "annotation",
    "origin",
    "population",
    "lineage",
    "class",
    "type",
    "treatment",
    "sourcename",
    "celltypelabel",
    "celltypeannotation",
    "zelltyp",
    "gewebe",
    "gruppe",
    "herkunft",
    "tissuename",
    "celltypename",
];

/// Several columns, of which each or none may be the source.
#[derive(Debug, thiserror::Error)]
enum UnclearSource {
    #[error(
        "no column is called `source`, and {0} may each be; call the column of cell types or tissues `source`"
    )]
    NoneKnown(String),
    #[error("{0} may each be the source; call the one that is `source`, or leave the others out")]
    SeveralKnown(String),
}

/// Reads the source of each reference sample from a table, and how the table was read: columns `sample` and `source`
/// (or `label`, or one that says it in other words, such as `cell_type`), else the only two columns.
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
/// column, or several columns may be the source; and where the stream fails.
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
    let label = table.text_if_any(SOURCE)?;
    // Without one, values decide between those that may be: they are looked at when all are read.
    let header = table.header().to_vec();
    let others = || (first..header.len()).filter(|&at| at != sample.index());
    let candidates: Vec<usize> = match label {
        Some(column) => vec![column.index()],
        None if others().count() == 1 => others().collect(),
        None => others().filter(|&at| may_be_source(&header[at])).collect(),
    };
    if candidates.is_empty() {
        let names: Vec<&str> = others().map(|at| header[at].as_str()).collect();
        let cause = Malformed::other(UnclearSource::NoneKnown(quoted(names)));
        return Err(ReadError::malformed(table.header_location(), cause));
    }
    let mut sources: Vec<Vec<String>> = vec![Vec::new(); candidates.len()];
    let mut missing: Vec<Option<ReadError>> = candidates.iter().map(|_| None).collect();
    let mut names = Vec::new();
    let mut unique = UniqueNames::default();
    while let Some(row) = table.next_row()? {
        names.push(unique.take(&row, sample)?);
        for (place, at) in candidates.iter().enumerate() {
            let cell = row.fields().nth(*at).map(str::trim).filter(|cell| !is_missing(cell));
            if cell.is_none() && missing[place].is_none() {
                let cause = Malformed::MissingValue("the source of the sample");
                let location = row.location().field(header[*at].as_str());
                missing[place] = Some(ReadError::malformed(location, cause));
            }
            sources[place].push(cell.unwrap_or_default().to_owned());
        }
    }
    if names.is_empty() {
        return Err(table.no_rows("sample"));
    }
    let differs = |place: &usize| sources[*place].windows(2).any(|pair| pair[0] != pair[1]);
    let mut varied: Vec<usize> = (0..candidates.len()).filter(differs).collect();
    varied.dedup_by(|next, first| sources[*next] == sources[*first]);
    if varied.len() > 1 {
        let several = varied.iter().map(|place| header[candidates[*place]].as_str());
        let cause = Malformed::other(UnclearSource::SeveralKnown(quoted(several)));
        return Err(ReadError::malformed(table.header_location(), cause));
    }
    let chosen = varied.first().copied().unwrap_or(0);
    if let Some(error) = missing.swap_remove(chosen) {
        return Err(error);
    }
    table.text_at(candidates[chosen]);
    Ok((names.into_iter().zip(sources.swap_remove(chosen)).collect(), table.notices()))
}

/// Whether the name of a column says that it may hold sources.
fn may_be_source(name: &str) -> bool {
    let letters: String =
        name.to_lowercase().chars().filter(|letter| letter.is_alphabetic()).collect();
    MAY_BE_SOURCE.contains(&letters.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sources(text: &str) -> Result<Vec<String>, String> {
        read_labels(text.as_bytes(), "l").map(|(labels, _)| labels.into_values().collect()).map_err(
            |error| std::error::Error::source(&error).map(ToString::to_string).unwrap_or_default(),
        )
    }

    #[test]
    fn the_source_is_not_the_batch() {
        let read = |header: &str| sources(&format!("{header}\nA\t1\tX\nB\t2\tX\nC\t2\tY\n"));
        let third = Ok(vec!["X".to_owned(), "X".to_owned(), "Y".to_owned()]);
        for header in ["sample\tbatch\tcell_type", "\tbatch\tcondition", "run\tage\tTissue"] {
            assert_eq!(read(header), third, "{header}");
        }
        let refusal = read("sample\tbatch\tfoo").unwrap_err();
        assert!(refusal.contains("`batch`, `foo` may each be"), "{refusal}");
        let refusal = read("sample\tcell_type\ttissue").unwrap_err();
        assert!(refusal.contains("`cell_type`, `tissue` may each be the source"), "{refusal}");
        // One of a single value is none.
        let tissue = "sample\ttissue\tcell_type\nA\tblood\tB\nB\tblood\tT\n";
        assert_eq!(sources(tissue), Ok(vec!["B".to_owned(), "T".to_owned()]));
        assert_eq!(sources("x\ty\nA\tB\nC\tT\n"), Ok(vec!["B".to_owned(), "T".to_owned()]));
    }

    #[test]
    fn a_missing_label_is_no_source() {
        let error = read_labels("sample\tsource\nA\tliver\nB\tNA\n".as_bytes(), "l").unwrap_err();
        let cause = std::error::Error::source(&error).map(ToString::to_string);
        assert_eq!(error.location().to_string(), "l, line 3, field source");
        assert_eq!(cause.unwrap(), "missing value: the source of the sample is needed here");
    }
}
