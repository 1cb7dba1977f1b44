//! Tables whose columns are known by their places and that may have no header.

use std::io::BufRead;

use exocast_core::{
    Location, Malformed, ReadError,
    table::{Reader, TableNotice},
    text::DecimalMark,
};

use crate::notice::Notice;

/// Gives the fields and the place of each row to `take`: the first `width` columns, without the header where
/// `is_header` recognises one. Returns notices about how the table was read.
///
/// # Errors
/// Where there are fewer columns, rows differ in their number of fields, `take` refuses a row, or the stream fails.
pub(crate) fn for_each_row<R: BufRead>(
    reader: R,
    source: &str,
    width: usize,
    is_header: impl Fn(&[&str]) -> bool,
    mut take: impl FnMut(&[&str], &Location) -> Result<(), ReadError>,
) -> Result<Vec<Notice>, ReadError> {
    let mut table = Reader::new(reader, source)?;
    let at = table.header_location();
    let columns = table.header().len();
    if columns < width {
        let cause = Malformed::FieldCount { count: columns, wanted: width };
        return Err(ReadError::malformed(at, cause));
    }
    let used: Vec<_> = (0..width).map(|place| table.text_at(place)).collect();
    let header = table.header().to_vec();
    let first: Vec<&str> = header.iter().take(width).map(String::as_str).collect();
    let mut notices: Vec<Notice> = Vec::new();
    if is_header(&first) {
        notices.extend(table.notices().into_iter().map(Into::into));
    } else {
        if columns > width {
            let columns = (width + 1..=columns).map(|place| format!("column {place}")).collect();
            notices.push(TableNotice::UnusedColumns { at: at.clone(), columns }.into());
        }
        take(&first, &at)?;
    }
    while let Some(row) = table.next_row()? {
        let fields: Vec<&str> = used.iter().map(|&column| row.field(column)).collect();
        take(&fields, &row.location())?;
    }
    Ok(notices)
}

/// A finite number with a decimal point or comma.
pub(crate) fn number(field: &str) -> Option<f64> {
    let marks = [DecimalMark::Point, DecimalMark::Comma];
    marks.into_iter().find_map(|mark| mark.number(field))
}
