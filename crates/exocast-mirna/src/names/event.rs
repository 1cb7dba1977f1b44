//! One line of a `miRNA.diff` file.

use exocast_core::{Malformed, table::is_missing};

use super::{
    accession::Accession,
    release::{Change, Release},
};

/// One line of a diff file; the name is that in the release, or the last one of a deleted entry.
#[derive(Clone, Debug)]
pub(super) struct Event {
    pub(super) release: Release,
    pub(super) name: String,
    pub(super) changes: Vec<Change>,
}

/// The name of an entry in a release: that of the last event until then. An entry older than its first event had that
/// event's name before too, unless the event changed it.
pub(super) fn name_at(events: &[Event], release: Release) -> Option<&str> {
    let until = events.iter().rfind(|event| event.release <= release);
    let later = events.first().filter(|event| {
        !event.changes.contains(&Change::New) && !event.changes.contains(&Change::Renamed)
    });
    until.or(later).map(|event| event.name.as_str())
}

/// The release, `release` or one before, that deleted the entry; none where it still was, or was again, in `release`.
pub(super) fn deleted(events: &[Event], release: Release) -> Option<Release> {
    let until = events.iter().rfind(|event| event.release <= release);
    until.filter(|event| event.changes.contains(&Change::Deleted)).map(|event| event.release)
}

/// Reads accession, name and tags, separated by tabs as miRBase writes them, or as spreadsheets save them.
///
/// # Errors
/// Where one is missing or invalid.
pub(super) fn parse(line: &str, release: Release) -> Result<(Accession, Event), Malformed> {
    let mut fields = line.split(['\t', ',', ';']).map(|field| field.trim().trim_matches('"'));
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
        fields.filter(|tag| !is_missing(tag)).map(change).collect::<Result<_, _>>()?;
    if changes.is_empty() {
        return Err(Malformed::Missing("a tag such as NEW"));
    }
    Ok((accession, Event { release, name: name.to_owned(), changes }))
}
