//! `exocast mirna …`

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use exocast::{
    InputFile, Provenance,
    core::{Cell, Table},
    io::{OutputFolder, write_file},
    load,
    mirna::{
        Catalogue, History, QuantifyOptions, ReadIndex, ReferenceSet, SampleReads, SpikeAmounts,
        fates_table, mirgff3, quantify,
    },
};

use super::Session;
use crate::{
    args::{Mirna, MirnaQuant, MirnaReference},
    progress::Bars,
};

pub(crate) fn run(session: &Session, command: Mirna) -> Result<()> {
    match command {
        Mirna::Quant(arguments) => quant(session, &arguments),
        Mirna::Convert { names, from, to, history, out } => {
            convert(session, &names, (&from, &to), &history, &out)
        }
        Mirna::Gff { input, strict, out } => gff(session, &input, strict, &out),
        Mirna::Info { names, reference, out } => info(session, &names, &reference, &out),
    }
}

fn quant(session: &Session, arguments: &MirnaQuant) -> Result<()> {
    use exocast::Progress as _;

    let folder = OutputFolder::create(&arguments.out, "mirna quant")?;
    let options = QuantifyOptions {
        library: arguments.library.parse()?,
        multimap: arguments.multimap.into(),
        common_contaminants: !arguments.no_common_contaminants,
        ..QuantifyOptions::default()
    };
    let samples = samples(&arguments.reads);
    let provenance = Provenance::new(
        "mirna quant",
        session.global.seed(),
        serde_json::to_value(&options)?,
        inputs(arguments, &samples)?,
    );
    let options = options.check()?;
    let MirnaReference { hairpin, annotation } = &arguments.reference;
    let catalogue = load::catalogue(hairpin, annotation, None)?;
    let contaminants = arguments
        .contaminants
        .iter()
        .map(|path| load::contaminants(path))
        .collect::<Result<Vec<_>, _>>()?;
    let spikes = arguments
        .spikes
        .as_deref()
        .map(|path| load::read(path, ReferenceSet::read_spikes))
        .transpose()?;
    let index = ReadIndex::new(&catalogue, &contaminants, spikes.as_ref(), &options);
    let mut bars = Bars::new(session.shows_progress());
    bars.begin("reading samples", samples.len());
    let mut reads = Vec::new();
    for (name, paths) in &samples {
        bars.advance(name);
        reads.push(SampleReads::read(name, load::lanes(paths)?, &options)?);
    }
    bars.end();
    let result = quantify(&index, reads, &options);
    session.console.notes(result.notices().iter());

    let format = session.format();
    folder.write_table("counts", &result.counts_table()?, format)?;
    folder.write_table("classes", &result.classes_table(), format)?;
    folder.write_table("families", &result.families_table()?, format)?;
    folder.write_table("arms", &result.arms_table()?, format)?;
    folder.write_table("factors", &result.factors_table()?, format)?;
    let isomirs = result.write_isomirs(
        Vec::new(),
        &load::file_name(hairpin),
        &["exocast mirna quant".to_owned()],
    )?;
    folder.write("isomirs.gff3", |file| file.write_all(&isomirs))?;
    folder.write_json("qc.json", &result.qc())?;
    if let Some(path) = &arguments.spike_amounts {
        let copies = result.copies(&load::read(path, SpikeAmounts::read)?)?;
        session.console.notes(copies.notices.iter());
        folder.write_table("copies", &copies.table(), format)?;
    }
    session.finish(folder, provenance, &arguments.out)
}

/// Samples in the order given; files of one name are lanes of one sample.
fn samples(reads: &[String]) -> Vec<(String, Vec<PathBuf>)> {
    let mut samples: Vec<(String, Vec<PathBuf>)> = Vec::new();
    for read in reads {
        let (name, path) = match read.split_once('=') {
            Some((name, path)) if !name.is_empty() => (name.to_owned(), PathBuf::from(path)),
            _ => (name_of(Path::new(read)), PathBuf::from(read)),
        };
        match samples.iter_mut().find(|(own, _)| *own == name) {
            Some((_, lanes)) => lanes.push(path),
            None => samples.push((name, vec![path])),
        }
    }
    samples
}

fn name_of(path: &Path) -> String {
    if path == Path::new("-") { "sample".to_owned() } else { load::file_name(path) }
}

fn inputs(
    arguments: &MirnaQuant,
    samples: &[(String, Vec<PathBuf>)],
) -> Result<Vec<InputFile>, exocast::io::OpenError> {
    let reference = &arguments.reference;
    let reads = samples.iter().flat_map(|(_, paths)| paths).map(|path| ("reads", path));
    reads
        .chain([("--hairpin", &reference.hairpin), ("--annotation", &reference.annotation)])
        .chain(arguments.contaminants.iter().map(|path| ("--contaminants", path)))
        .chain(arguments.spikes.iter().map(|path| ("--spikes", path)))
        .chain(arguments.spike_amounts.iter().map(|path| ("--spike-amounts", path)))
        .map(|(role, path)| InputFile::read(role, path))
        .collect()
}

fn convert(
    session: &Session,
    names: &[String],
    (from, to): (&str, &str),
    folder: &Path,
    out: &Path,
) -> Result<()> {
    let (from, to) = (from.parse()?, to.parse()?);
    let mut history = History::default();
    let mut files = std::fs::read_dir(folder)
        .with_context(|| format!("cannot read the folder {}", folder.display()))?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<Vec<PathBuf>, _>>()?;
    files.sort();
    for path in files {
        let name = load::file_name(&path);
        let Some(release) = name.strip_suffix(".diff").and_then(|stem| stem.parse().ok()) else {
            session.console.note(format_args!("{name} is not named as RELEASE.diff; left out"));
            continue;
        };
        load::read(&path, |stream, source| history.add(stream, source, release))?;
    }
    if history.releases().is_empty() {
        anyhow::bail!("{} holds no diff file such as 22.0.diff", folder.display());
    }
    let mut wanted = Vec::new();
    for name in names {
        let path = Path::new(name);
        if name != "-" && !path.is_file() {
            wanted.push(name.clone());
            continue;
        }
        let text = std::io::read_to_string(exocast::io::open(path)?)?;
        let lines = text.lines().filter_map(|line| line.split_whitespace().next());
        wanted.extend(lines.filter(|name| !name.starts_with('#')).map(str::to_owned));
    }
    let (fates, notices) = history.convert_all(wanted.iter().map(String::as_str), from, to);
    session.console.notes(notices);
    session.write_table(out, &fates_table(&fates))
}

fn gff(session: &Session, input: &Path, strict: bool, out: &Path) -> Result<()> {
    let mut reader =
        load::read(input, |stream, source| mirgff3::Reader::new(stream, source, strict))?;
    let text = mirgff3::convert(&mut reader, Vec::new())?;
    reader.notices().iter().for_each(|notice| session.console.note(notice));
    Ok(write_file(out, |file| file.write_all(&text))?)
}

fn info(session: &Session, names: &[String], reference: &MirnaReference, out: &Path) -> Result<()> {
    let catalogue = load::catalogue(&reference.hairpin, &reference.annotation, None)?;
    session.console.notes(catalogue.notices().iter());
    let mut table =
        Table::new(["name", "accession", "species", "arm", "sequence", "seed", "family", "loci"]);
    for name in names {
        table.push(row(&catalogue, name)?);
    }
    session.write_table(out, &table)
}

fn row(catalogue: &Catalogue, name: &str) -> Result<Vec<Cell>> {
    let Some(place) = catalogue.find(name) else {
        anyhow::bail!("`{name}` is in neither names nor accessions of the reference");
    };
    let mature = &catalogue.matures()[place];
    let parsed = mature.parsed();
    let family: Vec<&str> = catalogue
        .family_of(place)
        .iter()
        .map(|&member| catalogue.matures()[member].name.as_str())
        .collect();
    let loci: Vec<String> = mature
        .loci
        .iter()
        .map(|&locus| {
            let locus = &catalogue.loci()[locus];
            let hairpin = &catalogue.hairpins()[locus.hairpin].name;
            format!("{hairpin}:{}-{}", locus.start + 1, locus.end)
        })
        .collect();
    Ok(vec![
        mature.name.as_str().into(),
        mature.accession.map(|accession| accession.to_string()).into(),
        parsed.as_ref().map(|parsed| parsed.species().to_owned()).into(),
        parsed.as_ref().and_then(exocast::mirna::MirnaName::arm).map(|arm| arm.to_string()).into(),
        mature.sequence.to_string().into(),
        mature.seed().map(|seed| seed.to_string()).into(),
        family.join(",").into(),
        loci.join(",").into(),
    ])
}
