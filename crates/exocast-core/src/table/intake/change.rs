//! Tables of a comparison: a name and its log2 fold change.

use std::{
    collections::{BTreeSet, HashSet},
    io::BufRead,
    sync::Arc,
};

use super::{
    agree::chosen,
    change_scale::{ChangeScale, Said, refuse_ratios},
    column::Column,
    dates,
    dividers::{Dividers, may_be_parts},
    fold::{self, ChangeColumn, listed},
    ids,
    labels::Plain,
    refusal::Refusal,
    remark::{Remark, Roles},
    request::{Known, Request},
    translate::{Names, twice},
    words,
};
use crate::{
    error::{Malformed, ReadError},
    table::{Reader, Row, TableNotice, TextColumn, row::is_number},
    words::quoted,
};

/// No ratio of two numbers that a computer holds has a larger log2: what is larger stands for infinity, as Cuffdiff writes it.
const LARGEST_CHANGE: f64 = 2100.0;

/// Columns whose values divide a table into several comparisons.
const DIVIDERS: [&str; 8] = [
    "cluster",
    "group",
    "contrast",
    "comparison",
    "sample_1",
    "sample_2",
    "condition",
    "cell_type",
];

/// Columns that may only describe features, and divide a table where each name is there for each of their values.
const MAY_DIVIDE: [&str; 23] = [
    "biological_replicate",
    "cell_line",
    "celltype",
    "cluster_id",
    "experiment",
    "file_name",
    "filename",
    "group1",
    "group2",
    "label",
    "r_filename",
    "raw_file",
    "replicate",
    "run",
    "run_name",
    "sample",
    "sample_id",
    "sample_name",
    "sampleid",
    "samplename",
    "time",
    "timepoint",
    "tissue",
];

/// Whether a column of this name may tell apart several rows of one name.
pub(super) fn may_divide(key: &str) -> bool {
    DIVIDERS.contains(&key) || MAY_DIVIDE.contains(&key)
}

/// Whether names are there twice or more, on the whole.
pub(super) fn are_repeated<'n>(names: impl Iterator<Item = &'n str>) -> bool {
    let (mut all, mut distinct) = (0_usize, HashSet::new());
    for name in names {
        all += 1;
        distinct.insert(name);
    }
    all >= 2 * distinct.len().max(1)
}

/// A change of one row; nothing where it is missing.
pub type Change = (Arc<str>, Option<f64>);

/// Changes by name, in the order of the rows.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Changes {
    /// Names and log2 fold changes, which may be infinite. Rows without a name are left out.
    pub rows: Vec<Change>,
    /// Number of rows without a name.
    pub unnamed: usize,
    /// How the table was read, where that is not plain.
    pub notices: Vec<TableNotice>,
}

/// The columns that are read.
struct Columns {
    ids: Vec<usize>,
    preferred: bool,
    change: usize,
    scale: ChangeScale,
    said: Said,
    dividers: Vec<usize>,
    may_divide: Vec<usize>,
}

/// Comparisons that a table holds, the first few.
#[derive(Default)]
struct Parts(BTreeSet<String>);

impl Parts {
    fn add(&mut self, row: &Row<'_>, columns: &[TextColumn]) {
        if self.0.len() < 3 && !columns.is_empty() {
            let part: Vec<&str> = columns.iter().map(|&column| row.field(column)).collect();
            self.0.insert(part.join(" / "));
        }
    }

    fn refuse(&self, all: &[Column], places: &[usize]) -> Result<(), Refusal> {
        if self.0.len() < 2 {
            return Ok(());
        }
        let columns = quoted(places.iter().map(|&place| &all[place].name));
        Err(Refusal::Comparisons { columns, parts: quoted(&self.0) })
    }
}

impl Request<'_> {
    /// Reads a table of a comparison: names, and log2 fold changes.
    ///
    /// # Errors
    /// Where no column, or more than one, has fold changes; where they are ratios; where the table holds several
    /// comparisons; at the first field that is no number; where there is no row; and where the stream fails.
    pub fn read_changes<R: BufRead>(&self, reader: R, source: &str) -> Result<Changes, ReadError> {
        let mut table = Reader::new(reader, source)?;
        let all = Column::all(table.header(), &table.ahead());
        let at = table.header_location();
        let refused = |cause: Refusal| ReadError::malformed(at.clone(), Malformed::other(cause));
        let columns = match self.columns(&table, &all) {
            Ok(Some(columns)) => columns,
            Ok(None) => return Err(without_changes(&table, &all, None)),
            Err(refusal) => return Err(without_changes(&table, &all, Some(refusal))),
        };
        let names_columns = |column: &Column| column.name.is_empty() || words::is_id(&column.key);
        if is_number(&all[columns.change].name) && !all.iter().any(names_columns) {
            // Data, and no header.
            return Err(table.missing(&["log2fc"]));
        }
        let change = table.number_at(columns.change);
        let text = |table: &mut Reader<R>, places: &[usize]| -> Vec<TextColumn> {
            places.iter().map(|&place| table.text_at(place)).collect()
        };
        let id_columns = text(&mut table, &columns.ids);
        let (dividers, may_divide) =
            (text(&mut table, &columns.dividers), text(&mut table, &columns.may_divide));
        let parts_by_content =
            (0..all.len()).filter(|&place| place != columns.change && may_be_parts(&all[place]));
        let mut content = Dividers::new(parts_by_content);
        let content_columns = text(&mut table, &content.places);
        let mut names: Vec<Vec<Option<Arc<str>>>> = vec![Vec::new(); columns.ids.len()];
        let mut values = Vec::new();
        let (mut parts, mut may_be_parts) = (Parts::default(), Parts::default());
        while let Some(row) = table.next_row()? {
            let value = match infinite(row.field(change)) {
                Some(infinite) => Some(infinite),
                None => match row.value(change, columns.scale.wanted())? {
                    Err(_) => None,
                    // A ratio may be larger.
                    Ok(value) if value.abs() > LARGEST_CHANGE && !columns.scale.is_ratio() => {
                        Some(value.signum() * f64::INFINITY)
                    }
                    Ok(value) => match columns.scale.log2(value) {
                        None => return Err(row.bad(change, columns.scale.wanted())),
                        log2 => log2,
                    },
                },
            };
            values.push(value);
            for (names, &id) in names.iter_mut().zip(&id_columns) {
                names.push(row.text(id).map(Arc::from));
            }
            content.add(content_columns.iter().map(|&column| row.field(column)));
            parts.add(&row, &dividers);
            may_be_parts.add(&row, &may_divide);
        }
        parts.refuse(&all, &columns.dividers).map_err(refused)?;
        let is_known = |name: &str| self.is_known(name);
        let known = self.knows_names().then_some(&is_known as Known<'_>);
        let mut plain: Vec<Plain> =
            names.iter_mut().map(|names| Plain::all(names, known)).collect();
        let chosen = chosen(&names, known, columns.preferred)
            .ok_or_else(|| refused(Refusal::Names { columns: listed(&all, &columns.ids) }))?;
        if are_repeated(names[chosen].iter().flatten().map(AsRef::as_ref)) {
            may_be_parts.refuse(&all, &columns.may_divide).map_err(refused)?;
        }
        let id = columns.ids[chosen];
        if let Some((place, _)) = content.dividing(&names[chosen], id) {
            let (columns, parts) = (quoted([&all[place].name]), quoted(content.values(place)));
            return Err(refused(Refusal::Comparisons { columns, parts }));
        }
        self.refuse_unsigned(&all[columns.change], &columns, &values).map_err(refused)?;
        refuse_direction(&all, columns.change, &values).map_err(refused)?;
        let mut notices = table.text_notices();
        notices.extend(
            roles(&all, id, &columns, table.has_row_numbers())
                .map(|roles| TableNotice::Intake { at: at.clone(), what: Remark::Roles(roles) }),
        );
        let mut names = names.swap_remove(chosen);
        let plain = plain.swap_remove(chosen);
        let dates::Restored { mapped, unclear, unclear_rows } =
            dates::restore(&mut names, self.known);
        for row in unclear_rows {
            names[row] = None;
        }
        let dates = (!mapped.is_empty() || !unclear.is_empty())
            .then_some(Remark::Dates { mapped, unclear });
        let remarks = Remark::plain(plain).into_iter().chain(dates);
        notices.extend(remarks.map(|what| TableNotice::Intake { at: at.clone(), what }));
        let all_rows = names.len();
        let mut rows: Vec<Change> = names
            .into_iter()
            .zip(values)
            .filter_map(|(name, value)| Some((name?, value)))
            .collect();
        if let Some(what) = self.translate_changes(&mut rows).map_err(refused)? {
            notices.push(TableNotice::Intake { at: at.clone(), what });
        }
        Ok(Changes { unnamed: all_rows - rows.len(), rows, notices })
    }

    /// Translates the names of changes by the table of names, if there is one; changes cannot be added.
    fn translate_changes(&self, rows: &mut [Change]) -> Result<Option<Remark>, Refusal> {
        let Some(mapping) = self.mapping() else { return Ok(None) };
        let mut names = Names::default();
        let former: Vec<Arc<str>> = rows.iter().map(|(name, _)| Arc::clone(name)).collect();
        for (name, _) in rows.iter_mut() {
            *name = names.translate(mapping, name);
        }
        let present: Vec<Arc<str>> = rows.iter().map(|(name, _)| Arc::clone(name)).collect();
        match twice(&present) {
            // Names that were there twice before are left to the reader.
            Some((first, second)) if former[first] != former[second] => Err(Refusal::OneSymbol {
                names: quoted([&former[first], &former[second]]),
                symbol: present[first].to_string(),
            }),
            _ => Ok(Some(names.remark(Vec::new()))),
        }
    }

    /// Refuses changes without their sign, and ratios: none of many is below zero, or the values of a column that was asked
    /// for show it. What the user says of the scale is as it is.
    fn refuse_unsigned(
        &self,
        column: &Column,
        columns: &Columns,
        values: &[Option<f64>],
    ) -> Result<(), Refusal> {
        /// Genes of which some go down.
        const MANY: usize = 100;
        let Some(choice) = self.choice else { return refuse_none_below(column, values, MANY) };
        if choice.change != ChangeScale::Auto {
            return Ok(());
        }
        if choice.columns.is_empty() {
            return refuse_none_below(column, values, MANY);
        }
        let finite: Vec<f64> =
            values.iter().flatten().copied().filter(|value| value.is_finite()).collect();
        refuse_ratios(&column.name, columns.said, &finite)
    }

    /// The columns to read; nothing where there is none of changes.
    fn columns<R: BufRead>(
        &self,
        table: &Reader<R>,
        all: &[Column],
    ) -> Result<Option<Columns>, Refusal> {
        let Some(ChangeColumn { place: change, scale, said }) = fold::column(all, self)? else {
            return Ok(None);
        };
        let row_numbers = table.has_row_numbers() && all.iter().any(Column::is_text);
        let (mut ids, preferred) = ids::candidates(all, row_numbers, None, self)?;
        ids.retain(|&id| id != change);
        let named = |names: &[&str]| -> Vec<usize> {
            (0..all.len()).filter(|&place| names.contains(&all[place].key.as_str())).collect()
        };
        let (dividers, may_divide) = (named(&DIVIDERS), named(&MAY_DIVIDE));
        if ids.is_empty() {
            return Err(Refusal::NoNames {
                columns: listed(all, &(0..all.len()).collect::<Vec<_>>()),
            });
        }
        Ok(Some(Columns { ids, preferred, change, scale, said, dividers, may_divide }))
    }
}

/// Why a table has no column of changes that can be read.
fn without_changes<R: BufRead>(
    table: &Reader<R>,
    all: &[Column],
    refusal: Option<Refusal>,
) -> ReadError {
    let refused =
        |cause: Refusal| ReadError::malformed(table.header_location(), Malformed::other(cause));
    let none = matches!(refusal, None | Some(Refusal::NoChange { .. }));
    let marked = all.iter().find_map(|column| Some((column, column.marked_number()?)));
    match (refusal, marked) {
        (_, Some((column, (_, value)))) if none => {
            refused(Refusal::Marked { value, column: column.name.clone() })
        }
        (Some(refusal), _) if !none || table.number_in_header().is_none() => refused(refusal),
        _ => table.missing(&["log2fc"]),
    }
}

/// Refuses changes of which none of many is below zero.
fn refuse_none_below(column: &Column, values: &[Option<f64>], many: usize) -> Result<(), Refusal> {
    let rows = values.iter().flatten().count();
    if rows < many || values.iter().flatten().any(|value| *value < 0.0) {
        return Ok(());
    }
    Err(Refusal::NoneBelowZero { rows, column: column.name.clone() })
}

/// Refuses changes of which none is below zero beside a column that says which go down.
fn refuse_direction(all: &[Column], change: usize, values: &[Option<f64>]) -> Result<(), Refusal> {
    if values.iter().flatten().any(|value| *value < 0.0) {
        return Ok(());
    }
    let down = all.iter().enumerate().find_map(|(place, column)| {
        (place != change).then(|| column.word_for_down()).flatten().map(|word| (column, word))
    });
    match down {
        None => Ok(()),
        Some((direction, word)) => Err(Refusal::Direction {
            column: all[change].name.clone(),
            direction: direction.name.clone(),
            word: word.to_owned(),
        }),
    }
}

/// Infinity, where a field is it.
fn infinite(field: &str) -> Option<f64> {
    match field {
        "∞" | "+∞" => Some(f64::INFINITY),
        "-∞" | "−∞" => Some(f64::NEG_INFINITY),
        _ => {
            let number = field.replace('\u{2212}', "-").parse::<f64>();
            number.ok().filter(|value| value.is_infinite())
        }
    }
}

/// The role of each column, where they are not a name and a change alone.
fn roles(all: &[Column], id: usize, columns: &Columns, row_numbers: bool) -> Option<Roles> {
    let mut unused: Vec<(&'static str, Vec<String>)> = Vec::new();
    for (place, column) in all.iter().enumerate() {
        if place == id || place == columns.change {
            continue;
        }
        let word = match () {
            () if place == 0 && row_numbers => "numbers the rows",
            () if words::is_id(&column.key) => "other names",
            () if column.is_text() || words::is_annotation(&column.key) => "annotation",
            () => "statistic",
        };
        match unused.iter_mut().find(|(known, _)| *known == word) {
            Some((_, names)) => names.push(column.shown(place)),
            None => unused.push((word, vec![column.shown(place)])),
        }
    }
    let renamed = !matches!(columns.scale, ChangeScale::Auto | ChangeScale::Log2);
    if unused.is_empty() && !renamed && id == 0 {
        return None;
    }
    let unit = match columns.scale {
        ChangeScale::Auto | ChangeScale::Log2 => super::Unit::Change,
        ChangeScale::Ln | ChangeScale::Log10 => super::Unit::NaturalChange,
        ChangeScale::Ratio | ChangeScale::SignedRatio => super::Unit::OfRatios,
    };
    let samples = vec![all[columns.change].name.clone()];
    Some(Roles { program: None, id: all[id].shown(id), unit, samples, unused, turned: false })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::header::key;

    #[test]
    fn names_of_dividers_are_keys() {
        assert!(DIVIDERS.iter().chain(&MAY_DIVIDE).all(|name| key(name) == *name));
    }
}
