//! Files that a study names: whether they are there.

use std::{collections::HashMap, fs::File, path::Path};

use exocast_core::Location;

use super::super::{Study, error::StudyError, globs, places::Places, read::NOT_GIVEN, wording};
use crate::io::SheetPath;

/// Something wrong with a file, and the input that a study may go on without.
pub(super) struct Fault {
    pub(super) input: Option<Input>,
    pub(super) error: StudyError,
}

/// An input that can be left out of a study.
#[derive(Clone, Copy)]
pub(super) struct Input {
    /// The place of its sample; none if it is of the whole study.
    pub(super) sample: Option<usize>,
    /// Reads, counts, sizing or blank.
    pub(super) what: &'static str,
}

impl Input {
    pub(super) const fn of_sample(sample: usize, what: &'static str) -> Self {
        Self { sample: Some(sample), what }
    }
}

/// What is wrong with files: missing, folders, patterns that nothing fits.
pub(super) fn check(study: &Study, places: &Places<'_>) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut numbers: HashMap<String, usize> = HashMap::new();
    for (key, path) in study.inputs() {
        // Its absence is a fault already.
        if path == Path::new(NOT_GIVEN) {
            continue;
        }
        let number = numbers.entry(key.clone()).and_modify(|number| *number += 1).or_insert(0);
        let input = input_of(study, &key);
        let at = match input {
            Some(Input { sample: Some(sample), what }) => {
                places.of_sample(sample, &format!("{what}.{number}"))
            }
            _ => places.at(&key),
        };
        let fault = fault(study, &key, path, at, places);
        faults.extend(fault.map(|error| Fault { input, error }));
    }
    faults
}

fn fault(
    study: &Study,
    key: &str,
    path: &Path,
    at: Location,
    places: &Places<'_>,
) -> Option<StudyError> {
    let file = study.resolve(path);
    let key = key.to_owned();
    if file.is_dir() {
        let (value, expected) = (format!("the folder {}", file.display()), "a file");
        return Some(StudyError::BadValue { at, key, value, expected });
    }
    let there = SheetPath::resolve(&file).file;
    if there.exists() {
        // Opening a pipe would wait for who writes to it.
        let source = if there.is_file() { File::open(there).err()? } else { return None };
        return Some(StudyError::Unreadable { at, key, path: file.display().to_string(), source });
    }
    let may_be_pattern = key.ends_with(", reads") || key.ends_with(", sizing");
    if may_be_pattern && globs::is_pattern(&study.folder, path) {
        let is_fitting = !globs::fitting(&study.folder, path).is_empty();
        let pattern = path.display().to_string();
        return (!is_fitting).then_some(StudyError::NoMatch { at, key, pattern });
    }
    if places.text_of(&at).is_some_and(wording::has_backslash) {
        return Some(StudyError::EscapedPath { at, key, path: path.display().to_string() });
    }
    Some(StudyError::MissingFile { at, key, path: file.display().to_string() })
}

/// The input behind a key of [`inputs`](Study::inputs), where a study may go on without it.
fn input_of(study: &Study, key: &str) -> Option<Input> {
    if key == "vesicles.blank" {
        return Some(Input { sample: None, what: "blank" });
    }
    study.samples.iter().enumerate().find_map(|(place, sample)| {
        let rest = key.strip_prefix("sample ")?.strip_prefix(sample.name.as_str())?;
        let what = rest.strip_prefix(", ")?;
        let what = ["reads", "counts", "sizing"].into_iter().find(|known| *known == what)?;
        Some(Input::of_sample(place, what))
    })
}
