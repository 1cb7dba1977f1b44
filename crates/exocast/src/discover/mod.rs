//! A study of what lies in a folder: every file is recognised by its content, and what belongs together by names.
//!
//! | file | holds |
//! |---|---|
//! | `walk`, `workbook` | the files of a folder, and the sheets of workbooks |
//! | `head`, `kind`, `recognise`, `sequences`, `sizing`, `tables`, `unknown` | what a file holds |
//! | `twins`, `mates` | files with the same bytes, and with reads of the same fragments |
//! | `names`, `fastq` | samples in names of files and columns |
//! | `inputs`, `samples`, `listings`, `controls`, `agreement` | what becomes of each file |
//! | `sheet`, `write` | the study and its sheet as text |

mod agreement;
mod controls;
mod fastq;
mod head;
mod inputs;
mod item;
mod kind;
mod listings;
mod mates;
mod names;
mod recognise;
mod samples;
mod sequences;
mod sheet;
mod sizing;
mod tables;
mod twins;
mod unknown;
mod walk;
mod workbook;
mod write;

use std::{
    io,
    path::{Path, PathBuf},
};

pub use self::mates::are_mates;

use self::{inputs::Inputs, item::Item, samples::Samples};
use crate::{load, steps::inspect, study::Study};

/// A study made of the files of a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Discovery {
    /// The text of `study.toml`.
    pub study: String,
    /// The text of `samples.csv`; none where there is no sample, or the folder has a sheet already.
    pub sheet: Option<String>,
    /// What was found, used and left out, in a few lines.
    pub summary: Vec<String>,
}

/// Looks through the folder `from` and makes a study that is to lie in the folder `into`, which has to be there.
///
/// Hidden files and folders of results are passed over. Nothing is written. What the steps cannot read is no part of
/// the study.
///
/// # Errors
/// Where a folder cannot be read.
pub fn discover(from: &Path, into: &Path) -> io::Result<Discovery> {
    let from = std::fs::canonicalize(from)?;
    let walked = walk::files(&from)?;
    let way = walk::Way::new(&from, into)?;
    let item = |file: PathBuf, kind| Item { path: way.to(&file), file, kind };
    let mut items: Vec<Item> = Vec::new();
    for file in walked.files {
        if let Some(kind) = unknown::document(&file) {
            items.push(item(file, kind));
            continue;
        }
        match workbook::sheets(&file) {
            Some(sheets) => items.extend(sheets.into_iter().map(|(file, kind)| item(file, kind))),
            None => items.push(item(file.clone(), recognise::recognise(&file))),
        }
    }
    items.iter_mut().for_each(Item::name_once);
    let twins = twins::leave_out(&mut items);
    let results: Vec<PathBuf> = walked.results.iter().map(|folder| way.to(folder)).collect();
    let mut inputs = Inputs::from_items(&items);
    inputs.unused.extend(results.into_iter().map(|path| (path, "a folder of results".to_owned())));
    let mut samples = Samples::from_items(&items, &mut inputs);
    samples.guesses.extend(twins);
    samples.guesses.extend(agreement::check(&mut inputs, into));
    let name = from.file_name().map(|name| name.to_string_lossy().into_owned());
    let title = name.unwrap_or_else(|| "Vesicle study".to_owned());
    // Each round takes out at least one file.
    for _ in 0..=items.len() {
        let study = write::study(&title, &inputs, &samples);
        if !take_out(&study, into, &mut inputs, &mut samples) {
            let summary = write::summary(&inputs, &samples);
            let sheet = samples.sheet.is_none().then(|| sheet::text(&samples.all)).flatten();
            return Ok(Discovery { study, sheet, summary });
        }
    }
    Err(io::Error::other("no study can be made of these files"))
}

/// Takes out of the study what no step can read; whether there was anything.
fn take_out(text: &str, into: &Path, inputs: &mut Inputs, samples: &mut Samples) -> bool {
    let Ok(mut study) = Study::parse(text, "study.toml") else { return false };
    into.clone_into(&mut study.folder);
    study.sheet = None;
    study.samples.clone_from(&samples.all);
    study.expand_patterns();
    let is_large = |path: &PathBuf| head::is_large(&into.join(path));
    if study.reference.transcripts.as_ref().is_some_and(is_large) {
        (study.reference.transcripts, study.reference.transcript_annotation) = (None, None);
    }
    let mut any = false;
    for input in inspect(&study) {
        let Err(error) = input.content else { continue };
        let why = format!("cannot be used: {}", load::with_causes(&error));
        any |= inputs.take_out(&input.role, &input.path, &why)
            || samples.take_out(&input.role, &input.path, &why, inputs);
    }
    any
}
