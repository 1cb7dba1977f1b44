//! Transcripts as tables.

use std::io::BufRead;

use exocast_core::{Location, Malformed, ReadError, table::Reader};

use super::frames::Frames;
use crate::input::{
    bad_record::BadRecord, circle::SHORTEST_CIRCLE, rna_kind::RnaKind, transcript::NewTranscript,
    transcripts::Transcripts,
};

/// What an RNA of a kind that is no mRNA must not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a {0} RNA has no open reading frame and no 5'UTR; its sequence goes into `utr3`")]
struct NoMessenger(RnaKind);

/// A circle that no Argonaute has room on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a circular RNA needs {SHORTEST_CIRCLE} nt or more, the footprint of Argonaute")]
struct ShortCircle;

impl Transcripts {
    /// Reads FASTA of mRNAs where the first byte is `>`, else a table.
    ///
    /// The table has the columns `transcript`, `utr3` and optional `gene`, `gene_id`, `utr5`, `orf` and `rna_kind` (`mrna`,
    /// `noncoding`, `circular`); a missing value means no gene, no sequence, an mRNA. Other columns are named by
    /// [`notices`](Self::notices).
    ///
    /// # Errors
    /// Where a column is missing; at the first row with another number of fields than the header, without a name,
    /// with a duplicate name, or with a letter that is no nucleotide; where there is no transcript; where the stream
    /// fails; and as [`read_fasta`](Self::read_fasta).
    pub fn read<R: BufRead>(reader: R, source: &str) -> Result<Self, ReadError> {
        Self::read_as(reader, source, RnaKind::Mrna)
    }

    /// As [`read`](Self::read), of FASTA of RNAs of a kind. The rows of a table that do not say their kind are of this
    /// kind.
    ///
    /// # Errors
    /// As [`read`](Self::read), and at a row of another kind than mRNA that has an open reading frame or 5'UTR.
    pub fn read_as<R: BufRead>(
        mut reader: R,
        source: &str,
        kind: RnaKind,
    ) -> Result<Self, ReadError> {
        let start =
            reader.fill_buf().map_err(|error| ReadError::io(Location::new(source), error))?;
        let mark = if start.starts_with(b"\xEF\xBB\xBF>") { 3 } else { 0 };
        if start.get(mark) == Some(&b'>') {
            reader.consume(mark);
            Self::read_fasta_of(reader, source, kind)
        } else {
            Self::read_table(reader, source, kind)
        }
    }

    fn read_table<R: BufRead>(
        reader: R,
        source: &str,
        default: RnaKind,
    ) -> Result<Self, ReadError> {
        let mut table = Reader::new(reader, source)?;
        let name = table.text(&["transcript"])?;
        let utr3 = table.text(&["utr3"])?;
        let genes = [table.text_if_any(&["gene"])?, table.text_if_any(&["gene_id"])?];
        let others = [table.text_if_any(&["utr5"])?, table.text_if_any(&["orf"])?];
        let kinds = table.text_if_any(&["rna_kind"])?;
        let (mut transcripts, mut lines) = (Self::default(), Vec::new());
        let mut frames = Frames::default();
        while let Some(row) = table.next_row()? {
            let letters = |column| row.text(column).unwrap_or_default().as_bytes();
            let [utr5, orf] = others.map(|column| column.map_or(&[][..], letters));
            let [gene, id] = genes.map(|column| column.and_then(|column| row.text(column)));
            let mut kind = default;
            if let Some((column, word)) = kinds.and_then(|column| Some((column, row.text(column)?)))
            {
                kind = RnaKind::named(word).ok_or_else(|| {
                    row.error(column, Malformed::field(word, "one of mrna, noncoding, circular"))
                })?;
            }
            if kind != RnaKind::Mrna && !(utr5.is_empty() && orf.is_empty()) {
                return Err(row.error(name, Malformed::other(NoMessenger(kind))));
            }
            if kind == RnaKind::Circular && letters(utr3).len() < SHORTEST_CIRCLE {
                return Err(row.error(utr3, Malformed::other(ShortCircle)));
            }
            let new = NewTranscript {
                name: row.name(name)?,
                gene: gene.or(id),
                gene_id: gene.and(id).filter(|id| gene != Some(id)),
                kind,
                regions: [utr5, orf, letters(utr3)],
                ..NewTranscript::default()
            };
            transcripts.add(&new).map_err(|cause| match cause {
                BadRecord::Letter(cause) => ReadError::malformed(row.location(), cause),
                cause => row.error(name, located(cause, row.field(name), &lines)),
            })?;
            lines.push(row.line());
            if kind == RnaKind::Mrna && orf.is_empty() {
                let utr3 = transcripts.get(transcripts.len() - 1).map(|transcript| transcript.utr3);
                frames.add(new.name, utr3.unwrap_or_default());
            }
        }
        if transcripts.is_empty() {
            return Err(table.no_rows("transcript"));
        }
        let notices = table.notices().into_iter().map(Into::into);
        transcripts.set_source_notices(notices.chain(frames.notice()).collect());
        Ok(transcripts)
    }
}

/// The cause with the line of the first transcript of the name.
pub(super) fn located(cause: BadRecord, name: &str, lines: &[u64]) -> Malformed {
    match cause {
        BadRecord::Duplicate(first) => {
            let first = lines.get(first).copied().unwrap_or_default();
            Malformed::Duplicate { name: name.to_owned(), first }
        }
        BadRecord::Letter(cause) => cause.into(),
        cause @ BadRecord::NoSeed { .. } => Malformed::other(cause),
    }
}
