//! The cells of a sheet as lines of text, a line per row.

use super::{
    fault::{Fault, megabytes},
    listed::Holds,
    value::{Value, cell_name, has_comma_number, letters, write_number, write_text},
};

/// The text that a sheet may make.
pub(super) const MOST: u64 = 256 << 20;

/// Cells of one kind: how many, and the first of them with what it holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Seen {
    pub(super) cells: usize,
    pub(super) first: String,
}

impl Seen {
    pub(super) fn add(&mut self, row: u32, column: u32, what: &str) {
        if self.cells == 0 {
            let name = cell_name(row, column);
            self.first = if what.is_empty() { name } else { format!("{what} in {name}") };
        }
        self.cells += 1;
    }
}

/// A row with filled cells.
struct Line {
    row: u32,
    first: u32,
    last: u32,
    /// Where its text begins.
    start: usize,
}

/// The filled cells of a sheet, row by row.
pub(super) struct Rows {
    text: Vec<u8>,
    lines: Vec<Line>,
    row: Option<u32>,
    /// Fields of the row, with the columns that they are in.
    fields: Vec<(u32, Vec<u8>)>,
    used: usize,
    unmarked: bool,
    /// Whether text may be a number with a comma, and numbers have decimals.
    commas: bool,
    decimals: bool,
    numbers: usize,
    wide: usize,
    pub(super) errors: Seen,
    pub(super) dates: Seen,
}

impl Rows {
    /// `unmarked` writes numbers without a decimal point.
    pub(super) fn new(unmarked: bool) -> Self {
        Self {
            text: Vec::new(),
            lines: Vec::new(),
            row: None,
            fields: Vec::new(),
            used: 0,
            unmarked,
            commas: false,
            decimals: false,
            numbers: 0,
            wide: 0,
            errors: Seen::default(),
            dates: Seen::default(),
        }
    }

    /// Adds a cell; rows come in their order.
    pub(super) fn add(&mut self, row: u32, column: u32, value: &Value<'_>) -> Result<(), Fault> {
        if let Value::Text(text) = value
            && text.trim().is_empty()
        {
            return Ok(());
        }
        if self.row != Some(row) {
            self.end_row()?;
            if self.lines.last().is_some_and(|line| line.row >= row) {
                return Err(Fault::damaged(format_args!("row {} twice", row + 1)));
            }
            self.row = Some(row);
        }
        if self.used == self.fields.len() {
            self.fields.push((column, Vec::new()));
        }
        let (at, field) = &mut self.fields[self.used];
        self.used += 1;
        *at = column;
        field.clear();
        match value {
            Value::Text(text) => {
                self.commas |= has_comma_number(text);
                write_text(text, field);
            }
            Value::Number(number) => {
                self.numbers += 1;
                self.decimals |= number.fract() != 0.0;
                write_number(*number, self.unmarked, field);
            }
            Value::Truth(truth) => field.extend_from_slice(if *truth { b"TRUE" } else { b"FALSE" }),
            Value::Date(date) => {
                self.dates.add(row, column, date);
                field.extend_from_slice(date.as_bytes());
            }
            Value::Error(error) => {
                self.errors.add(row, column, error);
                field.extend_from_slice(b"NA");
            }
        }
        Ok(())
    }

    /// What the cells so far make.
    pub(super) fn holds(&self) -> Holds {
        let wide = self.wide + usize::from(self.used > 1);
        match (self.row, wide > 1 || self.numbers > 1) {
            (None, _) => Holds::Nothing,
            (Some(_), true) => Holds::Table,
            (Some(_), false) => Holds::Words,
        }
    }

    /// Whether the sheet has to be read again with numbers that have no decimal point: commas in text and points in
    /// numbers would be counted together, though only the former are of the writer's choice.
    pub(super) fn mixes_marks(&self) -> bool {
        !self.unmarked && self.commas && self.decimals
    }

    fn end_row(&mut self) -> Result<(), Fault> {
        let Some(row) = self.row.filter(|_| self.used > 0) else { return Ok(()) };
        let fields = &mut self.fields[..self.used];
        if !fields.is_sorted_by_key(|(column, _)| *column) {
            fields.sort_by_key(|(column, _)| *column);
        }
        if let Some(pair) = fields.windows(2).find(|pair| pair[0].0 == pair[1].0) {
            return Err(Fault::damaged(format_args!("cell {} twice", cell_name(row, pair[0].0))));
        }
        let (first, last) = (fields[0].0, fields[fields.len() - 1].0);
        let start = self.text.len();
        let mut column = first;
        for (at, field) in fields {
            while column < *at {
                self.text.push(b'\t');
                column += 1;
            }
            self.text.extend_from_slice(field);
        }
        self.lines.push(Line { row, first, last, start });
        self.wide += usize::from(self.used > 1);
        self.used = 0;
        match self.text.len() as u64 {
            0..=MOST => Ok(()),
            length => Err(Fault::bytes("text", length, MOST)),
        }
    }

    /// The text: a line per row of the sheet, blank rows too, so that the number of a line is that of its row. Columns
    /// begin with the first that has a filled cell, and every row that is not blank ends with the last.
    pub(super) fn text(mut self, sheet: &str) -> Result<Vec<u8>, Fault> {
        self.end_row()?;
        let first = self.lines.iter().map(|line| line.first).min().unwrap_or_default();
        let last = self.lines.iter().map(|line| line.last).max().unwrap_or_default();
        let padding: u64 = self
            .lines
            .iter()
            .map(|line| u64::from(line.first - first) + u64::from(last - line.last))
            .sum();
        let rows = self.lines.last().map_or(0, |line| u64::from(line.row) + 1);
        let length = self.text.len() as u64 + padding + rows;
        if length > MOST {
            return Err(Fault::TooWide {
                sheet: sheet.to_owned(),
                first: letters(first),
                last: letters(last),
                rows: self.lines.len(),
                most: megabytes(MOST),
            });
        }
        let mut text = Vec::with_capacity(usize::try_from(length).unwrap_or_default());
        let ends = self.lines.iter().skip(1).map(|line| line.start).chain([self.text.len()]);
        let mut row = 0;
        for (line, end) in self.lines.iter().zip(ends) {
            text.resize(text.len() + (line.row - row) as usize, b'\n');
            text.resize(text.len() + (line.first - first) as usize, b'\t');
            text.extend_from_slice(&self.text[line.start..end]);
            text.resize(text.len() + (last - line.last) as usize, b'\t');
            text.push(b'\n');
            row = line.row + 1;
        }
        Ok(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(cells: &[(u32, u32, Value<'_>)]) -> Result<String, Fault> {
        let mut rows = Rows::new(false);
        for (row, column, value) in cells {
            rows.add(*row, *column, value)?;
        }
        Ok(String::from_utf8(rows.text("S")?).expect("text"))
    }

    #[test]
    fn lines_are_rows_and_blank_columns_are_left_out() {
        use Value::{Error, Number, Text, Truth};
        let cells = [
            (2, 3, Text("gene")),
            (2, 4, Text("a")),
            (2, 6, Text("b")),
            (3, 0, Text(" ")),
            (4, 4, Number(1.5)),
            (4, 3, Text("CD9")),
            (6, 5, Truth(true)),
            (6, 6, Error("#N/A".to_owned())),
        ];
        let expected = "\n\ngene\ta\t\tb\n\nCD9\t1.5\t\t\n\n\t\tTRUE\tNA\n";
        assert_eq!(text(&cells).expect("a sheet"), expected);
        assert_eq!(text(&[]).expect("nothing"), "");
    }

    #[test]
    fn what_is_no_sheet_is_refused() {
        use Value::Number;
        let twice = text(&[(0, 0, Number(1.0)), (0, 0, Number(2.0))]).expect_err("twice");
        assert!(twice.to_string().contains("cell A1 twice"), "{twice}");
        let back = text(&[(1, 0, Number(1.0)), (0, 0, Number(2.0))]).expect_err("back");
        assert!(back.to_string().contains("row 1 twice"), "{back}");
        let mut far: Vec<(u32, u32, Value<'_>)> =
            (0..30_000).map(|row| (row, 0, Number(1.0))).collect();
        far.push((30_000, 16_383, Number(1.0)));
        let far = text(&far).expect_err("too wide").to_string();
        assert!(far.contains("from column A to column XFD over 30001 rows"), "{far}");
    }

    #[test]
    fn a_sheet_of_words_is_no_table() {
        let holds = |cells: &[(u32, u32, Value<'_>)]| {
            let mut rows = Rows::new(false);
            for (row, column, value) in cells {
                rows.add(*row, *column, value).expect("a cell");
            }
            rows.holds()
        };
        let word = |row, column| (row, column, Value::Text("x"));
        let number = |row, column| (row, column, Value::Number(80.0));
        assert_eq!(holds(&[]), Holds::Nothing);
        assert_eq!(holds(&[word(0, 0), word(1, 0), word(5, 0)]), Holds::Words);
        assert_eq!(holds(&[word(0, 0), word(0, 1)]), Holds::Words);
        assert_eq!(holds(&[word(0, 0), word(0, 1), word(1, 0), word(1, 1)]), Holds::Table);
        assert_eq!(holds(&[word(0, 0), number(1, 0), number(2, 0)]), Holds::Table);
    }
}
