//! `exocast vesicle identity`

use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use exocast::{
    InputFile, Provenance,
    core::LabelledMatrix,
    io::{OutputFolder, open},
    load,
    vesicle::identity::{self, MarkerPanel, Molecules, SizedDocument},
};

use crate::session::Session;

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
    let sizes = if size.is_file() { size.to_owned() } else { size.join("vesicles.json") };
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
    let proteins = proteins.map(|path| load::read(path, MarkerPanel::amounts)).transpose()?;
    let lipids = lipids.map(|path| load::read(path, LabelledMatrix::read_numeric)).transpose()?;
    let samples: Vec<&str> = document.samples.iter().map(|sample| sample.sample.as_str()).collect();
    let of_samples = |of: Molecules, read: Option<(LabelledMatrix, Vec<String>)>| {
        let Some((table, left_out)) = read else { return Ok(None) };
        if !left_out.is_empty() {
            session.console.note(format_args!(
                "{of}: columns without numbers left out: {}",
                left_out.join(", ")
            ));
        }
        let (table, notices) = identity::columns_of(&samples, of, &table)?;
        session.console.notes(&notices);
        anyhow::Ok(Some(table))
    };
    let proteins = of_samples(Molecules::Proteins, proteins)?;
    let lipids = of_samples(Molecules::Lipids, lipids)?;
    let identities: Vec<_> = document
        .samples
        .iter()
        .map(|sample| {
            identity::identify(sample, proteins.as_ref(), lipids.as_ref(), protein_ug_per_ml)
        })
        .collect();
    if identities.is_empty() {
        bail!("{}: there is no sample in it", sizes.display());
    }
    for identity in &identities {
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
