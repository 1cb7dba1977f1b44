//! One record, and whether the format allows it.

use std::{borrow::Cow, fmt, ops::Range};

use exocast_core::Strand;

use super::{error::Error, label::is_label};

/// The kind of sequence that a record describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Type {
    /// The mature sequence itself, SO:0002166.
    RefMirna,
    /// A variant of it, SO:0002167.
    Isomir,
    /// A precursor, SO:0001244.
    PreMirna,
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::RefMirna => "ref_miRNA",
            Self::Isomir => "isomiR",
            Self::PreMirna => "pre_miRNA",
        })
    }
}

/// One record.
///
/// Made by [`Record::new`]; further parts are fields.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Record<'a> {
    /// Precursor or chromosome.
    pub seqid: Cow<'a, str>,
    /// Database with version, `mirbase21`.
    pub source: Cow<'a, str>,
    /// The kind of sequence.
    pub kind: Type,
    /// Templated part on `seqid`, 0-based and half-open.
    pub start: usize,
    /// One past the templated part.
    pub end: usize,
    /// Strand; forward on a precursor.
    pub strand: Strand,
    /// License plate.
    pub uid: Cow<'a, str>,
    /// The read in DNA letters; empty where it is unknown, and then not written.
    pub read: Cow<'a, str>,
    /// Mature name.
    pub name: Cow<'a, str>,
    /// Precursors, at least one.
    pub parents: Vec<Cow<'a, str>>,
    /// `NA` or labels, comma-separated.
    pub variant: Cow<'a, str>,
    /// Changed nucleotides; not written where empty.
    pub changes: Cow<'a, str>,
    /// `M` exact, letters where the reference differs.
    pub cigar: Cow<'a, str>,
    /// Number of places that fit equally well.
    pub hits: usize,
    /// Counts in the order of the samples.
    pub expression: Vec<u64>,
    /// The parts of the reads that are counted for this name, which need not be whole, in the order of the samples; not
    /// written where empty.
    pub counts: Vec<f64>,
    /// `PASS` or `REJECT`, with or without a tag.
    pub filter: Cow<'a, str>,
    /// Further attributes, such as `Alias` or `Genomic`, in order.
    pub other: Vec<(Cow<'a, str>, Cow<'a, str>)>,
}

impl<'a> Record<'a> {
    /// A record of the reference sequence on the forward strand, with one hit that passes. The other required parts
    /// (`uid`, `name`, `parents`, `cigar`, `expression`) are empty.
    #[must_use]
    pub fn new(
        seqid: impl Into<Cow<'a, str>>,
        source: impl Into<Cow<'a, str>>,
        kind: Type,
        templated: Range<usize>,
    ) -> Self {
        Self {
            seqid: seqid.into(),
            source: source.into(),
            kind,
            start: templated.start,
            end: templated.end,
            strand: Strand::Forward,
            uid: Cow::default(),
            read: Cow::default(),
            name: Cow::default(),
            parents: Vec::new(),
            variant: "NA".into(),
            changes: Cow::default(),
            cigar: Cow::default(),
            hits: 1,
            expression: Vec::new(),
            counts: Vec::new(),
            filter: "PASS".into(),
            other: Vec::new(),
        }
    }

    pub(super) fn check(&self, samples: usize) -> Result<(), Error> {
        let refuse = |field, value: &str| Err(Error::Field { field, value: value.to_owned() });
        let required = [
            ("seqid", &self.seqid),
            ("source", &self.source),
            ("UID", &self.uid),
            ("Name", &self.name),
            ("Variant", &self.variant),
            ("Cigar", &self.cigar),
        ];
        if let Some((field, value)) = required.iter().find(|(_, value)| value.is_empty()) {
            return refuse(field, value);
        }
        if self.parents.is_empty() || self.parents.iter().any(|parent| parent.is_empty()) {
            return refuse("Parent", "");
        }
        if self.start >= self.end {
            return refuse("start", &self.start.to_string());
        }
        if !self.read.bytes().all(|letter| b"ACGTN".contains(&letter)) {
            return refuse("Read", &self.read);
        }
        if !self.variant.split(',').all(is_label) && self.variant != "NA" {
            return refuse("Variant", &self.variant);
        }
        if !self.cigar.bytes().all(|b| b.is_ascii_digit() || b"MIDACGTN".contains(&b)) {
            return refuse("Cigar", &self.cigar);
        }
        let tag = self.filter.strip_prefix("PASS").or(self.filter.strip_prefix("REJECT"));
        if !tag.is_some_and(|tag| tag.is_empty() || (tag.len() > 1 && tag.starts_with(':'))) {
            return refuse("Filter", &self.filter);
        }
        if self.hits == 0 {
            return refuse("Hits", "0");
        }
        if !self.counts.is_empty() && self.counts.len() != samples {
            let values = self.counts.len();
            return Err(Error::Expression { values, samples });
        }
        if self.expression.len() != samples {
            let values = self.expression.len();
            return Err(Error::Expression { values, samples });
        }
        Ok(())
    }
}
