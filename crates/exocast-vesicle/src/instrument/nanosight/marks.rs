//! The separator and the decimal mark of a NanoSight export.

use exocast_core::text::DecimalMark;
use exocast_core::{Malformed, ReadError};

use super::super::text::{Export, fields, separator};
use super::block::{Marks, is};

/// The separator follows the name of the first column, and bin centres (`0.5`, `0,5`) say which
/// mark precedes decimals.
pub(crate) fn marks(export: &Export<'_>) -> Result<Marks, ReadError> {
    let is_header = |line: &str| is(line.trim_start_matches(['"', ' ']), "bin cent");
    let header = export.lines.iter().position(|line| is_header(line));
    let separator = header.and_then(|at| separator(export.lines[at])).unwrap_or(',');
    let Some(header) = header else {
        return Ok(Marks { separator, decimal: DecimalMark::Point });
    };
    // The first bins decide where they have decimals at all, else all cells.
    let rows = || export.lines[header + 1..].iter().take(2000);
    let first = rows().take(20).map(|line| {
        fields(line, separator).first().map(|cell| cell.clone().into_owned()).unwrap_or_default()
    });
    let centres: Vec<String> = first.filter(|cell| cell.contains(['.', ','])).collect();
    let cells: Vec<String> = if centres.is_empty() {
        let row = |line: &str| -> Vec<String> {
            fields(line, separator).into_iter().map(std::borrow::Cow::into_owned).collect()
        };
        rows().flat_map(|line| row(line)).collect()
    } else {
        centres
    };
    let decimal = DecimalMark::of_cells(cells.iter().map(String::as_str), Some(separator))
        .map_err(|cause| export.error(header, Malformed::other(cause)))?;
    Ok(Marks { separator, decimal })
}
