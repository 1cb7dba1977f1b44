//! What a file holds, by its content.

use std::{io::Read, path::Path};

use exocast_core::text::decode;

use super::{
    head::Head,
    kind::{Kind, Mate},
    mates::Sight,
    sequences, sizing, tables, unknown,
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
        Ok(Err(error)) => {
            return Kind::unused(format!("is damaged: {error}"));
        }
        Ok(_) => {}
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Kind::unused("an empty file");
    }
    if let Some(kind) = unknown::by_magic(&bytes) {
        return kind;
    }
    if bytes.starts_with(b"BAM\x01") || bytes.starts_with(b"CRAM") {
        return Kind::Reads { mate: Mate::Unsaid, sight: Sight::default() };
    }
    let decoded = decode(&bytes);
    let whole = (bytes.len() as u64) < HEAD;
    let head = Head { path, text: decoded.trim_start_matches('\u{feff}'), whole };
    let is_sam =
        ["@HD\t", "@SQ\t", "@RG\t", "@PG\t"].iter().any(|start| head.text.starts_with(start));
    match head.text.trim_start().chars().next() {
        Some('@') if is_sam => Kind::Reads { mate: Mate::Unsaid, sight: Sight::default() },
        Some('@') if is_fastq(&head) => reads(&head),
        Some('@')
            if !head.text.lines().next().is_some_and(|line| line.contains(['\t', ';', ','])) =>
        {
            unknown::broken_reads(head.text)
        }
        Some('>') if is_collapsed(&head) => {
            Kind::Reads { mate: Mate::Unsaid, sight: Sight::default() }
        }
        Some('>') => sequences::fasta(&head),
        _ if is_gff(&head) => sequences::annotation(&head),
        _ if bytes.contains(&0) && head.text.contains('\0') => match sizing::sizes(path) {
            Ok(kind) => kind,
            Err(_) => Kind::unused("neither text nor a file that a study takes"),
        },
        _ => tables::table(&head),
    }
}

/// Whether sequences are reads that were collapsed: `seq_0_x395`, `1-395`.
fn is_collapsed(head: &Head<'_>) -> bool {
    let number = |text: &str| !text.is_empty() && text.bytes().all(|digit| digit.is_ascii_digit());
    let headers: Vec<&str> =
        head.lines().filter_map(|line| line.strip_prefix('>')).take(100).collect();
    !headers.is_empty()
        && headers.iter().all(|header| {
            let name = header.split_ascii_whitespace().next().unwrap_or_default();
            name.rsplit_once("_x").is_some_and(|(_, copies)| number(copies))
                || name.split_once('-').is_some_and(|(a, b)| number(a) && number(b))
        })
}

fn is_fastq(head: &Head<'_>) -> bool {
    let mut lines = head.lines().skip_while(|line| line.trim().is_empty()).skip(2);
    lines.next().is_some_and(|line| line.starts_with('+'))
}

/// Reads, with what their headers say of pairs.
fn reads(head: &Head<'_>) -> Kind {
    let header = head.lines().find(|line| line.starts_with('@')).unwrap_or_default();
    let mut words = header.split_ascii_whitespace();
    let name = words.next().unwrap_or_default();
    let mate = match words.next().unwrap_or_default() {
        word if word.starts_with("1:") || name.ends_with("/1") => Mate::First,
        word if word.starts_with("2:") || name.ends_with("/2") => Mate::Second,
        _ => Mate::Unsaid,
    };
    Kind::Reads { mate, sight: Sight::new(head) }
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
