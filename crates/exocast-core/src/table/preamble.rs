//! What is above the rows: titles, names of columns in a comment, dimensions of a matrix.

use std::io::BufRead;

use super::{
    blanks, delimiter, header::key, intake::words, records::Records, row::is_number, titles,
};
use crate::error::ReadError;

/// Lines that decide.
const LINES: usize = 20;

/// What was above the names of the columns, and how fields are separated where no character does it.
#[derive(Clone, Debug, Default)]
pub(super) struct Preamble {
    /// Titles that were passed over.
    pub(super) titles: Vec<String>,
    /// Whether blanks separate the fields.
    pub(super) by_blanks: bool,
}

/// Brings the line with the names of the columns to the front of `records`: passes over titles and the dimensions of
/// a GCT file, and takes the header out of a comment. Blanks that separate fields become tabs.
pub(super) fn settle<R: BufRead>(records: &mut Records<R>) -> Result<Preamble, ReadError> {
    let mut preamble = Preamble::default();
    records.peek(LINES)?;
    records.join_header();
    if is_gct(records) {
        records.skip();
        return Ok(preamble);
    }
    if blanks::separate(&records.lines().collect::<Vec<_>>()) {
        preamble.by_blanks = true;
        records.separate_by_blanks();
    }
    if let Some(header) = header_in_comment(records) {
        records.put_back(header);
        return Ok(preamble);
    }
    for _ in 0..titles::count(&records.lines().collect::<Vec<_>>()) {
        if let Some((_, line)) = records.skip() {
            let words = String::from_utf8_lossy(&line);
            let words = words.trim_matches(['\t', ';', ',', ' ', '"']);
            preamble.titles.extend((!words.is_empty()).then(|| words.to_owned()));
        }
    }
    Ok(preamble)
}

/// `#1.2`, then the numbers of rows and columns.
fn is_gct<R: BufRead>(records: &mut Records<R>) -> bool {
    let version = |(_, line): &(u64, Vec<u8>)| {
        line.trim_ascii().strip_prefix(b"#1.").is_some_and(|rest| matches!(rest, b"2" | b"3"))
    };
    let after_version = records.comments().last().is_some_and(version);
    let sizes = |line: &[u8]| {
        let text = String::from_utf8_lossy(line).into_owned();
        let sizes: Vec<&str> =
            text.split(['\t', ',', ';', ' ']).filter(|size| !size.is_empty()).collect();
        (2..=4).contains(&sizes.len()) && sizes.iter().all(|size| size.parse::<u64>().is_ok())
    };
    after_version && records.front().is_some_and(|(_, line)| sizes(line))
}

/// The comment right above the first line, where it names the columns: it has as many fields as the line, which
/// holds data.
fn header_in_comment<R: BufRead>(records: &Records<R>) -> Option<(u64, Vec<u8>)> {
    let (Some((number, comment)), Some((_, first))) = (records.comments().last(), records.front())
    else {
        return None;
    };
    let bare = comment.trim_ascii_start();
    let bare = &bare[bare.iter().take_while(|&&byte| byte == b'#').count()..];
    let rest: Vec<&[u8]> = records.lines().skip(1).take(LINES).collect();
    let mark = delimiter::detect(first, rest.iter().copied());
    let fields = |line: &[u8]| delimiter::fields(line, mark);
    let (names, data) = (fields(bare), fields(first));
    if names.len() < 2 || names.len() != data.len() {
        return None;
    }
    let next = rest.first().map(|line| fields(line));
    let is_data = |place: usize| {
        let below = next.as_ref().and_then(|next| next.get(place));
        is_number(&data[place])
            && !is_number(&names[place])
            && below.is_none_or(|field| is_number(field) || super::is_missing(field))
    };
    let is_name = |name: &String| words::is_id(&key(name));
    let with_numbers = (0..data.len()).any(is_data) && !is_name(&data[0]);
    // Tables of text alone: the words decide.
    let of_words = !bare.starts_with(b" ")
        && mark == b'\t'
        && names.iter().any(is_name)
        && !data.iter().any(is_name);
    (with_numbers || of_words).then(|| (*number, bare.to_owned()))
}
