//! `exocast vesicle identity`

use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use exocast::{
    InputFile, Provenance,
    io::{OutputFolder, open},
    load,
    vesicle::identity::{self, SizedDocument},
};

use crate::commands::Session;

pub(super) fn run(
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
