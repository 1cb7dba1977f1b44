//! What changed from one release of miRBase to the next, from its `miRNA.diff` files.

use std::{collections::BTreeMap, io::BufRead};

use exocast_core::{Lines, ReadError};

use super::{
    accession::Accession,
    event::{self, Event, deleted, name_at},
    fate::Fate,
    release::{Change, Release},
};
use crate::notice::Notice;

/// The entries of miRBase in all its releases, by accession, which stays when names change.
///
/// ```
/// use exocast_mirna::{Change, History};
///
/// let mut history = History::default();
/// history.add("MIMAT1\tx".as_bytes(), "bad.diff", "19".parse()?).unwrap_err();
/// let diff = "# miRNA.diff\nMIMAT0000441\thsa-miR-9-5p\tNAME\nMIMAT0022838\thsa-miR-5695\tNEW\n";
/// history.add("MIMAT0000441\thsa-miR-9\tNEW\n".as_bytes(), "17.diff", "17".parse()?)?;
/// history.add(diff.as_bytes(), "18.diff", "18".parse()?)?;
/// let (fates, notices) = history.convert_all(["hsa-miR-9"], "17".parse()?, "22.1".parse()?);
/// assert_eq!(fates[0].new_name.as_deref(), Some("hsa-miR-9-5p"));
/// assert_eq!(fates[0].changes, [Change::Renamed]);
/// assert_eq!(notices[0].to_string(), "no diff file of release 22.1; changes up to 18.0 are reported");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct History {
    /// In ascending order of release.
    entries: BTreeMap<Accession, Vec<Event>>,
    releases: Vec<Release>,
}

impl History {
    /// Adds the diff file of `release`: accession, name and tags per line. Files may be added in any order.
    ///
    /// # Errors
    /// At a line that is not accession, name and tags, or where the stream fails.
    pub fn add<R: BufRead>(
        &mut self,
        reader: R,
        source: &str,
        release: Release,
    ) -> Result<(), ReadError> {
        let mut lines = Lines::new(reader, source);
        let mut lines_read = 0;
        while let Some(line) = lines.next_line()? {
            let is_header = lines_read == 0 && line.to_ascii_lowercase().starts_with("accession");
            if line.starts_with('#') || line.trim().is_empty() || is_header {
                continue;
            }
            lines_read += 1;
            let parsed = event::parse(line, release);
            let (accession, event) =
                parsed.map_err(|cause| ReadError::malformed(lines.location(), cause))?;
            let events = self.entries.entry(accession).or_default();
            let at = events.partition_point(|before| before.release <= release);
            events.insert(at, event);
        }
        let at = self.releases.partition_point(|before| *before < release);
        if self.releases.get(at) != Some(&release) {
            self.releases.insert(at, release);
        }
        Ok(())
    }

    /// Releases with a diff file, ascending.
    #[must_use]
    pub fn releases(&self) -> &[Release] {
        &self.releases
    }

    /// The fate of a name, or accession, of release `from` in release `to`.
    fn convert(&self, name: &str, from: Release, to: Release) -> Fate {
        let name = name.trim();
        let accession = name.parse().ok().or_else(|| self.accession_of(name, from, to));
        let events = accession.and_then(|accession| self.entries.get(&accession));
        let events = events.map_or(&[][..], Vec::as_slice);
        let by_name = name.parse::<Accession>().is_err();
        let mut changes: Vec<Change> = events
            .iter()
            .filter(|event| event.release > from && event.release <= to)
            .flat_map(|event| event.changes.iter().copied())
            .collect();
        // One that was deleted and came back is what it is after that.
        let deleted_before = deleted(events, from).filter(|_| deleted(events, to).is_some());
        let new_name = name_at(events, to).map(str::to_owned);
        let replaced = by_name && new_name.as_deref().is_some_and(|last| last != name);
        if replaced && !changes.contains(&Change::Renamed) {
            changes.push(Change::Renamed);
        }
        if by_name && new_name.as_deref() == Some(name) {
            // The name is that of the last release already.
            changes.retain(|change| *change != Change::Renamed);
        }
        changes.sort_unstable();
        changes.dedup();
        let is_there = deleted(events, to).is_none();
        Fate {
            name: name.to_owned(),
            accession,
            changes,
            deleted_before,
            is_known: !events.is_empty(),
            new_name: new_name.filter(|_| is_there),
        }
    }

    /// The entry that had the name at `from`, else before it, else between it and `to`.
    fn accession_of(&self, name: &str, from: Release, to: Release) -> Option<Accession> {
        let had = |at: &dyn Fn(&[Event]) -> bool| {
            self.entries.iter().find(|(_, events)| at(events)).map(|(accession, _)| *accession)
        };
        had(&|events| deleted(events, from).is_none() && name_at(events, from) == Some(name))
            .or_else(|| had(&|events| events.iter().any(|e| e.release <= from && e.name == name)))
            .or_else(|| had(&|events| events.iter().any(|e| e.release <= to && e.name == name)))
            .or_else(|| self.arm_of(name, from, to))
    }

    /// The entry that most likely had a name that is in no file: one older than the files that was renamed after `from`
    /// to the name with its arm, where this is so for one arm only.
    fn arm_of(&self, name: &str, from: Release, to: Release) -> Option<Accession> {
        let arms = ["-5p", "-3p"].map(|arm| format!("{}{arm}", name.trim_end_matches('*')));
        let mut named = self.entries.iter().filter(|(_, events)| {
            events.first().is_some_and(|first| {
                first.release > from
                    && first.release <= to
                    && first.changes.contains(&Change::Renamed)
                    && arms.contains(&first.name)
            })
        });
        let (accession, _) = named.next()?;
        named.next().is_none().then_some(*accession)
    }

    /// The fates of names, or accessions, of release `from` in release `to`, with notices about names that are in no diff
    /// file and releases without one.
    ///
    /// A name that was replaced before `from` is followed too; one that was added after it is new, and one that was
    /// deleted before it stays deleted. Blanks around names are ignored.
    #[must_use]
    pub fn convert_all<'a>(
        &self,
        names: impl IntoIterator<Item = &'a str>,
        from: Release,
        to: Release,
    ) -> (Vec<Fate>, Vec<Notice>) {
        let fates: Vec<Fate> = names.into_iter().map(|name| self.convert(name, from, to)).collect();
        let mut notices = Vec::new();
        if !self.releases.contains(&to) {
            let last = self.releases.iter().rev().find(|release| **release <= to).copied();
            let last = last.map(|release| release.to_string());
            notices.push(Notice::NoDiff { release: to.to_string(), last });
        }
        let names = fates.iter().filter(|fate| !fate.is_known).count();
        if names > 0 {
            notices.push(Notice::Unmentioned { names });
        }
        (fates, notices)
    }
}
