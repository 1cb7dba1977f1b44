//! The header of a table of sizes, and what is above it.

use exocast_core::text::Ambiguous;
use exocast_core::text::DecimalMark;
use exocast_core::{Malformed, ReadError};
use std::borrow::Cow;
use std::rc::Rc;

use super::super::text::{Export, number, shown_header};
use super::super::unreadable::Unreadable;
use super::by_sample;
use super::columns::{Column, is_called_sum, is_sum, of_light, of_sizes};
use super::layout::{Between, Rows, has_row_names, mark_after, rows_after, split_fields};
use super::named::{Columns, roles_of};
use super::places::Places;
use super::ranges;
use super::unit::Unit;
use crate::export::Entry;

/// Lines above the header of a table, at most.
const PREAMBLE: usize = 200;

/// A table found in an export: its header, its rows, and what is above it.
pub(crate) struct SizeTable<'a> {
    pub(crate) header: Vec<Cow<'a, str>>,
    pub(crate) columns: Rc<[Column]>,
    pub(crate) header_line: usize,
    pub(crate) rows: Rows<'a>,
    pub(crate) places: Places,
    pub(crate) decimal: DecimalMark,
    /// The line of a row of totals that was left out.
    pub(crate) total: Option<usize>,
    pub(crate) metadata: Vec<Entry>,
}

/// The header is the first line with a column of diameters that is followed by a line with a number
/// in that column, or by a line of units and then by one; what is above it is kept as keys and
/// values.
pub(crate) fn find_table<'a>(
    export: &Export<'a>,
    columns: &Columns,
) -> Result<SizeTable<'a>, ReadError> {
    let held = || export.lines.iter().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let mut nearest: Option<(usize, &str, Vec<Cow<'a, str>>)> = None;
    let mut without_number = None;
    for (index, line) in held().take(PREAMBLE) {
        let mark = mark_after(export, index);
        let mut header = split_fields(line.trim_start().trim_start_matches('#'), mark);
        let mut ranged = None;
        if columns.diameter.is_none() && ranges::begin(&header, &next_row(export, index, mark)) {
            let mut rows = rows_after(export, index, mark);
            ranges::into_edges(&mut header, &mut rows)
                .map_err(|(line, cause)| export.error(line, Malformed::other(cause)))?;
            ranged = Some(rows);
        }
        let (missing, roles) = match roles_of(&header, columns) {
            Ok(roles) => ("", roles),
            Err(missing) => (missing, Vec::new()),
        };
        let Some(size) = of_sizes(&roles, &header) else {
            let longer = |before: &[_]| before.len() < header.len() && !of_numbers(&header);
            if nearest.as_ref().is_none_or(|(_, _, before)| longer(before)) {
                nearest = Some((index, missing, header));
            }
            continue;
        };
        let mut rows = ranged.unwrap_or_else(|| rows_after(export, index, mark));
        let (mut roles, mut size) = (roles, size);
        if has_row_names(&header, &rows) {
            header.insert(0, Cow::Borrowed(""));
            roles = roles_of(&header, columns).unwrap_or_default();
            size += 1;
        }
        if rows
            .first()
            .is_some_and(|(_, row)| row.get(size).is_some_and(|cell: &Cow<'_, str>| is_unit(cell)))
        {
            let (_, units) = rows.remove(0);
            for (name, unit) in header.iter_mut().zip(units).filter(|(_, unit)| !unit.is_empty()) {
                *name = Cow::Owned(format!("{name} ({})", unit.trim_matches(['(', ')', '[', ']'])));
            }
            roles = roles_of(&header, columns).unwrap_or(roles);
        }
        let chosen = Places::choose(&roles, &header, columns.unit);
        let mut decimal = decimal_of(&rows, size, chosen.as_ref().ok(), mark)
            .map_err(|cause| export.error(index, Malformed::other(cause)))?;
        let cell = rows.first().map(|(_, row)| row.get(size).map_or("", |cell| cell));
        if cell.is_some_and(|cell| decimal.number(cell).is_none()) {
            // A title or a remark that speaks of sizes; or a table whose first size is none.
            without_number = without_number.or_else(|| Some((rows[0].0, size, cell?.to_owned())));
            continue;
        }
        let mut places = chosen.map_err(|cause| export.error(index, Malformed::other(cause)))?;
        let total = remove_total(&mut rows, size, decimal);
        if by_sample::may_be(&places, &roles, &header)
            && by_sample::are_bins(&rows, size, decimal)
            && (places.count.is_none() || by_sample::hold_numbers(&rows, &header, size, decimal))
        {
            (places.matrix, places.count) = (true, None);
            decimal = decimal_of(&rows, size, Some(&places), mark)
                .map_err(|cause| export.error(index, Malformed::other(cause)))?;
        }
        if !places.matrix
            && let Some((name, others)) = by_sample::unclear(&roles, &header, &rows, decimal)
        {
            let cause = Unreadable::CountOrSample { name, others: shown_header(others) };
            return Err(export.error(index, Malformed::other(cause)));
        }
        if of_light(&roles, &header) {
            return Err(export.error(index, Malformed::other(Unreadable::Zetasizer)));
        }
        let above = held().take_while(|(other, _)| *other < index).map(|(_, line)| line);
        let metadata = above.filter_map(|line| entry_above(line)).collect();
        return Ok(SizeTable {
            header,
            columns: roles.into(),
            header_line: index,
            rows,
            places,
            decimal,
            total,
            metadata,
        });
    }
    if let Some((index, diameter, cell)) = without_number {
        return Err(export.bad(index, diameter, &cell, "a diameter above zero in nm, up to 1e6"));
    }
    let (index, name, header) = nearest.unwrap_or((0, "", Vec::new()));
    let columns = shown_header(&header);
    let cause = if name.is_empty() {
        Malformed::other(Unreadable::NoDiameter(columns))
    } else {
        Malformed::other(Unreadable::NoSuchColumn { wanted: name.to_owned(), header: columns })
    };
    Err(export.error(index, cause))
}

/// The first row that is not blank.
fn next_row<'a>(export: &Export<'a>, header: usize, mark: Between) -> Vec<Cow<'a, str>> {
    let next = export.lines[header + 1..].iter().find(|line| !line.trim().is_empty());
    next.map_or_else(Vec::new, |line| split_fields(line, mark))
}

/// Takes away the last row where it holds the sums of those above it, and gives its line.
fn remove_total(rows: &mut Rows<'_>, size: usize, decimal: DecimalMark) -> Option<usize> {
    let (line, last) = rows.last()?;
    let is_total = last.get(size).is_some_and(|cell| is_called_sum(cell));
    let is_sum_of_column = |at: usize| {
        let Some(sum) = last.get(at).and_then(|cell| decimal.number(cell)) else { return true };
        let above = &rows[..rows.len() - 1];
        let parts = above.iter().filter_map(|(_, row)| decimal.number(row.get(at)?));
        is_sum(sum, parts.sum())
    };
    let line = *line;
    let leaves = is_total && rows.len() > 2 && (0..last.len()).all(is_sum_of_column);
    leaves.then(|| {
        rows.pop();
        line
    })
}

/// A cell that names a unit of length, below the name of its column.
fn is_unit(cell: &str) -> bool {
    Unit::parse(cell).is_some_and(|unit| unit.nanometres().is_some())
}

/// The decimal mark of the columns that are read.
fn decimal_of(
    rows: &Rows<'_>,
    size: usize,
    places: Option<&Places>,
    between: Between,
) -> Result<DecimalMark, Ambiguous> {
    let is_read =
        |at: usize| at == size || places.is_some_and(|places| places.matrix || places.reads(at));
    let cells = rows.iter().flat_map(|(_, row)| {
        row.iter().enumerate().filter(|(at, _)| is_read(*at)).map(|(_, cell)| cell.as_ref())
    });
    let separator = match between {
        Between::Mark(mark) => mark,
        Between::Spaces => ' ',
    };
    DecimalMark::of_cells(cells, Some(separator))
}

fn of_numbers(cells: &[Cow<'_, str>]) -> bool {
    cells.iter().all(|cell| number(cell).is_some())
}

/// A key and its values; nothing of a comment, which begins with `#` and has no value.
fn entry_above(line: &str) -> Option<Entry> {
    let is_comment = line.trim_start().starts_with('#');
    let line = line.trim().trim_start_matches('#').trim();
    let mark = if line.contains('\t') {
        '\t'
    } else if line.contains(',') {
        ','
    } else {
        ':'
    };
    let (key, value) = line.split_once(mark).unwrap_or((line, ""));
    let value = value.trim_matches([' ', ',', ';', '\t', '"']).to_owned();
    let key = key.trim_matches([' ', ':', '"']).to_owned();
    let values = if value.is_empty() { Vec::new() } else { vec![value] };
    let is_remark = is_comment && values.is_empty();
    (!is_remark).then(|| Entry { section: String::new(), key, values })
}
