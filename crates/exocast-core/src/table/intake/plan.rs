//! How a table is read: which column is what.

use std::io::BufRead;

use super::{
    below, change,
    column::Column,
    dividers::may_be_parts,
    headerless::{self, FirstLine},
    ids,
    program::{Program, Repeats},
    programs::program_of,
    quantity::{Quantity, Unit},
    refusal::Refusal,
    remark::{Remark, Roles},
    request::Request,
    role::Role,
    roles::roles,
    row_words::RowWord,
    samples,
    transposed::{self, is_transposed},
    words,
};
use crate::{
    error::{Malformed, ReadError},
    table::Reader,
};

/// The columns of a table by their roles.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) program: Option<&'static Program>,
    /// Name of the program, where the table shows it.
    pub(super) program_name: Option<&'static str>,
    /// Columns that may name the features, the preferred one first.
    pub(super) ids: Vec<usize>,
    /// Whether the first of them is one for a reason.
    pub(super) preferred: bool,
    /// Columns of samples and their names.
    pub(super) samples: Vec<usize>,
    pub(super) names: Vec<String>,
    pub(super) unit: Unit,
    pub(super) lengths: Option<usize>,
    pub(super) flags: Vec<usize>,
    /// A column of text that may tell apart the rows of one name: a tissue, a sample.
    pub(super) divider: Option<usize>,
    /// Columns that may tell apart the rows of one name by what is in them.
    pub(super) may_divide: Vec<usize>,
    pub(super) repeats: Repeats,
    pub(super) first_line: FirstLine,
    pub(super) transposed: bool,
    /// What to say of lines below the header.
    pub(super) below: Vec<Remark>,
    roles: Vec<Role>,
    header: Vec<String>,
    /// Columns of text.
    texts: Vec<usize>,
}

pub(super) fn plan<R: BufRead>(
    table: &mut Reader<R>,
    request: &Request<'_>,
) -> Result<Plan, ReadError> {
    if table.ahead().next().is_none() {
        return Err(table.no_rows("data line"));
    }
    let first_line = headerless::first_line(table, request);
    headerless::settle(table, &first_line);
    let at = table.header_location();
    let refused = |cause: Refusal| ReadError::malformed(at.clone(), Malformed::other(cause));
    let below = if first_line.is_data() || request.keep.is_some() {
        Vec::new()
    } else {
        below::settle(table, request).map_err(refused)?
    };
    let mut columns = Column::all(table.header(), &table.ahead());
    for (column, letter) in columns.iter_mut().zip(table.types()) {
        column.letter = Some(letter);
    }
    let row_numbers = table.has_row_numbers() && columns.iter().any(Column::is_text);
    if is_transposed(&columns, &table.ahead(), request) {
        let plan = of_samples_in_rows(&columns, row_numbers, first_line, request);
        return Ok(Plan { below, ..plan });
    }
    let program = program_of(&columns);
    if let Some(column) = columns.iter().find(|column| words::is_peptide(&column.key))
        && program.is_none()
        && request.quantity != Quantity::Counts
        && columns.iter().any(|column| words::is_protein_group(&column.key))
    {
        return Err(refused(Refusal::PerPeptide { column: column.name.clone() }));
    }
    let (ids, preferred) =
        ids::candidates(&columns, row_numbers, program, request).map_err(refused)?;
    ids::refuse_side_by_side(&columns, &ids, &table.ahead(), table.header_location().line_number())
        .map_err(refused)?;
    let (roles, unit) = roles(&columns, row_numbers, &ids, program, request).map_err(refused)?;
    let of_role = |role: Role| -> Vec<usize> {
        (0..roles.len()).filter(|&place| roles[place] == role).collect()
    };
    let samples = of_role(Role::Sample);
    refuse_texts(table, &columns, (&ids, &samples, program), request)?;
    if samples.is_empty()
        && let Some(column) = columns.iter().find(|column| column.percentages)
    {
        return Err(refused(Refusal::Percentages { column: column.name.clone() }));
    }
    if let Some(place) = samples.iter().find(|&&place| columns[place].name.is_empty()) {
        let named = columns[..*place].iter().rev().find(|column| !column.name.is_empty());
        let left = named.map_or_else(String::new, |column| column.name.clone());
        let (place, first) = (place + 1, columns[0].name.clone());
        return Err(refused(Refusal::Unnamed { place, first, left }));
    }
    let header: Vec<&str> = samples.iter().map(|&place| columns[place].name.as_str()).collect();
    let names = samples::names(&header, program, request);
    let repeats = match program {
        _ if request.keeps_repeats => Repeats::Kept,
        _ if request.adds_repeats => Repeats::Added,
        Some(program) => program.repeats,
        None => Repeats::Refused,
    };
    let typed = columns.iter().any(|column| column.letter.is_some());
    let may_divide = |place: &usize| {
        program.is_none()
            && request.keep.is_none()
            && !matches!(roles[*place], Role::Sample | Role::RowNumbers)
            && ids.first() != Some(place)
            && may_be_parts(&columns[*place])
    };
    let may_divide: Vec<usize> = (0..columns.len()).filter(may_divide).collect();
    Ok(Plan {
        program,
        program_name: program.map(|program| program.name).or(typed.then_some("Perseus")),
        ids,
        preferred,
        samples,
        names,
        unit,
        lengths: of_role(Role::Lengths).first().copied(),
        flags: of_role(Role::Flag),
        divider: (0..columns.len()).find(|&place| {
            let column = &columns[place];
            program.is_none() && column.is_text() && change::may_divide(&column.key)
        }),
        may_divide,
        repeats,
        first_line,
        transposed: false,
        below,
        header: shown(&columns),
        texts: texts(&columns),
        roles,
    })
}

/// Refuses values with their spread, and numbers that are written with something more.
fn refuse_texts<R: BufRead>(
    table: &Reader<R>,
    columns: &[Column],
    (ids, samples, program): (&[usize], &[usize], Option<&Program>),
    request: &Request<'_>,
) -> Result<(), ReadError> {
    let refused = |line: u64, place: usize, cause: Refusal| {
        Err(ReadError::malformed(table.field_location(line, place), Malformed::other(cause)))
    };
    if let Some((line, value, place)) = with_spread(columns, ids, samples, request) {
        return refused(line, place, Refusal::WithSpread { value });
    }
    if let Some((line, value, place)) = marked_number(columns, ids, program, request) {
        let column = columns[place].shown(place);
        return refused(line, place, Refusal::Marked { value, column });
    }
    Ok(())
}

/// The first value with its spread, such as `12.3 ± 0.4`, in a column that may be a sample: its line, itself and the
/// place of the column.
fn with_spread(
    columns: &[Column],
    ids: &[usize],
    samples: &[usize],
    request: &Request<'_>,
) -> Option<(u64, String, usize)> {
    let is_chosen = request.choice.is_some_and(|choice| !choice.columns.is_empty());
    (0..columns.len()).find_map(|place| {
        let (line, value) = columns[place].spread.clone()?;
        let key = columns[place].key.as_str();
        let describes = words::is_annotation(key) || words::is_id(key);
        let is_value = ids.first() != Some(&place) && !describes;
        (is_value && (samples.contains(&place) || !is_chosen)).then_some((line, value, place))
    })
}

/// The first number that is written with something more, in a column of which all are, and that nothing says to describe
/// features: its line, itself and the place of the column.
fn marked_number(
    columns: &[Column],
    ids: &[usize],
    program: Option<&Program>,
    request: &Request<'_>,
) -> Option<(u64, String, usize)> {
    let chosen = request.choice.map_or(&[][..], |choice| &choice.columns);
    (0..columns.len()).find_map(|place| {
        let column = &columns[place];
        let (line, value) = column.marked_number()?;
        let key = column.key.as_str();
        let describes = words::is_annotation(key) || words::is_id(key) || words::is_statistic(key);
        let is_looked_for = request.samples.contains(&column.name.as_str());
        let is_value = chosen.contains(&column.name)
            || chosen.is_empty() && (is_looked_for || !describes && program.is_none());
        (ids.first() != Some(&place) && is_value).then_some((line, value, place))
    })
}

fn texts(columns: &[Column]) -> Vec<usize> {
    (0..columns.len()).filter(|&place| columns[place].is_text()).collect()
}

fn shown(columns: &[Column]) -> Vec<String> {
    columns.iter().enumerate().map(|(place, column)| column.shown(place)).collect()
}

/// A table with samples in its rows: the first column of text names them, columns of numbers are features, but for those that
/// describe the samples or are computed over features.
fn of_samples_in_rows(
    columns: &[Column],
    row_numbers: bool,
    first_line: FirstLine,
    request: &Request<'_>,
) -> Plan {
    let start = usize::from(row_numbers);
    let text = (start..columns.len()).find(|&place| columns[place].is_text());
    let id = text.unwrap_or(start);
    let leading = transposed::before_features(columns, request);
    let role = |(place, column): (usize, &Column)| match () {
        () if place == id => Role::Id,
        () if row_numbers && place == 0 => Role::RowNumbers,
        () if column.is_text() || leading.contains(&place) => Role::OfSamples,
        () => match RowWord::named(&column.name).filter(|_| !request.is_known(&column.name)) {
            Some(RowWord::OfSamples) => Role::OfSamples,
            Some(RowWord::Total | RowWord::Computed) => Role::Total,
            None => Role::Sample,
        },
    };
    let roles: Vec<Role> = columns.iter().enumerate().map(role).collect();
    let samples: Vec<usize> =
        (0..roles.len()).filter(|&place| roles[place] == Role::Sample).collect();
    let names = samples.iter().map(|&place| columns[place].name.clone()).collect();
    Plan {
        program: None,
        program_name: None,
        ids: vec![id],
        preferred: true,
        samples,
        names,
        unit: Unit::Unknown,
        lengths: None,
        flags: Vec::new(),
        divider: None,
        may_divide: Vec::new(),
        repeats: Repeats::Refused,
        first_line,
        transposed: true,
        below: Vec::new(),
        header: shown(columns),
        texts: texts(columns),
        roles,
    }
}

impl Plan {
    /// The name of a column.
    pub(super) fn header_of(&self, place: usize) -> &str {
        &self.header[place]
    }

    /// Names of columns of text that are not used, besides one.
    pub(super) fn other_texts(&self, id: usize) -> Vec<&str> {
        let is_text = |place: &usize| {
            *place != id
                && matches!(self.roles[*place], Role::Id | Role::OtherId | Role::Annotation)
                && self.texts.contains(place)
        };
        (0..self.roles.len()).filter(is_text).map(|place| self.header_of(place)).collect()
    }

    /// The role of each column in words, where they are not plain: names first, then samples.
    pub(super) fn roles(&self, id: usize) -> Option<Roles> {
        let unused = Role::UNUSED.iter().filter_map(|&role| {
            let has_role = |place: &usize| {
                // Another candidate may have been chosen for the names.
                let actual = match self.roles[*place] {
                    _ if *place == id => Role::Id,
                    Role::Id => Role::OtherId,
                    planned => planned,
                };
                actual == role
            };
            let places = (0..self.header.len()).filter(has_role);
            let names: Vec<String> = places.map(|place| self.header[place].clone()).collect();
            (!names.is_empty()).then(|| (role.word(), names))
        });
        let unused: Vec<_> = unused.collect();
        if self.program_name.is_none() && unused.is_empty() && id == 0 {
            // A plain table says nothing of itself.
            return None;
        }
        let name = |&place: &usize| self.header[place].clone();
        Some(Roles {
            program: self.program_name,
            id: self.header[id].clone(),
            unit: self.unit,
            samples: self.samples.iter().map(name).collect(),
            unused,
            turned: self.transposed,
        })
    }
}
