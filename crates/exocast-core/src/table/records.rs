//! Records of a delimited text: one line each, or several where a quoted field holds line ends.

use std::{collections::VecDeque, io::BufRead};

use csv_core::ReadRecordResult;

use super::blanks;

use crate::{
    error::{Location, Malformed, ReadError},
    text::{Decoded, line_text},
};

/// Lines that a quoted field may span.
const SPAN: usize = 1000;
/// Comments that are kept.
const COMMENTS: usize = 50;

/// Reads lines, skips blank and comment lines, and splits the others into fields.
#[derive(Debug)]
pub(super) struct Records<R> {
    inner: Decoded<R>,
    source: Location,
    /// Lines that were read before they were needed, with their numbers.
    ahead: VecDeque<(u64, Vec<u8>)>,
    number: u64,
    delimiter: u8,
    /// Comments above the first line that is none.
    comments: Vec<(u64, Vec<u8>)>,
    /// Lines that begin with `#!`, below the header: types of columns, as Perseus writes them.
    marked: Vec<Vec<u8>>,
    started: bool,
    by_blanks: bool,
}

/// The fields of one record: ranges of one buffer.
#[derive(Clone, Debug, Default)]
pub(super) struct Fields {
    pub(super) text: String,
    pub(super) ranges: Vec<(usize, usize)>,
    /// The line on which the record begins, from 1.
    pub(super) line: u64,
}

impl Fields {
    /// Fields of these texts.
    pub(super) fn from_texts(texts: &[String], line: u64) -> Self {
        let (mut text, mut ranges) = (String::new(), Vec::with_capacity(texts.len()));
        for field in texts {
            let start = text.len();
            text.push_str(field);
            ranges.push((start, text.len()));
        }
        Self { text, ranges, line }
    }

    pub(super) fn get(&self, index: usize) -> &str {
        self.ranges.get(index).map_or("", |&(start, end)| &self.text[start..end])
    }

    pub(super) fn iter(&self) -> impl DoubleEndedIterator<Item = &str> + ExactSizeIterator {
        self.ranges.iter().map(|&(start, end)| &self.text[start..end])
    }

    pub(super) fn len(&self) -> usize {
        self.ranges.len()
    }
}

impl<R: BufRead> Records<R> {
    pub(super) fn new(mut inner: R, source: &str) -> Result<Self, ReadError> {
        let source = Location::new(source);
        // Before its bytes are taken for text.
        let head = inner.fill_buf().map_err(|error| ReadError::io(source.clone(), error))?;
        if let Some(cause @ Malformed::Foreign { .. }) = Malformed::not_a_table(head) {
            return Err(ReadError::malformed(source.line(1), cause));
        }
        let inner = Decoded::new(inner).map_err(|error| ReadError::io(source.clone(), error))?;
        if let Some(cause) = Malformed::not_a_table(inner.head()) {
            return Err(ReadError::malformed(source.line(1), cause));
        }
        Ok(Self {
            inner,
            source,
            ahead: VecDeque::new(),
            number: 0,
            delimiter: b'\t',
            comments: Vec::new(),
            marked: Vec::new(),
            started: false,
            by_blanks: false,
        })
    }

    /// The encoding of the text, where it is a rare one.
    pub(super) fn encoding(&self) -> Option<&'static str> {
        self.inner.encoding()
    }

    /// Comments above the first line that is none.
    pub(super) fn comments(&self) -> &[(u64, Vec<u8>)] {
        &self.comments
    }

    /// Lines that begin with `#!`, as far as lines have been read.
    pub(super) fn marked(&self) -> &[Vec<u8>] {
        &self.marked
    }

    /// The next line, where it was looked at.
    pub(super) fn front(&self) -> Option<&(u64, Vec<u8>)> {
        self.ahead.front()
    }

    /// The next lines, as far as they were looked at.
    pub(super) fn lines(&self) -> impl Iterator<Item = &[u8]> {
        self.ahead.iter().map(|(_, line)| line.as_slice())
    }

    /// Passes over the next line.
    pub(super) fn skip(&mut self) -> Option<(u64, Vec<u8>)> {
        self.ahead.pop_front()
    }

    /// Joins the lines of the header, where a quoted name in it holds line ends, below titles.
    pub(super) fn join_header(&mut self) {
        /// Lines that may be titles or the header.
        const FIRST: usize = 5;
        let quotes = |line: &[u8]| line.split(|byte| *byte == b'"').count() - 1;
        let Some(at) = (0..FIRST.min(self.ahead.len())).find(|&at| {
            let line = &self.ahead[at].1;
            opens_field(line) && quotes(line) % 2 == 1 || has_fields(line)
        }) else {
            return;
        };
        let mut count = quotes(&self.ahead[at].1);
        let mut more = 0;
        while count % 2 == 1 && more < FIRST {
            let Some((_, line)) = self.ahead.get(at + 1 + more) else { return };
            count += quotes(line);
            more += 1;
        }
        if count % 2 == 1 || !opens_field(&self.ahead[at].1) {
            return;
        }
        for _ in 0..more {
            if let Some((_, next)) = self.ahead.remove(at + 1) {
                let line = &mut self.ahead[at].1;
                line.push(b' ');
                line.extend_from_slice(&next);
            }
        }
    }

    /// Makes a tab of the blanks between two fields, in the lines looked at and in all that follow.
    pub(super) fn separate_by_blanks(&mut self) {
        self.by_blanks = true;
        for (_, line) in &mut self.ahead {
            *line = blanks::joined(line);
        }
    }

    /// Puts a line in front of the others.
    pub(super) fn put_back(&mut self, line: (u64, Vec<u8>)) {
        self.ahead.push_front(line);
    }

    pub(super) fn delimiter(&self) -> u8 {
        self.delimiter
    }

    pub(super) fn set_delimiter(&mut self, delimiter: u8) {
        self.delimiter = delimiter;
    }

    pub(super) fn source(&self) -> &Location {
        &self.source
    }

    /// Reads up to `count` lines ahead without taking them.
    pub(super) fn peek(&mut self, count: usize) -> Result<&VecDeque<(u64, Vec<u8>)>, ReadError> {
        while self.ahead.len() < count {
            let Some(line) = self.read_line()? else { break };
            self.ahead.push_back(line);
        }
        Ok(&self.ahead)
    }

    /// The next line that is neither blank nor a comment.
    fn read_line(&mut self) -> Result<Option<(u64, Vec<u8>)>, ReadError> {
        let mut line = Vec::new();
        Ok(self.read_line_into(&mut line)?.then_some((self.number, line)))
    }

    fn read_line_into(&mut self, line: &mut Vec<u8>) -> Result<bool, ReadError> {
        loop {
            line.clear();
            let read = self
                .inner
                .read_until(b'\n', line)
                .map_err(|error| ReadError::io(self.source.clone().line(self.number), error))?;
            if read == 0 {
                return Ok(false);
            }
            self.number += 1;
            while matches!(line.last(), Some(b'\n' | b'\r')) {
                line.pop();
            }
            let text = line.trim_ascii_start();
            match text.first() {
                None => {}
                // Spreadsheets write empty rows as separators alone.
                Some(b',' | b';' | b'"') if is_empty_row(text) => {}
                Some(b'#') if !numbers_rows(text) => self.keep_comment(line),
                Some(b'!') if is_of_series(text) => {}
                Some(_) => {
                    self.started = true;
                    if self.by_blanks {
                        *line = blanks::joined(line);
                    }
                    return Ok(true);
                }
            }
        }
    }

    fn keep_comment(&mut self, line: &[u8]) {
        if !self.started && self.comments.len() < COMMENTS {
            self.comments.push((self.number, line.to_owned()));
        } else if line.starts_with(b"#!") && self.marked.len() < COMMENTS {
            self.marked.push(line.to_owned());
        }
    }

    /// Reads the next record into `fields`; false at the end.
    pub(super) fn advance(&mut self, fields: &mut Fields) -> Result<bool, ReadError> {
        // The buffer of the record before is used again.
        let mut line = std::mem::take(&mut fields.text).into_bytes();
        let Some(number) = self.next_line(&mut line)? else { return Ok(false) };
        self.split_into(number, line, fields)?;
        Ok(true)
    }

    /// Reads the next line, with its number; nothing at the end.
    pub(super) fn next_line(&mut self, line: &mut Vec<u8>) -> Result<Option<u64>, ReadError> {
        if let Some((number, ahead)) = self.ahead.pop_front() {
            *line = ahead;
            return Ok(Some(number));
        }
        Ok(self.read_line_into(line)?.then_some(self.number))
    }

    /// Splits a line into fields.
    pub(super) fn split_into(
        &mut self,
        number: u64,
        line: Vec<u8>,
        fields: &mut Fields,
    ) -> Result<(), ReadError> {
        fields.line = number;
        if line.contains(&b'"') {
            self.split_quoted(line, fields)?;
        } else {
            self.decode(line, fields)?;
            split(fields, self.delimiter);
        }
        Ok(())
    }

    fn decode(&self, line: Vec<u8>, fields: &mut Fields) -> Result<(), ReadError> {
        fields.text = match String::from_utf8(line) {
            Ok(text) => text,
            Err(error) => {
                let line = error.into_bytes();
                let at = self.source.clone().line(fields.line);
                let text = line_text(&line)
                    .ok_or_else(|| ReadError::malformed(at, Malformed::not_text(&line)))?;
                text.into_owned()
            }
        };
        Ok(())
    }

    /// Splits a line with quotation marks, and takes the lines that a field in quotes goes on to.
    fn split_quoted(&mut self, first: Vec<u8>, fields: &mut Fields) -> Result<(), ReadError> {
        let (mut bytes, mut ends) = (Vec::new(), Vec::new());
        let mut whole = first.clone();
        whole.push(b'\n');
        let mut taken = Vec::new();
        let closed = loop {
            if complete(&whole, self.delimiter, &mut bytes, &mut ends) {
                break true;
            }
            let next = match self.ahead.pop_front() {
                Some(line) => Some(line),
                None => self.read_line()?,
            };
            let Some((number, line)) = next else { break false };
            whole.extend_from_slice(&line);
            whole.push(b'\n');
            taken.push((number, line));
            if taken.len() > SPAN {
                break false;
            }
        };
        // Among tabs, a mark that does not close on its line is a letter, as in `5" cable`.
        let literal = self.delimiter == b'\t' && !taken.is_empty();
        if literal {
            for line in taken.into_iter().rev() {
                self.ahead.push_front(line);
            }
            self.decode(first, fields)?;
            split(fields, self.delimiter);
            return Ok(());
        }
        if !closed {
            let at = self.source.clone().line(fields.line);
            return Err(ReadError::malformed(at, Malformed::OpenQuote));
        }
        // Decoding may change lengths: field by field.
        fields.ranges.clear();
        let mut text = String::with_capacity(bytes.len());
        let mut start = 0;
        let mut ranges = Vec::with_capacity(ends.len());
        for end in ends {
            let field = line_text(&bytes[start..end]).ok_or_else(|| {
                let at = self.source.clone().line(fields.line);
                ReadError::malformed(at, Malformed::not_text(&bytes[start..end]))
            })?;
            let begin = text.len();
            text.push_str(unquoted(&field));
            ranges.push((begin, text.len()));
            start = end;
        }
        fields.ranges.extend(ranges.into_iter().map(|(start, end)| trimmed(&text, start, end)));
        fields.text = text;
        Ok(())
    }
}

/// Whether a line has no value; a single quotation mark ends a field of the line before.
fn is_empty_row(line: &[u8]) -> bool {
    let empty = |byte: &u8| matches!(byte, b',' | b';' | b'"' | b'\t' | b' ');
    line.iter().all(empty) && memchr::memchr_iter(b'"', line).count().is_multiple_of(2)
}

/// A header whose first column is called `#`, as it numbers the rows.
fn numbers_rows(line: &[u8]) -> bool {
    let Some(&mark) = line.get(1).filter(|mark| matches!(mark, b'\t' | b',' | b';')) else {
        return false;
    };
    let is_filled = |field: &&[u8]| !field.trim_ascii().is_empty();
    let mut fields = line.split(|&byte| byte == mark).skip(1).peekable();
    fields.peek().is_some_and(is_filled) && fields.filter(is_filled).count() > 1
}

/// A line above or below the table of a GEO series matrix.
fn is_of_series(line: &[u8]) -> bool {
    let begins = [&b"!Series_"[..], b"!Sample_", b"!series_matrix_table"];
    begins.iter().any(|begin| line.starts_with(begin))
}

/// A field whose quotation marks came after a blank, which is no place for them in CSV.
fn unquoted(field: &str) -> &str {
    let trimmed = field.trim();
    trimmed.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(field)
}

fn split(fields: &mut Fields, delimiter: u8) {
    fields.ranges.clear();
    let mut start = 0;
    let text = std::mem::take(&mut fields.text);
    for end in memchr::memchr_iter(delimiter, text.as_bytes()).chain([text.len()]) {
        fields.ranges.push(trimmed(&text, start, end));
        start = end + 1;
    }
    fields.text = text;
}

/// The range without blanks at its ends.
fn trimmed(text: &str, start: usize, end: usize) -> (usize, usize) {
    let bytes = &text.as_bytes()[start..end];
    // Almost all fields have none.
    if let (Some(first), Some(last)) = (bytes.first(), bytes.last())
        && first.is_ascii_graphic()
        && last.is_ascii_graphic()
    {
        return (start, end);
    }
    let is_blank =
        |letter: char| letter.is_whitespace() || matches!(letter, '\u{200B}' | '\u{FEFF}');
    let field = &text[start..end];
    let begin = start + field.len() - field.trim_start_matches(is_blank).len();
    (begin, begin + text[begin..end].trim_end_matches(is_blank).len())
}

/// Parses one record, which ends with `\n`; false where a quotation mark is still open at its end.
fn complete(record: &[u8], delimiter: u8, bytes: &mut Vec<u8>, ends: &mut Vec<usize>) -> bool {
    let mut parser = csv_core::ReaderBuilder::new().delimiter(delimiter).build();
    bytes.resize(record.len(), 0);
    ends.resize(record.len() + 1, 0);
    let (result, _, written, fields) = parser.read_record(record, bytes, ends);
    bytes.truncate(written);
    ends.truncate(fields);
    result == ReadRecordResult::Record
}
/// Whether a line has several fields that are not empty.
fn has_fields(line: &[u8]) -> bool {
    let fields = line.split(|byte| matches!(byte, b'\t' | b',' | b';'));
    fields.filter(|field| !field.trim_ascii().is_empty()).count() > 1
}

/// Whether a field of a line begins with a quotation mark.
fn opens_field(line: &[u8]) -> bool {
    line.first() == Some(&b'"')
        || line.windows(2).any(|pair| pair[1] == b'"' && matches!(pair[0], b'\t' | b',' | b';'))
}
