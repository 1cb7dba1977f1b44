//! Rows to a matrix.

use std::{io::BufRead, ops::Range, sync::Arc};

use super::{
    absent::Absences,
    dividers::Dividers,
    fast::{self, Take},
    headerless::{FirstLine, is_of_counter},
    merge::Rows,
    plan::Plan,
    quantity::Quantity,
    refusal::Refusal,
    request::{Missing, Request},
    row_words::RowWord,
};
use crate::{
    error::{Malformed, ReadError},
    table::{NumberColumn, Reader, Row, TextColumn, is_missing, row::Absent},
    text::DecimalMark,
    words,
};

/// Beginnings of names of proteins that are no findings.
const NO_FINDINGS: [&str; 7] = ["CON__", "REV__", "contam_", "rev_", "DECOY_", "decoy_", "Cont_"];

/// The rows of a table as they are read.
pub(super) struct Taking<'a> {
    pub(super) request: &'a Request<'a>,
    pub(super) plan: &'a Plan,
    pub(super) ids: Vec<TextColumn>,
    pub(super) cells: Vec<NumberColumn>,
    pub(super) lengths: Option<NumberColumn>,
    pub(super) flags: Vec<TextColumn>,
    parts: Vec<TextColumn>,
    pub(super) dividers: Dividers,
    /// Names by candidate.
    pub(super) names: Vec<Vec<Option<Arc<str>>>>,
    pub(super) rows: Rows,
    pub(super) totals: Vec<String>,
    /// Rows that describe the samples.
    pub(super) of_samples: Vec<String>,
    pub(super) marks: Vec<String>,
    pub(super) flagged: usize,
    /// Values that were taken for zero, or for whose sake a row was left out.
    pub(super) absent: Absences,
    pub(super) left_out: usize,
    pub(super) of_counter: bool,
    /// Samples that are the sum of the others.
    pub(super) sums: Vec<usize>,
}

impl<'a> Taking<'a> {
    pub(super) fn new<R: BufRead>(
        table: &mut Reader<R>,
        request: &'a Request<'a>,
        plan: &'a Plan,
    ) -> Self {
        let text = |table: &mut Reader<R>, places: &[usize]| -> Vec<TextColumn> {
            places.iter().map(|&place| table.text_at(place)).collect()
        };
        let ids = text(table, &plan.ids);
        let flags = text(table, &plan.flags);
        let dividers = Dividers::new(plan.may_divide.iter().copied());
        let parts = text(table, &dividers.places);
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
            parts,
            dividers,
            names,
            rows: Rows::default(),
            totals: Vec::new(),
            of_samples: Vec::new(),
            marks: Vec::new(),
            flagged: 0,
            absent: Absences::default(),
            left_out: 0,
            of_counter: false,
            sums: Vec::new(),
        }
    }

    pub(super) fn read<R: BufRead>(&mut self, table: &mut Reader<R>) -> Result<(), ReadError> {
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
            let is_plain = table.is_plain()
                && fast::row(&line, delimiter, &columns, &mut self.rows.values, &mut ranges);
            if is_plain && self.take_plain(&line, &ranges, number, before) {
                continue;
            }
            self.rows.values.truncate(before);
            table.queue(number, std::mem::take(&mut line))?;
            while let Some(row) = table.next_row_ahead()? {
                self.take_row(&row)?;
            }
        }
        Ok(())
    }

    /// What a plain row has in each column; lengths are read by the reader of rows.
    fn plain_columns(&self, width: usize) -> Vec<Take> {
        let mut columns = vec![Take::Nothing; width];
        for &place in &self.plan.samples {
            columns[place] = Take::Number;
        }
        for &place in self.plan.ids.iter().chain(&self.dividers.places) {
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
        let Ok(line) = std::str::from_utf8(line) else { return false };
        // Names and parts come in the order of the columns.
        let at = self.dividers.places.iter().filter(|place| **place < self.plan.ids[0]).count();
        let Some(name) = ranges.get(at).map(|range| &line[range.clone()]) else { return false };
        if ranges.len() != self.dividers.places.len() + 1
            || is_missing(name)
            || self.is_no_feature(name)
        {
            return false;
        }
        assert_eq!(self.rows.values.len() - before, self.plan.samples.len());
        self.names[0].push(Some(Arc::from(name)));
        if !self.dividers.is_empty() {
            let parts = ranges.iter().enumerate().filter(|(place, _)| *place != at);
            self.dividers.add(parts.map(|(_, range)| &line[range.clone()]));
        }
        self.rows.lines.push(number);
        true
    }

    fn is_no_feature(&self, name: &str) -> bool {
        RowWord::named(name).is_some()
            || is_of_counter(name) && self.plan.first_line == FirstLine::Undecided
            || self.request.quantity == Quantity::Amounts && is_no_finding(name)
    }

    fn take_row(&mut self, row: &Row<'_>) -> Result<(), ReadError> {
        if let Some(name) = row.text(self.ids[0])
            && let Some(word) = self.row_word(name)
        {
            self.of_counter |= is_of_counter(name);
            let list = match word {
                RowWord::OfSamples => &mut self.of_samples,
                RowWord::Total | RowWord::Computed => &mut self.totals,
            };
            list.push(name.to_owned());
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
            let absent = match row.value(cell, wanted)? {
                Ok(value) => {
                    self.rows.values.push(value);
                    continue;
                }
                Err(absent) => absent,
            };
            let field = row.field(cell);
            match self.request.missing {
                Missing::Refused if absent == Absent::Below => {
                    let cause = Refusal::BelowLimit { value: field.to_owned() };
                    return Err(row.error(cell, Malformed::other(cause)));
                }
                Missing::Refused if row.fields().filter(|field| !field.is_empty()).count() == 1 => {
                    let text = row.fields().find(|field| !field.is_empty()).unwrap_or_default();
                    return Err(ReadError::malformed(
                        row.location(),
                        Malformed::NoValues(words::shown(text)),
                    ));
                }
                Missing::Refused => return Err(row.error(cell, Malformed::MissingValue(wanted))),
                Missing::Zero => self.rows.values.push(0.0),
                Missing::LeavesOutRow => {
                    self.absent.add(field, absent);
                    self.rows.values.truncate(before);
                    self.left_out += 1;
                    return Ok(());
                }
            }
            self.absent.add(field, absent);
        }
        if let Some(lengths) = self.lengths {
            self.rows.lengths.push(row.required(lengths, "a length in nucleotides")?);
        }
        for (names, &id) in self.names.iter_mut().zip(&self.ids) {
            names.push(row.text(id).map(Arc::from));
        }
        self.dividers.add(self.parts.iter().map(|&part| row.field(part)));
        self.rows.lines.push(row.line());
        Ok(())
    }

    /// What the name of a row says, where it is no feature's, and no sample's that is looked for.
    fn row_word(&self, name: &str) -> Option<RowWord> {
        let word = RowWord::named(name)?;
        let is_wanted = if self.plan.transposed {
            word == RowWord::OfSamples || self.request.samples.contains(&name)
        } else {
            self.request.known.is_some_and(|known| known(name))
        };
        (!is_wanted).then_some(word)
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
}

fn is_no_finding(name: &str) -> bool {
    NO_FINDINGS.iter().any(|begin| name.starts_with(begin))
}
