//! Samples: reads, counts and sizes that belong together by their names.

use std::path::{Path, PathBuf};

use exocast_core::words::{first_quoted, plural};

use super::{
    fastq,
    inputs::Inputs,
    item::{Item, shown},
    kind::Kind,
    names,
};
use crate::{
    io::SheetPath,
    load,
    study::{Sample, SizingColumns},
};

/// Names that a line lists.
const MOST: usize = 10;

/// The samples of the folder.
#[derive(Default)]
pub(super) struct Samples {
    /// A sheet of the folder that names their files.
    pub(super) sheet: Option<PathBuf>,
    pub(super) all: Vec<Sample>,
    /// What was taken to belong together.
    pub(super) guesses: Vec<String>,
}

/// The path without links and `..`; of a sheet, that of its workbook with the sheet.
fn canonical(path: &Path) -> std::io::Result<PathBuf> {
    let SheetPath { file, sheet } = SheetPath::resolve(path);
    let file = std::fs::canonicalize(file)?;
    Ok(sheet.map_or_else(|| file.clone(), |sheet| SheetPath::joined(&file, sheet)))
}

impl Samples {
    pub(super) fn from_items(items: &[Item], inputs: &mut Inputs) -> Self {
        let mut samples = Self::default();
        let sheets: Vec<(&Item, &Vec<Sample>)> = items
            .iter()
            .filter_map(|item| match &item.kind {
                Kind::Sheet { samples, .. } => Some((item, samples)),
                _ => None,
            })
            .collect();
        let rows = match sheets.as_slice() {
            [] => None,
            [(item, rows)] => {
                if samples.take_sheet(item, rows, items, inputs) {
                    samples.molecules(items, inputs);
                    samples.listings(items, false, inputs);
                    return samples;
                }
                Some((*item, *rows))
            }
            several => {
                for (item, _) in several {
                    let n = several.len();
                    let why = format!("one of {n} sample sheets; name one in the study");
                    inputs.unused.push((item.path.clone(), why));
                }
                None
            }
        };
        let none = sheets.is_empty();
        samples.reads(items, inputs);
        samples.counts(items, inputs);
        samples.sizes(items, inputs);
        samples.leave_out_controls(inputs);
        samples.molecules(items, inputs);
        if let Some((item, rows)) = rows {
            if let Kind::Sheet { notices, .. } = &item.kind {
                samples.guesses.extend(notices.iter().cloned());
            }
            samples.describe(item, rows, inputs);
        }
        samples.listings(items, none, inputs);
        samples.all.sort_by(|a, b| a.name.cmp(&b.name));
        samples
    }

    /// Uses a sheet that names files, if all of them are there.
    fn take_sheet(
        &mut self,
        item: &Item,
        rows: &[Sample],
        items: &[Item],
        inputs: &mut Inputs,
    ) -> bool {
        let files: Vec<&PathBuf> = rows
            .iter()
            .flat_map(|row| row.reads.iter().chain(&row.sizing).chain(row.counts.as_ref()))
            .collect();
        if files.is_empty() {
            return false;
        }
        let is_pattern = |path: &Path| path.to_string_lossy().contains(['*', '?', '[']);
        let missing =
            files.iter().find(|file| !SheetPath::resolve(file).file.exists() && !is_pattern(file));
        if let Some(missing) = missing {
            let name = missing.file_name().unwrap_or_default().to_string_lossy();
            let why = format!("a sample sheet that names `{name}`, which is not there");
            inputs.unused.push((item.path.clone(), why));
            return false;
        }
        let named: Vec<PathBuf> = files.iter().filter_map(|file| canonical(file).ok()).collect();
        let patterns = files.iter().any(|file| is_pattern(file));
        for other in items {
            let of_samples =
                matches!(other.kind, Kind::Reads { .. } | Kind::Counts { .. } | Kind::Sizes { .. });
            let is_named = || {
                named.contains(&other.file)
                    || named.iter().any(|file| file == SheetPath::resolve(&other.file).file)
            };
            if of_samples && !patterns && !is_named() {
                let why = format!("{}, not in the sample sheet", other.kind);
                inputs.unused.push((other.path.clone(), why));
            }
        }
        self.sheet = Some(item.path.clone());
        self.all = rows.to_vec();
        true
    }

    fn names(&self) -> Vec<String> {
        self.all.iter().map(|sample| sample.name.clone()).collect()
    }

    /// A new sample; its name is changed where another has it, or a study would refuse it.
    fn add(&mut self, name: &str) -> &mut Sample {
        let plain: String =
            name.chars().map(|c| if c == ',' || c.is_control() { '_' } else { c }).collect();
        let plain = if plain.trim().is_empty() { "sample".to_owned() } else { plain };
        let mut unique = plain.clone();
        let mut number = 2;
        while self.all.iter().any(|sample| sample.name == unique) {
            unique = format!("{plain}.{number}");
            number += 1;
        }
        if unique != name {
            self.guesses.push(format!("`{unique}` is the name of a sample called `{name}`"));
        }
        self.all.push(Sample::new(unique));
        let last = self.all.len() - 1;
        &mut self.all[last]
    }

    fn reads(&mut self, items: &[Item], inputs: &mut Inputs) {
        let grouped = fastq::grouped(items);
        inputs.unused.extend(grouped.unused);
        self.guesses.extend(grouped.guesses);
        for (name, files) in grouped.samples {
            self.add(&name).reads = files;
        }
    }

    fn counts(&mut self, items: &[Item], inputs: &mut Inputs) {
        let tables: Vec<(&Item, &[String], bool)> = items
            .iter()
            .filter_map(|item| match &item.kind {
                Kind::Counts { columns, whole, .. } => Some((item, columns.as_slice(), *whole)),
                _ => None,
            })
            .collect();
        for (place, (item, columns, whole)) in tables.iter().enumerate() {
            let mut others = tables.iter().enumerate().filter(|(other, _)| *other != place);
            let shared = others.find(|(_, (_, other, _))| {
                columns.iter().any(|column| {
                    let parts = names::parts(column);
                    other.iter().any(|other| names::parts(other) == parts)
                })
            });
            if let Some((_, (other, ..))) = shared {
                let other = shown(&other.path);
                let why = format!("counts of samples that {other} has too; name one in the study");
                inputs.unused.push((item.path.clone(), why));
                continue;
            }
            if !whole {
                let file = shown(&item.path);
                self.guesses
                    .push(format!("values of {file} are counts, though some are no whole numbers"));
            }
            self.count_columns(item, columns, inputs);
        }
    }

    /// Gives each column of a table of counts its sample.
    fn count_columns(&mut self, item: &Item, columns: &[String], inputs: &mut Inputs) {
        let with_reference = inputs.has_reference();
        let asked: Vec<&str> = columns.iter().map(String::as_str).collect();
        let matched = names::matched(&asked, &self.names());
        self.guesses.extend(matched.refused);
        let mut passed_over = 0;
        for (column, place) in columns.iter().zip(matched.samples) {
            let place = place.filter(|&place| self.all[place].counts.is_none());
            if place.is_some_and(|place| with_reference && !self.all[place].reads.is_empty()) {
                passed_over += 1;
                continue;
            }
            let sample = match place {
                Some(place) => &mut self.all[place],
                None => self.add(column),
            };
            let counted = format!(
                "reads of `{}`, which has counts: a sample has one of the two, and no hairpins and annotation are here to count reads against",
                sample.name
            );
            inputs.unused.extend(sample.reads.drain(..).map(|file| (file, counted.clone())));
            sample.counts = Some(item.path.clone());
            sample.counts_column = (sample.name != *column).then(|| column.clone());
            if sample.name != *column {
                let (name, file) = (sample.name.clone(), shown(&item.path));
                self.guesses.push(format!("column `{column}` of {file} is of `{name}`"));
            }
        }
        if passed_over > 0 {
            let why = format!(
                "counts of {} that have reads: a sample has one of the two",
                plural(passed_over, "sample")
            );
            inputs.unused.push((item.path.clone(), why));
        }
    }

    fn sizes(&mut self, items: &[Item], _: &mut Inputs) {
        let mut labels: Vec<(String, &Item, bool, Option<f64>)> = Vec::new();
        for item in items {
            let Kind::Sizes { samples, dilution, .. } = &item.kind else { continue };
            if samples.len() < 2 {
                let label = match SheetPath::resolve(&item.file).sheet {
                    Some(_) => load::sample_name(&item.file),
                    None => load::file_name(&item.path),
                };
                labels.push((label, item, false, *dilution));
            } else {
                labels.extend(samples.iter().map(|name| (name.clone(), item, true, *dilution)));
            }
        }
        let asked: Vec<&str> = labels.iter().map(|(label, ..)| label.as_str()).collect();
        let matched = names::matched(&asked, &self.names());
        self.guesses.extend(matched.refused);
        for ((label, item, several, dilution), place) in labels.iter().zip(matched.samples) {
            let sample = match place {
                Some(place) => &mut self.all[place],
                None => self.add(label),
            };
            sample.sizing.push(item.path.clone());
            sample.dilution = *dilution;
            if *several && sample.name != *label {
                sample.columns = Some(SizingColumns {
                    samples: vec![label.clone()],
                    ..SizingColumns::default()
                });
            }
            if place.is_some() && sample.name != *label {
                let (name, file) = (sample.name.clone(), shown(&item.path));
                let what = if *several { format!("`{label}` of {file}") } else { file };
                self.guesses.push(format!("{what} is of `{name}`"));
            }
        }
    }

    /// Names the columns of proteins and lipids; a table without a column of a sample is not used.
    fn molecules(&mut self, items: &[Item], inputs: &mut Inputs) {
        let names = self.names();
        for item in items {
            let (Kind::Proteins { columns } | Kind::Lipids { columns }) = &item.kind else {
                continue;
            };
            let asked: Vec<&str> = columns.iter().map(String::as_str).collect();
            let matched = names::matched(&asked, &names);
            self.guesses.extend(matched.refused);
            let mut any = false;
            for (column, place) in columns.iter().zip(matched.samples) {
                let Some(place) = place else { continue };
                any = true;
                let sample = &mut self.all[place];
                if sample.name == *column || sample.molecules_column.as_ref() == Some(column) {
                    continue;
                }
                if self.sheet.is_none() && sample.molecules_column.is_none() {
                    sample.molecules_column = Some(column.clone());
                    let (name, file) = (&names[place], shown(&item.path));
                    self.guesses.push(format!("column `{column}` of {file} is of `{name}`"));
                }
            }
            if !any && let Some(role) = item.kind.role() {
                inputs.take_out(role, &item.path, "has no column that is named after a sample");
            }
        }
    }

    /// Adds what a sheet without files says of samples.
    pub(super) fn describe(&mut self, item: &Item, rows: &[Sample], inputs: &mut Inputs) {
        if inputs.unused.iter().any(|(path, _)| *path == item.path) {
            return;
        }
        let asked: Vec<&str> = rows.iter().map(|row| row.name.as_str()).collect();
        let matched = names::matched(&asked, &self.names());
        self.guesses.extend(matched.refused);
        let file = shown(&item.path);
        let mut without_files: Vec<&str> = Vec::new();
        for (row, place) in rows.iter().zip(matched.samples) {
            let Some(place) = place else {
                without_files.push(&row.name);
                continue;
            };
            let sample = &mut self.all[place];
            if sample.name != row.name {
                self.guesses.push(format!("`{}` of {file} is `{}`", row.name, sample.name));
            }
            sample.group.clone_from(&row.group);
            sample.preparation.clone_from(&row.preparation);
            sample.donor.clone_from(&row.donor);
            sample.batch.clone_from(&row.batch);
            sample.pair.clone_from(&row.pair);
            sample.library.clone_from(&row.library);
            sample.volume_ul = row.volume_ul;
            sample.spikes_ul = row.spikes_ul;
            sample.dilution = row.dilution.or(sample.dilution);
        }
        if !without_files.is_empty() {
            let named = first_quoted(&without_files, MOST);
            self.guesses.push(format!("{named} of {file}: no files here are named so"));
        }
        inputs
            .unused
            .push((item.path.clone(), "a sample sheet: what it says is in samples.csv".to_owned()));
    }

    /// Uses a file of a sample no more; whether it was used.
    pub(super) fn take_out(
        &mut self,
        role: &str,
        path: &Path,
        why: &str,
        inputs: &mut Inputs,
    ) -> bool {
        if self.sheet.take().is_some() {
            self.guesses.push(
                "samples of the sheet of the folder, whose files cannot all be used".to_owned(),
            );
        }
        let mut taken = false;
        for sample in &mut self.all {
            let is = |what: &str| role == format!("sample {}, {what}", sample.name);
            if is("reads") || is("sizing") {
                let files = if is("reads") { &mut sample.reads } else { &mut sample.sizing };
                let before = files.len();
                files.retain(|file| file != path);
                taken |= files.len() < before;
            } else if is("counts") {
                taken |= sample.counts.take().is_some();
                sample.counts_column = None;
            }
        }
        if taken {
            inputs.unused.push((path.to_owned(), format!("{role}, {why}")));
        }
        self.all.retain(|sample| {
            !sample.reads.is_empty() || !sample.sizing.is_empty() || sample.counts.is_some()
        });
        taken
    }
}
