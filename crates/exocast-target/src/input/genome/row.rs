//! One feature of an annotation, GTF or GFF3.

use crate::input::transcript::Tags;
use exocast_core::{Location, Malformed, ReadError, Strand};
use noodles::{
    gff::{self, feature::record::Attributes},
    gtf,
};

/// Which of the two an annotation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    Gtf,
    Gff3,
}

impl Dialect {
    /// By the ninth field: GFF3 has `tag=value`, GTF `tag "value"`.
    pub(super) fn detect(line: &str) -> Self {
        let attributes = line.split('\t').nth(8).unwrap_or_default().trim_start();
        let tag = attributes.find(|c: char| !(c.is_alphanumeric() || "_-.:".contains(c)));
        match tag.map(|end| attributes.as_bytes()[end]) {
            Some(b' ' | b'"' | b'\t') => Self::Gtf,
            _ => Self::Gff3,
        }
    }
}

/// A feature: what it is, where, and what belongs to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) contig: String,
    pub(super) kind: String,
    /// 0-based and half-open, on the forward strand.
    pub(super) place: std::ops::Range<usize>,
    /// Nothing where it is not given.
    pub(super) strand: Option<Strand>,
    pub(super) id: Option<String>,
    /// Transcripts (GTF), or features by their `ID` (GFF3).
    pub(super) parents: Vec<String>,
    pub(super) transcript: Option<String>,
    pub(super) gene: Option<String>,
    pub(super) gene_id: Option<String>,
    pub(super) tags: Tags,
}

impl Row {
    pub(super) fn parse(text: &str, dialect: Dialect, at: &Location) -> Result<Self, ReadError> {
        let bad = |wanted| ReadError::malformed(at.clone(), Malformed::field(text, wanted));
        match dialect {
            Dialect::Gtf => {
                let bad = || bad("a GTF record of nine fields");
                let mut line = gtf::Line::default();
                let mut reader = gtf::io::Reader::new(text.as_bytes());
                reader.read_line(&mut line).map_err(|_| bad())?;
                let record = line.as_record().and_then(Result::ok).ok_or_else(bad)?;
                let attributes = record.attributes().map_err(|_| {
                    let field = text.split('\t').nth(8).unwrap_or_default();
                    let cause = Malformed::field(field, "a list of GTF attributes: tag \"value\";");
                    ReadError::malformed(at.clone().field(9), cause)
                })?;
                let get = |tag: &str| first(&attributes, tag).filter(|value| !value.is_empty());
                let transcript = get("transcript_id");
                Ok(Self {
                    parents: transcript.iter().cloned().collect(),
                    transcript,
                    gene: get("gene_name").or_else(|| get("gene")).or_else(|| get("gene_id")),
                    gene_id: get("gene_id"),
                    tags: tags(&attributes),
                    ..Self::place(&record, text, at)?
                })
            }
            Dialect::Gff3 => {
                let bad = || bad("a GFF3 record of nine fields");
                let mut line = gff::Line::default();
                let mut reader = gff::io::Reader::new(text.as_bytes());
                reader.read_line(&mut line).map_err(|_| bad())?;
                let record = line.as_record().and_then(Result::ok).ok_or_else(bad)?;
                let attributes = record.attributes();
                let get = |tag: &str| first(&attributes, tag).filter(|value| !value.is_empty());
                Ok(Self {
                    id: get("ID"),
                    parents: all(&attributes, "Parent"),
                    transcript: get("transcript_id"),
                    gene: get("gene_name").or_else(|| get("gene")).or_else(|| get("Name")),
                    gene_id: get("gene_id"),
                    tags: tags(&attributes),
                    ..Self::place(&record, text, at)?
                })
            }
        }
    }

    fn place(
        record: &impl gff::feature::Record,
        text: &str,
        at: &Location,
    ) -> Result<Self, ReadError> {
        let position = |value: std::io::Result<noodles::core::Position>, number: usize| {
            value.map(usize::from).map_err(|_| {
                let field = text.split('\t').nth(number - 1).unwrap_or_default();
                let cause = Malformed::field(field, "a position from 1");
                ReadError::malformed(at.clone().field(number), cause)
            })
        };
        let start = position(record.feature_start(), 4)?;
        let end = position(record.feature_end(), 5)?;
        if start > end {
            let cause = Malformed::Contradiction {
                left: "start",
                left_value: start.to_string(),
                right: "end",
                right_value: end.to_string(),
            };
            return Err(ReadError::malformed(at.clone(), cause));
        }
        let strand = match record.strand() {
            Ok(gff::feature::record::Strand::Forward) => Some(Strand::Forward),
            Ok(gff::feature::record::Strand::Reverse) => Some(Strand::Reverse),
            _ => None,
        };
        Ok(Self {
            contig: String::from_utf8_lossy(&record.reference_sequence_name()).into_owned(),
            kind: String::from_utf8_lossy(&record.ty()).into_owned(),
            place: start - 1..end,
            strand,
            ..Self::default()
        })
    }
}

/// All values of a tag.
fn all(attributes: &impl Attributes, tag: &str) -> Vec<String> {
    let Some(Ok(value)) = attributes.get(tag.as_bytes()) else { return Vec::new() };
    let values = value.iter().flatten();
    values.map(|value| String::from_utf8_lossy(&value).into_owned()).collect()
}

/// Whether one of the tags says that it is the transcript of its gene.
fn tags(attributes: &impl Attributes) -> Tags {
    let tags = all(attributes, "tag");
    let has = |name: &str| {
        tags.iter().flat_map(|tag| tag.split(',')).any(|tag| tag.trim().replace(' ', "_") == name)
    };
    Tags {
        mane: has("MANE_Select"),
        canonical: has("Ensembl_canonical") || has("RefSeq_Select") || has("MANE_Select"),
    }
}

fn first(attributes: &impl Attributes, tag: &str) -> Option<String> {
    all(attributes, tag).into_iter().next()
}
