//! Transcripts of the files named, and `exocast target transcripts`.

use std::path::Path;

use anyhow::Result;
use exocast::{
    load,
    target::{RnaKind, Transcripts},
};

use serde_json::Value;

use super::rows::write_rows;
use crate::{
    args::{RnaKindFlags, TargetTranscripts, TranscriptFiles},
    session::Session,
};

/// Transcripts of a file, or of a genome and its annotation, and what is to be said of them.
pub(super) fn noted(
    session: &Session,
    transcripts: &Path,
    annotation: Option<&Path>,
    kind: RnaKind,
) -> Result<Transcripts> {
    let transcripts = load::transcripts(transcripts, annotation, kind)?;
    session.console.notes(transcripts.notices());
    Ok(transcripts)
}

impl RnaKindFlags {
    /// Adds the kind to the options that parts of a table have in common.
    pub(super) fn add_to(self, options: &mut Value) {
        if self.kind() != RnaKind::Mrna {
            options["rna-kind"] = self.kind().to_string().into();
        }
    }
}

impl TranscriptFiles {
    /// The transcripts, of which the computation says what is to be said.
    pub(super) fn load(&self) -> Result<Transcripts> {
        Ok(load::transcripts(&self.transcripts, self.annotation.as_deref(), RnaKind::Mrna)?)
    }

    pub(super) fn noted(&self, session: &Session, kind: RnaKindFlags) -> Result<Transcripts> {
        noted(session, &self.transcripts, self.annotation.as_deref(), kind.kind())
    }
}

pub(super) fn run(session: &Session, arguments: &TargetTranscripts) -> Result<()> {
    let TargetTranscripts { files, kind, isoforms, out } = arguments;
    let (path, annotation) = (&files.transcripts, files.annotation.as_deref());
    let transcripts = load::transcripts(path, annotation, kind.kind())?.keep(*isoforms)?;
    session.console.notes(transcripts.notices());
    session.console.notes(transcripts.coding_notices());
    write_rows(session, out, None, transcripts.columns(), |visit| transcripts.rows(visit))
}
