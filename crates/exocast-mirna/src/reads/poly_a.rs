//! The tail of libraries whose RNA was extended by poly(A) polymerase.
//!
//! An A that ends the RNA itself looks like the tail, and is cut off with it.

use memchr::memmem;

use super::search::with_mismatches;

/// Adenosines of a tail that are searched exactly, as the manual of `SMARTer` smRNA-Seq does.
pub(super) const RUN: [u8; 10] = [b'A'; 10];
/// Adenosines that are searched with mismatches, or cut off by the end of the read.
const TAIL: [u8; 16] = [b'A'; 16];
/// Adenosines before a misread letter that belong to the tail behind it.
const BEFORE_ERROR: usize = 5;

/// Where the tail starts, not before `from`.
pub(super) fn find(read: &[u8], from: usize) -> Option<usize> {
    let rest = read.get(from..)?;
    let at = memmem::find(rest, &RUN).or_else(|| with_mismatches(&TAIL, rest))?;
    let mut start = from + at;
    while read.get(start).is_some_and(|letter| *letter != b'A') {
        start += 1;
    }
    loop {
        while start > from && read[start - 1] == b'A' {
            start -= 1;
        }
        let before = BEFORE_ERROR + 1;
        let is_misread = start >= from + before
            && read[start - before..start - 1].iter().all(|letter| *letter == b'A');
        if !is_misread {
            return Some(start);
        }
        start -= before;
    }
}

/// One past the tail that starts at `at`.
pub(super) fn end(read: &[u8], at: usize) -> usize {
    read[at..].iter().position(|letter| *letter != b'A').map_or(read.len(), |n| at + n)
}
