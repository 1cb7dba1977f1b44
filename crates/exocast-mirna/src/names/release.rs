//! Releases of miRBase, and the changes between them.

use std::{fmt, str::FromStr};

use serde::Serialize;

use super::error::BadName;

/// A release of miRBase, `22` or `22.1`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Release {
    major: u16,
    minor: u16,
}

impl FromStr for Release {
    type Err = BadName;

    fn from_str(text: &str) -> Result<Self, BadName> {
        let number = |part: &str| part.parse().map_err(|_| BadName::Release(text.to_owned()));
        let (major, minor) = text.split_once('.').unwrap_or((text, "0"));
        Ok(Self { major: number(major)?, minor: number(minor)? })
    }
}

impl fmt::Display for Release {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.major, self.minor)
    }
}

impl Serialize for Release {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

/// A change of an entry from one release to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[non_exhaustive]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// It was added.
    New,
    /// It has another name.
    Renamed,
    /// It has another sequence.
    SequenceChanged,
    /// It was removed.
    Deleted,
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::New => "new",
            Self::Renamed => "renamed",
            Self::SequenceChanged => "sequence-changed",
            Self::Deleted => "deleted",
        })
    }
}
