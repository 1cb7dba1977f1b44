//! Libraries: kits, adapters and layouts.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use super::{
    bad::BadOption,
    layout::Layout,
    limits::{MAX_ADAPTER, MIN_ADAPTER},
    presets::{ALIASES, PRESETS},
};

/// The protocol of a small-RNA library.
///
/// Reads as text: `auto`, a preset, the sequence of a 3' adapter, or a layout: parts 5' to 3', separated by commas. Parts are
/// `insert`; `N4`, random nucleotides that serve as UMI; `UMI12`; `5:3` and `3:2`, nucleotides to cut off; `polyA`; and sequences,
/// of which the first after the insert is the 3' adapter.
///
/// ```
/// use exocast_mirna::Library;
///
/// assert_eq!("qiaseq".parse(), Ok(Library::QiaSeq));
/// assert_eq!("tggaattctcgg".parse::<Library>()?.to_string(), "TGGAATTCTCGG");
/// assert_eq!("N4, insert, N4, AGATCGGAAGAGC".parse::<Library>()?.to_string(), "N4,insert,N4,AGATCGGAAGAGC");
/// assert_eq!("5:3,insert,polyA".parse(), Ok(Library::Smarter));
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
    /// Takara `SMARTer` smRNA-Seq and Diagenode CATS: 3 of the template switch, insert, poly(A).
    Smarter,
    /// Diagenode D-Plex Small RNA-seq: UMI of 12, 4 of the template switch, insert, poly(A).
    DPlex,
    /// BGISEQ-500 and MGI small RNA: insert, `AGTCGGAGGCC…`.
    Bgi,
    /// Ion Total RNA-Seq: insert, adapter P1.
    IonTorrent,
    /// Reads without adapters: they were cut off already.
    Trimmed,
    /// This 3' adapter, in upper-case DNA letters, directly after the insert.
    Adapter(String),
    /// This layout, as it is written.
    Layout(String),
}

impl Library {
    /// The names of libraries; the sequence of an adapter is accepted too.
    pub fn names() -> impl Iterator<Item = &'static str> {
        ["auto"].into_iter().chain(PRESETS.iter().map(|(_, name, _)| *name)).chain(["trimmed"])
    }

    /// The parts around the insert; none for [`Auto`](Self::Auto).
    pub(crate) fn layout(&self) -> Option<Layout> {
        match self {
            Self::Auto => None,
            Self::Trimmed => Some(Layout::default()),
            Self::Adapter(sequence) => Some(Layout::adapter(sequence)),
            Self::Layout(text) => text.parse().ok(),
            _ => PRESETS.iter().find(|(library, ..)| library == self)?.2.parse().ok(),
        }
    }

    /// The library of a layout: its preset, where it is that of one.
    pub(crate) fn with(layout: &Layout) -> Self {
        let text = layout.to_string();
        if *layout == Layout::default() {
            return Self::Trimmed;
        }
        match PRESETS.iter().find(|(.., preset)| *preset == text) {
            Some((library, ..)) => library.clone(),
            None if *layout == Layout::adapter(layout.end_name().unwrap_or_default()) => {
                Self::Adapter(layout.end_name().unwrap_or_default().to_owned())
            }
            None => Self::Layout(text),
        }
    }

    /// Whether reads have a UMI, so that molecules can be counted.
    pub(crate) fn has_umi(&self) -> bool {
        self.layout().is_some_and(|layout| layout.umi_len() > 0)
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
        let name =
            ALIASES.iter().find(|(alias, _)| *alias == lower).map_or(&*lower, |(_, name)| name);
        if let Some((library, ..)) = PRESETS.iter().find(|(_, preset, _)| *preset == name) {
            return Ok(library.clone());
        }
        if lower.contains(',') || lower == "insert" {
            return text.parse().map(|layout: Layout| Self::with(&layout));
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
            Self::Adapter(text) | Self::Layout(text) => f.write_str(text),
            _ => {
                let preset = PRESETS.iter().find(|(library, ..)| library == self);
                f.write_str(preset.map_or("", |(_, name, _)| name))
            }
        }
    }
}
