//! Files that count once: reads in the whole study, sizing exports in a sample.

use std::{
    collections::{HashMap, HashSet},
    path::{Path, PathBuf},
};

use super::{
    super::{Study, error::StudyError, places::Places},
    files::{Fault, Input},
};
use crate::io::{SheetPath, same_bytes};

/// A file of reads is not empty and counts once, under whatever name; so does an export in its sample. Patterns are the
/// files that fit them.
pub(super) fn check(study: &Study, places: &Places<'_>) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut first: HashMap<PathBuf, &str> = HashMap::new();
    for (place, sample) in study.samples.iter().enumerate() {
        for (lane, path) in sample.reads.iter().enumerate() {
            let at = places.of_sample(place, &format!("reads.{lane}"));
            if is_empty(&study.resolve(path)) {
                let error = StudyError::BadValue {
                    at,
                    key: format!("reads of sample {}", sample.name),
                    value: format!("{}, which is empty", path.display()),
                    expected: "a FASTQ file; copy or download it again, or leave the sample out",
                };
                faults.push(Fault { input: Some(Input::of_sample(place, "reads")), error });
            } else if let Some(other) = first.insert(same(study, path), &sample.name) {
                let (path, first) = (path.display().to_string(), other.to_owned());
                let error = StudyError::RepeatedReads { at, path, first };
                faults.push(Fault { input: None, error });
            }
        }
        for (key, files) in [("reads", &sample.reads), ("sizing", &sample.sizing)] {
            faults.extend(copies(study, files).into_iter().map(|(place_of, first)| Fault {
                input: None,
                error: StudyError::Copy {
                    at: places.of_sample(place, &format!("{key}.{place_of}")),
                    path: files[place_of].display().to_string(),
                    first: files[first].display().to_string(),
                    sample: sample.name.clone(),
                },
            }));
        }
        let mut exports = HashSet::new();
        let again = sample.sizing.iter().find(|path| !exports.insert(same(study, path)));
        faults.extend(again.map(|path| Fault {
            input: None,
            error: StudyError::BadValue {
                at: places.of_sample(place, "sizing"),
                key: format!("a file of sample {}", sample.name),
                value: format!("named twice ({})", path.display()),
                expected: "a different file: it would count twice",
            },
        }));
    }
    faults
}

/// Files with the bytes of an earlier one under another name, and that one.
fn copies(study: &Study, files: &[PathBuf]) -> Vec<(usize, usize)> {
    let resolved: Vec<PathBuf> = files.iter().map(|path| study.resolve(path)).collect();
    let is_copy = |at: &usize, first: &usize| {
        let (earlier, later) =
            (SheetPath::resolve(&resolved[*first]), SheetPath::resolve(&resolved[*at]));
        earlier.file != later.file
            && earlier.sheet == later.sheet
            && earlier.file.is_file()
            && later.file.is_file()
            && !is_empty(earlier.file)
            && same(study, earlier.file) != same(study, later.file)
            && same_bytes(earlier.file, later.file).unwrap_or(false)
    };
    let pair = |at: usize| Some((at, (0..at).find(|first| is_copy(&at, first))?));
    (1..files.len()).filter_map(pair).collect()
}

fn is_empty(file: &Path) -> bool {
    std::fs::metadata(file).is_ok_and(|file| file.is_file() && file.len() == 0)
}

/// A file under the one name that all its names lead to.
fn same(study: &Study, path: &Path) -> PathBuf {
    let file = study.resolve(path);
    std::fs::canonicalize(&file).unwrap_or(file)
}
