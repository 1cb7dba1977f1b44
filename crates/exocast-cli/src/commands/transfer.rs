//! `exocast transfer …`

use std::path::Path;

use anyhow::{Context, Result};
use exocast::{
    InputFile, Provenance,
    io::OutputFolder,
    load,
    transfer::{CargoEntry, Dose, Moment, Options, Vesicles, dose, require, requirement_table},
};

use super::Session;
use crate::{args::Transfer, progress::Bars};

pub(crate) fn run(session: &Session, command: Transfer) -> Result<()> {
    match command {
        Transfer::Dose { study: Some(study), out, .. } => of_study(session, &study, &out),
        Transfer::Dose { cargo, vesicles, scenario, out, .. } => {
            let (cargo, vesicles) = cargo.zip(vesicles).context("--cargo goes with --vesicles")?;
            of_tables(session, &cargo, &vesicles, &scenario, &out)
        }
        Transfer::Require { copies, scenario, out } => {
            let options = options(session, &scenario)?.check()?;
            let entry = CargoEntry::prior("any miRNA", options.parameters());
            let needed = require(&entry, None, &options, copies, Moment::Steady)?;
            session.write_table(&out, &requirement_table(&needed))
        }
        Transfer::Parameters { out } => {
            session.write_table(&out, &exocast::transfer::Parameter::table())
        }
    }
}

fn options(session: &Session, scenario: &str) -> Result<Options> {
    Ok(Options { scenario: scenario.parse()?, seed: session.global.seed(), ..Options::default() })
}

fn of_tables(
    session: &Session,
    cargo: &Path,
    vesicles: &Path,
    scenario: &str,
    out: &Path,
) -> Result<()> {
    let folder = OutputFolder::create(out, "transfer dose")?;
    let options = options(session, scenario)?;
    let inputs = vec![InputFile::read("--cargo", cargo)?, InputFile::read("--vesicles", vesicles)?];
    let cargo = load::cargo(cargo)?;
    let vesicles = Vesicles::pool(&load::vesicles(vesicles)?);
    let found = dose(&cargo, vesicles.as_ref(), &options.check()?)?;
    write(session, &folder, &found)?;
    let effective = serde_json::to_value(&options)?;
    let provenance = Provenance::new("transfer dose", options.seed, effective, inputs);
    session.finish(folder, provenance, out)
}

fn of_study(session: &Session, study: &Path, out: &Path) -> Result<()> {
    let folder = OutputFolder::create(out, "transfer dose")?;
    let study = session.study(study)?;
    let mut bars = Bars::new(session.shows_progress());
    let (found, notices) = exocast::Analysis::dose(&study, &mut bars)?;
    session.console.notes(notices.iter());
    write(session, &folder, &found)?;
    session.finish(folder, Provenance::of_study("transfer dose", &study)?, out)
}

fn write(session: &Session, folder: &OutputFolder, dose: &Dose) -> Result<()> {
    session.console.notes(dose.notices.iter());
    let format = session.format();
    folder.write_table("dose", &dose.ledger.table(), format)?;
    folder.write_table("bounds", &dose.bounds.table(), format)?;
    folder.write_table("sensitivity", &dose.sensitivity.table(), format)?;
    folder.write_json("verdict.json", &dose.verdict)?;
    session.console.say(&dose.verdict);
    Ok(())
}
