//! Reading tables by the names of their columns.

use std::{collections::VecDeque, io::BufRead};

use super::{
    column::{NumberColumn, TextColumn},
    delimiter,
    footnotes::Footnotes,
    header::Header,
    intake,
    notice::TableNotice,
    preamble::{self, Preamble},
    records::{Fields, Records},
    row::{Row, is_missing, is_number},
    shape::Shape,
};
use crate::{
    error::{Location, Malformed, ReadError},
    text::{Ambiguous, DecimalMark},
    words,
};

/// Rows that decide how a table is read.
const SAMPLE: usize = 200;

/// Reads a table of text, row by row, by the names of its columns.
///
/// One reader for what spreadsheets, R and Python write: fields separated by tabs, commas or semicolons, with or
/// without quotation marks; UTF-8, UTF-16 or Windows-1252, with or without byte-order mark; lines that end with
/// `\n`, `\r\n` or `\r`; blank lines and lines that begin with `#` are skipped. Names of columns are found whatever
/// their case. Titles above the header are passed over, and blanks separate fields where nothing else does. A first
/// column without a header (row names of R), empty fields at the end of rows, and columns that
/// number the rows are recognised. Numbers may have a decimal comma where the numbers of the file agree on it.
///
/// Columns are asked for first, then rows are read; what was not asked for is named by
/// [`notices`](Self::notices).
///
/// ```
/// use exocast_core::table::Reader;
///
/// let text = "miRNA;copies_per_cell;note\nhsa-miR-21-5p;12,5;high\nhsa-miR-16-5p;NA;\n";
/// let mut table = Reader::new(text.as_bytes(), "dose.csv")?;
/// let mirna = table.text(&["mirna"])?;
/// let copies = table.number(&["copies_per_cell", "copies"])?;
///
/// let mut doses = Vec::new();
/// while let Some(row) = table.next_row()? {
///     doses.push((row.name(mirna)?.to_owned(), row.amount(copies, "copies per cell")?));
/// }
/// assert_eq!(doses, [("hsa-miR-21-5p".to_owned(), Some(12.5)), ("hsa-miR-16-5p".to_owned(), None)]);
///
/// let notices: Vec<String> = table.notices().iter().map(ToString::to_string).collect();
/// assert_eq!(notices, [
///     "dose.csv: numbers are read with a decimal comma",
///     "dose.csv: column `note` not used",
/// ]);
/// # Ok::<(), exocast_core::ReadError>(())
/// ```
#[derive(Debug)]
pub struct Reader<R> {
    records: Records<R>,
    header: Header,
    preamble: Preamble,
    shape: Shape,
    ahead: VecDeque<Fields>,
    fields: Fields,
    footnotes: Footnotes,
    decimal: Option<DecimalMark>,
    text_columns: Vec<usize>,
    number_columns: Vec<usize>,
    /// The column of names of which some are no names but sums and means, and those that were left out.
    summaries: Option<usize>,
    left_out: Vec<String>,
}

impl<R: BufRead> Reader<R> {
    /// Reads the header and looks at the first rows. `source` is the name that errors give.
    ///
    /// # Errors
    /// Where there is no header, the text cannot be decoded, or the stream fails.
    pub fn new(inner: R, source: &str) -> Result<Self, ReadError> {
        let mut records = Records::new(inner, source)?;
        let preamble = preamble::settle(&mut records)?;
        let lines = records.peek(SAMPLE)?;
        if let Some((_, header)) = lines.front() {
            let rest = lines.iter().skip(1).map(|(_, line)| line.as_slice());
            let delimiter = delimiter::detect(header, rest);
            records.set_delimiter(delimiter);
        }
        let mut first = Fields::default();
        if !records.advance(&mut first)? {
            let cause = Malformed::Empty("header line");
            return Err(ReadError::malformed(records.source().clone(), cause));
        }
        let mut names: Vec<String> = first.iter().map(str::to_owned).collect();
        let mut ahead = VecDeque::new();
        while ahead.len() < SAMPLE {
            let mut row = Fields::default();
            if !records.advance(&mut row)? {
                break;
            }
            ahead.push_back(row);
        }
        let shape = Shape::infer(&names, ahead.make_contiguous());
        names.truncate(names.len() - shape.empty_headers);
        if shape.row_names {
            names.insert(0, String::new());
        }
        let at = records.source().clone().line(first.line);
        Ok(Self {
            records,
            header: Header { names, at },
            preamble,
            shape,
            ahead,
            fields: Fields::default(),
            footnotes: Footnotes::default(),
            decimal: None,
            text_columns: Vec::new(),
            number_columns: Vec::new(),
            summaries: None,
            left_out: Vec::new(),
        })
    }

    /// Names of the columns; a first column without a header has an empty name.
    #[must_use]
    pub fn header(&self) -> &[String] {
        &self.header.names
    }

    /// Whether the first column numbers the rows.
    #[must_use]
    pub fn has_row_numbers(&self) -> bool {
        self.shape.row_numbers
    }

    /// The column of text that has the first of these names that occurs; else the first column, where it has no
    /// name and holds text: row names, as R writes them.
    ///
    /// # Errors
    /// Where no column, or more than one, has the name.
    pub fn text(&mut self, names: &[&'static str]) -> Result<TextColumn, ReadError> {
        if let Some(column) = self.text_if_any(names)? {
            return Ok(column);
        }
        if self.has_row_names() && !self.is_used(0) {
            return Ok(self.text_at(0));
        }
        Err(self.missing(names))
    }

    /// As [`text`](Self::text), or nothing where no column has one of the names.
    ///
    /// # Errors
    /// Where two columns have the name.
    pub fn text_if_any(&mut self, names: &[&str]) -> Result<Option<TextColumn>, ReadError> {
        Ok(self.header.find(names)?.map(|place| self.text_at(place)))
    }

    /// The column of numbers that has the first of these names that occurs.
    ///
    /// # Errors
    /// Where no column, or more than one, has the name.
    pub fn number(&mut self, names: &[&'static str]) -> Result<NumberColumn, ReadError> {
        self.number_if_any(names)?.ok_or_else(|| self.missing(names))
    }

    /// As [`number`](Self::number), or nothing where no column has one of the names.
    ///
    /// # Errors
    /// Where two columns have the name.
    pub fn number_if_any(&mut self, names: &[&str]) -> Result<Option<NumberColumn>, ReadError> {
        Ok(self.header.find(names)?.map(|place| self.number_at(place)))
    }

    /// The column at a place of the header, as text.
    pub fn text_at(&mut self, place: usize) -> TextColumn {
        self.text_columns.push(place);
        TextColumn(place)
    }

    /// The column at a place of the header, as numbers.
    pub fn number_at(&mut self, place: usize) -> NumberColumn {
        self.number_columns.push(place);
        NumberColumn(place)
    }

    /// The columns `low` and `high` right after the column of their value.
    ///
    /// # Errors
    /// Where one of them is there without the other.
    pub fn interval_after(
        &mut self,
        value: NumberColumn,
    ) -> Result<Option<(NumberColumn, NumberColumn)>, ReadError> {
        let is = |place: usize, name: &str| {
            self.header.names.get(place).is_some_and(|header| header.eq_ignore_ascii_case(name))
        };
        let place = value.0 + 1;
        match (is(place, "low"), is(place + 1, "high"), is(place, "high")) {
            (true, true, _) => Ok(Some((self.number_at(place), self.number_at(place + 1)))),
            (false, _, false) => Ok(None),
            _ => {
                let cause = Malformed::Missing("`low` or `high` of the interval, in this order,");
                Err(ReadError::malformed(self.header.at.clone(), cause))
            }
        }
    }

    /// Whether a column holds numbers, by the first rows: at least one of its values is a number. Nothing where
    /// every value is missing.
    #[must_use]
    pub fn is_numeric(&self, place: usize) -> Option<bool> {
        let mut values = self.ahead.iter().map(|row| row.get(place)).filter(|f| !is_missing(f));
        let first = values.next()?;
        Some(is_number(first) || values.any(is_number))
    }

    /// Refuses columns that nothing has asked for.
    ///
    /// # Errors
    /// Where there are such columns; the message names them and `known`.
    pub fn refuse_unused(&self, known: &[&str]) -> Result<(), ReadError> {
        let unused = self.unused();
        if unused.is_empty() {
            return Ok(());
        }
        if let Some(value) = self.number_in_header() {
            let cause = Malformed::NoHeader { value, wanted: words::quoted(known) };
            return Err(ReadError::malformed(self.header.at.clone(), cause));
        }
        let columns = words::quoted(&unused);
        let cause =
            Malformed::UnknownColumns { columns, count: unused.len(), known: words::quoted(known) };
        Err(ReadError::malformed(self.header.at.clone(), cause))
    }

    /// Leaves out rows that are no features or samples by the name in this column: sums, means and spreads.
    /// [`notices`](Self::notices) names them.
    pub fn leave_out_summaries(&mut self, names: TextColumn) {
        self.summaries = Some(names.0);
    }

    /// The next row, or nothing at the end.
    ///
    /// # Errors
    /// Where a row has another number of fields than the header, a number can be read in two ways, or the stream
    /// fails.
    pub fn next_row(&mut self) -> Result<Option<Row<'_>>, ReadError> {
        let decimal = self.decimal_mark()?;
        loop {
            if let Some(fields) = self.ahead.pop_front() {
                self.fields = fields;
            } else if !self.records.advance(&mut self.fields)? {
                return Ok(None);
            }
            if let Some(place) = self.summaries
                && intake::is_summary(self.fields.get(place))
            {
                self.left_out.push(self.fields.get(place).to_owned());
            } else if self.footnotes.may_be(&self.fields, self.header.names.len()) {
                self.footnotes.push(std::mem::take(&mut self.fields));
            } else if self.footnotes.is_empty() {
                return self.checked(decimal).map(Some);
            } else {
                self.ahead.push_front(std::mem::take(&mut self.fields));
                for row in self.footnotes.take_rows().into_iter().rev() {
                    self.ahead.push_front(row);
                }
            }
        }
    }

    /// The row that was read, where it has as many fields as the header.
    fn checked(&mut self, decimal: DecimalMark) -> Result<Row<'_>, ReadError> {
        let columns = self.header.names.len();
        // Spreadsheets pad rows with empty fields.
        while self.fields.len() > columns && self.fields.ranges.last().is_some_and(|r| r.0 == r.1) {
            self.fields.ranges.pop();
        }
        if self.fields.len() != columns {
            let at = self.records.source().clone().line(self.fields.line);
            let cause = match lone(&self.fields) {
                Some(text) if columns > 1 => Malformed::NoValues(words::shown(text)),
                _ => Malformed::FieldCount { count: self.fields.len(), wanted: columns },
            };
            return Err(ReadError::malformed(at, cause));
        }
        let source = self.records.source();
        Ok(Row { fields: &self.fields, header: &self.header, source, decimal })
    }

    /// The rows looked at.
    pub(super) fn ahead(&self) -> impl Iterator<Item = &Fields> + Clone {
        self.ahead.iter()
    }

    /// Letters of the types of the columns, where the table has them below its header.
    pub(super) fn types(&self) -> Vec<char> {
        let mark = char::from(self.records.delimiter());
        let types = self.records.marked().iter().find_map(|line| {
            String::from_utf8_lossy(line).strip_prefix("#!{Type}").map(str::to_owned)
        });
        let letters = types
            .map(|line| line.split(mark).filter_map(|field| field.trim().chars().next()).collect());
        letters.unwrap_or_default()
    }

    /// Passes over the next of the rows looked at.
    pub(super) fn pass_over(&mut self) {
        self.ahead.pop_front();
    }

    /// Puts a row in front of the others.
    pub(super) fn put_back(&mut self, row: Fields) {
        self.ahead.push_front(row);
    }

    /// Gives the columns other names.
    pub(super) fn rename(&mut self, names: Vec<String>) {
        self.header.names = names;
    }

    /// What separates fields.
    pub(super) fn delimiter(&self) -> u8 {
        self.records.delimiter()
    }

    /// The decimal mark of the columns of numbers.
    pub(super) fn decimal_mark(&mut self) -> Result<DecimalMark, ReadError> {
        match self.decimal {
            Some(decimal) => Ok(decimal),
            None => self.decide_decimal(),
        }
    }

    /// As [`next_row`](Self::next_row), of the rows looked at alone.
    pub(super) fn next_row_ahead(&mut self) -> Result<Option<Row<'_>>, ReadError> {
        if self.ahead.is_empty() { Ok(None) } else { self.next_row() }
    }

    /// The next line, where no row looked at is left.
    pub(super) fn next_line(&mut self, line: &mut Vec<u8>) -> Result<Option<u64>, ReadError> {
        self.records.next_line(line)
    }

    /// Puts a line behind the rows looked at.
    pub(super) fn queue(&mut self, number: u64, line: Vec<u8>) -> Result<(), ReadError> {
        let mut fields = Fields::default();
        self.records.split_into(number, line, &mut fields)?;
        self.ahead.push_back(fields);
        Ok(())
    }

    /// Whether the next line may be read as it is: no row before it waits for it.
    pub(super) fn is_plain(&self) -> bool {
        self.footnotes.is_empty()
    }

    /// The place of a field.
    pub(super) fn field_location(&self, line: u64, place: usize) -> Location {
        let at = self.records.source().clone().line(line);
        match self.header.names.get(place) {
            Some(name) if !name.is_empty() => at.field(words::shown(name).as_str()),
            _ => at.field(place + 1),
        }
    }

    /// How the text was read: titles passed over, fields separated by blanks, decimal commas.
    pub(super) fn text_notices(&self) -> Vec<TableNotice> {
        let at = || self.header.at.clone();
        let Preamble { titles, by_blanks } = &self.preamble;
        let mut notices = Vec::new();
        if !titles.is_empty() {
            notices.push(TableNotice::Titles { at: at(), titles: titles.clone() });
        }
        let footnotes = self.footnotes.texts();
        if !footnotes.is_empty() {
            notices.push(TableNotice::Footnotes { at: at(), footnotes });
        }
        if let Some(encoding) = self.records.encoding() {
            notices.push(TableNotice::Encoding { at: at(), encoding });
        }
        if *by_blanks {
            notices.push(TableNotice::SeparatedByBlanks { at: at() });
        }
        if self.decimal == Some(DecimalMark::Comma) {
            notices.push(TableNotice::DecimalComma { at: at() });
        }
        notices
    }

    /// How the table was read, where that is not plain: columns not used, row numbers, decimal commas.
    #[must_use]
    pub fn notices(&self) -> Vec<TableNotice> {
        let at = || self.header.at.clone();
        let mut notices = self.text_notices();
        if self.shape.row_numbers && !self.is_used(0) {
            notices.push(TableNotice::RowNumbers { at: at() });
        }
        let columns = self.unused();
        if !columns.is_empty() {
            notices.push(TableNotice::UnusedColumns { at: at(), columns });
        }
        if !self.left_out.is_empty() {
            let what = intake::Remark::SummaryRows(self.left_out.clone());
            notices.push(TableNotice::Intake { at: at(), what });
        }
        notices
    }

    /// The place of the header.
    #[must_use]
    pub fn header_location(&self) -> Location {
        self.header.at.clone()
    }

    /// An error about the header: the column `wanted` is missing.
    #[must_use]
    pub fn no_column(&self, wanted: &'static str) -> ReadError {
        self.header.missing(wanted)
    }

    /// The error of a table without rows; `wanted` names what it should have: `miRNA`.
    #[must_use]
    pub fn no_rows(&self, wanted: &'static str) -> ReadError {
        ReadError::malformed(self.records.source().clone(), Malformed::Empty(wanted))
    }

    pub(super) fn missing(&self, names: &[&'static str]) -> ReadError {
        let wanted = names.first().copied().unwrap_or_default();
        match self.number_in_header() {
            Some(value) => {
                let cause = Malformed::NoHeader { value, wanted: words::quoted([wanted]) };
                ReadError::malformed(self.header.at.clone(), cause)
            }
            None => self.header.missing(wanted),
        }
    }

    /// Whether the first column has no name and holds text that does not number the rows.
    pub(super) fn has_row_names(&self) -> bool {
        let unnamed = self.header.names.first().is_some_and(String::is_empty);
        unnamed && !self.shape.row_numbers && self.is_numeric(0) == Some(false)
    }

    /// A name of the header that is a number above numbers: the header line may be missing.
    pub(super) fn number_in_header(&self) -> Option<String> {
        let is_data = |&place: &usize| {
            is_number(&self.header.names[place]) && self.is_numeric(place).unwrap_or(true)
        };
        (0..self.header.names.len()).find(is_data).map(|place| self.header.names[place].clone())
    }

    fn is_used(&self, place: usize) -> bool {
        self.text_columns.contains(&place) || self.number_columns.contains(&place)
    }

    fn unused(&self) -> Vec<String> {
        let numbers_rows = |place: usize| place == 0 && self.shape.row_numbers;
        let unused = |&place: &usize| !self.is_used(place) && !numbers_rows(place);
        let name = |place: usize| match self.header.names[place].as_str() {
            "" => format!("column {}", place + 1),
            name => name.to_owned(),
        };
        (0..self.header.names.len()).filter(unused).map(name).collect()
    }

    /// The mark that the first rows ask for in the columns of numbers.
    fn decide_decimal(&mut self) -> Result<DecimalMark, ReadError> {
        let cells = self.ahead.iter().flat_map(|row| {
            self.number_columns.iter().map(|&column| row.get(column)).filter(|f| !is_missing(f))
        });
        let delimiter = char::from(self.records.delimiter());
        let refused = |cell: String| {
            let line = self.ahead.iter().find(|row| row.iter().any(|field| field == cell));
            let at = self.records.source().clone().line(line.map_or(0, |row| row.line));
            ReadError::malformed(at, Malformed::AmbiguousNumber(cell))
        };
        let decimal = DecimalMark::of_cells(cells, Some(delimiter))
            .map_err(|Ambiguous(cell)| refused(cell))?;
        let cells = |&column: &usize| self.ahead.iter().map(move |row| row.get(column));
        if decimal == DecimalMark::Point
            && let Some(cell) =
                DecimalMark::thousands_by_points(self.number_columns.iter().map(cells))
        {
            return Err(refused(cell.to_owned()));
        }
        self.decimal = Some(decimal);
        Ok(decimal)
    }
}

/// The text of a line that has one field alone, which is no number.
pub(super) fn lone(fields: &Fields) -> Option<&str> {
    let mut filled = fields.iter().filter(|field| !field.is_empty());
    let first = filled.next()?;
    (filled.next().is_none() && !is_number(first)).then_some(first)
}
