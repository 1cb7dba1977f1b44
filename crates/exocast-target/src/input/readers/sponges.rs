//! Sponges from FASTA or a table.

use std::io::BufRead;

use exocast_core::{Interval, Location, Malformed, ReadError, fasta, table::Reader};

use super::{number, transcripts::located};
use crate::input::{
    bad_record::BadRecord, circle::SHORTEST_CIRCLE, rna_kind::RnaKind, sponges::Sponges,
};

/// Why a sponge of FASTA cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
enum BadSponge {
    #[error("`{0}` has no copies: write `copies_per_cell=NUMBER` behind the name of each record")]
    NoCopies(String),
    #[error("`{0}` is no number of copies per cell, zero or more")]
    Copies(String),
    #[error("the range of copies does not hold their number")]
    Range,
    #[error("`{0}` is no kind of RNA: one of mrna, noncoding, circular")]
    Kind(String),
    #[error("a circular RNA needs {SHORTEST_CIRCLE} nt or more, the footprint of Argonaute")]
    ShortCircle,
    #[error("no sequence")]
    Empty,
}

impl Sponges {
    /// Reads FASTA where the first byte is `>`, else a table.
    ///
    /// Behind the name of a record stand `copies_per_cell=NUMBER` and, optional, `low=NUMBER`, `high=NUMBER` and
    /// `rna_kind=` `noncoding`, `circular` or `mrna` (a 3'UTR). The table has columns of these names, `sponge` and
    /// `sequence`. An RNA without kind is noncoding.
    ///
    /// # Errors
    /// Where copies, name or sequence of a sponge are missing; at a number below zero, an interval that does not hold its
    /// value, a duplicate name, a letter that is no nucleotide, an unknown kind, or a circle shorter than the footprint of
    /// Argonaute; where there is no sponge; and where the stream fails.
    pub fn read<R: BufRead>(mut reader: R, source: &str) -> Result<Self, ReadError> {
        let start =
            reader.fill_buf().map_err(|error| ReadError::io(Location::new(source), error))?;
        let start = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(start);
        if start.starts_with(b">") {
            read_fasta(reader, source)
        } else {
            read_table(reader, source)
        }
    }
}

fn read_table<R: BufRead>(reader: R, source: &str) -> Result<Sponges, ReadError> {
    let mut table = Reader::new(reader, source)?;
    let (name, sequence) = (table.text(&["sponge"])?, table.text(&["sequence"])?);
    let copies = table.number(&["copies_per_cell"])?;
    let (low, high) = (table.number_if_any(&["low"])?, table.number_if_any(&["high"])?);
    let kinds = table.text_if_any(&["rna_kind"])?;
    let (mut sponges, mut lines) = (Sponges::default(), Vec::new());
    while let Some(row) = table.next_row()? {
        let word = kinds.and_then(|column| row.text(column));
        let (kind, letters) = checked(word, row.text(sequence).unwrap_or_default().as_bytes())
            .map_err(|cause| row.error(sequence, Malformed::other(cause)))?;
        let wanted = "a number of copies per cell, zero or more";
        let amount = row.interval(copies, low, high, wanted)?;
        sponges.push(row.name(name)?, kind, letters, amount).map_err(|cause| match cause {
            BadRecord::Letter(cause) => ReadError::malformed(row.location(), cause),
            cause => row.error(name, located(cause, row.field(name), &lines)),
        })?;
        lines.push(row.line());
    }
    if sponges.is_empty() {
        return Err(table.no_rows("sponge"));
    }
    sponges.set_notices(table.notices().into_iter().map(Into::into).collect());
    Ok(sponges)
}

fn read_fasta<R: BufRead>(reader: R, source: &str) -> Result<Sponges, ReadError> {
    let mut records = fasta::Reader::new(reader, source);
    let (mut sponges, mut lines) = (Sponges::default(), Vec::new());
    while let Some(record) = records.next_record()? {
        let refuse =
            |cause: BadSponge| ReadError::malformed(record.location(), Malformed::other(cause));
        let value = |key: &str| {
            let mut words = record.description().split_whitespace();
            words.find_map(|word| word.strip_prefix(key)?.strip_prefix('='))
        };
        let copies = |key: &str| {
            let amount = |field: &str| {
                let amount = number(field).filter(|amount| *amount >= 0.0);
                amount.ok_or_else(|| refuse(BadSponge::Copies(field.to_owned())))
            };
            value(key).map(amount).transpose()
        };
        let central = copies("copies_per_cell")?
            .ok_or_else(|| refuse(BadSponge::NoCopies(record.name().to_owned())))?;
        let low = copies("low")?.unwrap_or(central);
        let high = copies("high")?.unwrap_or(central);
        if low > central || high < central {
            return Err(refuse(BadSponge::Range));
        }
        let (kind, letters) = checked(value("rna_kind"), record.letters()).map_err(refuse)?;
        sponges.push(record.name(), kind, letters, Interval::new(central, low, high)).map_err(
            |cause| ReadError::malformed(record.location(), located(cause, record.name(), &lines)),
        )?;
        lines.push(record.line());
    }
    if sponges.is_empty() {
        let cause = Malformed::Empty("sponge");
        return Err(ReadError::malformed(Location::new(source), cause));
    }
    Ok(sponges)
}

/// The kind, and the letters of a sequence that can bind.
fn checked<'s>(kind: Option<&str>, letters: &'s [u8]) -> Result<(RnaKind, &'s [u8]), BadSponge> {
    let kind = match kind {
        Some(word) => RnaKind::named(word).ok_or_else(|| BadSponge::Kind(word.to_owned()))?,
        None => RnaKind::Noncoding,
    };
    let length = letters.iter().filter(|letter| !letter.is_ascii_whitespace()).count();
    match (kind, length) {
        (_, 0) => Err(BadSponge::Empty),
        (RnaKind::Circular, ..SHORTEST_CIRCLE) => Err(BadSponge::ShortCircle),
        _ => Ok((kind, letters)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> String {
        let error = Sponges::read(text.as_bytes(), "s").unwrap_err();
        let cause = std::error::Error::source(&error).map(ToString::to_string);
        format!("{error}: {}", cause.unwrap_or_default())
    }

    #[test]
    fn sponges_are_read_from_both() {
        let fasta = ">a copies_per_cell=500 low=100 high=900 rna_kind=circular\nACGUACGU\nACGUACGU\n>b copies_per_cell=3\nACGU\n";
        let table = "sponge\tcopies_per_cell\tlow\thigh\trna_kind\tsequence\na\t500\t100\t900\tcircular\tACGTACGTACGTACGT\nb\t3\t\t\t\tACGT\n";
        let sponges = Sponges::read(fasta.as_bytes(), "s.fa").unwrap();
        let rows = |sponges: &Sponges| -> Vec<_> {
            let row = |(sponge, copies): (crate::input::Transcript<'_>, Interval)| {
                (sponge.name.to_owned(), sponge.kind, sponge.utr3.to_vec(), copies)
            };
            sponges.iter().map(row).collect()
        };
        assert_eq!(rows(&sponges), rows(&Sponges::read(table.as_bytes(), "s.tsv").unwrap()));
        let [first, second] = [0, 1].map(|place| sponges.get(place).unwrap());
        assert_eq!(
            (first.0.kind, first.1),
            (RnaKind::Circular, Interval::new(500.0, 100.0, 900.0))
        );
        assert_eq!((second.0.kind, second.1), (RnaKind::Noncoding, Interval::exact(3.0)));
    }

    #[test]
    fn sponges_without_copies_are_refused() {
        for (text, wanted) in [
            (">a\nACGU\n", "has no copies"),
            (">a copies_per_cell=-1\nACGU\n", "`-1` is no number"),
            (">a copies_per_cell=1 low=2\nACGU\n", "does not hold"),
            (">a copies_per_cell=1 rna_kind=ring\nACGU\n", "`ring` is no kind"),
            (">a copies_per_cell=1 rna_kind=circular\nACGU\n", "12 nt or more"),
            ("sponge\tsequence\na\tACGU\n", "copies_per_cell"),
            ("sponge\tsequence\tcopies_per_cell\na\t\t3\n", "no sequence"),
        ] {
            assert!(refused(text).contains(wanted), "{text}: {}", refused(text));
        }
    }
}
