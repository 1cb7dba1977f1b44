//! Deviations from version 1.2, counted.

use std::collections::BTreeMap;

use exocast_core::Malformed;

use crate::notice::Notice;

/// A deviation from mirGFF3 1.2 that was corrected, or could not be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Deviation {
    Spaces,
    IdForUid,
    Sign,
    Label,
    Unsigned,
    Filter,
    Uid,
    OldUid,
    Read,
    Hits,
    Start,
}

impl Deviation {
    pub(crate) const fn text(self) -> &'static str {
        match self {
            Self::Spaces => "`Key value` instead of `Key=value`",
            Self::IdForUid => "`id` instead of `UID`",
            Self::Sign => "iso_5p with the sign of versions before 1.1, reversed",
            Self::Label => "Variant labels in the spelling of an older version, respelled",
            Self::Unsigned => "a shift without sign, taken as downstream",
            Self::Filter => "Filter in another case or with another separator, respelled",
            Self::Uid => "a UID that is not that of the read, recomputed",
            Self::OldUid => "a UID of another scheme and no read to compute it from, unchanged",
            Self::Read => "a Read that is not a sequence, left out",
            Self::Hits => "no Hits, taken as 1",
            Self::Start => "a start of 0, taken as 1",
        }
    }

    /// Whether a strict reader refuses it; the others are allowed by the version that a file names.
    const fn is_wrong(self) -> bool {
        matches!(
            self,
            Self::Unsigned | Self::Uid | Self::OldUid | Self::Read | Self::Hits | Self::Start
        )
    }
}

impl Deviations {
    pub(crate) fn new(strict: bool) -> Self {
        Self { strict, counts: BTreeMap::new() }
    }

    /// Counts a deviation.
    ///
    /// # Errors
    /// Where it is wrong by any version and the reader is strict.
    pub(crate) fn note(&mut self, what: Deviation, written: &str) -> Result<(), Malformed> {
        if self.strict && what.is_wrong() {
            return Err(Malformed::field(
                written,
                match what {
                    Deviation::Unsigned => "a shift with its sign, such as iso_5p:+1",
                    Deviation::Uid | Deviation::OldUid => "the UID (license plate) of the read",
                    Deviation::Read => "a read in letters ACGTN",
                    Deviation::Start => "a position from 1 on",
                    _ => "a record with the attribute Hits",
                },
            ));
        }
        *self.counts.entry(what).or_default() += 1;
        Ok(())
    }

    pub(crate) fn notices(&self) -> Vec<Notice> {
        let notice = |(what, records): (&Deviation, &u64)| Notice::Deviation {
            what: what.text(),
            records: *records,
        };
        self.counts.iter().map(notice).collect()
    }
}

/// Deviations of a file, by how many records have them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Deviations {
    strict: bool,
    counts: BTreeMap<Deviation, u64>,
}
