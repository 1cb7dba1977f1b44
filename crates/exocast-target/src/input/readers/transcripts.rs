//! Transcripts as TSV and as FASTA.

use std::io::BufRead;

use exocast_core::{Lines, Location, Malformed, ReadError};

use super::fasta::Records;
use crate::input::{transcript::BadTranscript, transcripts::Transcripts};

const COLUMNS: [&str; 5] = ["transcript", "gene", "utr5", "orf", "utr3"];

impl Transcripts {
    /// Reads FASTA where the first byte is `>`, else TSV.
    ///
    /// # Errors
    /// As [`read_tsv`](Self::read_tsv) and [`read_fasta`](Self::read_fasta).
    pub fn read<R: BufRead>(mut reader: R, source: &str) -> Result<Self, ReadError> {
        let start =
            reader.fill_buf().map_err(|error| ReadError::io(Location::new(source), error))?;
        if start.starts_with(b">") {
            Self::read_fasta(reader, source)
        } else {
            Self::read_tsv(reader, source)
        }
    }

    /// Reads tab-, comma- or semicolon-separated text whose header names `transcript`, `gene`, `utr5`, `orf` and `utr3`,
    /// in any order and among other columns; `gene`, `utr5` and `orf` may be left out. `.` or nothing in a field
    /// stands for no gene and no sequence. Empty lines, and lines before the header that start with
    /// `#`, are passed over.
    ///
    /// # Errors
    /// Where a column is missing; at the first line with another number of fields than the header,
    /// without a name, with a name that stands twice, or with a letter that is no nucleotide; where
    /// there is no transcript; and where the stream fails.
    pub fn read_tsv<R: BufRead>(reader: R, source: &str) -> Result<Self, ReadError> {
        let mut lines = Lines::new(reader, source);
        let Header { separator, width, columns } = header(&mut lines)?;
        let (mut transcripts, mut numbers) = (Self::default(), Vec::new());
        let mut ends = Vec::with_capacity(width);
        loop {
            let Some(line) = lines.next_bytes()? else { break };
            if line.is_empty() {
                continue;
            }
            ends.clear();
            ends.extend(line.iter().enumerate().filter(|(_, b)| **b == separator).map(|(i, _)| i));
            ends.push(line.len());
            let field = |column: usize| {
                let start = if column == 0 { 0 } else { ends[column - 1] + 1 };
                let field = unquoted(line[start..ends[column]].trim_ascii());
                if field == b"." { &[][..] } else { field }
            };
            let problem = if ends.len() == width {
                let [name, gene, regions @ ..] =
                    columns.map(|column| column.map_or(&[][..], field));
                push(&mut transcripts, name, gene, regions, &numbers)
            } else {
                Err((None, Malformed::FieldCount { found: ends.len(), wanted: width }))
            };
            if let Err((column, cause)) = problem {
                let at = lines.location();
                let at = column.map_or_else(|| at.clone(), |name: &str| at.clone().field(name));
                return Err(ReadError::malformed(at, cause));
            }
            numbers.push(lines.number());
        }
        finish(transcripts, source)
    }

    /// Reads 3'UTRs from FASTA. The first word of a header is the transcript; what follows a `|` in
    /// it, up to the next, is the gene; without one, so is `gene=NAME` or `gene:NAME` in the rest of
    /// the line. There are no open reading frames.
    ///
    /// # Errors
    /// At the first record without a name, with a name that stands twice, or with a letter that is no
    /// nucleotide; where there is no record; and where the stream fails.
    pub fn read_fasta<R: BufRead>(reader: R, source: &str) -> Result<Self, ReadError> {
        let mut records = Records::new(reader, source);
        let (mut transcripts, mut numbers) = (Self::default(), Vec::new());
        while let Some(record) = records.next()? {
            let mut parts = record.name.split('|');
            let name = parts.next().unwrap_or_default();
            let described = || {
                record.description.split_whitespace().find_map(|word| {
                    word.strip_prefix("gene=").or_else(|| word.strip_prefix("gene:"))
                })
            };
            let gene = parts.next().or_else(described).unwrap_or_default();
            let gene = if gene == "." { "" } else { gene };
            let regions = [&[], &[], record.sequence];
            push(&mut transcripts, name.as_bytes(), gene.as_bytes(), regions, &numbers)
                .map_err(|(_, cause)| ReadError::malformed(record.at.clone(), cause))?;
            numbers.push(record.at.line_number().unwrap_or_default());
        }
        finish(transcripts, source)
    }
}

/// A field without the quotes around it.
fn unquoted(field: &[u8]) -> &[u8] {
    field.strip_prefix(b"\"").and_then(|field| field.strip_suffix(b"\"")).unwrap_or(field)
}

/// What a header says of the rows below it.
struct Header {
    /// The first of tab, comma and semicolon that stands in it.
    separator: u8,
    /// Number of columns.
    width: usize,
    /// The places of [`COLUMNS`]; the first and the last have to be there.
    columns: [Option<usize>; 5],
}

fn header<R: BufRead>(lines: &mut Lines<R>) -> Result<Header, ReadError> {
    loop {
        let Some(line) = lines.next_line()? else {
            return Err(ReadError::malformed(lines.location(), Malformed::Empty("header line")));
        };
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let separator = ['\t', ',', ';'].into_iter().find(|mark| line.contains(*mark));
        let separator = separator.unwrap_or('\t');
        let names: Vec<&str> =
            line.split(separator).map(|name| name.trim().trim_matches('"')).collect();
        let columns = COLUMNS.map(|wanted| names.iter().position(|name| *name == wanted));
        let width = names.len();
        let missing = [0, 4].into_iter().find(|&i| columns[i].is_none());
        let Some(missing) = missing else {
            return Ok(Header { separator: separator as u8, width, columns });
        };
        let found = names.join(", ");
        let cause = Malformed::NoColumn { wanted: COLUMNS[missing], found };
        return Err(ReadError::malformed(lines.location(), cause));
    }
}

type Problem = (Option<&'static str>, Malformed);

fn push(
    transcripts: &mut Transcripts,
    name: &[u8],
    gene: &[u8],
    regions: [&[u8]; 3],
    lines: &[u64],
) -> Result<(), Problem> {
    let text = |bytes: &[u8], column| {
        std::str::from_utf8(bytes).map(str::to_owned).map_err(|_| {
            let found = String::from_utf8_lossy(bytes).into_owned();
            (Some(column), Malformed::field(found, "UTF-8 text"))
        })
    };
    let (name, gene) = (text(name, "transcript")?, text(gene, "gene")?);
    if name.is_empty() {
        return Err((Some("transcript"), Malformed::Missing("the name of the transcript")));
    }
    let gene = Some(gene.as_str()).filter(|gene| !gene.is_empty());
    transcripts.push_regions(&name, gene, regions).map_err(|cause| match cause {
        BadTranscript::Duplicate(owner) => {
            let first = lines.get(owner).copied().unwrap_or_default();
            (Some("transcript"), Malformed::Duplicate { name, first })
        }
        BadTranscript::Letter(cause) => (None, cause.into()),
    })
}

fn finish(transcripts: Transcripts, source: &str) -> Result<Transcripts, ReadError> {
    if transcripts.is_empty() {
        let cause = Malformed::Empty("transcript");
        return Err(ReadError::malformed(Location::new(source), cause));
    }
    Ok(transcripts)
}
