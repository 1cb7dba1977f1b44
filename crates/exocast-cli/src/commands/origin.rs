//! `exocast origin …`

use std::path::Path;

use anyhow::{Result, bail, ensure};
use exocast::{
    Enrich, EnrichmentInputs, InputFile, OriginInputs, Provenance,
    core::{SeedPlan, options::Options as _, table::intake::Choice, words::first_quoted},
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
        Origin::Build {
            reference,
            column,
            id_column,
            names,
            labels,
            least,
            most,
            fold,
            specificity,
            out,
        } => {
            let mut options = BuildOptions::default();
            (options.least, options.most, options.fold) = (least, most, fold);
            let choice = choice(session, column, id_column, names.as_deref())?;
            let built = building(session, (&reference, &choice), &labels, options)?;
            if let Some(path) = specificity {
                session.write_table(&path, &built.specificity_table())?;
            }
            session.write_table(&out, &built.table())
        }
        Origin::Bias { cells, vesicles, column, id_column, names, sequences, motifs, out } => {
            let choice = choice(session, column, id_column, names.as_deref())?;
            let read = |path: &Path| load::amounts_of_features(path, &choice);
            let (cells, vesicles) = (read(&cells)?, read(&vesicles)?);
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

/// How a table is read: by the columns that the user has chosen, and the table of names.
fn choice(
    session: &Session,
    columns: Vec<String>,
    id_column: Option<String>,
    names: Option<&Path>,
) -> Result<Choice> {
    let mut choice = Choice::default();
    choice.columns = columns;
    choice.id_column = id_column;
    choice.names = session.names(names)?;
    Ok(choice)
}

fn enrichment(session: &Session, arguments: &EnrichArgs) -> Result<()> {
    let section = Enrich {
        sets: arguments.sets.clone(),
        network: arguments.network.clone(),
        cargo: None,
        cargo_column: arguments.cargo.column.clone(),
        cargo_scale: arguments.cargo.scale,
        cargo_pseudocount: arguments.cargo.pseudocount,
        cargo_id_column: arguments.cargo.id_column.clone(),
        method: arguments.method,
        permutations: arguments.permutations,
    };
    let mut table = section.cargo_table();
    table.choice.names = session.names(arguments.cargo.names.as_deref())?;
    let inputs =
        EnrichmentInputs::new(&section, |sets| load::scores(&arguments.cargo.file, &table, sets))?;
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
    (reference, choice): (&Path, &Choice),
    labels: &Path,
    options: BuildOptions,
) -> Result<Built> {
    let (labels, notices) = load::read(labels, read_labels)?;
    session.console.notes(&notices);
    let samples: Vec<&str> = labels.keys().map(String::as_str).collect();
    let reference = load::amounts_of_samples(reference, choice, &samples)?;
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
    let mut inputs = vec![InputFile::read("--cargo", &arguments.cargo.file)?];
    let seed = session.global.seed();
    let format = session.format();
    let names = arguments.cargo.names.as_deref();
    inputs.extend(names.map(|path| InputFile::read("--names", path)).transpose()?);
    let names = session.names(names)?;
    let section = exocast::Origin {
        signature: arguments.signature.clone().unwrap_or_default(),
        signature_column: arguments.signature_column.clone(),
        signature_scale: arguments.signature_scale,
        signature_pseudocount: arguments.signature_pseudocount,
        signature_id_column: arguments.signature_id_column.clone(),
        cargo: Some(arguments.cargo.file.clone()),
        cargo_column: arguments.cargo.column.clone(),
        cargo_scale: arguments.cargo.scale,
        cargo_pseudocount: arguments.cargo.pseudocount,
        cargo_id_column: arguments.cargo.id_column.clone(),
        method: arguments.method,
        scaling: arguments.scaling,
        bias: arguments.bias.clone(),
        factors: arguments.factors.clone(),
        carrier: arguments.carrier.clone(),
        merge: arguments.merge,
        unknown: !arguments.no_unknown,
    };
    let (mut of_cargo, mut of_signature) = (section.cargo_table(), section.signature_table());
    of_cargo.choice.names.clone_from(&names);
    of_signature.choice.names = names;
    let Some(path) = &arguments.signature else {
        let cargo = load::cargo(&arguments.cargo.file, &of_cargo, None)?;
        let cargo = cargo.matrix();
        let (markers, notices) = panel::measured(cargo);
        ensure!(
            markers > 0,
            "no marker of the embedded panel is in the cargo, whose features are {}: give --signature, name features by \
             gene symbol or miRNA name (hsa-miR-122-5p), or give a table of names (--names)",
            first_quoted(&cargo.rows().collect::<Vec<_>>(), 10)
        );
        session.console.notes(cargo.notices());
        session.console.notes(&notices);
        session.console.notes(
            [format!(
                "{markers} of the {} markers of the panel are in the cargo",
                panel::PANEL.len()
            )]
            .iter(),
        );
        let sightings = panel::sightings(cargo);
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
    let further = [("--factors", &section.factors), ("--bias", &section.bias)];
    let further = further.into_iter().filter_map(|(role, path)| Some((role, path.as_ref()?)));
    for (role, path) in [("--signature", path)].into_iter().chain(further) {
        inputs.push(InputFile::read(role, path)?);
    }
    let signature = load::signature(path, &of_signature)?;
    let cargo = load::cargo(&arguments.cargo.file, &of_cargo, Some(&signature))?;
    let tables = OriginInputs::new(&section, signature, cargo)?;
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
