//! `exocast mirna novel`.

use std::path::PathBuf;

use anyhow::{Context as _, Result};
use exocast::{
    InputFile, Provenance, ReadFiles, ReadPanel,
    core::options::Options as _,
    count,
    io::OutputFolder,
    load,
    mirna::{Catalogue, NovelOptions, QuantifyOptions},
    novel_mirnas,
};
use serde_json::json;

use super::{record::named_files, samples::samples};
use crate::{args::MirnaNovel, progress::Bars, session::Session};

pub(super) fn run(session: &Session, arguments: &MirnaNovel) -> Result<()> {
    use exocast::Progress as _;

    let folder = OutputFolder::create(&arguments.out, "mirna novel")?;
    let (reading, searching) = options(arguments);
    let samples = samples(&arguments.reads)?;
    let provenance = Provenance::new(
        "mirna novel",
        session.global.seed(),
        json!({
            "reads": reading,
            "search": searching,
            "samples": named_files(&samples),
            "organism": arguments.organism,
        }),
        inputs(arguments, &samples)?,
    );
    let (reading, searching) = (reading.check()?, searching.check()?);
    let hairpin = arguments.hairpin.as_deref();
    let catalogue = hairpin.map_or_else(
        || Ok(Catalogue::default()),
        |hairpin| {
            load::catalogue(hairpin, arguments.annotation.as_deref(), arguments.organism.as_deref())
        },
    )?;
    let contaminants = arguments
        .contaminants
        .iter()
        .map(|path| load::contaminants(path))
        .collect::<Result<Vec<_>, _>>()?;
    let panel = ReadPanel { catalogue: &catalogue, contaminants, spikes: None, mirgenedb: None };
    let index = panel.index(&reading);
    let files: Vec<ReadFiles> = samples
        .iter()
        .map(|(name, lanes)| ReadFiles {
            sample: name.clone(),
            lanes: lanes.clone(),
            options: reading.clone(),
        })
        .collect();
    let mut bars = Bars::new(session.shows_progress());
    bars.begin("reading samples", files.len());
    let counted = count(&index, &files, &reading, &mut bars)?;
    bars.end();
    let notices = counted.notices().iter();
    // Reads that no reference was given for are not without miRNAs.
    session.console.notes(notices.filter(|notice| {
        hairpin.is_some() || !matches!(notice, exocast::mirna::Notice::NoMirna { .. })
    }));
    let (paths, is_genome) = sequences(arguments);
    let search = novel_mirnas(&counted, paths, &searching, session.global.seed())
        .with_context(|| if is_genome { "--genome" } else { "--candidates" })?;
    session.console.notes(search.notices().iter());

    let format = session.format();
    folder.write_table("novel", &search.table(), format)?;
    folder.write_table("counts", &search.counts_table(), format)?;
    folder.write_table("known", &search.known_table(), format)?;
    folder.write_table("cutoffs", &search.cutoffs_table(), format)?;
    folder.write_table("rejected", &search.rejected_table(), format)?;
    let species = arguments.organism.as_deref().unwrap_or("xxx");
    folder.write("structures.txt", |file| search.write_structures(file).map(|_| ()))?;
    folder.write("hairpins.fa", |file| search.write_hairpins(species, file).map(|_| ()))?;
    folder.write("matures.fa", |file| search.write_matures(species, file).map(|_| ()))?;
    session.finish(folder, provenance, &arguments.out)
}

/// How reads are read, and how novel miRNAs are searched.
fn options(arguments: &MirnaNovel) -> (QuantifyOptions, NovelOptions) {
    let mut reading = QuantifyOptions::default();
    reading.library = arguments.library.clone();
    reading.common_contaminants = !arguments.no_common_contaminants;
    reading.max_expected_errors = arguments.max_expected_errors;
    arguments.records.set(&mut reading);
    let mut searching = NovelOptions::default();
    searching.min_reads = arguments.min_reads;
    searching.max_places = arguments.max_places;
    searching.mismatches = arguments.mismatches;
    searching.min_score = arguments.min_score;
    searching.shuffles = arguments.shuffles;
    searching.permutations = arguments.permutations;
    searching.both_strands = arguments.candidates.is_empty();
    (reading, searching)
}

/// What is searched, and whether it is a genome.
fn sequences(arguments: &MirnaNovel) -> (&[PathBuf], bool) {
    if arguments.candidates.is_empty() {
        (&arguments.genome, true)
    } else {
        (&arguments.candidates, false)
    }
}

fn inputs(
    arguments: &MirnaNovel,
    samples: &[(String, Vec<PathBuf>)],
) -> Result<Vec<InputFile>, exocast::io::OpenError> {
    let reads = samples.iter().flat_map(|(_, paths)| paths).map(|path| ("reads", path));
    reads
        .chain(arguments.genome.iter().map(|path| ("--genome", path)))
        .chain(arguments.candidates.iter().map(|path| ("--candidates", path)))
        .chain(arguments.hairpin.iter().map(|path| ("--hairpin", path)))
        .chain(arguments.annotation.iter().map(|path| ("--annotation", path)))
        .chain(arguments.contaminants.iter().map(|path| ("--contaminants", path)))
        .map(|(role, path)| InputFile::read(role, path))
        .collect()
}
