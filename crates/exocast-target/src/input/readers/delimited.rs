//! Small tables with a header: what statistics programs and spreadsheets write.

use std::io::BufRead;

use exocast_core::{Lines, Location, Malformed, ReadError};

/// Rows of a tab-, comma- or semicolon-separated table.
///
/// The delimiter is the first of these three that stands in the header. Fields may be quoted; lines
/// before the header that are empty or start with `#` are passed over. Where the rows have one field
/// more than the header, the first column has no name, as R writes row names.
#[derive(Debug)]
pub(crate) struct Delimited<R> {
    lines: Lines<R>,
    delimiter: char,
    header: Vec<String>,
    fields: Vec<String>,
    rows: usize,
}

impl<R: BufRead> Delimited<R> {
    pub(crate) fn new(reader: R, source: &str) -> Result<Self, ReadError> {
        let mut lines = Lines::new(reader, source);
        loop {
            let Some(line) = lines.next_line()? else {
                let cause = Malformed::Empty("header line");
                return Err(ReadError::malformed(Location::new(source), cause));
            };
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let delimiter = ['\t', ',', ';'].into_iter().find(|d| line.contains(*d));
            let delimiter = delimiter.unwrap_or('\t');
            let mut header = Vec::new();
            split(line, delimiter, &mut header);
            return Ok(Self { lines, delimiter, header, fields: Vec::new(), rows: 0 });
        }
    }

    /// Reads the next row into [`fields`](Self::fields); false at the end.
    pub(crate) fn advance(&mut self) -> Result<bool, ReadError> {
        loop {
            let Some(line) = self.lines.next_line()? else { return Ok(false) };
            if line.is_empty() {
                continue;
            }
            split(line, self.delimiter, &mut self.fields);
            if self.rows == 0 && self.fields.len() == self.header.len() + 1 {
                self.header.insert(0, String::new());
            }
            self.rows += 1;
            if self.fields.len() == self.header.len() {
                return Ok(true);
            }
            let (found, wanted) = (self.fields.len(), self.header.len());
            return Err(self.malformed(None, Malformed::FieldCount { found, wanted }));
        }
    }

    /// The header; known for certain once the first row has been read.
    #[cfg(test)]
    pub(crate) fn header(&self) -> &[String] {
        &self.header
    }

    /// The fields of the row read last, as many as the header has.
    pub(crate) fn fields(&self) -> &[String] {
        &self.fields
    }

    /// The place of the first of these names that the header has; case does not count.
    pub(crate) fn column(&self, names: &[&str]) -> Option<usize> {
        names
            .iter()
            .find_map(|name| self.header.iter().position(|found| found.eq_ignore_ascii_case(name)))
    }

    /// The line read last.
    pub(crate) fn line(&self) -> u64 {
        self.lines.number()
    }

    pub(crate) fn no_column(&self, wanted: &'static str) -> ReadError {
        let found = self.header.join(", ");
        let cause = Malformed::NoColumn { wanted, found };
        ReadError::malformed(self.lines.location(), cause)
    }

    /// An error on the line read last, at a column where one is named.
    pub(crate) fn malformed(&self, column: Option<usize>, cause: Malformed) -> ReadError {
        let at = self.lines.location();
        let at = match column {
            Some(place) if self.header[place].is_empty() => at.field(place + 1),
            Some(place) => at.field(self.header[place].as_str()),
            None => at,
        };
        ReadError::malformed(at, cause)
    }

    /// The field at `column` as a finite number.
    pub(crate) fn number(&self, column: usize, wanted: &'static str) -> Result<f64, ReadError> {
        let field = self.fields[column].as_str();
        match number(field) {
            Some(Some(value)) => Ok(value),
            _ => Err(self.malformed(Some(column), Malformed::number(field, wanted))),
        }
    }
}

/// A finite number; `Some(None)` where the field says that there is none; nothing where it is
/// neither.
#[allow(clippy::option_option, reason = "a missing value and a wrong one are told apart")]
pub(crate) fn number(field: &str) -> Option<Option<f64>> {
    if field.is_empty()
        || field == "."
        || ["na", "nan"].iter().any(|n| field.eq_ignore_ascii_case(n))
    {
        return Some(None);
    }
    field.parse().ok().filter(|value: &f64| value.is_finite()).map(Some)
}

/// Splits a line at a delimiter; quoted fields may hold it, and `""` for a quote.
fn split(line: &str, delimiter: char, fields: &mut Vec<String>) {
    fields.clear();
    if !line.contains('"') {
        fields.extend(line.split(delimiter).map(|field| field.trim().to_owned()));
        return;
    }
    let (mut field, mut quoted) = (String::new(), false);
    let mut letters = line.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter == '"' && quoted && letters.peek() == Some(&'"') {
            letters.next();
            field.push('"');
        } else if letter == '"' && (quoted || field.trim().is_empty()) {
            quoted = !quoted;
        } else if letter == delimiter && !quoted {
            fields.push(field.trim().to_owned());
            field.clear();
        } else {
            field.push(letter);
        }
    }
    fields.push(field.trim().to_owned());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, header: &[&str], rows: &[&[&str]]) {
        let mut table = Delimited::new(text.as_bytes(), "t").unwrap();
        let mut found = Vec::new();
        while table.advance().unwrap() {
            found.push(table.fields().to_vec());
        }
        assert_eq!(table.header(), header);
        assert_eq!(found, rows);
    }

    #[test]
    fn delimiters_quotes_and_row_names() {
        check("a\tb\n1\t2\n", &["a", "b"], &[&["1", "2"]]);
        check("#x\n\na,b\r\n\"1, \"\"2\"\"\",3\r\n", &["a", "b"], &[&["1, \"2\"", "3"]]);
        check("\"b\";\"c\"\n\"g\";1;2\n", &["", "b", "c"], &[&["g", "1", "2"]]);
        check("\tb\ng\t1\n", &["", "b"], &[&["g", "1"]]);
    }

    #[test]
    fn missing_values_are_not_wrong_ones() {
        assert_eq!(number("NA"), Some(None));
        assert_eq!(number("1e3"), Some(Some(1000.0)));
        assert_eq!(number("inf"), None);
        assert_eq!(number("x"), None);
    }
}
