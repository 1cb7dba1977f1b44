//! Text lines with their numbers.

use std::io::{self, BufRead};

use crate::error::{Location, Malformed, ReadError};

/// Reads lines one by one, without their line end, into a buffer that is used again.
///
/// A byte-order mark at the start is passed over; `\r\n` ends a line as `\n` does. After an error or
/// the end, nothing more comes.
#[derive(Debug)]
pub struct Lines<R> {
    inner: R,
    at: Location,
    number: u64,
    buffer: Vec<u8>,
    done: bool,
}

impl<R: BufRead> Lines<R> {
    /// Reads from `inner`; `source` is the name that errors give.
    pub fn new(inner: R, source: &str) -> Self {
        Self { inner, at: Location::new(source), number: 0, buffer: Vec::new(), done: false }
    }

    /// The line read last.
    #[must_use]
    pub fn location(&self) -> Location {
        self.at.clone().line(self.number)
    }

    /// The number of the line read last, from 1; 0 before the first.
    #[must_use]
    pub fn number(&self) -> u64 {
        self.number
    }

    /// The next line as bytes, or nothing at the end.
    ///
    /// # Errors
    /// Where the stream fails, for instance within a truncated gzip file.
    pub fn next_bytes(&mut self) -> Result<Option<&[u8]>, ReadError> {
        if self.done {
            return Ok(None);
        }
        self.buffer.clear();
        match self.inner.read_until(b'\n', &mut self.buffer) {
            Ok(0) => {
                self.done = true;
                Ok(None)
            }
            Ok(_) => {
                self.number += 1;
                if self.number == 1 && self.buffer.starts_with(b"\xEF\xBB\xBF") {
                    self.buffer.drain(..3);
                }
                while matches!(self.buffer.last(), Some(b'\n' | b'\r')) {
                    self.buffer.pop();
                }
                Ok(Some(&self.buffer))
            }
            Err(source) => {
                self.done = true;
                Err(ReadError::io(self.location(), source))
            }
        }
    }

    /// The next line as UTF-8 text, or nothing at the end.
    ///
    /// # Errors
    /// Where the stream fails or the line is not UTF-8.
    pub fn next_line(&mut self) -> Result<Option<&str>, ReadError> {
        if self.next_bytes()?.is_none() {
            return Ok(None);
        }
        if let Ok(line) = std::str::from_utf8(&self.buffer) {
            return Ok(Some(line));
        }
        self.done = true;
        Err(ReadError::malformed(self.location(), Malformed::not_text(&self.buffer)))
    }
}

/// Turns the message of a truncated or corrupt stream into advice that a user can act on.
///
/// Decompressors report truncation as [`io::ErrorKind::UnexpectedEof`] with a message of their own;
/// this keeps the kind and says what to do.
#[must_use]
pub fn explain_truncation(error: io::Error) -> io::Error {
    if error.kind() == io::ErrorKind::UnexpectedEof {
        io::Error::new(
            io::ErrorKind::UnexpectedEof,
            "the compressed data ends too early: the file is truncated, copy or download it again",
        )
    } else {
        error
    }
}
