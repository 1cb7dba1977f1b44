//! Records as FASTQ text.

use std::io;

use exocast_core::{Location, ReadError};

/// The best quality there is, in either encoding: of reads that come without.
const NO_QUALITY: u8 = b'~';

/// Adds a record; a read without qualities has the best.
pub(super) fn push(
    text: &mut Vec<u8>,
    name: &[u8],
    sequence: &[u8],
    quality: impl Iterator<Item = u8>,
) {
    text.push(b'@');
    text.extend(name.iter().map(|letter| if *letter == b'\n' { b' ' } else { *letter }));
    text.push(b'\n');
    text.extend_from_slice(sequence);
    text.extend_from_slice(b"\n+\n");
    let before = text.len();
    text.extend(quality);
    if text.len() == before {
        text.resize(before + sequence.len(), NO_QUALITY);
    }
    text.push(b'\n');
}

/// An error of a stream that holds records.
pub(super) fn broken(source: &Location, record: u64, error: io::Error) -> ReadError {
    ReadError::io(source.clone().field(format!("record {record}").as_str()), error)
}
