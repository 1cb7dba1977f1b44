//! Sequences that compete with miRNAs for reads: contaminants by class, and spikes.

use std::{collections::HashMap, io::BufRead};

use exocast_core::{Base, Location, Malformed, ReadError, Rna};

use super::{
    common::COMMON,
    sequences::{self, Sequence},
};
use crate::notice::Notice;

/// One sequence that competes for reads.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reference {
    /// Name.
    pub name: String,
    /// Class, such as `tRNA`.
    pub class: String,
    /// Sequence.
    pub sequence: Rna,
}

/// Sequences of other RNAs, adapters and vectors, or of spikes.
///
/// ```
/// use exocast_mirna::ReferenceSet;
///
/// let fasta = ">tRNA-Gly-GCC\nGCATTGGTGGTTCAGTGGTAGAATTCTCGC\n>pUC class=vector\nTTTGCTGGCCTTTTGCTC\n";
/// let set = ReferenceSet::read_contaminants(fasta.as_bytes(), "other.fa", "other")?;
/// let classes: Vec<&str> = set.references().iter().map(|reference| reference.class.as_str()).collect();
/// assert_eq!(classes, ["tRNA", "vector"]);
/// # Ok::<(), exocast_mirna::core::ReadError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReferenceSet {
    pub(crate) references: Vec<Reference>,
    pub(crate) notices: Vec<Notice>,
}

/// Prefixes of names, in lower case, that decide the class of an RNA; the longest match wins.
///
/// Symbols of HGNC, names of Rfam families and of `GtRNAdb`, Ensembl and miRTrace.
const BY_NAME: [(&str, &str); 20] = [
    ("rny", "Y RNA"),
    ("y_rna", "Y RNA"),
    ("yrna", "Y RNA"),
    ("trna", "tRNA"),
    ("mt-t", "tRNA"),
    ("5s", "rRNA"),
    ("5.8s", "rRNA"),
    ("18s", "rRNA"),
    ("28s", "rRNA"),
    ("45s", "rRNA"),
    ("rna5", "rRNA"),
    ("rna18s", "rRNA"),
    ("rna28s", "rRNA"),
    ("rrna", "rRNA"),
    ("mt-rnr", "rRNA"),
    ("rnu", "sn/snoRNA"),
    ("snor", "sn/snoRNA"),
    ("scarna", "sn/snoRNA"),
    ("vtrna", "vault RNA"),
    ("rn7s", "7S RNA"),
];

impl ReferenceSet {
    /// Reads sequences of contaminants.
    ///
    /// The class of each is that of its header (`class=…`), else that of its name (`tRNA…`, `RNY…`, `5S`, `SNORD…`,
    /// …), else `class`.
    ///
    /// # Errors
    /// Where the FASTA is malformed, empty, or the stream fails.
    pub fn read_contaminants<R: BufRead>(
        reader: R,
        source: &str,
        class: &str,
    ) -> Result<Self, ReadError> {
        Self::read(reader, source, |sequence| {
            let word =
                sequence.description.split_whitespace().find_map(|w| w.strip_prefix("class="));
            word.or_else(|| class_by_name(&sequence.name)).unwrap_or(class).to_owned()
        })
    }

    /// Reads spike sequences.
    ///
    /// # Errors
    /// As [`read_contaminants`](Self::read_contaminants); also where two spikes share a name.
    pub fn read_spikes<R: BufRead>(reader: R, source: &str) -> Result<Self, ReadError> {
        Self::read(reader, source, |_| SPIKE.to_owned())
    }

    /// Abundant human RNAs (Y RNA, 5S and 5.8S rRNA, tRNA halves) that compete for reads by default: see
    /// [`common_contaminants`](crate::QuantifyOptions::common_contaminants). RNAs of this kind hardly
    /// differ between mammals.
    #[must_use]
    pub fn common() -> Self {
        let reference = |(class, name, _, sequence): &(&str, &str, &str, &str)| {
            let bases = sequence.bytes().filter_map(Base::from_letter).collect::<Vec<_>>();
            Reference {
                name: (*name).to_owned(),
                class: (*class).to_owned(),
                sequence: bases.into(),
            }
        };
        Self { references: COMMON.iter().map(reference).collect(), notices: Vec::new() }
    }

    fn read<R: BufRead>(
        reader: R,
        source: &str,
        class: impl Fn(&Sequence) -> String,
    ) -> Result<Self, ReadError> {
        let mut set = Self::default();
        let mut lines = HashMap::new();
        for record in sequences::read(reader, source, |_| true)? {
            let class = class(&record);
            let at = Location::new(source).line(record.line);
            if let Some(first) = lines.insert(record.name.clone(), record.line)
                && class == SPIKE
            {
                return Err(ReadError::malformed(
                    at,
                    Malformed::Duplicate { name: record.name, first },
                ));
            }
            if record.ambiguous > 0 {
                let (name, count) = (record.name.clone(), record.ambiguous);
                set.notices.push(Notice::AmbiguousLetters { name, count });
            }
            set.references.push(Reference { name: record.name, class, sequence: record.bases });
        }
        if set.references.is_empty() {
            let at = Location::new(source);
            return Err(ReadError::malformed(at, Malformed::Empty("sequence")));
        }
        Ok(set)
    }

    /// The sequences, in order.
    #[must_use]
    pub fn references(&self) -> &[Reference] {
        &self.references
    }
}

/// The class of spikes.
pub(crate) const SPIKE: &str = "spike";

fn class_by_name(name: &str) -> Option<&'static str> {
    let lower = name.to_ascii_lowercase();
    // `Homo_sapiens_tRNA-Gly` as well as `tRNA-Gly`.
    let starts = std::iter::once(0).chain(lower.match_indices('_').map(|(i, _)| i + 1));
    let tails: Vec<&str> = starts.filter_map(|i| lower.get(i..)).collect();
    BY_NAME
        .iter()
        .filter(|(prefix, _)| tails.iter().any(|tail| tail.starts_with(prefix)))
        .max_by_key(|(prefix, _)| prefix.len())
        .map(|(_, class)| *class)
}
