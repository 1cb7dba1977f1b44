//! `exocast vesicle …`

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use exocast::{
    InputFile, Provenance,
    core::{Nanometres, SeedPlan},
    io::{OutputFolder, open},
    load,
    report::figures,
    vesicle::{
        CheckedOptions, CompareOptions, Group, Options, Sample, SampleAnalysis, compare,
        identity::{self, SizedDocument},
        instrument::{Columns, Content},
        tables,
    },
};

use super::Session;
use crate::args::{NamedGroup, Vesicle};

pub(crate) fn run(session: &Session, command: Vesicle) -> Result<()> {
    match command {
        Vesicle::Summary { exports, lod, diameter, count, concentration, out } => {
            let columns = Columns { diameter, count, concentration, unit: None };
            summary(session, &exports, lod, &columns, &out)
        }
        Vesicle::Compare { groups, lod, out } => compared(session, &groups, lod, &out),
        Vesicle::Identity { size, proteins, lipids, protein_ug_per_ml, out } => {
            let tables = (proteins.as_deref(), lipids.as_deref());
            identified(session, &size, tables, protein_ug_per_ml, &out)
        }
    }
}

fn options(lod: Option<f64>) -> Result<Options> {
    let lod = lod.map(Nanometres::new).transpose().context("--lod")?;
    Ok(Options { lod, ..Options::default() })
}

/// What was analysed of some exports, and those that hold no sizes.
struct Read {
    samples: Vec<SampleAnalysis>,
    others: Vec<Content>,
}

fn read(
    exports: &[PathBuf],
    columns: &Columns,
    options: &CheckedOptions,
    seed: SeedPlan,
) -> Result<Read> {
    let mut read = Read { samples: Vec::new(), others: Vec::new() };
    for (path, name) in exports.iter().zip(sample_names(exports)?) {
        let measurement = match load::any_export(path, columns)? {
            Content::Sizes(measurement) => measurement,
            other => {
                read.others.push(other);
                continue;
            }
        };
        for (own, part) in measurement.split(&name) {
            // Samples of two matrices may have one name.
            let taken = read.samples.iter().any(|sample| sample.sample == own);
            let own = if taken { format!("{name}/{own}") } else { own };
            read.samples.push(Sample::new(own, vec![part], None)?.analyse(options, seed)?);
        }
    }
    Ok(read)
}

fn summary(
    session: &Session,
    exports: &[PathBuf],
    lod: Option<f64>,
    columns: &Columns,
    out: &Path,
) -> Result<()> {
    let folder = OutputFolder::create(out, "vesicle summary")?;
    let options = options(lod)?;
    let seed = session.global.seed();
    let settings = serde_json::json!({ "options": &options, "columns": columns });
    let inputs = exports.iter().map(|path| InputFile::read("export", path));
    let provenance =
        Provenance::new("vesicle summary", seed, settings, inputs.collect::<Result<_, _>>()?);
    let options = options.check()?;
    let Read { samples, others } = read(exports, columns, &options, SeedPlan::new(seed))?;
    let (other_tables, other_findings) = tables::others(&others);
    let findings: Vec<_> = samples
        .iter()
        .flat_map(|sample| sample.findings.iter().cloned())
        .chain(other_findings)
        .collect();
    session.console.notes(&findings);
    let format = session.format();
    folder.write_table("vesicles", &tables::vesicles(&samples), format)?;
    folder.write_table("vesicle_classes", &tables::classes(&samples), format)?;
    folder.write_table("findings", &tables::findings(&findings), format)?;
    for (name, table) in other_tables {
        folder.write_table(name, &table, format)?;
    }
    folder.write_json("vesicles.json", &tables::Document::new(&samples, &options))?;
    for figure in figures::vesicles(&samples, &options.classes) {
        folder.write(&format!("figures/{}.svg", figure.name), |file| {
            file.write_all(figure.standalone().as_bytes())
        })?;
    }
    session.finish(folder, provenance, out)
}

fn compared(session: &Session, groups: &[NamedGroup], lod: Option<f64>, out: &Path) -> Result<()> {
    let folder = OutputFolder::create(out, "vesicle compare")?;
    let options = options(lod)?;
    let seed = session.global.seed();
    let files: Vec<PathBuf> = groups.iter().flat_map(|group| group.exports.clone()).collect();
    let listed = groups.iter().map(|group| (group.name.as_str(), &group.exports));
    let settings = serde_json::json!({
        "options": &options,
        "groups": listed.map(|(name, files)| serde_json::json!({ "name": name, "exports": files.len() })).collect::<Vec<_>>(),
    });
    let inputs = files.iter().map(|path| InputFile::read("export", path));
    let provenance =
        Provenance::new("vesicle compare", seed, settings, inputs.collect::<Result<_, _>>()?);
    let options = options.check()?;
    let names = sample_names(&files)?;
    let mut at = 0;
    let mut analysed: Vec<(&str, Vec<SampleAnalysis>)> = Vec::new();
    for group in groups {
        let mut samples = Vec::new();
        for path in &group.exports {
            let measurement = load::export(path)?;
            for (own, part) in measurement.split(&names[at]) {
                let sample = Sample::new(own, vec![part], None)?;
                samples.push(sample.analyse(&options, SeedPlan::new(seed))?);
            }
            at += 1;
        }
        analysed.push((&group.name, samples));
    }
    let groups: Vec<Group<'_>> =
        analysed.iter().map(|(name, samples)| Group { name, samples }).collect();
    let comparison = compare(&groups, CompareOptions::default(), SeedPlan::new(seed))?;
    let findings: Vec<_> = analysed
        .iter()
        .flat_map(|(_, samples)| samples.iter().flat_map(|sample| sample.findings.iter().cloned()))
        .chain(comparison.findings.iter().cloned())
        .collect();
    session.console.notes(&findings);
    let format = session.format();
    folder.write_table("comparison", &comparison.table(), format)?;
    folder.write_table("findings", &tables::findings(&findings), format)?;
    session.finish(folder, provenance, out)
}

fn identified(
    session: &Session,
    size: &Path,
    (proteins, lipids): (Option<&Path>, Option<&Path>),
    protein_ug_per_ml: Option<f64>,
    out: &Path,
) -> Result<()> {
    if let Some(protein) = protein_ug_per_ml {
        ensure!(
            protein.is_finite() && protein > 0.0,
            "--protein-ug-per-ml: {protein} is not above 0"
        );
    }
    let folder = OutputFolder::create(out, "vesicle identity")?;
    let sizes = size.join("vesicles.json");
    let mut inputs = vec![InputFile::read("sizes", &sizes)?];
    for (role, path) in [("proteins", proteins), ("lipids", lipids)] {
        inputs.extend(path.map(|path| InputFile::read(role, path)).transpose()?);
    }
    let settings = serde_json::json!({ "protein-ug-per-ml": protein_ug_per_ml });
    let provenance = Provenance::new("vesicle identity", session.global.seed(), settings, inputs);
    let document: SizedDocument = serde_json::from_reader(open(&sizes)?).with_context(|| {
        format!("{}: not what `exocast vesicle summary` writes", sizes.display())
    })?;
    ensure!(
        document.schema == "exocast-vesicles/1",
        "{}: its schema is `{}`, not exocast-vesicles/1; run `exocast vesicle summary` again",
        sizes.display(),
        document.schema
    );
    let numeric = |path: Option<&Path>| {
        let table = path.map(|path| load::read(path, exocast::core::LabelledMatrix::read_numeric));
        table.transpose()
    };
    let (proteins, lipids) = (numeric(proteins)?, numeric(lipids)?);
    for (what, left_out) in [("proteins", &proteins), ("lipids", &lipids)] {
        if let Some((_, columns)) = left_out.as_ref().filter(|(_, columns)| !columns.is_empty()) {
            session.console.note(format_args!(
                "{what}: columns without numbers left out: {}",
                columns.join(", ")
            ));
        }
    }
    let [proteins, lipids] = [&proteins, &lipids].map(|own| own.as_ref().map(|(table, _)| table));
    let identities: Vec<_> = document
        .samples
        .iter()
        .map(|sample| identity::identify(sample, proteins, lipids, protein_ug_per_ml))
        .collect();
    if identities.is_empty() {
        bail!("{}: there is no sample in it", sizes.display());
    }
    for identity in &identities {
        if proteins.is_some() && identity.panel.is_none() {
            session.console.note(format_args!(
                "{}: no column of this name in the proteins, and more than one other",
                identity.sample
            ));
        }
        session.console.say(format_args!("{}: {}", identity.sample, identity.verdict));
    }
    let format = session.format();
    let (misev, items) = identity::misev_table(&document.samples, &identities);
    folder.write_table("identity", &identity::identity_table(&identities), format)?;
    folder.write_table("evidence", &identity::evidence_table(&identities), format)?;
    folder.write_table("purity", &identity::purity_table(&identities), format)?;
    folder.write_table("misev", &misev, format)?;
    let whole = serde_json::json!({
        "schema": "exocast-identity/1",
        "samples": &identities,
        "misev": &items,
    });
    folder.write_json("identity.json", &whole)?;
    session.finish(folder, provenance, out)
}

/// A sample is named after its file, without folders and ending.
pub(crate) fn sample_name(path: &Path) -> String {
    path.file_stem().map_or_else(|| "sample".to_owned(), |stem| stem.to_string_lossy().into_owned())
}

/// One name an export: files of one name in several folders are told apart by these.
fn sample_names(paths: &[PathBuf]) -> Result<Vec<String>> {
    let mut names: Vec<String> = paths.iter().map(|path| sample_name(path)).collect();
    let folders: Vec<Vec<String>> = paths
        .iter()
        .map(|path| {
            let parent = path.parent().unwrap_or(Path::new(""));
            let parts =
                parent.components().map(|part| part.as_os_str().to_string_lossy().into_owned());
            let mut parts: Vec<String> = parts.collect();
            parts.reverse();
            parts
        })
        .collect();
    let deepest = folders.iter().map(Vec::len).max().unwrap_or(0);
    for depth in 0..deepest {
        let twice: Vec<bool> = names
            .iter()
            .map(|name| names.iter().filter(|other| *other == name).count() > 1)
            .collect();
        for (i, name) in names.iter_mut().enumerate() {
            if let Some(folder) = folders[i].get(depth).filter(|_| twice[i]) {
                *name = format!("{folder}/{name}");
            }
        }
    }
    // Files of one stem in one folder are told apart by their endings.
    for i in 0..names.len() {
        let same: Vec<usize> = (0..names.len()).filter(|&j| names[j] == names[i]).collect();
        if same.len() > 1 {
            for j in same {
                let file = paths[j].file_name().map(|name| name.to_string_lossy().into_owned());
                let stem = sample_name(&paths[j]);
                let folder = names[j].strip_suffix(stem.as_str()).unwrap_or_default().to_owned();
                names[j] = format!("{folder}{}", file.unwrap_or(stem));
            }
        }
    }
    for (i, name) in names.iter().enumerate() {
        if names[..i].contains(name) {
            bail!("{}: this export is given twice", paths[i].display());
        }
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_apart() {
        let names =
            |paths: &[&str]| sample_names(&paths.iter().map(PathBuf::from).collect::<Vec<_>>());
        let check = |paths: &[&str], wanted: &[&str]| {
            assert_eq!(names(paths).expect("different files"), wanted, "{paths:?}");
        };
        check(&["a.csv", "b.csv"], &["a", "b"]);
        check(&["x/run.csv", "y/run.csv", "z.csv"], &["x/run", "y/run", "z"]);
        check(&["x/p/run.csv", "y/p/run.csv"], &["x/p/run", "y/p/run"]);
        check(&["run.csv", "run.txt"], &["run.csv", "run.txt"]);
        assert!(names(&["run.csv", "run.csv"]).is_err());
    }
}
