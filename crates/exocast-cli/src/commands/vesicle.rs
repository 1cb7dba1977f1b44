//! `exocast vesicle …`

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use exocast::{
    InputFile, Provenance,
    core::{Nanometres, SeedPlan},
    io::OutputFolder,
    load,
    vesicle::{Options, Sample, tables},
};

use super::Session;
use crate::args::Vesicle;

pub(crate) fn run(session: &Session, command: Vesicle) -> Result<()> {
    match command {
        Vesicle::Summary { exports, lod, out } => summary(session, &exports, lod, &out),
    }
}

fn summary(session: &Session, exports: &[PathBuf], lod: Option<f64>, out: &Path) -> Result<()> {
    let folder = OutputFolder::create(out, "vesicle summary")?;
    let lod = lod.map(Nanometres::new).transpose().context("--lod")?;
    let options = Options { lod, ..Options::default() };
    let seed = session.global.seed();
    let provenance = Provenance::new(
        "vesicle summary",
        seed,
        serde_json::to_value(&options)?,
        exports.iter().map(|path| InputFile::read("export", path)).collect::<Result<_, _>>()?,
    );
    let options = options.check()?;
    let mut samples = Vec::new();
    for path in exports {
        let measurement = load::export(path)?;
        for (name, own) in measurement.split(&sample_name(path)) {
            samples
                .push(Sample::new(name, vec![own], None)?.analyse(&options, SeedPlan::new(seed))?);
        }
    }
    let findings: Vec<_> =
        samples.iter().flat_map(|sample| sample.findings.iter().cloned()).collect();
    session.console.notes(&findings);
    let format = session.format();
    folder.write_table("vesicles", &tables::vesicles(&samples), format)?;
    folder.write_table("vesicle_classes", &tables::classes(&samples), format)?;
    folder.write_table("findings", &tables::findings(&findings), format)?;
    folder.write_json("vesicles.json", &tables::Document::new(&samples, &options))?;
    session.finish(folder, provenance, out)
}

/// A sample is named after its file, without folders and ending.
pub(crate) fn sample_name(path: &Path) -> String {
    path.file_stem().map_or_else(|| "sample".to_owned(), |stem| stem.to_string_lossy().into_owned())
}
