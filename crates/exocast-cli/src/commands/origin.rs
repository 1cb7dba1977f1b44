//! `exocast origin …`

use std::path::Path;

use anyhow::Result;
use exocast::{
    InputFile, Provenance,
    core::SeedPlan,
    io::OutputFolder,
    load,
    origin::{
        Cargo, Deconvolution, Factors, Options, Signature,
        enrich::{EnrichOptions, FeatureSets, enrich},
    },
};

use super::Session;
use crate::args::Origin;

pub(crate) fn run(session: &Session, command: Origin) -> Result<()> {
    match command {
        Origin::Match { signature, cargo, method, scaling, out } => {
            let options = Options {
                method: load::named(&method)?,
                scaling: load::named(&scaling)?,
                ..Options::default()
            };
            matching(session, &signature, &cargo, options, &out)
        }
        Origin::Enrich { sets, cargo, method, out } => {
            let sets = load::read(&sets, FeatureSets::read)?;
            let cargo = load::matrix(&cargo)?;
            let options =
                EnrichOptions { method: load::named(&method)?, ..EnrichOptions::default() };
            let found = enrich(&sets, &cargo, &options.check()?);
            session.console.notes(found.notices.iter());
            session.write_table(&out, &found.table())
        }
    }
}

fn matching(
    session: &Session,
    signature: &Path,
    cargo: &Path,
    options: Options,
    out: &Path,
) -> Result<()> {
    let folder = OutputFolder::create(out, "origin match")?;
    let inputs =
        vec![InputFile::read("--signature", signature)?, InputFile::read("--cargo", cargo)?];
    let signature = load::read(signature, Signature::read)?;
    let cargo = load::read(cargo, Cargo::read)?;
    let seed = session.global.seed();
    let provenance = Provenance::new("origin match", seed, serde_json::to_value(&options)?, inputs);
    let found = Deconvolution::run(
        &signature,
        &cargo,
        &Factors::default(),
        &options.check()?,
        SeedPlan::new(seed),
    )?;
    session.console.notes(found.notices.iter());
    let format = session.format();
    folder.write_table("origin", &found.origin_table(), format)?;
    folder.write_table("diagnostics", &found.diagnostics_table(), format)?;
    folder.write_table("identifiability", &found.identifiability_table(), format)?;
    session.finish(folder, provenance, out)
}
