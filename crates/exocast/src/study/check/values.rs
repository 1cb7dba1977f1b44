//! Values of a study, one by one.

use std::{
    collections::{HashMap, HashSet},
    path::PathBuf,
};

use super::super::{Sample, Study, error::StudyError, places::Places};

/// Amounts, names and columns.
pub(super) fn check(study: &Study, places: &Places<'_>) -> Vec<StudyError> {
    let mut faults = Vec::new();
    if let Some(spikes) = &study.spikes {
        let amounts = [
            ("spikes.volume_ul", spikes.volume_ul, "a volume above zero in µL"),
            ("spikes.dilution", spikes.dilution, "a dilution factor above zero"),
        ];
        for (key, value, expected) in amounts {
            if !(value.is_finite() && value > 0.0) {
                let (at, key, value) = (places.at(key), key.to_owned(), value.to_string());
                faults.push(StudyError::BadValue { at, key, value, expected });
            }
        }
    }
    let mut names = HashSet::new();
    for (place, sample) in study.samples.iter().enumerate() {
        if !names.insert(&sample.name) {
            let (at, name) = (places.of_sample(place, "name"), sample.name.clone());
            faults.push(StudyError::DuplicateSample { at, name });
        }
        faults.extend(of_sample(sample, place, places));
    }
    faults.extend(spellings(study, places));
    faults.extend(columns(study, places));
    if study.reference.transcript_annotation.is_some() && study.reference.transcripts.is_none() {
        faults.push(StudyError::Needs {
            at: places.at("reference.transcript_annotation"),
            what: "`reference.transcript_annotation`",
            needs: "`reference.transcripts`, the FASTA of its genome",
        });
    }
    faults
}

/// Labels that differ by case and blanks alone: two groups are compared where one was meant.
fn spellings(study: &Study, places: &Places<'_>) -> Vec<StudyError> {
    let mut faults = Vec::new();
    let mut seen: HashMap<(&str, String), &str> = HashMap::new();
    for (place, sample) in study.samples.iter().enumerate() {
        let labels = [
            ("group", &sample.group),
            ("preparation", &sample.preparation),
            ("donor", &sample.donor),
            ("batch", &sample.batch),
            ("pair", &sample.pair),
        ];
        for (key, label) in labels {
            let Some(label) = label else { continue };
            let letters = label.chars().filter(|letter| !letter.is_whitespace());
            let same: String = letters.flat_map(char::to_lowercase).collect();
            let first = *seen.entry((key, same)).or_insert(label);
            if first != label {
                let at = places.of_sample(place, key);
                let [sample, label, first] = [&sample.name, label, first].map(Box::from);
                faults.push(StudyError::TwoSpellings { at, key, sample, label, first });
            }
        }
    }
    faults
}

fn of_sample(sample: &Sample, place: usize, places: &Places<'_>) -> Vec<StudyError> {
    let at = |key: &str| places.of_sample(place, key);
    let mut faults = Vec::new();
    if sample.name.is_empty() || sample.name.contains(|c: char| c == ',' || c.is_control()) {
        faults.push(StudyError::BadValue {
            at: at("name"),
            key: "the name of a sample".to_owned(),
            value: format!("{:?}", sample.name),
            expected: "a name without commas, tabs and line ends",
        });
    }
    if !sample.reads.is_empty() && sample.counts.is_some() {
        let (at, name) = (at("counts"), sample.name.clone());
        faults.push(StudyError::ReadsAndCounts { at, name });
    }
    let amounts = [
        ("spikes_ul", sample.spikes_ul, 0.0, "a volume above zero in µL"),
        ("volume_ul", sample.volume_ul, 0.0, "a volume above zero in µL"),
        ("dilution", sample.dilution, 1.0, "a dilution factor of 1 or more"),
    ];
    for (key, value, least, expected) in amounts {
        let Some(value) = value else { continue };
        if !(value.is_finite() && value > 0.0 && value >= least) {
            let (at, value) = (at(key), value.to_string());
            let key = format!("{key} of sample {}", sample.name);
            faults.push(StudyError::BadValue { at, key, value, expected });
        }
    }
    faults
}

/// Two samples have no column of a table in common: it would count twice. A table is the same however its path is
/// written.
fn columns(study: &Study, places: &Places<'_>) -> Vec<StudyError> {
    let mut first: HashMap<(Option<PathBuf>, &str), &str> = HashMap::new();
    let mut faults = Vec::new();
    for (place, sample) in study.samples.iter().enumerate() {
        let counts = sample.counts.as_ref().map(|path| {
            let file = study.resolve(path);
            let file = std::fs::canonicalize(&file).unwrap_or(file);
            let column = sample.counts_column.as_ref().unwrap_or(&sample.name);
            ("counts_column", (Some(file), column.as_str()))
        });
        let molecules = sample.molecules_column.as_ref();
        let molecules = molecules.map(|column| ("molecules_column", (None, column.as_str())));
        for (key, column) in counts.into_iter().chain(molecules) {
            let name = column.1;
            if let Some(other) = first.insert(column, &sample.name) {
                faults.push(StudyError::BadValue {
                    at: places.of_sample(place, key),
                    key: format!("{key} of sample {}", sample.name),
                    value: format!("the column `{name}`, which is that of sample {other}"),
                    expected: "a column of its own: it would count twice",
                });
            }
        }
    }
    faults
}
