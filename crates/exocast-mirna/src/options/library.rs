//! How a library was made: what stands around the insert of a read.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

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
/// # Ok::<(), exocast_mirna::BadLibrary>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Library {
    /// Find out from the first reads.
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
    /// Adapters are cut off already.
    Trimmed,
    /// This 3' adapter, in upper-case DNA letters, right behind the insert.
    Adapter(String),
}

/// A text that names no library.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is no library: give auto, truseq, qiaseq, nextflex, nebnext, illumina-1.5, illumina-1.0, \
     trimmed, or a 3' adapter of {MIN_ADAPTER} to {MAX_ADAPTER} letters ACGT"
)]
pub struct BadLibrary(pub String);

/// Fewer letters would be found by chance in too many inserts.
const MIN_ADAPTER: usize = 8;
/// The width of the bit vector in which approximate matches are sought.
const MAX_ADAPTER: usize = 64;

/// What a library puts around an insert, 5' to 3': random, insert, random, adapter, UMI.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Layout<'a> {
    /// Nothing where reads are trimmed already.
    pub(crate) adapter: Option<&'a str>,
    /// Random nucleotides in front of the insert and again behind it; they serve as UMI.
    pub(crate) random: usize,
    /// Nucleotides of the UMI behind the adapter.
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
    /// The names that a library is given by, beside the sequence of an adapter.
    pub fn names() -> impl Iterator<Item = &'static str> {
        ["auto"].into_iter().chain(PRESETS.iter().map(|(_, name, _)| *name)).chain(["trimmed"])
    }

    /// What stands around the insert; nothing as long as the library is to be found out.
    pub(crate) fn layout(&self) -> Option<Layout<'_>> {
        match self {
            Self::Auto => None,
            Self::Trimmed => Some(Layout { adapter: None, random: 0, umi: 0 }),
            Self::Adapter(sequence) => Some(layout(sequence, 0, 0)),
            _ => PRESETS.iter().find(|(library, ..)| library == self).map(|(.., layout)| *layout),
        }
    }

    /// Whether molecules can be told from their copies.
    #[must_use]
    pub fn has_umi(&self) -> bool {
        self.layout().is_some_and(|layout| layout.random > 0 || layout.umi > 0)
    }
}

impl FromStr for Library {
    type Err = BadLibrary;

    fn from_str(text: &str) -> Result<Self, BadLibrary> {
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
        if fits { Ok(Self::Adapter(adapter)) } else { Err(BadLibrary(text.to_owned())) }
    }
}

impl TryFrom<String> for Library {
    type Error = BadLibrary;

    fn try_from(text: String) -> Result<Self, BadLibrary> {
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
