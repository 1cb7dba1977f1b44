//! `exocast vesicle …`

mod identity;
mod names;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use exocast::{
    InputFile, Provenance, Vesicles, VesiclesResult,
    core::{
        Nanometres, SeedPlan,
        options::{Checked, Options as _},
    },
    figures,
    io::OutputFolder,
    load,
    vesicle::{
        CompareOptions, Dilution, Finding, Group, Measurement, Options, Sample, SampleAnalysis,
        TwoSampleTest, compare, diluted,
        instrument::{Columns, Content},
        tables,
    },
};
use serde_json::json;

use self::names::{join, sample_names};
use super::record::named_files;
use crate::{
    args::{NamedGroup, Reading, Vesicle},
    session::Session,
};

pub(crate) fn run(session: &Session, command: Vesicle) -> Result<()> {
    match command {
        Vesicle::Summary { exports, samples, reading, blank, probe_ml, series, shapes, out } => {
            let asked = Vesicles { blank, probe_ml, series, shapes, ..Vesicles::default() };
            summary(session, (&exports, &samples), &reading, &asked, &out)
        }
        Vesicle::Compare { groups, test, reading, out } => {
            compared(session, &groups, test, &reading, &out)
        }
        Vesicle::Identity {
            size,
            proteins,
            column,
            id_column,
            names,
            scale,
            lipids,
            lipids_column,
            lipids_id_column,
            protein_ug_per_ml,
            out,
        } => {
            let section = exocast::Identity {
                proteins,
                proteins_column: column,
                proteins_id_column: id_column,
                proteins_scale: scale,
                lipids,
                lipids_column,
                lipids_id_column,
                protein_ug_per_ml,
            };
            identity::run(session, &size, &section, names.as_deref(), &out)
        }
    }
}

/// Samples by name, with the exports of each.
type Exports = Vec<(String, Vec<PathBuf>)>;

/// What every export is read and analysed with.
struct Reader {
    options: Checked<Options>,
    columns: Columns,
    dilution: Option<Dilution>,
    seed: SeedPlan,
}

impl Reader {
    fn new(reading: &Reading, seed: u64) -> Result<Self> {
        let mut options = Options::default();
        options.lod = reading.lod.map(Nanometres::new).transpose().context("--lod")?;
        let dilution = reading.dilution.map(diluted).transpose().context("--dilution")?;
        Ok(Self {
            options: options.check()?,
            columns: reading.columns(),
            dilution,
            seed: SeedPlan::new(seed),
        })
    }

    fn settings(&self) -> serde_json::Value {
        json!({
            "options": &*self.options,
            "columns": &self.columns,
            "dilution": self.dilution,
        })
    }

    /// Analyses every sample of some exports: an export may hold several, or be one of several of a
    /// sample. Exports without sizes are given back.
    fn samples(
        &self,
        name: &str,
        exports: &[PathBuf],
        taken: &mut Vec<String>,
    ) -> Result<(Vec<SampleAnalysis>, Vec<Content>)> {
        let (mut parts, mut others): (Vec<(String, Vec<Measurement>)>, _) =
            (Vec::new(), Vec::new());
        for path in exports {
            let measurement = match load::any_export(path, &self.columns)? {
                Content::Sizes(measurement) => measurement,
                other => {
                    others.push(other);
                    continue;
                }
            };
            if exports.len() > 1 {
                // One preparation, whatever its exports call it.
                join(&mut parts, name, measurement);
                continue;
            }
            for (label, part) in measurement.split(name) {
                // Samples of two matrices may have one name.
                let label = if taken.contains(&label) { format!("{name}/{label}") } else { label };
                parts.push((label, vec![part]));
            }
        }
        let mut samples = Vec::new();
        for (label, exports) in parts {
            taken.push(label.clone());
            let sample = Sample::new(label, exports, self.dilution)?;
            samples.push(sample.analyse(&self.options, self.seed)?);
        }
        Ok((samples, others))
    }

    /// The one sample of the export of a blank.
    fn blank(&self, path: &Path) -> Result<SampleAnalysis> {
        let exports = [path.to_owned()];
        let (blanks, _) = self.samples(&load::sample_name(path), &exports, &mut Vec::new())?;
        match <[SampleAnalysis; 1]>::try_from(blanks) {
            Ok([blank]) => Ok(blank),
            Err(blanks) => {
                bail!(
                    "{}: a blank must be one sample; the export has {}",
                    path.display(),
                    blanks.len()
                )
            }
        }
    }
}

fn inputs(paths: &[PathBuf]) -> Result<Vec<InputFile>> {
    Ok(paths.iter().map(|path| InputFile::read("export", path)).collect::<Result<_, _>>()?)
}

fn summary(
    session: &Session,
    (exports, named): (&[PathBuf], &[NamedGroup]),
    reading: &Reading,
    asked: &Vesicles,
    out: &Path,
) -> Result<()> {
    let folder = OutputFolder::create(out, "vesicle summary")?;
    let seed = session.global.seed();
    let reader = Reader::new(reading, seed)?;
    let mut sample_exports = Exports::new();
    for group in named {
        sample_exports.push((group.name.clone(), group.samples.concat()));
    }
    for (path, name) in exports.iter().zip(sample_names(exports)?) {
        sample_exports.push((name, vec![path.clone()]));
    }
    let mut paths: Vec<PathBuf> =
        sample_exports.iter().flat_map(|(_, paths)| paths.clone()).collect();
    sample_names(&paths)?; // says which export is given twice
    paths.extend(asked.blank.clone());
    let mut settings = reader.settings();
    settings["samples"] = named_files(&sample_exports);
    settings["probe-ml"] = json!(asked.probe_ml);
    settings["series"] = json!(asked.series);
    settings["shapes"] = json!(asked.shapes);
    let provenance = Provenance::new("vesicle summary", seed, settings, inputs(&paths)?);
    let (mut samples, mut others, mut taken) = (Vec::new(), Vec::new(), Vec::new());
    for (name, exports) in &sample_exports {
        let (analysed, without) = reader.samples(name, exports, &mut taken)?;
        samples.extend(analysed);
        others.extend(without);
    }
    let blank = asked.blank.as_deref().map(|path| reader.blank(path)).transpose()?;
    let mut result = VesiclesResult::new(samples, blank.as_ref(), asked, &reader.options)?;
    let (other_tables, other_findings) = tables::others(&others);
    result.other_findings = other_findings;
    session.console.notes(result.findings());
    let format = session.format();
    for written in result.tables() {
        folder.write_table(written.spec.alone, &written.table, format)?;
    }
    for (name, table) in other_tables {
        folder.write_table(name, &table, format)?;
    }
    let samples = &result.samples;
    folder.write_json("vesicles.json", &tables::Document::new(samples, &reader.options))?;
    draw(&folder, samples, &reader)?;
    session.finish(folder, provenance, out)
}

fn draw(folder: &OutputFolder, samples: &[SampleAnalysis], reader: &Reader) -> Result<()> {
    for figure in figures::vesicles(samples, &reader.options.classes) {
        folder.write(&format!("figures/{}.svg", figure.name), |file| {
            file.write_all(figure.standalone().as_bytes())
        })?;
    }
    Ok(())
}

fn compared(
    session: &Session,
    groups: &[NamedGroup],
    test: TwoSampleTest,
    reading: &Reading,
    out: &Path,
) -> Result<()> {
    let folder = OutputFolder::create(out, "vesicle compare")?;
    let seed = session.global.seed();
    let reader = Reader::new(reading, seed)?;
    let files: Vec<PathBuf> = groups.iter().flat_map(|group| group.samples.concat()).collect();
    let mut settings = reader.settings();
    let mut names = sample_names(&files)?.into_iter();
    let mut named = |exports: &Vec<PathBuf>| {
        (names.by_ref().take(exports.len()).collect::<Vec<_>>().join("+"), exports.clone())
    };
    let group_exports: Vec<(&str, Exports)> = groups
        .iter()
        .map(|group| (group.name.as_str(), group.samples.iter().map(&mut named).collect()))
        .collect();
    settings["groups"] = group_exports
        .iter()
        .map(|(name, samples)| json!({ "name": name, "samples": named_files(samples) }))
        .collect();
    let mut options = CompareOptions::default();
    options.test = test;
    let options = options.check()?;
    if test != TwoSampleTest::default() {
        settings["test"] = json!(test);
    }
    let provenance = Provenance::new("vesicle compare", seed, settings, inputs(&files)?);
    let mut taken = Vec::new();
    let mut analysed: Vec<(&str, Vec<SampleAnalysis>)> = Vec::new();
    for (group, exports) in &group_exports {
        let mut samples = Vec::new();
        for (name, exports) in exports {
            let (analysed, without) = reader.samples(name, exports, &mut taken)?;
            if let Some(other) = without.into_iter().next() {
                let reason = other.into_sizes().err().context("no sizes")?;
                return Err(reason).with_context(|| format!("group `{group}`, {name}"));
            }
            samples.extend(analysed);
        }
        analysed.push((group, samples));
    }
    let groups: Vec<Group<'_>> =
        analysed.iter().map(|(name, samples)| Group { name, samples }).collect();
    let comparison = compare(&groups, &options, SeedPlan::new(seed))?;
    let findings: Vec<Finding> = analysed
        .iter()
        .flat_map(|(_, samples)| samples.iter().flat_map(|sample| sample.findings.iter().cloned()))
        .chain(comparison.findings.iter().cloned())
        .collect();
    session.console.notes(&findings);
    let format = session.format();
    folder.write_table("comparison", &comparison.table(), format)?;
    folder.write_table("findings", &tables::findings(&findings), format)?;
    // Density and ridgelines of each group, with its samples as replicates.
    let pooled = groups.iter().map(Group::pooled).collect::<Result<Vec<_>, _>>()?;
    draw(&folder, &pooled, &reader)?;
    session.finish(folder, provenance, out)
}
