//! EMBL flat files of miRBase (`miRNA.dat`): sequence and annotation in one, of every release.
//!
//! Releases before 6 call a mature sequence `misc_RNA`, write `; UNK;` for the species and give no accession of
//! it; later ones call it `miRNA` and give one.

use std::io::BufRead;

use exocast_core::{Lines, Malformed, ReadError};

use super::{annotation::Annotation, embl_entry::Entry, sequences::Sequence};
use crate::notice::Notice;

/// Whether a stream that starts with `start` is EMBL.
pub(super) fn is_embl(start: &[u8]) -> bool {
    let start = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(start).trim_ascii_start();
    start.starts_with(b"ID ")
}

/// Reads the entries whose name `accepts`, as sequences and as annotation of them.
///
/// # Errors
/// At an entry without name, sequence or end, with a location outside of its sequence, with a mature sequence
/// without product, or as long as its ID line does not say; and where the stream fails.
pub(super) fn read<R: BufRead>(
    reader: R,
    source: &str,
    accepts: impl Fn(&str) -> bool,
    notices: &mut Vec<Notice>,
) -> Result<(Vec<Sequence>, Annotation), ReadError> {
    let mut lines = Lines::new(reader, source);
    let (mut sequences, mut annotation) = (Vec::new(), Annotation::default());
    let mut open: Option<Entry> = None;
    let mut other_features = 0;
    while let Some(line) = lines.next_line()? {
        let line = line.to_owned();
        let at = lines.location();
        let fail = |cause: Malformed| ReadError::malformed(at.clone(), cause);
        let (key, rest) = (line.get(..2).unwrap_or(&line), line.get(2..).unwrap_or_default());
        match (key, open.as_mut()) {
            ("ID", None) => open = Some(Entry::new(rest.trim(), &at)?),
            ("ID", Some(_)) => {
                return Err(fail(Malformed::Missing("the `//` of the entry before")));
            }
            ("//", Some(_)) => {
                if let Some(entry) = open.take().filter(|entry| accepts(&entry.name)) {
                    other_features += entry.finish(source, &mut sequences, &mut annotation)?;
                }
            }
            (_, None) if line.trim().is_empty() => {}
            (_, None) => {
                return Err(fail(Malformed::field(line, "the ID line of an EMBL entry")));
            }
            ("AC", Some(entry)) => {
                let first = rest.split(';').next().unwrap_or_default().trim();
                entry.accession = entry.accession.or(first.parse().ok());
            }
            ("FT", Some(entry)) => entry.feature(rest, &at)?,
            ("SQ", Some(entry)) => entry.in_sequence = true,
            ("  ", Some(entry)) if entry.in_sequence => {
                let is_letter = |byte: &u8| !byte.is_ascii_digit() && !byte.is_ascii_whitespace();
                entry.letters.extend(rest.bytes().filter(is_letter));
            }
            _ => {}
        }
    }
    if open.is_some() {
        let cause = Malformed::Missing("the `//` of the last entry");
        return Err(ReadError::malformed(lines.location(), cause));
    }
    if other_features > 0 {
        notices.push(Notice::OtherFeatures { count: other_features });
    }
    Ok((sequences, annotation))
}
