//! One entry of an EMBL file.

use exocast_core::{Location, Malformed, ReadError, fasta::ambiguous_rna};

use super::{
    annotation::{Annotation, Derived, Precursor},
    sequences::Sequence,
};
use crate::names::{Accession, BadName};

/// The part of an entry that has been read.
pub(super) struct Entry {
    pub(super) name: String,
    /// Length by the ID line.
    length: Option<usize>,
    pub(super) accession: Option<Accession>,
    features: Vec<Feature>,
    pub(super) letters: Vec<u8>,
    pub(super) in_sequence: bool,
    line: u64,
}

pub(super) struct Feature {
    is_mature: bool,
    /// 0-based, half-open.
    start: usize,
    end: usize,
    product: Option<String>,
    pub(super) accession: Option<Accession>,
    /// Whether a quoted value goes on in the next line.
    quoted: bool,
    at: Location,
}

impl Entry {
    /// `hsa-let-7a-1      standard; RNA; HSA; 80 BP.`
    pub(super) fn new(text: &str, at: &Location) -> Result<Self, ReadError> {
        let name = text.split([' ', ';']).next().unwrap_or_default();
        if name.is_empty() {
            return Err(ReadError::malformed(at.clone(), Malformed::Missing("the name")));
        }
        let length = text.strip_suffix("BP.").and_then(|t| t.trim_end().rsplit(' ').next());
        Ok(Self {
            name: name.to_owned(),
            length: length.and_then(|length| length.parse().ok()),
            accession: None,
            features: Vec::new(),
            letters: Vec::new(),
            in_sequence: false,
            line: at.line_number().unwrap_or_default(),
        })
    }

    /// `   miRNA           6..27`, or a qualifier of it.
    pub(super) fn feature(&mut self, text: &str, at: &Location) -> Result<(), ReadError> {
        let fail = |cause: Malformed| ReadError::malformed(at.clone(), cause);
        let body = text.trim();
        let is_key = text.get(3..4).is_some_and(|c| c != " ") && text.starts_with("   ");
        if is_key && !self.features.last().is_some_and(|feature| feature.quoted) {
            let mut words = body.split_whitespace();
            let is_mature = matches!(words.next(), Some("miRNA" | "misc_RNA"));
            let location = words.next().unwrap_or_default();
            let ends = location.split_once("..").unwrap_or((location, location));
            let number = |text: &str| text.parse::<usize>().ok().filter(|&n| n > 0);
            let (start, end) = match (number(ends.0), number(ends.1)) {
                (Some(start), Some(end)) if start <= end => (start - 1, end),
                _ if !is_mature => (0, 0),
                _ => return Err(fail(Malformed::field(location, "an interval such as 6..27"))),
            };
            let (product, accession, quoted, at) = (None, None, false, at.clone());
            self.features.push(Feature { is_mature, start, end, product, accession, quoted, at });
            return Ok(());
        }
        let Some(feature) = self.features.last_mut() else { return Ok(()) };
        if feature.quoted {
            feature.quoted = !body.ends_with('"');
            return Ok(());
        }
        let Some((key, value)) = body.strip_prefix('/').and_then(|body| body.split_once('='))
        else {
            return Ok(());
        };
        feature.quoted = value.starts_with('"') && (value.len() == 1 || !value.ends_with('"'));
        let value = value.trim_matches('"');
        match key {
            "product" if !value.is_empty() => feature.product = Some(value.to_owned()),
            "accession" => {
                let accession =
                    value.parse().map_err(|bad: BadName| fail(Malformed::other(bad)))?;
                feature.accession = Some(accession);
            }
            _ => {}
        }
        Ok(())
    }

    /// Adds sequence and mature sequences; gives the number of other features.
    pub(super) fn finish(
        self,
        source: &str,
        sequences: &mut Vec<Sequence>,
        annotation: &mut Annotation,
    ) -> Result<usize, ReadError> {
        let at = Location::new(source).line(self.line);
        if self.letters.is_empty() {
            return Err(ReadError::malformed(at, Malformed::Missing("the sequence")));
        }
        let (bases, ambiguous) = ambiguous_rna(&self.letters)
            .map_err(|cause| ReadError::malformed(at.clone(), cause))?;
        if let Some(length) = self.length.filter(|length| *length != bases.len()) {
            let cause = Malformed::Contradiction {
                left: "the length by the ID line",
                left_value: length.to_string(),
                right: "the length of the sequence",
                right_value: bases.len().to_string(),
            };
            return Err(ReadError::malformed(at, cause));
        }
        let precursor = annotation.precursors.len();
        annotation.precursors.push(Precursor {
            name: self.name.clone(),
            accession: self.accession,
            placement: None,
        });
        let mut other_features = 0;
        for feature in self.features {
            if !feature.is_mature {
                other_features += 1;
                continue;
            }
            let fail = |cause| Err(ReadError::malformed(feature.at.clone(), cause));
            let Some(name) = feature.product else {
                return fail(Malformed::Missing("the qualifier `/product` of the mature sequence"));
            };
            if feature.end > bases.len() {
                return fail(Malformed::Contradiction {
                    left: "the end of the mature sequence",
                    left_value: feature.end.to_string(),
                    right: "the length of its precursor",
                    right_value: bases.len().to_string(),
                });
            }
            let (accession, start, end) = (feature.accession, feature.start, feature.end);
            annotation.derived.push(Derived { name, accession, precursor, start, end });
        }
        let (name, line, description) = (self.name, self.line, String::new());
        let letters = bases.to_dna().into_bytes();
        sequences.push(Sequence { name, description, bases, letters, ambiguous, hidden: 0, line });
        Ok(other_features)
    }
}
