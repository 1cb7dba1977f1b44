//! Rows to a matrix.

use std::{collections::HashSet, io::BufRead, ops::Range, sync::Arc};

use super::{
    agree::chosen,
    change::are_repeated,
    counts,
    dates::Date,
    fast::{self, Take},
    headerless::{FirstLine, is_of_counter},
    kind::Kind,
    merge::{Rows, Twice},
    plan::Plan,
    program::Repeats,
    quantity::{Quantity, Unit},
    refusal::Refusal,
    remark::Remark,
    request::{Known, Missing, Request},
    samples, sums,
    taken::TakenRows,
    translate::translate,
    words,
};
use crate::{
    error::{Malformed, ReadError},
    table::{NumberColumn, Reader, Row, TableNotice, TextColumn, is_missing},
    text::DecimalMark,
    words::quoted,
};

/// Beginnings of names of proteins that are no findings.
const NO_FINDINGS: [&str; 7] = ["CON__", "REV__", "contam_", "rev_", "DECOY_", "decoy_", "Cont_"];

/// Reads the rows of a table as planned; `unique` asks for rows of different names.
pub(super) fn take<R: BufRead>(
    mut table: Reader<R>,
    request: &Request<'_>,
    plan: &Plan,
    unique: bool,
) -> Result<TakenRows, ReadError> {
    let mut taking = Taking::new(&mut table, request, plan);
    taking.read(&mut table)?;
    taking.finish(&table, unique)
}

struct Taking<'a> {
    request: &'a Request<'a>,
    plan: &'a Plan,
    ids: Vec<TextColumn>,
    cells: Vec<NumberColumn>,
    lengths: Option<NumberColumn>,
    flags: Vec<TextColumn>,
    /// Names by candidate.
    names: Vec<Vec<Option<Arc<str>>>>,
    rows: Rows,
    totals: Vec<String>,
    marks: Vec<String>,
    flagged: usize,
    as_zero: usize,
    left_out: usize,
    of_counter: bool,
    /// Samples that are the sum of the others.
    sums: Vec<usize>,
}

impl<'a> Taking<'a> {
    fn new<R: BufRead>(table: &mut Reader<R>, request: &'a Request<'a>, plan: &'a Plan) -> Self {
        let text = |table: &mut Reader<R>, places: &[usize]| -> Vec<TextColumn> {
            places.iter().map(|&place| table.text_at(place)).collect()
        };
        let ids = text(table, &plan.ids);
        let flags = text(table, &plan.flags);
        let cells = plan.samples.iter().map(|&place| table.number_at(place)).collect();
        let lengths = plan.lengths.map(|place| table.number_at(place));
        let names = vec![Vec::new(); plan.ids.len()];
        Self {
            request,
            plan,
            ids,
            cells,
            lengths,
            flags,
            names,
            rows: Rows::default(),
            totals: Vec::new(),
            marks: Vec::new(),
            flagged: 0,
            as_zero: 0,
            left_out: 0,
            of_counter: false,
            sums: Vec::new(),
        }
    }

    fn read<R: BufRead>(&mut self, table: &mut Reader<R>) -> Result<(), ReadError> {
        let columns = self.plain_columns(table.header().len());
        while let Some(row) = table.next_row_ahead()? {
            self.take_row(&row)?;
        }
        if table.decimal_mark()? != DecimalMark::Point || !self.flags.is_empty() {
            while let Some(row) = table.next_row()? {
                self.take_row(&row)?;
            }
            return Ok(());
        }
        let (mut line, mut ranges) = (Vec::new(), Vec::new());
        let delimiter = table.delimiter();
        while let Some(number) = table.next_line(&mut line)? {
            let before = self.rows.values.len();
            ranges.clear();
            let is_plain =
                fast::row(&line, delimiter, &columns, &mut self.rows.values, &mut ranges);
            if is_plain && self.take_plain(&line, &ranges, number, before) {
                continue;
            }
            self.rows.values.truncate(before);
            let row = table.row_of(number, std::mem::take(&mut line))?;
            self.take_row(&row)?;
        }
        Ok(())
    }

    /// What a plain row has in each column; lengths are read by the reader of rows.
    fn plain_columns(&self, width: usize) -> Vec<Take> {
        let mut columns = vec![Take::Nothing; width];
        for &place in &self.plan.samples {
            columns[place] = Take::Number;
        }
        for &place in &self.plan.ids {
            columns[place] = Take::Name;
        }
        columns
    }

    /// Takes a row that was read in one pass; false where it needs a closer look.
    fn take_plain(
        &mut self,
        line: &[u8],
        ranges: &[Range<usize>],
        number: u64,
        before: usize,
    ) -> bool {
        // Samples in the order of the columns, one candidate for the names.
        let in_order = self.plan.samples.is_sorted() && self.plan.ids.len() == 1;
        if !in_order || self.lengths.is_some() || line.contains(&b'"') {
            return false;
        }
        let [range] = ranges else { return false };
        let Ok(name) = std::str::from_utf8(&line[range.clone()]) else { return false };
        if is_missing(name) || std::str::from_utf8(line).is_err() || self.is_no_feature(name) {
            return false;
        }
        debug_assert_eq!(self.rows.values.len() - before, self.plan.samples.len());
        self.names[0].push(Some(Arc::from(name)));
        self.rows.lines.push(number);
        true
    }

    fn is_no_feature(&self, name: &str) -> bool {
        words::is_total_row(name)
            || is_of_counter(name) && self.plan.first_line == FirstLine::Undecided
            || self.request.quantity == Quantity::Amounts && is_no_finding(name)
    }

    fn take_row(&mut self, row: &Row<'_>) -> Result<(), ReadError> {
        let name = row.text(self.ids[0]);
        let known = |name: &str| self.request.known.is_some_and(|known| known(name));
        if let Some(name) = name.filter(|name| words::is_total_row(name) && !known(name)) {
            self.of_counter |= is_of_counter(name);
            self.totals.push(name.to_owned());
            return Ok(());
        }
        if self.is_flagged(row) {
            self.flagged += 1;
            return Ok(());
        }
        let before = self.rows.values.len();
        let wanted = match self.request.quantity {
            Quantity::Counts => "a count (0 where nothing was counted)",
            _ => "a finite number",
        };
        for &cell in &self.cells {
            match row.number(cell, wanted)? {
                Some(value) => self.rows.values.push(value),
                None => match self.request.missing {
                    Missing::Refused => {
                        row.required(cell, wanted)?;
                    }
                    Missing::Zero => {
                        self.as_zero += 1;
                        self.rows.values.push(0.0);
                    }
                    Missing::LeavesOutRow => {
                        self.rows.values.truncate(before);
                        self.left_out += 1;
                        return Ok(());
                    }
                },
            }
        }
        if let Some(lengths) = self.lengths {
            self.rows.lengths.push(row.required(lengths, "a length in nucleotides")?);
        }
        for (names, &id) in self.names.iter_mut().zip(&self.ids) {
            names.push(row.text(id).map(Arc::from));
        }
        self.rows.lines.push(row.line());
        Ok(())
    }

    fn is_flagged(&mut self, row: &Row<'_>) -> bool {
        let is_set = |field: &str| field == "+" || field.eq_ignore_ascii_case("true");
        let flag =
            self.flags.iter().zip(&self.plan.flags).find(|(flag, _)| is_set(row.field(**flag)));
        let mark = match flag {
            Some((flag, _)) => row.header_of(*flag).to_owned(),
            None if self.request.quantity == Quantity::Amounts => {
                let mut names = self.ids.iter().filter_map(|&id| row.text(id));
                let begins = |name: &str| {
                    NO_FINDINGS.iter().find(|begin| name.starts_with(**begin)).copied()
                };
                match names.find_map(begins) {
                    Some(begin) => begin.to_owned(),
                    None => return false,
                }
            }
            None => return false,
        };
        if !self.marks.contains(&mark) {
            self.marks.push(mark);
        }
        true
    }

    /// Refuses a table with a row for each feature of each sample, which `divider` names: what to do with the rows of one
    /// name is not plain.
    fn refuse_long<R: BufRead>(&self, table: &Reader<R>) -> Result<(), Refusal> {
        let Some(divider) = self.plan.divider else { return Ok(()) };
        if self.plan.ids.first() == Some(&divider) {
            return Ok(());
        }
        if !are_repeated(self.rows.names.iter().map(AsRef::as_ref)) {
            return Ok(());
        }
        let column = table.header()[divider].clone();
        let name = self.rows.names[0].to_string();
        Err(Refusal::Long { column, name })
    }

    fn finish<R: BufRead>(
        mut self,
        table: &Reader<R>,
        unique: bool,
    ) -> Result<TakenRows, ReadError> {
        let at = table.header_location();
        let refused = |cause: Refusal| ReadError::malformed(at.clone(), Malformed::other(cause));
        if self.plan.first_line == FirstLine::Undecided && !self.of_counter {
            let [id, value] = [0, 1].map(|place| table.header()[place].clone());
            return Err(refused(Refusal::HeaderOrData { value, id }));
        }
        if self.rows.lines.is_empty() {
            return Err(table.no_rows("data line"));
        }
        if self.cells.is_empty() {
            return Err(table.no_rows("column of numbers"));
        }
        self.settle_strand().map_err(refused)?;
        let is_known = |name: &str| self.request.is_known(name);
        let known = self.request.knows_names().then_some(&is_known as Known<'_>);
        let chosen = chosen(&self.names, known, self.plan.preferred).ok_or_else(|| {
            let columns = quoted(self.plan.ids.iter().map(|&place| &table.header()[place]));
            refused(Refusal::Names { columns })
        })?;
        let mut remarks: Vec<Remark> =
            self.plan.roles(self.plan.ids[chosen]).map(Remark::Roles).into_iter().collect();
        self.settle_names(chosen, table, &mut remarks)?;
        self.leave_out_sums(&mut remarks);
        self.refuse_long(table).map_err(refused)?;
        let merged = self.rows.merge(if unique || self.plan.repeats != Repeats::Refused {
            self.plan.repeats
        } else {
            Repeats::Kept
        });
        let repeated = merged.map_err(|Twice { name, first, second }| {
            let place = self.plan.ids[chosen];
            let at = table.field_location(second, place);
            ReadError::malformed(at, Malformed::Duplicate { name: name.to_string(), first })
        })?;
        if !repeated.is_empty() {
            let added = self.plan.repeats == Repeats::Added;
            remarks.push(Remark::Repeated { names: repeated, added });
        }
        self.remark_rows(&mut remarks);
        if self.request.quantity == Quantity::Counts {
            let width = self.cells.len() - self.sums.len();
            let remark = counts::check(&self.rows.names, &self.rows.values, width, self.plan.unit);
            remarks.extend(remark.map_err(refused)?);
        }
        let samples = self.sample_names(&mut remarks);
        if self.plan.transposed {
            remarks.push(Remark::SamplesInRows);
        }
        let mut notices = table.text_notices();
        notices
            .extend(remarks.into_iter().map(|what| TableNotice::Intake { at: at.clone(), what }));
        let Self { plan, request, rows, of_counter, sums, .. } = self;
        let samples_at = plan.samples.iter().enumerate().filter(|(at, _)| !sums.contains(at));
        let headers = samples_at.map(|(_, &place)| plan.header_of(place).to_owned());
        let Rows { names, lines, values, lengths } = rows;
        let taken = TakenRows {
            header: at.clone(),
            names,
            lines,
            samples,
            headers: headers.collect(),
            values,
            unit: if of_counter && plan.unit == Unit::Unknown { Unit::Counts } else { plan.unit },
            lengths: (!lengths.is_empty()).then_some(lengths),
            program: plan.program_name,
            notices,
        };
        let mut taken = if plan.transposed { taken.turned() } else { taken };
        let translated = translate(&mut taken, request, unique).map_err(refused)?;
        let at = taken.header.clone();
        taken.notices.extend(translated.map(|what| TableNotice::Intake { at, what }));
        Ok(taken)
    }

    /// STAR counts for each strand that a library may have: one column is right.
    fn settle_strand(&self) -> Result<(), Refusal> {
        let width = self.cells.len();
        if width < 2 || !self.plan.first_line.is_by_strand() {
            return Ok(());
        }
        let what = "counts, by the strand of the library".to_owned();
        Err(Refusal::Values { what, columns: quoted(&self.plan.names) })
    }

    /// The names of the rows: of the chosen column, of another one of the program where that is empty, and as they
    /// were before a spreadsheet turned them into dates.
    fn settle_names<R: BufRead>(
        &mut self,
        chosen: usize,
        table: &Reader<R>,
        remarks: &mut Vec<Remark>,
    ) -> Result<(), ReadError> {
        let mut by_candidate = std::mem::take(&mut self.names);
        let names = by_candidate.swap_remove(chosen);
        let mut drop: Vec<usize> = Vec::new();
        let (mut mapped, mut unclear) = (Vec::new(), Vec::new());
        let there: HashSet<Arc<str>> =
            if names.iter().flatten().any(|name| Date::of(name).is_some()) {
                names.iter().flatten().cloned().collect()
            } else {
                HashSet::new()
            };
        for (row, name) in names.into_iter().enumerate() {
            let other = || by_candidate.iter().find_map(|names| names.get(row).cloned().flatten());
            let name = match name {
                Some(name) => name,
                None if self.plan.program.is_some() => {
                    let Some(name) = other() else {
                        drop.push(row);
                        self.rows.names.push(Arc::from(""));
                        continue;
                    };
                    name
                }
                None => {
                    let at = table.field_location(self.rows.lines[row], self.plan.ids[chosen]);
                    return Err(ReadError::malformed(at, Malformed::MissingValue("a name")));
                }
            };
            let date = if there.is_empty() { None } else { Date::of(&name) };
            let symbol = match date {
                Some(Date::Gene { former, present }) => {
                    let known =
                        |symbol: &str| self.request.known.is_some_and(|known| known(symbol));
                    let symbol = if known(former) && !known(present) { former } else { present };
                    (!there.contains(former) && !there.contains(present)).then_some(symbol)
                }
                Some(Date::Unclear) => None,
                None => {
                    self.rows.names.push(name);
                    continue;
                }
            };
            if let Some(symbol) = symbol {
                mapped.push(format!("`{name}` = {symbol}"));
                self.rows.names.push(Arc::from(symbol));
            } else {
                unclear.push(name.to_string());
                drop.push(row);
                self.rows.names.push(name);
            }
        }
        if !mapped.is_empty() || !unclear.is_empty() {
            remarks.push(Remark::Dates { mapped, unclear: unclear.clone() });
        }
        self.left_out += drop.len() - unclear.len();
        self.rows.remove(&drop);
        if self.rows.names.is_empty() {
            return Err(table.no_rows("row with a name"));
        }
        Ok(())
    }

    /// Leaves out rows and columns that are the sum of the others; a name that is certain, and a column that was asked
    /// for, stay.
    fn leave_out_sums(&mut self, remarks: &mut Vec<Remark>) {
        let known = |name: &str| self.request.known.is_some_and(|known| known(name));
        let is_feature = |name: &str| known(name) || Kind::of(name).is_certain();
        let is_chosen = self.request.choice.is_some_and(|choice| !choice.columns.is_empty());
        let is_sample = |name: &str| is_chosen || self.request.samples.contains(&name);
        // The table may have samples in its rows.
        let stays_as_row =
            |name: &str| if self.plan.transposed { is_sample(name) } else { is_feature(name) };
        let stays_as_column =
            |name: &str| if self.plan.transposed { is_feature(name) } else { is_sample(name) };
        let mut rows = sums::rows(&self.rows.values, self.cells.len());
        rows.retain(|&row| !stays_as_row(&self.rows.names[row]));
        self.totals.extend(rows.iter().map(|&row| self.rows.names[row].to_string()));
        self.rows.remove(&rows);
        let header = |place: usize| self.plan.header_of(self.plan.samples[place]).to_owned();
        let mut columns = sums::columns(&self.rows.values, self.cells.len());
        columns.retain(|&column| !stays_as_column(&self.plan.names[column]));
        if columns.is_empty() {
            return;
        }
        self.rows.remove_columns(&columns, self.cells.len());
        let names: Vec<String> = columns.iter().map(|&column| header(column)).collect();
        for remark in remarks.iter_mut() {
            if let Remark::Roles(roles) = remark {
                roles.samples.retain(|sample| !names.contains(sample));
            }
        }
        remarks.push(Remark::SumColumns(names));
        self.sums = columns;
    }

    fn remark_rows(&self, remarks: &mut Vec<Remark>) {
        if self.plan.first_line != FirstLine::Header {
            remarks.push(Remark::NoHeader);
        }
        if !self.totals.is_empty() {
            remarks.push(Remark::TotalRows(self.totals.clone()));
        }
        if self.flagged > 0 {
            remarks.push(Remark::FlaggedRows { rows: self.flagged, marks: self.marks.clone() });
        }
        if self.as_zero > 0 {
            remarks.push(Remark::MissingAsZero(self.as_zero));
        }
        if self.left_out > 0 {
            remarks.push(Remark::RowsLeftOut(self.left_out));
        }
    }

    /// Names of the samples; the only column of values is that of the only sample that is looked for.
    fn sample_names(&self, remarks: &mut Vec<Remark>) -> Vec<String> {
        let is_sample = |place: &usize| !self.sums.contains(place);
        let places: Vec<usize> = (0..self.plan.samples.len()).filter(is_sample).collect();
        let name = |&place: &usize| match self.plan.first_line {
            FirstLine::Undecided => format!("column {}", self.plan.samples[place] + 1),
            _ => self.plan.names[place].clone(),
        };
        let mut names: Vec<String> = places.iter().map(name).collect();
        if let ([name], [wanted]) = (names.as_slice(), self.request.samples)
            && name != wanted
        {
            let place = self.plan.samples[places[0]];
            let is_fixed = self
                .plan
                .program
                .is_some_and(|program| !program.names_sample(self.plan.header_of(place)));
            let is_chosen = self.request.choice.is_some_and(|choice| !choice.columns.is_empty());
            let says_nothing = self.plan.first_line != FirstLine::Header
                || is_chosen
                || is_fixed
                || samples::unit_of(name).is_some_and(|(_, rest)| rest.is_empty());
            if says_nothing {
                let (column, sample) = (name.clone(), (*wanted).to_owned());
                names = vec![sample.clone()];
                if !is_chosen {
                    remarks.push(Remark::OnlyColumn { column, sample });
                }
            }
        }
        names
    }
}

fn is_no_finding(name: &str) -> bool {
    NO_FINDINGS.iter().any(|begin| name.starts_with(begin))
}
