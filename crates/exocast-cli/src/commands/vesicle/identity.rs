//! `exocast vesicle identity`

use std::path::Path;

use anyhow::{Result, ensure};
use exocast::{
    Identity, IdentityResult, InputFile, MoleculeTables, Provenance, io::OutputFolder, load,
};

use crate::session::Session;

pub(super) fn run(
    session: &Session,
    size: &Path,
    section: &Identity,
    names_file: Option<&Path>,
    out: &Path,
) -> Result<()> {
    if let Some(protein) = section.protein_ug_per_ml {
        ensure!(
            protein.is_finite() && protein > 0.0,
            "--protein-ug-per-ml: {protein} is not above 0"
        );
    }
    let folder = OutputFolder::create(out, "vesicle identity")?;
    let sizes = if size.is_file() { size.to_owned() } else { size.join("vesicles.json") };
    let mut inputs = vec![InputFile::read("sizes", &sizes)?];
    let (proteins, lipids) = (section.proteins.as_deref(), section.lipids.as_deref());
    for (role, path) in [("proteins", proteins), ("names", names_file), ("lipids", lipids)] {
        inputs.extend(path.map(|path| InputFile::read(role, path)).transpose()?);
    }
    let settings = serde_json::json!({ "protein-ug-per-ml": section.protein_ug_per_ml });
    let provenance = Provenance::new("vesicle identity", session.global.seed(), settings, inputs);
    let sized = load::sized(&sizes)?;
    let names: Vec<String> = sized.iter().map(|sample| sample.sample.clone()).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let molecules = MoleculeTables::load(section, &names, session.names(names_file)?)?;
    let result = IdentityResult::new(&names, &sized, &molecules)?;
    session.console.notes(&result.notices);
    for identity in &result.samples {
        session.console.say(format_args!("{}: {}", identity.sample, identity.verdict));
    }
    for written in result.tables() {
        folder.write_table(written.spec.alone, &written.table, session.format())?;
    }
    let items: Vec<_> = result.samples.iter().flat_map(|identity| &identity.report).collect();
    let whole = serde_json::json!({
        "schema": "exocast-identity/1",
        "samples": &result.samples,
        "misev": &items,
    });
    folder.write_json("identity.json", &whole)?;
    session.finish(folder, provenance, out)
}
