//! `exocast mirna …`

use std::{
    io::Read as _,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use exocast::{
    InputFile, MirnaResult, Provenance, ReadFiles, ReadPanel, ReadsResult,
    core::{
        Cell, Table,
        options::{Checked, Options as _},
    },
    count,
    io::{OutputFolder, SheetPath, write_file},
    load,
    mirna::{
        BiasTable, Catalogue, Correction, Dilution, Extraction, History, Microlitres,
        QualityOptions, QuantifyOptions, SampleVerdict, fates_table, mirgff3,
    },
};

use serde_json::json;

use super::{record::named_files, samples::samples};
use crate::{
    args::{Mirna, MirnaBias, MirnaQuant, MirnaReading, MirnaReference},
    progress::Bars,
    session::Session,
};

pub(crate) fn run(session: &Session, command: Mirna) -> Result<()> {
    match command {
        Mirna::Quant(arguments) => quant(session, &arguments),
        Mirna::Bias(arguments) => bias(session, &arguments),
        Mirna::Novel(arguments) => super::novel::run(session, &arguments),
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
    let mut options = reading(&arguments.reading);
    options.multimap = arguments.multimap.into();
    options.common_contaminants = !arguments.no_common_contaminants;
    options.precursor_records = arguments.precursor_records;
    options.guide_share = arguments.guide_share;
    let samples = samples(&arguments.reads)?;
    let extraction = extraction(arguments)?;
    let quality = quality(arguments, &samples)?;
    let provenance = Provenance::new(
        "mirna quant",
        session.global.seed(),
        settings(arguments, (&options, &quality), &samples)?,
        inputs(arguments, &samples)?,
    );
    let (options, quality) = (options.check()?, quality.check()?);
    // Small files first: what is wrong in them is said before the reads are gone through.
    let amounts = arguments.spike_amounts.as_deref().map(load::spike_amounts).transpose()?;
    let bias = arguments.bias.as_deref().map(load::mirna_bias).transpose()?;
    let organism = arguments.reference.organism.as_deref();
    let mirgenedb = arguments.mirgenedb.as_deref();
    let mirgenedb = mirgenedb.map(|path| load::mirgenedb(path, organism)).transpose()?;
    let catalogue = catalogue(&arguments.reference)?;
    let contaminants = arguments
        .contaminants
        .iter()
        .map(|path| load::contaminants(path))
        .collect::<Result<Vec<_>, _>>()?;
    let spikes = arguments.spikes.as_deref().map(load::spikes).transpose()?;
    let panel = ReadPanel { catalogue: &catalogue, contaminants, spikes, mirgenedb };
    let index = panel.index(&options);
    let mut bars = Bars::new(session.shows_progress());
    bars.begin("reading samples", samples.len());
    let counted = count(&index, &files(&samples, &options), &options, &mut bars)?;
    bars.end();
    session.console.notes(counted.notices().iter());
    let correction = bias.as_ref().map(|bias| counted.correct(bias, arguments.bias_other_kit));
    let correction = correction.transpose()?;
    session.console.notes(bias.iter().flat_map(BiasTable::notices));
    session.console.notes(correction.iter().flat_map(Correction::notices));
    let correction = correction.as_ref();
    let copies = amounts.as_ref().map(|amounts| counted.corrected_copies(amounts, correction));
    let copies = copies.transpose()?;
    let panel = (&panel, &index);
    let reads = ReadsResult::new(&counted, panel, copies.as_ref(), correction, |_| extraction)?
        .judged(&counted, &quality);
    let verdicts: Vec<_> = reads.verdicts.iter().filter_map(SampleVerdict::notice).collect();
    session.console.notes(verdicts.iter());

    let format = session.format();
    let result = MirnaResult::new(counted.counts()?, Some(reads));
    for written in result.tables() {
        folder.write_table(written.spec.alone, &written.table, format)?;
    }
    folder.write("isomirs.gff3", |file| {
        let reference = &arguments.reference;
        let named = reference.hairpin.as_deref().or(reference.mature.as_deref());
        let source = named.map(load::file_name).unwrap_or_default();
        let command = ["exocast mirna quant".to_owned()];
        let written = counted.write_isomirs(file, &source, &command);
        written.map(|_| ()).map_err(std::io::Error::other)
    })?;
    folder.write_table("isomir_counts", &counted.isomir_counts_table(), format)?;
    folder.write_json("qc.json", &counted.qc())?;
    if let Some(copies) = &copies {
        session.console.notes(copies.notices.iter());
        folder.write_table("copies", &copies.table(extraction.as_ref()), format)?;
    }
    session.finish(folder, provenance, &arguments.out)
}

/// The files of each sample, which are read alike.
fn files(samples: &[(String, Vec<PathBuf>)], options: &Checked<QuantifyOptions>) -> Vec<ReadFiles> {
    let files = samples.iter().map(|(name, lanes)| ReadFiles {
        sample: name.clone(),
        lanes: lanes.clone(),
        options: options.clone(),
    });
    files.collect()
}

fn reading(arguments: &MirnaReading) -> QuantifyOptions {
    let mut options = QuantifyOptions::default();
    options.library = arguments.library.clone();
    options.min_length = arguments.min_length;
    options.max_length = arguments.max_length;
    options.max_expected_errors = arguments.max_expected_errors;
    options.max_shift_5p = arguments.max_shift_5p;
    options.max_shift_3p = arguments.max_shift_3p;
    options.max_addition = arguments.max_addition;
    arguments.records.set(&mut options);
    options
}

fn bias(session: &Session, arguments: &MirnaBias) -> Result<()> {
    use exocast::Progress as _;

    let mut options = reading(&arguments.reading);
    // What a pool holds is known: other RNA is not expected in it.
    options.common_contaminants = false;
    let options = options.check()?;
    let samples = samples(&arguments.reads)?;
    let catalogue = load::matures(&arguments.mature, None)?;
    let panel = ReadPanel {
        catalogue: &catalogue,
        contaminants: Vec::new(),
        spikes: None,
        mirgenedb: None,
    };
    let index = panel.index(&options);
    let mut bars = Bars::new(session.shows_progress());
    bars.begin("reading libraries", samples.len());
    let counted = count(&index, &files(&samples, &options), &options, &mut bars)?;
    bars.end();
    session.console.notes(counted.notices().iter());
    let bias = counted.bias(arguments.kit.as_deref())?;
    session.console.notes(bias.notices().iter());
    session.write_table(&arguments.out, &bias.table())
}

/// Every option that changes a result.
fn settings(
    arguments: &MirnaQuant,
    (options, quality): (&QuantifyOptions, &QualityOptions),
    samples: &[(String, Vec<PathBuf>)],
) -> Result<serde_json::Value> {
    let mut settings = serde_json::to_value(options)?;
    settings["quality"] = serde_json::to_value(quality)?;
    settings["samples"] = named_files(samples);
    settings["organism"] = json!(arguments.reference.organism);
    settings["bias-other-kit"] = json!(arguments.bias_other_kit);
    settings["spiked-ul"] = json!(arguments.spiked_ul);
    settings["biofluid-ul"] = json!(arguments.biofluid_ul);
    settings["dilution"] = json!(arguments.dilution);
    Ok(settings)
}

/// How the libraries are judged.
fn quality(arguments: &MirnaQuant, samples: &[(String, Vec<PathBuf>)]) -> Result<QualityOptions> {
    let mut options = QualityOptions::default();
    options.biofluid.clone_from(&arguments.biofluid);
    for (group, members) in &arguments.groups {
        let is_sample = |name: &&String| samples.iter().any(|(sample, _)| sample == *name);
        if let Some(unknown) = members.iter().find(|name| !is_sample(name)) {
            let known: Vec<&str> = samples.iter().map(|(name, _)| name.as_str()).collect();
            anyhow::bail!(
                "--group {group}: there is no sample `{unknown}`; the samples are {}",
                known.join(", ")
            );
        }
        if options.groups.insert(group.clone(), members.clone()).is_some() {
            anyhow::bail!("--group {group} is given twice");
        }
    }
    for (name, value) in &arguments.limits {
        if options.limits.insert(name.clone(), *value).is_some() {
            anyhow::bail!("--limit {name} is given twice");
        }
    }
    Ok(options)
}

/// How the spikes relate to the biofluid, if volumes are given.
fn extraction(arguments: &MirnaQuant) -> Result<Option<Extraction>> {
    let volumes = arguments.spiked_ul.zip(arguments.biofluid_ul);
    let Some((spiked, biofluid)) = volumes else { return Ok(None) };
    let dilution = Dilution::new(arguments.dilution)?;
    Ok(Some(Extraction::new(Microlitres::new(spiked)?, Microlitres::new(biofluid)?, dilution)))
}

fn catalogue(reference: &MirnaReference) -> Result<Catalogue> {
    let MirnaReference { hairpin, annotation, mature, organism } = reference;
    let organism = organism.as_deref();
    match (hairpin, mature) {
        (Some(hairpin), _) => Ok(load::catalogue(hairpin, annotation.as_deref(), organism)?),
        (None, Some(mature)) => Ok(load::matures(mature, organism)?),
        (None, None) => anyhow::bail!("give --hairpin with --annotation, or --mature"),
    }
}

fn inputs(
    arguments: &MirnaQuant,
    samples: &[(String, Vec<PathBuf>)],
) -> Result<Vec<InputFile>, exocast::io::OpenError> {
    let reference = &arguments.reference;
    let reads = samples.iter().flat_map(|(_, paths)| paths).map(|path| ("reads", path));
    reads
        .chain(reference.hairpin.iter().map(|path| ("--hairpin", path)))
        .chain(reference.annotation.iter().map(|path| ("--annotation", path)))
        .chain(reference.mature.iter().map(|path| ("--mature", path)))
        .chain(arguments.mirgenedb.iter().map(|path| ("--mirgenedb", path)))
        .chain(arguments.bias.iter().map(|path| ("--bias", path)))
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
            session.console.note(format_args!("{name} is left out: it is not named RELEASE.diff"));
            continue;
        };
        load::read(&path, |stream, source| history.add(stream, source, release))?;
    }
    if history.releases().is_empty() {
        anyhow::bail!("{} has no diff file such as 22.0.diff", folder.display());
    }
    let mut queries = Vec::new();
    for name in names {
        let path = Path::new(name);
        if name != "-" && !SheetPath::resolve(path).file.is_file() {
            queries.push(name.clone());
            continue;
        }
        let mut bytes = Vec::new();
        exocast::io::open(path)?
            .read_to_end(&mut bytes)
            .with_context(|| format!("cannot read {}", path.display()))?;
        let text = exocast::core::text::decode(&bytes);
        let lines = text.lines().filter_map(|line| line.split_whitespace().next());
        queries.extend(lines.filter(|name| !name.starts_with('#')).map(str::to_owned));
    }
    let (fates, notices) = history.convert_all(queries.iter().map(String::as_str), from, to);
    session.console.notes(notices);
    session.write_table(out, &fates_table(&fates))
}

fn gff(session: &Session, input: &Path, strict: bool, out: &Path) -> Result<()> {
    let mut reader =
        load::read(input, |stream, source| mirgff3::Reader::new(stream, source, strict))?;
    let text = mirgff3::convert(&mut reader, Vec::new())?;
    reader.notices().iter().for_each(|notice| session.console.note(notice));
    let replaced = out.exists();
    write_file(out, |file| file.write_all(&text))?;
    session.wrote(out, replaced);
    Ok(())
}

fn info(session: &Session, names: &[String], reference: &MirnaReference, out: &Path) -> Result<()> {
    let catalogue = catalogue(reference)?;
    session.console.notes(catalogue.notices().iter());
    let mut table =
        Table::new(["name", "accession", "species", "arm", "sequence", "seed", "family", "loci"]);
    for name in names {
        table.push(row(&catalogue, name)?);
    }
    session.write_table(out, &table)
}

/// Names that begin so, with or without their species: `hsa-miR-21-5p` and `hsa-miR-21-3p` for `miR-21`.
fn alike<'a>(catalogue: &'a Catalogue, name: &str) -> Vec<&'a str> {
    let name = name.to_lowercase();
    let begins = |text: &str| {
        text.strip_prefix(name.as_str())
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    };
    let fits = |name: &&str| {
        let name = name.to_lowercase();
        begins(&name) || name.split_once('-').is_some_and(|(_, rest)| begins(rest))
    };
    catalogue.matures().iter().map(|mature| mature.name.as_str()).filter(fits).take(5).collect()
}

fn row(catalogue: &Catalogue, name: &str) -> Result<Vec<Cell>> {
    let Some(place) = catalogue.find(name) else {
        let precursor = |locus: &&exocast::mirna::Locus| {
            let hairpin = &catalogue.hairpins()[locus.hairpin];
            hairpin.name.eq_ignore_ascii_case(name)
                || hairpin.accession.is_some_and(|accession| accession.to_string() == name)
        };
        let matures: Vec<&str> = catalogue
            .loci()
            .iter()
            .filter(precursor)
            .map(|locus| catalogue.matures()[locus.mature].name.as_str())
            .collect();
        if !matures.is_empty() {
            anyhow::bail!("`{name}` is a precursor; ask for its miRNAs: {}", matures.join(" "));
        }
        let like = alike(catalogue, name);
        if !like.is_empty() {
            anyhow::bail!("`{name}` is not in the reference; did you mean {}?", like.join(" or "));
        }
        anyhow::bail!(
            "`{name}` is not a name or accession of the reference; `exocast mirna convert` \
             follows names of other releases"
        );
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
