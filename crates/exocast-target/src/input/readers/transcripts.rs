//! Transcripts as tables and as FASTA.

use std::io::BufRead;

use exocast_core::{Location, Malformed, ReadError, fasta, table::Reader};

use crate::input::{bad_record::BadRecord, transcripts::Transcripts};

impl Transcripts {
    /// Reads FASTA where the first byte is `>`, else a table.
    ///
    /// The table has the columns `transcript`, `utr3` and optional `gene`, `utr5` and `orf`; a missing value means no
    /// gene and no sequence. Other columns are named by [`notices`](Self::notices).
    ///
    /// # Errors
    /// Where a column is missing; at the first row with another number of fields than the header, without a name,
    /// with a duplicate name, or with a letter that is no nucleotide; where there is no transcript; where the stream
    /// fails; and as [`read_fasta`](Self::read_fasta).
    pub fn read<R: BufRead>(mut reader: R, source: &str) -> Result<Self, ReadError> {
        let start =
            reader.fill_buf().map_err(|error| ReadError::io(Location::new(source), error))?;
        if start.starts_with(b">") {
            Self::read_fasta(reader, source)
        } else {
            Self::read_table(reader, source)
        }
    }

    fn read_table<R: BufRead>(reader: R, source: &str) -> Result<Self, ReadError> {
        let mut table = Reader::new(reader, source)?;
        let name = table.text(&["transcript"])?;
        let utr3 = table.text(&["utr3"])?;
        let gene = table.text_if_any(&["gene"])?;
        let others = [table.text_if_any(&["utr5"])?, table.text_if_any(&["orf"])?];
        let (mut transcripts, mut lines) = (Self::default(), Vec::new());
        while let Some(row) = table.next_row()? {
            let letters = |column| row.text(column).unwrap_or_default().as_bytes();
            let [utr5, orf] = others.map(|column| column.map_or(&[][..], letters));
            let gene = gene.and_then(|column| row.text(column));
            transcripts.push_regions(row.name(name)?, gene, [utr5, orf, letters(utr3)]).map_err(
                |cause| match cause {
                    BadRecord::Letter(cause) => ReadError::malformed(row.location(), cause),
                    cause => row.error(name, located(cause, row.field(name), &lines)),
                },
            )?;
            lines.push(row.line());
        }
        if transcripts.is_empty() {
            return Err(table.no_rows("transcript"));
        }
        transcripts.set_source_notices(table.notices().into_iter().map(Into::into).collect());
        Ok(transcripts)
    }

    /// Reads 3'UTRs from FASTA. The first word of a header is the transcript; what follows a `|` in it, up to the
    /// next, is the gene; without one, `gene=NAME` or `gene:NAME` in the rest of the header. There are no open
    /// reading frames.
    ///
    /// # Errors
    /// At the first record without a name, with a duplicate name, or with a letter that is no nucleotide; where there
    /// is no record; and where the stream fails.
    pub fn read_fasta<R: BufRead>(reader: R, source: &str) -> Result<Self, ReadError> {
        let mut records = fasta::Reader::new(reader, source);
        let (mut transcripts, mut lines) = (Self::default(), Vec::new());
        while let Some(record) = records.next_record()? {
            let mut parts = record.name().split('|');
            let name = parts.next().unwrap_or_default();
            if name.is_empty() {
                let cause = Malformed::Missing("the name of the transcript");
                return Err(ReadError::malformed(record.location(), cause));
            }
            let described = || {
                record.description().split_whitespace().find_map(|word| {
                    word.strip_prefix("gene=").or_else(|| word.strip_prefix("gene:"))
                })
            };
            let gene = parts.next().or_else(described);
            let gene = gene.filter(|gene| !gene.is_empty() && *gene != ".");
            transcripts.push_regions(name, gene, [&[], &[], record.letters()]).map_err(
                |cause| ReadError::malformed(record.location(), located(cause, name, &lines)),
            )?;
            lines.push(record.line());
        }
        if transcripts.is_empty() {
            let cause = Malformed::Empty("transcript");
            return Err(ReadError::malformed(Location::new(source), cause));
        }
        Ok(transcripts)
    }
}

/// The cause with the line of the first transcript of the name.
fn located(cause: BadRecord, name: &str, lines: &[u64]) -> Malformed {
    match cause {
        BadRecord::Duplicate(first) => {
            let first = lines.get(first).copied().unwrap_or_default();
            Malformed::Duplicate { name: name.to_owned(), first }
        }
        BadRecord::Letter(cause) => cause.into(),
        cause @ BadRecord::NoSeed { .. } => Malformed::other(cause),
    }
}
