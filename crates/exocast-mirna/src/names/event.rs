//! One line of a `miRNA.diff` file.

use exocast_core::Malformed;

use super::{
    accession::Accession,
    release::{Change, Release},
};

/// One line of a diff file: the name is that of the release, of a deleted entry its last.
#[derive(Clone, Debug)]
pub(super) struct Event {
    pub(super) release: Release,
    pub(super) name: String,
    pub(super) changes: Vec<Change>,
}

/// The name of an entry in a release: that of the last event until then. An entry that is older than its
/// first event had that event's name before too, unless the event gave it.
pub(super) fn name_at(events: &[Event], release: Release) -> Option<&str> {
    let until = events.iter().rfind(|event| event.release <= release);
    let later = events.first().filter(|event| {
        !event.changes.contains(&Change::New) && !event.changes.contains(&Change::Renamed)
    });
    until.or(later).map(|event| event.name.as_str())
}

pub(super) fn is_gone(events: &[Event], release: Release) -> bool {
    let until = events.iter().rfind(|event| event.release <= release);
    until.is_some_and(|event| event.changes.contains(&Change::Deleted))
}

pub(super) fn event(line: &str, release: Release) -> Result<(Accession, Event), Malformed> {
    let mut fields = line.split('\t').map(str::trim);
    let accession = fields.next().unwrap_or_default().parse().map_err(Malformed::other)?;
    let name =
        fields.next().filter(|name| !name.is_empty()).ok_or(Malformed::Missing("the name"))?;
    let change = |tag: &str| match tag {
        "NEW" => Ok(Change::New),
        "NAME" => Ok(Change::Renamed),
        "SEQUENCE" | "MATURE" => Ok(Change::SequenceChanged),
        "DELETE" => Ok(Change::Deleted),
        other => Err(Malformed::field(other, "a tag NEW, NAME, SEQUENCE or DELETE")),
    };
    let changes: Vec<Change> =
        fields.filter(|tag| !tag.is_empty()).map(change).collect::<Result<_, _>>()?;
    if changes.is_empty() {
        return Err(Malformed::Missing("a tag such as NEW"));
    }
    Ok((accession, Event { release, name: name.to_owned(), changes }))
}
