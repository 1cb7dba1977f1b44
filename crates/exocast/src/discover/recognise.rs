//! What a file holds, by its content.

use std::{
    hash::{DefaultHasher, Hasher},
    io::Read,
    path::Path,
};

use exocast_core::text::decode;

use super::{
    head::Head,
    kind::{Kind, Mate},
    sequences, sizing, tables,
};
use crate::io;

/// Bytes that are looked at before anything is read whole.
const HEAD: u64 = 1 << 20;

pub(super) fn recognise(path: &Path) -> Kind {
    let mut bytes = Vec::new();
    let read = io::open(path).map(|input| input.take(HEAD).read_to_end(&mut bytes));
    match read {
        Err(error) => return Kind::unused(format!("cannot be opened: {}", error.source)),
        Ok(Err(error)) if bytes.is_empty() => {
            return Kind::unused(format!("cannot be read: {error}"));
        }
        Ok(_) => {}
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Kind::unused("an empty file");
    }
    let decoded = decode(&bytes);
    let whole = (bytes.len() as u64) < HEAD;
    let head = Head { path, text: decoded.trim_start_matches('\u{feff}'), whole };
    match head.text.trim_start().chars().next() {
        Some('@') if is_fastq(&head) => reads(&head, &bytes),
        Some('>') => sequences::fasta(&head),
        _ if is_gff(&head) => sequences::annotation(&head),
        _ if bytes.contains(&0) && head.text.contains('\0') => {
            sizing::sizes(path).unwrap_or_else(|| Kind::unused("no input of a study"))
        }
        _ => tables::table(&head),
    }
}

fn is_fastq(head: &Head<'_>) -> bool {
    let mut lines = head.lines().skip_while(|line| line.trim().is_empty()).skip(2);
    lines.next().is_some_and(|line| line.starts_with('+'))
}

/// Reads, with what their headers say of pairs.
fn reads(head: &Head<'_>, bytes: &[u8]) -> Kind {
    let header = head.lines().find(|line| line.starts_with('@')).unwrap_or_default();
    let mut words = header.split_ascii_whitespace();
    let name = words.next().unwrap_or_default();
    let mate = match words.next().unwrap_or_default() {
        word if word.starts_with("1:") || name.ends_with("/1") => Mate::First,
        word if word.starts_with("2:") || name.ends_with("/2") => Mate::Second,
        _ => Mate::Unsaid,
    };
    let mut hash = DefaultHasher::new();
    hash.write(bytes);
    hash.write_u64(std::fs::metadata(head.path).map_or(0, |file| file.len()));
    Kind::Reads { mate, first: hash.finish() }
}

fn is_gff(head: &Head<'_>) -> bool {
    let mut lines = head.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    head.text.starts_with("##gff-version")
        || lines.next().is_some_and(|line| {
            let fields: Vec<&str> = line.split('\t').collect();
            fields.len() == 9
                && [3, 4].iter().all(|&place| fields[place].parse::<u64>().is_ok())
                && ["+", "-", ".", "?"].contains(&fields[6])
        })
}
