//! `exocast origin …`

use std::path::Path;

use anyhow::{Result, bail, ensure};
use exocast::{
    Enrich, EnrichmentInputs, InputFile, OriginInputs, Provenance,
    core::{SeedPlan, options::Options as _},
    io::OutputFolder,
    load,
    origin::{
        BiasTable, BuildOptions, Built, Notice, build, motif_table, panel, pictures, read_labels,
        sorting_motifs,
    },
    origin_tables,
};

use crate::{
    args::{EnrichArgs, MatchArgs, Origin},
    session::Session,
};

pub(crate) fn run(session: &Session, command: Origin) -> Result<()> {
    match command {
        Origin::Match(arguments) => matching(session, &arguments),
        Origin::Enrich(arguments) => enrichment(session, &arguments),
        Origin::Build { reference, labels, least, most, fold, specificity, out } => {
            let mut options = BuildOptions::default();
            (options.least, options.most, options.fold) = (least, most, fold);
            let built = building(session, &reference, &labels, options)?;
            if let Some(path) = specificity {
                session.write_table(&path, &built.specificity_table())?;
            }
            session.write_table(&out, &built.table())
        }
        Origin::Bias { cells, vesicles, sequences, motifs, out } => {
            let (cells, vesicles) = (load::matrix(&cells)?, load::matrix(&vesicles)?);
            session.console.notes(cells.notices().iter().chain(vesicles.notices()));
            let learned = BiasTable::learn(&cells, &vesicles)?;
            session.console.notes(learned.notices.iter());
            if let Some((sequences, motifs)) = sequences.zip(motifs) {
                let known = load::mirnas(&sequences)?;
                let features: Vec<(String, f64)> = learned
                    .features
                    .iter()
                    .filter_map(|(name, bias, _)| {
                        let mirna = &known.as_slice()[known.position(name)?];
                        Some((mirna.sequence().to_string(), bias.mean))
                    })
                    .collect();
                session.write_table(&motifs, &motif_table(&sorting_motifs(&features)))?;
            }
            session.write_table(&out, &learned.table())
        }
    }
}

fn enrichment(session: &Session, arguments: &EnrichArgs) -> Result<()> {
    let section = Enrich {
        sets: arguments.sets.clone(),
        network: arguments.network.clone(),
        cargo: None,
        method: arguments.method,
        permutations: arguments.permutations,
    };
    let inputs = EnrichmentInputs::new(&section, load::matrix(&arguments.cargo)?)?;
    session.console.notes(inputs.notices());
    let seed = SeedPlan::new(session.global.seed());
    let scores = inputs.score(&section.options().check()?, seed);
    let none_tested = |notice: &&Notice| matches!(notice, Notice::NoSetTested { .. });
    if let Some(notice) = scores.notices.iter().find(none_tested) {
        bail!("{notice}");
    }
    session.console.notes(&scores.notices);
    session.write_table(&arguments.out, &scores.table())
}

fn building(
    session: &Session,
    reference: &Path,
    labels: &Path,
    options: BuildOptions,
) -> Result<Built> {
    let (labels, notices) = load::read(labels, read_labels)?;
    session.console.notes(&notices);
    let reference = load::matrix(reference)?;
    session.console.notes(reference.notices());
    let built = build(&reference, |sample| labels.get(sample).cloned(), &options.check()?)?;
    session.console.notes(
        [format!(
            "{} features, up to {} a source; condition number {:.1}",
            built.signature.features().len(),
            built.markers,
            built.condition_number
        )]
        .iter(),
    );
    session.console.notes(built.poor.iter().map(|(name, markers)| {
        format!("source {name} has {markers} markers: it will be hard to tell")
    }));
    Ok(built)
}

fn matching(session: &Session, arguments: &MatchArgs) -> Result<()> {
    let out = &arguments.out;
    let folder = OutputFolder::create(out, "origin match")?;
    let mut inputs = vec![InputFile::read("--cargo", &arguments.cargo)?];
    let seed = session.global.seed();
    let format = session.format();
    let Some(path) = &arguments.signature else {
        let cargo = load::matrix(&arguments.cargo)?;
        ensure!(
            panel::PANEL.iter().any(|marker| cargo.row_index(marker.name).is_some()),
            "no marker of the embedded panel is in the cargo: give --signature, or name features by gene \
             symbol or miRNA name (hsa-miR-122-5p)"
        );
        session.console.notes(cargo.notices());
        let sightings = panel::sightings(&cargo);
        session.console.notes(
            ["no signature was given: markers of the literature tell which sources are seen, \
              coarsely, and no shares"]
            .iter(),
        );
        folder.write_table("origin", &panel::sightings_table(&sightings), format)?;
        folder.write_table("panel", &panel::panel_table(&sightings), format)?;
        let options = serde_json::json!({ "signature": "embedded panel" });
        let provenance = Provenance::new("origin match", seed, options, inputs);
        return session.finish(folder, provenance, out);
    };
    let section = exocast::Origin {
        signature: path.clone(),
        cargo: Some(arguments.cargo.clone()),
        method: arguments.method,
        scaling: arguments.scaling,
        bias: arguments.bias.clone(),
        factors: arguments.factors.clone(),
        carrier: arguments.carrier.clone(),
        merge: arguments.merge,
        unknown: !arguments.no_unknown,
    };
    let further = [("--factors", &section.factors), ("--bias", &section.bias)];
    let further = further.into_iter().filter_map(|(role, path)| Some((role, path.as_ref()?)));
    for (role, path) in [("--signature", path)].into_iter().chain(further) {
        inputs.push(InputFile::read(role, path)?);
    }
    let tables =
        OriginInputs::new(&section, load::signature(path)?, load::cargo(&arguments.cargo)?)?;
    session.console.notes(tables.notices());
    let options = section.options();
    let mut settings = serde_json::to_value(&options)?;
    settings["carriers"] = serde_json::json!(section.carrier);
    let provenance = Provenance::new("origin match", seed, settings, inputs);
    let origins = tables.deconvolve(&options.check()?, SeedPlan::new(seed))?;
    session.console.notes(&origins.notices);
    for written in origin_tables(&origins) {
        folder.write_table(written.spec.alone, &written.table, format)?;
    }
    for (name, picture) in [
        ("shares", pictures::shares(&origins)),
        ("markers", pictures::markers(&tables.signature, tables.cargo.matrix())),
        ("identifiability", pictures::identifiability(&origins)),
    ] {
        folder.write(&format!("figures/{name}.svg"), |file| {
            file.write_all(picture.standalone().as_bytes())
        })?;
        folder.write_table(&format!("figures/{name}"), &picture.data, format)?;
    }
    session.finish(folder, provenance, out)
}
