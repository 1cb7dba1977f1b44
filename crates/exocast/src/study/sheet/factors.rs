//! Columns that sort samples: what is empty in them, and what only seems so.

use exocast_core::{Location, Malformed, ReadError, table::TableNotice};

use crate::study::Sample;

/// A factor: its column, and what a sample has in it.
type Factor = (&'static str, fn(&Sample) -> Option<&String>);

const FACTORS: [Factor; 5] = [
    ("group", |sample| sample.group.as_ref()),
    ("preparation", |sample| sample.preparation.as_ref()),
    ("donor", |sample| sample.donor.as_ref()),
    ("batch", |sample| sample.batch.as_ref()),
    ("pair", |sample| sample.pair.as_ref()),
];

/// Whether any text in a column names a group: `none`, `-` and `NA` (noradrenaline) may be those of controls.
pub(super) fn is_named_by_any_text(column: &str) -> bool {
    ["group", "preparation"].contains(&column)
}

/// A column whose cells may have been merged.
#[derive(Debug, thiserror::Error)]
#[error(
    "`{column}` is empty for {empty}, below cells that are filled: if cells are merged, or if the first of each block is meant for all of it, write the value into every row; if these samples have none, move them below the others"
)]
struct Merged {
    column: &'static str,
    empty: String,
}

/// What is to say of the factors of samples; or what is wrong with them.
pub(super) fn check(samples: &[Sample], at: &Location) -> Result<Vec<TableNotice>, Vec<ReadError>> {
    let (mut notices, mut faults) = (Vec::new(), Vec::new());
    for (column, value_of) in FACTORS {
        let values: Vec<Option<&String>> = samples.iter().map(value_of).collect();
        let empty = samples.iter().zip(&values).filter(|(_, value)| value.is_none());
        let empty: Vec<String> = empty.map(|(sample, _)| sample.name.clone()).collect();
        if are_of_merged_cells(&values) {
            let empty = exocast_core::words::first_quoted(&empty, 10);
            let cause = Malformed::other(Merged { column, empty });
            faults.push(ReadError::malformed(at.clone(), cause));
        } else if column == "group" && !empty.is_empty() && empty.len() < samples.len() {
            notices.push(TableNotice::NotInEveryRow { at: at.clone(), column, rows: empty });
        }
        let mut words: Vec<String> = values.into_iter().flatten().cloned().collect();
        words.retain(|word| exocast_core::table::is_missing(word));
        words.sort_unstable();
        words.dedup();
        if is_named_by_any_text(column) && !words.is_empty() {
            notices.push(TableNotice::WordsAsNames { at: at.clone(), column, words });
        }
    }
    if faults.is_empty() { Ok(notices) } else { Err(faults) }
}

/// Whether empty cells follow each that is filled, and each of these has another value.
fn are_of_merged_cells(values: &[Option<&String>]) -> bool {
    let filled: Vec<&String> = values.iter().copied().flatten().collect();
    let mut distinct = filled.clone();
    distinct.sort_unstable();
    distinct.dedup();
    let is_followed =
        |at: usize| values[at].is_none() || values.get(at + 1).is_some_and(Option::is_none);
    filled.len() > 1
        && distinct.len() == filled.len()
        && values.first().is_some_and(Option::is_some)
        && (0..values.len()).all(is_followed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn merged_cells_leave_empty_ones_below_each() {
        let check = |cells: &[&str]| {
            let cells: Vec<String> = cells.iter().map(|&cell| cell.to_owned()).collect();
            let values: Vec<Option<&String>> =
                cells.iter().map(|cell| Some(cell).filter(|cell| !cell.is_empty())).collect();
            are_of_merged_cells(&values)
        };
        assert!(check(&["a", "", "b", ""]) && check(&["a", "", "", "b", "", ""]));
        assert!(!check(&["a", "a", "b", "b"]) && !check(&["a", "a", "b", "b", ""]));
        assert!(
            !check(&["a", "b", "c", ""]) && !check(&["a", "", "", ""]) && !check(&["", "", ""])
        );
        assert!(!check(&["", "a", "", "b"]) && !check(&["a", "", "a", ""]));
    }
}
