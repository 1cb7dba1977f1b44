//! Sequences that compete with miRNAs for reads: contaminants by class, and spikes.

use std::{collections::HashMap, io::BufRead, ops::Range};

use exocast_core::{Base, Location, Malformed, ReadError, Rna};

use super::{
    common::COMMON,
    headers::{self, Label},
    sequences::{self, Sequence},
    trna::{self, Trna},
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
    /// Sequence; of a tRNA without intron and with CCA.
    pub sequence: Rna,
    /// The part of a tRNA between what a precursor has before it, and CCA or what a precursor has after it.
    pub(crate) body: Range<usize>,
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

impl ReferenceSet {
    /// Reads sequences of contaminants.
    ///
    /// Headers of Ensembl and GENCODE (biotype and symbol), `RNAcentral`, `GtRNAdb`, `piRBase`, NONCODE, Rfam and NCBI are
    /// known. The class of each sequence is that of its header (`class=…`, `gene_biotype:…`), else that of its name
    /// (`tRNA…`, `RNY…`, `5S`, `SNORD…`, …) or description, else `class`. tRNA genes of one isodecoder have one name;
    /// introns are removed, and CCA is added where it is missing.
    ///
    /// # Errors
    /// Where the FASTA is malformed, empty, or the stream fails.
    pub fn read_contaminants<R: BufRead>(
        reader: R,
        source: &str,
        class: &str,
    ) -> Result<Self, ReadError> {
        let sequences = sequences::read_with_marks(reader, source)?;
        Self::of_sequences(sequences, source, |sequence| {
            let mut label = headers::label(&sequence.name, &sequence.description);
            label.class.get_or_insert_with(|| class.to_owned());
            label
        })
    }

    /// Reads spike sequences.
    ///
    /// # Errors
    /// As [`read_contaminants`](Self::read_contaminants); also where two spikes share a name.
    pub fn read_spikes<R: BufRead>(reader: R, source: &str) -> Result<Self, ReadError> {
        let sequences = sequences::read(reader, source, |_| true)?;
        Self::of_sequences(sequences, source, |sequence| Label {
            name: sequence.name.clone(),
            class: Some(SPIKE.to_owned()),
            anticodon: None,
        })
    }

    /// Abundant human RNAs (Y RNA, 5S and 5.8S rRNA, tRNA halves) that compete for reads by default: see
    /// [`common_contaminants`](crate::QuantifyOptions::common_contaminants). RNAs of this kind hardly
    /// differ between mammals.
    #[must_use]
    pub fn common() -> Self {
        let reference = |(class, name, _, sequence): &(&str, &str, &str, &str)| {
            let label = Label {
                name: name.trim_end_matches(" 5'").to_owned(),
                class: Some((*class).to_owned()),
                anticodon: None,
            };
            references(label, sequence.as_bytes())
        };
        Self { references: COMMON.iter().flat_map(reference).collect(), notices: Vec::new() }
    }

    fn of_sequences(
        sequences: Vec<Sequence>,
        source: &str,
        label: impl Fn(&Sequence) -> Label,
    ) -> Result<Self, ReadError> {
        let mut set = Self::default();
        let mut lines = HashMap::new();
        let (mut ambiguous, mut hidden) = (InSum::default(), InSum::default());
        for record in sequences {
            let label = label(&record);
            let at = Location::new(source).line(record.line);
            if let Some(first) = lines.insert(record.name.clone(), record.line)
                && label.class.as_deref() == Some(SPIKE)
            {
                return Err(ReadError::malformed(
                    at,
                    Malformed::Duplicate { name: record.name, first },
                ));
            }
            ambiguous.add(&record.name, record.ambiguous);
            hidden.add(&record.name, record.hidden);
            set.references.extend(references(label, &record.letters));
        }
        if let InSum { sequences: sequences @ 1.., letters, first: name } = ambiguous {
            set.notices.push(if sequences == 1 {
                Notice::AmbiguousLetters { name, count: letters }
            } else {
                Notice::AmbiguousSequences { sequences, letters, first: name }
            });
        }
        if let InSum { sequences: sequences @ 1.., first, .. } = hidden {
            set.notices.push(Notice::HiddenLetters { sequences, first });
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

/// Sequences with letters of some kind.
#[derive(Debug, Default)]
struct InSum {
    sequences: usize,
    letters: usize,
    first: String,
}

impl InSum {
    fn add(&mut self, name: &str, letters: usize) {
        if letters > 0 {
            if self.sequences == 0 {
                name.clone_into(&mut self.first);
            }
            self.sequences += 1;
            self.letters += letters;
        }
    }
}

/// The class of spikes.
pub(crate) const SPIKE: &str = "spike";

/// The sequences that reads of an RNA may come from.
fn references(label: Label, letters: &[u8]) -> Vec<Reference> {
    let class = label.class.unwrap_or_default();
    let dna: Vec<u8> = letters
        .iter()
        .map(|letter| match letter {
            b'U' => b'T',
            b'u' => b't',
            other => *other,
        })
        .collect();
    let forms = if class == "tRNA" {
        trna::forms(&dna, label.anticodon)
    } else {
        let body = 0..dna.len();
        vec![Trna { letters: dna, body }]
    };
    let reference = |Trna { letters, body }: Trna| {
        let base = |letter: &u8| Base::from_letter(*letter).unwrap_or(Base::N);
        let sequence = letters.iter().map(base).collect::<Vec<_>>().into();
        Reference { name: label.name.clone(), class: class.clone(), sequence, body }
    };
    forms.into_iter().map(reference).collect()
}
