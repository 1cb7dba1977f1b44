//! `exocast origin …`

use std::path::Path;

use anyhow::{Result, bail, ensure};
use exocast::{
    InputFile, Provenance,
    core::{SeedPlan, options::Options as _},
    io::OutputFolder,
    load,
    origin::{
        BiasTable, BuildOptions, Built, Cargo, Deconvolution, Factors, Notice, Options, Signature,
        build,
        enrich::{EnrichOptions, FeatureSets, enrich},
        motif_table, panel, pictures, read_biases, read_labels, sorting_motifs,
    },
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
    let sets = match (&arguments.sets, &arguments.network) {
        (_, Some(network)) => load::read(network, FeatureSets::read_network)?,
        (Some(sets), None) => load::read(sets, FeatureSets::read)?,
        (None, None) => FeatureSets::default(),
    };
    let cargo = load::matrix(&arguments.cargo)?;
    session.console.notes(sets.notices().iter().chain(cargo.notices()));
    let mut options = EnrichOptions::default();
    options.method = arguments.method;
    options.permutations = arguments.permutations;
    let seed = SeedPlan::new(session.global.seed());
    let found = enrich(&sets, &cargo, &options.check()?, seed);
    if let Some(none) = found.notices.iter().find(|n| matches!(n, Notice::NoSetTested { .. })) {
        bail!("{none}");
    }
    session.console.notes(found.notices.iter());
    session.write_table(&arguments.out, &found.table())
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

/// Factors, biases and carriers, with the files that they are from.
fn knowledge(
    session: &Session,
    arguments: &MatchArgs,
    inputs: &mut Vec<InputFile>,
) -> Result<Factors> {
    let mut factors = match &arguments.factors {
        Some(path) => {
            inputs.push(InputFile::read("--factors", path)?);
            load::read(path, Factors::read)?
        }
        None => Factors::default(),
    };
    if let Some(path) = &arguments.bias {
        inputs.push(InputFile::read("--bias", path)?);
        let (biases, notices) = load::read(path, read_biases)?;
        session.console.notes(&notices);
        factors.bias = biases;
    }
    session.console.notes(factors.notices());
    factors.carriers.clone_from(&arguments.carrier);
    Ok(factors)
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
        let found = panel::sightings(&cargo);
        session.console.notes(
            ["no signature was given: markers of the literature tell which sources are seen, \
              coarsely, and no shares"]
            .iter(),
        );
        folder.write_table("origin", &panel::sightings_table(&found), format)?;
        folder.write_table("panel", &panel::panel_table(&found), format)?;
        let options = serde_json::json!({ "signature": "embedded panel" });
        let provenance = Provenance::new("origin match", seed, options, inputs);
        return session.finish(folder, provenance, out);
    };
    inputs.push(InputFile::read("--signature", path)?);
    let mut options = Options::default();
    options.method = arguments.method;
    options.scaling = arguments.scaling;
    options.merge = arguments.merge;
    options.unknown = !arguments.no_unknown;
    let factors = knowledge(session, arguments, &mut inputs)?;
    let signature = load::read(path, Signature::read)?;
    let cargo = load::read(&arguments.cargo, Cargo::read)?;
    session.console.notes(signature.matrix().notices().iter().chain(cargo.matrix().notices()));
    let mut settings = serde_json::to_value(&options)?;
    settings["carriers"] = serde_json::json!(arguments.carrier);
    let provenance = Provenance::new("origin match", seed, settings, inputs);
    let found =
        Deconvolution::run(&signature, &cargo, &factors, &options.check()?, SeedPlan::new(seed))?;
    session.console.notes(found.notices.iter());
    folder.write_table("origin", &found.origin_table(), format)?;
    folder.write_table("diagnostics", &found.diagnostics_table(), format)?;
    folder.write_table("identifiability", &found.identifiability_table(), format)?;
    folder.write_table("gates", &found.gates_table(), format)?;
    for (name, picture) in [
        ("shares", pictures::shares(&found)),
        ("markers", pictures::markers(&signature, cargo.matrix())),
        ("identifiability", pictures::identifiability(&found)),
    ] {
        folder.write(&format!("figures/{name}.svg"), |file| {
            file.write_all(picture.standalone().as_bytes())
        })?;
        folder.write_table(&format!("figures/{name}"), &picture.data, format)?;
    }
    session.finish(folder, provenance, out)
}
