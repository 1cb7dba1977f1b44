//! Options that are named by a word.

use exocast_core::options::Word;
use serde::{Deserialize, Serialize};

/// How reads that fit several miRNAs equally well are counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Multimap {
    /// Every name gets an equal part.
    Fractional,
    /// Names get parts in proportion to their abundance and to how likely each gives such a read, by expectation
    /// maximisation; names of one sequence, which no read can distinguish, share a row.
    #[default]
    Em,
    /// Such reads are not counted; their number is reported.
    Unique,
    /// The names share a row, such as `hsa-miR-199a-3p/hsa-miR-199b-3p`.
    Group,
}

impl Word for Multimap {
    const ALL: &'static [Self] = &[Self::Fractional, Self::Em, Self::Unique, Self::Group];

    fn name(self) -> &'static str {
        match self {
            Self::Fractional => "fractional",
            Self::Em => "em",
            Self::Unique => "unique",
            Self::Group => "group",
        }
    }
}

/// Encoding of base qualities.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Phred {
    /// Recognised in the first reads.
    #[default]
    Auto,
    /// From `!`, as all but early Illumina instruments do.
    #[serde(rename = "33")]
    From33,
    /// From `@`, as Illumina 1.3 to 1.7 did.
    #[serde(rename = "64")]
    From64,
}

impl Word for Phred {
    const ALL: &'static [Self] = &[Self::Auto, Self::From33, Self::From64];

    fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::From33 => "33",
            Self::From64 => "64",
        }
    }
}

/// Where the UMIs of reads are, by which molecules are counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum UmiSource {
    /// In the headers, where these are recognised; else in the reads, where the library has UMIs or random ends.
    #[default]
    Auto,
    /// In the reads; headers are not looked at.
    Read,
    /// At the end of the names in the headers.
    Header,
    /// Nowhere: reads are counted, and random ends are cut off.
    None,
}

impl Word for UmiSource {
    const ALL: &'static [Self] = &[Self::Auto, Self::Read, Self::Header, Self::None];

    fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Read => "read",
            Self::Header => "header",
            Self::None => "none",
        }
    }
}

/// Whether records stand for several equal reads, with their number in the header.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Collapsed {
    /// Recognised by the names: `seq_0_x395`, `1-395`.
    #[default]
    Auto,
    /// The number of reads is at the end of each name.
    Yes,
    /// Each record is one read.
    No,
}

impl Word for Collapsed {
    const ALL: &'static [Self] = &[Self::Auto, Self::Yes, Self::No];

    fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Yes => "yes",
            Self::No => "no",
        }
    }
}
