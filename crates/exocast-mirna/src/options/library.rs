//! Libraries: the adapters and UMI around the insert of a read.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use super::{
    bad::BadOption,
    limits::{MAX_ADAPTER, MIN_ADAPTER},
};

/// The protocol of a small-RNA library.
///
/// Reads as text: `auto`, a preset, or the sequence of a 3' adapter.
///
/// ```
/// use exocast_mirna::Library;
///
/// assert_eq!("qiaseq".parse(), Ok(Library::QiaSeq));
/// assert_eq!("tggaattctcgg".parse::<Library>()?.to_string(), "TGGAATTCTCGG");
/// assert!("trueseq".parse::<Library>().is_err());
/// # Ok::<(), exocast_mirna::BadOption>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
#[serde(try_from = "String", into = "String")]
pub enum Library {
    /// Recognised in the first reads.
    #[default]
    Auto,
    /// Illumina TruSeq Small RNA: insert, adapter RA3.
    TruSeq,
    /// QIAGEN QIAseq miRNA: insert, adapter, UMI of 12.
    QiaSeq,
    /// Bioo Scientific (Revvity) NEXTflex Small RNA: 4 random, insert, 4 random, adapter RA3.
    NextFlex,
    /// `NEBNext` Small RNA: insert, adapter SR.
    NebNext,
    /// Illumina small RNA 1.5: insert, `ATCTCGTATGCC…`.
    Illumina15,
    /// Illumina small RNA 1.0: insert, `TCGTATGCC…`.
    Illumina10,
    /// Reads without adapters: they were cut off already.
    Trimmed,
    /// This 3' adapter, in upper-case DNA letters, directly after the insert.
    Adapter(String),
}

/// The parts of a read around the insert, 5' to 3': random, insert, random, adapter, UMI.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Layout<'a> {
    /// None where reads are trimmed already.
    pub(crate) adapter: Option<&'a str>,
    /// Random nucleotides before and after the insert; they serve as UMI.
    pub(crate) random: usize,
    /// Nucleotides of the UMI after the adapter.
    pub(crate) umi: usize,
}

/// Presets in order of preference, with their 3' adapters.
///
/// `TruSeq` RA3: Illumina Adapter Sequences (document 1000000002694). `QIAseq`: QIAseq miRNA Library
/// Kit Handbook. `NEXTflex`: NEXTflex Small RNA-Seq Kit v3 manual, which uses RA3. `NEBNext`: NEB
/// E7300 manual. Illumina 1.0 and 1.5: Small RNA Sample Prep v1.0 and v1.5 guides.
pub(crate) const PRESETS: [(Library, &str, Layout<'static>); 6] = [
    (Library::TruSeq, "truseq", layout("TGGAATTCTCGGGTGCCAAGG", 0, 0)),
    (Library::QiaSeq, "qiaseq", layout("AACTGTAGGCACCATCAAT", 0, 12)),
    (Library::NextFlex, "nextflex", layout("TGGAATTCTCGGGTGCCAAGG", 4, 0)),
    (Library::NebNext, "nebnext", layout("AGATCGGAAGAGCACACGTCT", 0, 0)),
    (Library::Illumina15, "illumina-1.5", layout("ATCTCGTATGCCGTCTTCTGCTTG", 0, 0)),
    (Library::Illumina10, "illumina-1.0", layout("TCGTATGCCGTCTTCTGCTTG", 0, 0)),
];

const fn layout(adapter: &str, random: usize, umi: usize) -> Layout<'_> {
    Layout { adapter: Some(adapter), random, umi }
}

impl Library {
    /// The names of libraries; the sequence of an adapter is accepted too.
    pub fn names() -> impl Iterator<Item = &'static str> {
        ["auto"].into_iter().chain(PRESETS.iter().map(|(_, name, _)| *name)).chain(["trimmed"])
    }

    /// The parts around the insert; none for [`Auto`](Self::Auto).
    pub(crate) fn layout(&self) -> Option<Layout<'_>> {
        match self {
            Self::Auto => None,
            Self::Trimmed => Some(Layout { adapter: None, random: 0, umi: 0 }),
            Self::Adapter(sequence) => Some(layout(sequence, 0, 0)),
            _ => PRESETS.iter().find(|(library, ..)| library == self).map(|(.., layout)| *layout),
        }
    }

    /// Whether reads have a UMI, so that molecules can be counted.
    pub(crate) fn has_umi(&self) -> bool {
        self.layout().is_some_and(|layout| layout.random > 0 || layout.umi > 0)
    }
}

impl FromStr for Library {
    type Err = BadOption;

    fn from_str(text: &str) -> Result<Self, BadOption> {
        let lower = text.to_ascii_lowercase();
        if lower == "auto" {
            return Ok(Self::Auto);
        }
        if lower == "trimmed" {
            return Ok(Self::Trimmed);
        }
        if let Some((library, ..)) = PRESETS.iter().find(|(_, name, _)| *name == lower) {
            return Ok(library.clone());
        }
        let adapter = text.to_ascii_uppercase().replace('U', "T");
        let fits = (MIN_ADAPTER..=MAX_ADAPTER).contains(&adapter.len())
            && adapter.bytes().all(|letter| b"ACGT".contains(&letter));
        if fits { Ok(Self::Adapter(adapter)) } else { Err(BadOption::Library(text.to_owned())) }
    }
}

impl TryFrom<String> for Library {
    type Error = BadOption;

    fn try_from(text: String) -> Result<Self, BadOption> {
        text.parse()
    }
}

impl From<Library> for String {
    fn from(library: Library) -> Self {
        library.to_string()
    }
}

impl fmt::Display for Library {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Auto => f.write_str("auto"),
            Self::Trimmed => f.write_str("trimmed"),
            Self::Adapter(sequence) => f.write_str(sequence),
            _ => {
                let preset = PRESETS.iter().find(|(library, ..)| library == self);
                f.write_str(preset.map_or("", |(_, name, _)| name))
            }
        }
    }
}
