//! From the rows that were read to a matrix: names settled, sums left out, repeats merged, and what is to say.

use std::{io::BufRead, sync::Arc};

use super::{
    agree::chosen,
    change::are_repeated,
    counts, dates,
    headerless::FirstLine,
    kind::Kind,
    labels::{self, Plain},
    merge::{Rows, Twice},
    parts,
    plan::Plan,
    program::Repeats,
    quantity::{Quantity, Unit},
    refusal::Refusal,
    remark::Remark,
    request::{Known, Missing, Request},
    rows::Taking,
    samples, sums,
    taken::TakenRows,
    translate::translate,
};
use crate::{
    error::{Location, Malformed, ReadError},
    table::{Reader, TableNotice, scale::Scale},
    words::quoted,
};

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

impl Taking<'_> {
    /// Refuses a table with a row for each feature of each sample, which `divider` names: what to do with the rows of one
    /// name is not plain.
    fn refuse_long<R: BufRead>(&self, table: &Reader<R>, chosen: usize) -> Result<(), Refusal> {
        let Some(divider) = self.plan.divider else { return Ok(()) };
        // Names that are known may be in another column than the one that is preferred.
        if self.plan.ids[chosen] == divider {
            return Ok(());
        }
        if !are_repeated(self.rows.names.iter().map(AsRef::as_ref)) {
            return Ok(());
        }
        let column = table.header()[divider].clone();
        let name = self.rows.names[0].to_string();
        Err(Refusal::Long { column, name })
    }

    /// As [`refuse_long`](Self::refuse_long), where what is in a column shows that it divides the table.
    fn refuse_divided<R: BufRead>(&self, table: &Reader<R>, chosen: usize) -> Result<(), Refusal> {
        match self.dividers.dividing(&self.names[chosen], self.plan.ids[chosen]) {
            Some((place, name)) => {
                Err(Refusal::Long { column: table.header()[place].clone(), name: name.to_string() })
            }
            None => Ok(()),
        }
    }

    pub(super) fn finish<R: BufRead>(
        mut self,
        table: &Reader<R>,
        unique: bool,
    ) -> Result<TakenRows, ReadError> {
        let at = table.header_location();
        let refused = |cause: Refusal| ReadError::malformed(at.clone(), Malformed::other(cause));
        self.refuse_first_line(table.header()).map_err(refused)?;
        if self.rows.lines.is_empty() {
            return Err(table.no_rows("data line"));
        }
        if self.cells.is_empty() {
            return Err(table.no_rows("column of numbers"));
        }
        self.settle_strand().map_err(refused)?;
        let is_known = |name: &str| self.request.is_known(name);
        let known = self.request.knows_names().then_some(&is_known as Known<'_>);
        let mut plain: Vec<Plain> =
            self.names.iter_mut().map(|names| Plain::all(names, known)).collect();
        let chosen = chosen(&self.names, known, self.plan.preferred).ok_or_else(|| {
            let columns = quoted(self.plan.ids.iter().map(|&place| &table.header()[place]));
            refused(Refusal::Names { columns })
        })?;
        let mut remarks: Vec<Remark> =
            self.plan.roles(self.plan.ids[chosen]).map(Remark::Roles).into_iter().collect();
        remarks.extend(self.plan.below.iter().cloned());
        let plain = plain.swap_remove(chosen);
        let by_precursor = plain.by_precursor;
        remarks.extend(Remark::plain(plain));
        self.settle_names(chosen, table, &mut remarks)?;
        self.settle_scale(&at, &mut remarks)?;
        self.leave_out_sums(&mut remarks);
        self.refuse_long(table, chosen).map_err(refused)?;
        let merged = self.rows.merge(match self.plan.repeats {
            // The same reads, listed for each precursor.
            Repeats::Refused
                if by_precursor
                    && labels::repeats_are_equal(&self.rows.names, &self.rows.values) =>
            {
                Repeats::Largest
            }
            Repeats::Refused if !unique => Repeats::Kept,
            repeats => repeats,
        });
        let repeated = merged.map_err(|Twice { name, first, second }| {
            let others = self.plan.other_texts(self.plan.ids[chosen]);
            if are_repeated(self.rows.names.iter().map(AsRef::as_ref)) && !others.is_empty() {
                let (name, columns) = (name.to_string(), quoted(others));
                return refused(Refusal::Repeated { name, columns });
            }
            let place = self.plan.ids[chosen];
            let at = table.field_location(second, place);
            ReadError::malformed(at, Malformed::Duplicate { name: name.to_string(), first })
        })?;
        if !repeated.is_empty() {
            let added = self.plan.repeats == Repeats::Added;
            remarks.push(Remark::Repeated { names: repeated, added });
        }
        self.remark_rows(&mut remarks);
        self.refuse_ranks().map_err(refused)?;
        if self.request.quantity == Quantity::Counts {
            let width = self.cells.len() - self.sums.len();
            let remark = counts::check(&self.rows.names, &self.rows.values, width, self.plan.unit);
            remarks.extend(remark.map_err(refused)?);
        }
        let samples = self.sample_names(&mut remarks);
        if self.plan.transposed {
            remarks.push(Remark::SamplesInRows);
        }
        // Columns of expression are averaged and named, whatever they are called.
        if self.request.quantity != Quantity::Expression
            && let Some((first, second)) = samples::twice(&samples)
        {
            let places: Vec<usize> =
                (0..self.plan.samples.len()).filter(|place| !self.sums.contains(place)).collect();
            let [first_at, second_at] = [first, second].map(|at| self.plan.samples[places[at]] + 1);
            let name = samples[first].clone();
            let cause = Refusal::TwoSamples { name, first: first_at, second: second_at };
            return Err(refused(cause));
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

    /// Refuses a column that holds the numbers of its rows in another order: ranks, which no amounts are.
    fn refuse_ranks(&self) -> Result<(), Refusal> {
        /// Fewer rows may have such counts by chance.
        const ENOUGH: usize = 20;
        let (rows, width) = (self.rows.names.len(), self.cells.len() - self.sums.len());
        if rows < ENOUGH || self.plan.transposed || self.request.quantity == Quantity::Any {
            return Ok(());
        }
        let are_ranks = |column: &usize| {
            let values = self.rows.values.iter().skip(*column).step_by(width);
            let mut sorted: Vec<f64> = values.copied().collect();
            sorted.sort_unstable_by(f64::total_cmp);
            let places = (1..=rows).map(|place| place as f64);
            sorted.iter().zip(places).all(|(value, place)| value.total_cmp(&place).is_eq())
        };
        let Some(column) = (0..width).find(are_ranks) else { return Ok(()) };
        let places = (0..self.plan.samples.len()).filter(|place| !self.sums.contains(place));
        let place = places.map(|at| self.plan.samples[at]).nth(column).unwrap_or_default();
        Err(Refusal::Ranks { column: self.plan.header_of(place).to_owned(), rows })
    }

    /// A first line that may be the header or data.
    fn refuse_first_line(&self, header: &[String]) -> Result<(), Refusal> {
        if !self.plan.first_line.is_wrong(self.of_counter) {
            return Ok(());
        }
        let value = (1..header.len()).find(|place| self.plan.samples.contains(place));
        let value = header[value.unwrap_or(1)].clone();
        Err(Refusal::HeaderOrData { value, id: header[0].clone() })
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

    /// Brings the values to their linear scale, where that is asked for.
    fn settle_scale(&mut self, at: &Location, remarks: &mut Vec<Remark>) -> Result<(), ReadError> {
        let Some(asked) = self.request.scale else { return Ok(()) };
        let says_log2 =
            self.plan.samples.iter().all(|&place| parts::says_log2(self.plan.header_of(place)));
        let values = self.rows.values.iter().copied();
        let width = self.cells.len();
        let settled = asked.settle(&values, width, says_log2 && !self.plan.transposed);
        let scale =
            settled.map_err(|cause| ReadError::malformed(at.clone(), Malformed::other(cause)))?;
        if scale == Scale::LINEAR {
            return Ok(());
        }
        for (row, values) in self.rows.values.chunks_mut(width).enumerate() {
            for (value, &place) in values.iter_mut().zip(&self.plan.samples) {
                let linear = scale.linear(*value);
                if !linear.is_finite() {
                    let at = at.clone().line(self.rows.lines[row]);
                    let at = at.field(self.plan.header_of(place));
                    let wanted = "a logarithm of an amount that a computer holds";
                    return Err(ReadError::malformed(
                        at,
                        Malformed::field(value.to_string(), wanted),
                    ));
                }
                *value = linear;
            }
        }
        remarks.push(Remark::Logarithms(scale.in_words("amount")));
        Ok(())
    }

    /// The names of the rows: of the chosen column, of another one of the program where that is empty, and as they
    /// were before a spreadsheet turned them into dates.
    fn settle_names<R: BufRead>(
        &mut self,
        chosen: usize,
        table: &Reader<R>,
        remarks: &mut Vec<Remark>,
    ) -> Result<(), ReadError> {
        self.refuse_divided(table, chosen).map_err(|cause| {
            ReadError::malformed(table.header_location(), Malformed::other(cause))
        })?;
        let mut by_candidate = std::mem::take(&mut self.names);
        let mut names = by_candidate.swap_remove(chosen);
        let known = self.request.known;
        let dates::Restored { mapped, unclear, unclear_rows } = dates::restore(&mut names, known);
        let mut drop = unclear_rows;
        for (row, name) in names.into_iter().enumerate() {
            let other = || by_candidate.iter().find_map(|names| names.get(row).cloned().flatten());
            let name = match name {
                Some(name) => name,
                None if self.plan.program.is_some() => other().unwrap_or_else(|| {
                    drop.push(row);
                    self.left_out += 1;
                    Arc::from("")
                }),
                None => {
                    let at = table.field_location(self.rows.lines[row], self.plan.ids[chosen]);
                    return Err(ReadError::malformed(at, Malformed::MissingValue("a name")));
                }
            };
            self.rows.names.push(name);
        }
        if !mapped.is_empty() || !unclear.is_empty() {
            remarks.push(Remark::Dates { mapped, unclear });
        }
        drop.sort_unstable();
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
        let is_feature = |name: &str| known(name) || Kind::from_name(name).is_certain();
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
        let width = self.cells.len();
        let find = |are: fn(&[f64], usize) -> Vec<usize>| {
            let mut columns = are(&self.rows.values, width);
            columns.retain(|&column| !stays_as_column(&self.plan.names[column]));
            columns
        };
        let summed = find(sums::columns);
        let is_mean = summed.is_empty();
        let columns = if is_mean { find(sums::mean_columns) } else { summed };
        if columns.is_empty() {
            return;
        }
        self.rows.remove_columns(&columns, width);
        let names: Vec<String> = columns.iter().map(|&column| header(column)).collect();
        for remark in remarks.iter_mut() {
            if let Remark::Roles(roles) = remark {
                roles.samples.retain(|sample| !names.contains(sample));
            }
        }
        remarks.push(if is_mean { Remark::MeanColumns(names) } else { Remark::SumColumns(names) });
        self.sums = columns;
    }

    fn remark_rows(&self, remarks: &mut Vec<Remark>) {
        if self.plan.first_line.is_data() {
            remarks.push(Remark::NoHeader);
        }
        if !self.totals.is_empty() {
            remarks.push(Remark::TotalRows(self.totals.clone()));
        }
        if !self.of_samples.is_empty() {
            remarks.push(Remark::RowsOfSamples(self.of_samples.clone()));
        }
        if self.flagged > 0 {
            remarks.push(Remark::FlaggedRows { rows: self.flagged, marks: self.marks.clone() });
        }
        let words = || self.absent.words.clone();
        if self.absent.values > 0 && self.request.missing == Missing::Zero {
            let (values, below) = (self.absent.values, self.absent.below);
            remarks.push(Remark::MissingAsZero { values, below, words: words() });
        }
        if self.left_out > 0 {
            remarks.push(Remark::RowsLeftOut { rows: self.left_out, words: words() });
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
            let says_nothing = self.plan.first_line.is_data()
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
