//! Whether genes of one input are those of another: tables of two releases, or of two organisms, are no pair.

use std::path::Path;

use exocast_core::table::intake::Choice;
use exocast_target::{ExpressionTable, RnaKind, Transcripts};

use super::{
    head,
    inputs::Inputs,
    item::shown,
    kind::{GENES, TRANSCRIPTS},
};
use crate::load;

/// Leaves out expression and changes without a gene of the transcripts, and gives what is to be said of those that have
/// few.
pub(super) fn check(inputs: &mut Inputs, into: &Path) -> Vec<String> {
    let mut said = Vec::new();
    let file = |inputs: &Inputs, role: &str| Some(into.join(inputs.files(role).first()?));
    let Some(path) = file(inputs, TRANSCRIPTS).filter(|path| !head::is_large(path)) else {
        return said;
    };
    let genes = file(inputs, GENES);
    let Ok(transcripts) = load::transcripts(&path, genes.as_deref(), RnaKind::default()) else {
        return said;
    };
    for role in ["recipient.expression", "recipient.observed"] {
        let Some(table) = file(inputs, role).filter(|table| !head::is_large(table)) else {
            continue;
        };
        let Some(shared) = shared(role, &table, &transcripts) else { continue };
        let n = transcripts.len();
        let named = inputs.files(role)[0].clone();
        if shared == 0 {
            let transcripts_file = shown(&inputs.files(TRANSCRIPTS)[0]);
            let why = format!(
                "has no gene or transcript of {transcripts_file}: they are of two releases, or of two organisms"
            );
            inputs.take_out(role, &named, &why);
        } else if 2 * shared < n && role == "recipient.expression" {
            said.push(format!(
                "{} has {shared} of {n} transcripts: the two may be of different releases",
                shown(&named)
            ));
        }
    }
    said
}

/// How many transcripts, or names of a change, both have; nothing where a table cannot be read.
fn shared(role: &str, table: &Path, transcripts: &Transcripts) -> Option<usize> {
    if role == "recipient.expression" {
        let expression =
            load::expression(table, &ExpressionTable::default(), Some(transcripts)).ok()?;
        let assigned = expression.assign(transcripts, &mut Vec::new());
        return Some(assigned.map_or(0, |levels| levels.into_iter().flatten().count()));
    }
    let observed = load::observed(table, &Choice::default(), Some(transcripts)).ok()?;
    Some(observed.placed(transcripts).map_or(0, |(placed, _)| placed.len()))
}
