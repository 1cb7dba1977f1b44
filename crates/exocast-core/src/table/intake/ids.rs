//! Which column names the features.

use super::{column::Column, program::Program, refusal::Refusal, request::Request, words};
use crate::{
    table::{header::key, is_missing, records::Fields},
    words::quoted,
};

/// Columns that may name the features, best first, and whether the first is so for a reason; several where agreement
/// with known names decides, or where one is empty in some rows of a program's table.
pub(super) fn candidates(
    columns: &[Column],
    row_numbers: bool,
    program: Option<&Program>,
    request: &Request<'_>,
) -> Result<(Vec<usize>, bool), Refusal> {
    if let Some(name) = request.choice.and_then(|choice| choice.id_column.as_deref()) {
        return Ok((vec![place_of(columns, name)?], true));
    }
    let skipped = |place: usize| row_numbers && place == 0;
    let preferred = preferred(columns, row_numbers, program, request);
    if let (Some(place), false, None) = (preferred, request.knows_names(), program) {
        return Ok((vec![place], true));
    }
    // Whatever can name features may agree with the names that are known.
    let of_program =
        |column: &Column| program.is_some_and(|program| program.ids.contains(&column.key.as_str()));
    let may = |&place: &usize| {
        let column = &columns[place];
        let may_be_any = !program.is_some_and(|program| program.describes(&column.key));
        let of_any = request.knows_names()
            && may_be_any
            && (column.is_text() || column.is_number_of_feature());
        !skipped(place) && (of_program(column) || of_any || preferred.is_none() && column.is_text())
    };
    let mut all: Vec<usize> = preferred.into_iter().collect();
    all.extend((0..columns.len()).filter(may).filter(|place| Some(*place) != preferred));
    if preferred.is_none() && !request.knows_names() || all.is_empty() {
        let listed = |places: &[usize]| {
            let names: Vec<String> =
                places.iter().map(|&place| columns[place].shown(place)).collect();
            quoted(names)
        };
        let everything: Vec<usize> = (0..columns.len()).collect();
        return Err(match all.as_slice() {
            [] => Refusal::NoNames { columns: listed(&everything) },
            all => Refusal::Names { columns: listed(&without_annotations(columns, all)) },
        });
    }
    Ok((all, preferred.is_some()))
}

/// Columns without those whose header says that they describe features; all, where that leaves none.
fn without_annotations(columns: &[Column], places: &[usize]) -> Vec<usize> {
    let plain = |place: &&usize| !words::is_annotation(&columns[**place].key);
    let plain: Vec<usize> = places.iter().filter(plain).copied().collect();
    if plain.is_empty() { places.to_vec() } else { plain }
}

/// The column that names the features where no names are known.
fn preferred(
    columns: &[Column],
    row_numbers: bool,
    program: Option<&Program>,
    request: &Request<'_>,
) -> Option<usize> {
    let start = usize::from(row_numbers);
    let find = |wanted: &str| (start..columns.len()).find(|&place| columns[place].key == wanted);
    let is_other = |place: usize| {
        let key = columns[place].key.as_str();
        program.is_some_and(|program| !program.ids.contains(&key) && program.is_other(key))
    };
    let by_name =
        request.names.iter().find_map(|name| find(&key(name)).filter(|&place| !is_other(place)));
    let by_program = || program.iter().flat_map(|program| program.ids).find_map(|name| find(name));
    if let Some(place) = by_name.or_else(by_program) {
        return Some(place);
    }
    let texts: Vec<usize> =
        (start..columns.len()).filter(|&place| columns[place].is_text()).collect();
    let first = columns.get(start)?;
    let plain = |place: &usize| !words::is_annotation(&columns[*place].key);
    match texts.as_slice() {
        // Numbers alone: identifiers, or the numbers of the rows.
        [] if first.whole && !columns[0].is_empty() => {
            Some(columns.iter().position(Column::is_number_of_feature).unwrap_or(0))
        }
        [] => None,
        [only] if !first.is_number_of_feature() => Some(*only),
        [place, others @ ..] if *place == start && plain(place) => {
            let first = &columns[*place];
            let is_rival = |other: &&usize| rivals(first, &columns[**other]);
            let rivals: Vec<&usize> = others.iter().filter(is_rival).collect();
            match rivals.as_slice() {
                [] => Some(*place),
                // A group or a class, and what it is of.
                [other] if first.repeats() && words::is_id(&columns[**other].key) => {
                    (!words::is_id(&first.key)).then_some(**other)
                }
                _ => None,
            }
        }
        _ if first.is_number_of_feature() => Some(start),
        texts => {
            let mut by_word =
                texts.iter().copied().filter(|&place| words::is_id(&columns[place].key));
            let place = by_word.next()?;
            by_word.next().is_none().then_some(place)
        }
    }
}

/// Refuses tables side by side, which have a column of names each and their rows in different orders.
pub(super) fn refuse_side_by_side<'f>(
    columns: &[Column],
    ids: &[usize],
    rows: &(impl Iterator<Item = &'f Fields> + Clone),
    header_line: Option<u64>,
) -> Result<(), Refusal> {
    for &first in ids {
        let name = &columns[first].name;
        let second = (0..columns.len()).find(|&place| {
            place > first && columns[place].name == *name && columns[place].is_text()
        });
        let Some(second) = second.filter(|_| !name.is_empty()) else { continue };
        let differs = |row: &&Fields| {
            let [a, b] = [row.get(first), row.get(second)];
            a != b && !is_missing(a) && !is_missing(b)
        };
        if let Some(row) = rows.clone().position(|row| differs(&row)) {
            let line = header_line.unwrap_or(1) + 1 + row as u64;
            let (name, first, second) = (name.clone(), first + 1, second + 1);
            return Err(Refusal::SideBySide { name, first, second, line });
        }
    }
    Ok(())
}

/// Whether another column of text may name the features as well as the first one: by its header, or by what is in it,
/// where the header of the first does not decide.
fn rivals(first: &Column, other: &Column) -> bool {
    if first.name.is_empty() || words::is_annotation(&other.key) || !other.may_name_every_row() {
        return false;
    }
    let says_so = words::is_id(&other.key);
    if words::is_id(&first.key) { says_so } else { says_so || other.holds_features() }
}

/// The column of a name.
pub(super) fn place_of(columns: &[Column], name: &str) -> Result<usize, Refusal> {
    let called = |is: &dyn Fn(&Column) -> bool| -> Vec<usize> {
        (0..columns.len()).filter(|&place| is(&columns[place])).collect()
    };
    let mut places = called(&|column| column.name == name);
    if places.is_empty() {
        places = called(&|column| column.key == key(name));
    }
    match places.as_slice() {
        [] => Err(Refusal::NoSuchColumn {
            name: name.to_owned(),
            columns: quoted(columns.iter().enumerate().map(|(place, column)| column.shown(place))),
        }),
        [only] => Ok(*only),
        [first, second, ..] => {
            let (first, second) = (first + 1, second + 1);
            Err(Refusal::TwoSamples { name: name.to_owned(), first, second })
        }
    }
}
