//! Fits the embedded parameters of sites on transfections of `HeLa` cells, and prints them as the source
//! file that holds them: `fit FOLDER CACHE DATE > embedded.rs`, where `FOLDER` holds `hela`, `reference` and
//! `biochemical`, and `CACHE` is a cache of accessibilities. `cargo xtask fit` starts it.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "an example talks to its user")]

use std::{
    collections::HashMap,
    error::Error,
    fs::File,
    io::{BufRead, BufReader},
    path::Path,
};

use exocast_target::{
    CnnWeights, FEATURES, Message, Mirna, SUSCEPTIBILITY, SiteModel, Transcripts, UnpairedCache,
    fit::{Base, CrossValidation, Design, Fit, Transfections, centred, mean_r2, r2_by_sample},
};
use flate2::read::MultiGzDecoder;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// Folds of genes, resamplings of genes, and the seed of both.
const FOLDS: usize = 4;
const DRAWS: usize = 500;
const SEED: u64 = 1;
/// 3'UTRs shorter than this have nothing to tell.
const SHORTEST: usize = 20;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, cache, date] = arguments.as_slice() else {
        return Err("three arguments, please: FOLDER CACHE DATE".into());
    };
    let folder = Path::new(folder);
    let (data, names) = transfections(folder)?;
    let samples = data.guides.len();
    let unpaired = UnpairedCache::read(BufReader::new(File::open(cache)?), cache)?;
    let weights = folder.join("biochemical/cnn_kd_weights.json");
    let weights = CnnWeights::read(BufReader::new(File::open(weights)?), "cnn_kd_weights.json")?;
    eprintln!("{} genes, {samples} miRNAs", data.messages.len());

    println!("//! Fitted parameters of sites. Written by `cargo xtask fit`; do not edit.\n//!");
    println!("//! Fitted {date} on GSE140217: {} genes of `HeLa` cells after", data.messages.len());
    println!("//! transfection of {samples} miRNAs. Objective: weighted squared error of natural");
    println!(
        "//! logarithms, levels and predictions centred over miRNAs, with ridges. `held_out` is the"
    );
    println!(
        "//! mean per-miRNA r² with miRNA and gene left out ({FOLDS} folds of genes), and the ends of"
    );
    println!("//! its 95 % interval over {DRAWS} resamplings of genes.\n");
    println!("use super::SiteModel;\n");
    for (name, base, unpaired) in [
        ("FITTED", Base::Types, None),
        ("FITTED_WITH_ACCESS", Base::Types, Some(&unpaired)),
        ("CNN", Base::Network(&weights), None),
        ("CNN_WITH_ACCESS", Base::Network(&weights), Some(&unpaired)),
    ] {
        let design = Design::new(&data, base, unpaired);
        let groups: Vec<usize> = (0..samples).collect();
        let held = CrossValidation::new(&design, &data.levels, &groups, FOLDS, SEED);
        let score = held.score(&data.levels, samples, DRAWS, SEED);
        let fit = Fit::new(&design, &data.levels);
        let all = mean_r2(&fit.predict(&design), &data.levels, samples);
        let raw = r2_by_sample(&held.predictions, &centred(&data.levels, samples), samples);
        let raw = raw.iter().sum::<f64>() / samples as f64;
        eprintln!(
            "{name}: held out {:.4} [{:.4}, {:.4}], predictions not centred {raw:.4}, seen {all:.4}",
            score.0, score.1, score.2
        );
        let of_sample = r2_by_sample(
            &centred(&held.predictions, samples),
            &centred(&data.levels, samples),
            samples,
        );
        for (name, r2) in names.iter().zip(of_sample) {
            eprint!("{name} {r2:.3}  ");
        }
        eprintln!();
        let residual = residual(&held.predictions, &data.levels, samples);
        print_model(name, &fit.model(&design, residual, score));
    }
    Ok(())
}

/// Standard deviation of log2 changes around held-out predictions.
fn residual(predictions: &[f64], levels: &[f64], samples: usize) -> f64 {
    let (predictions, levels) = (centred(predictions, samples), centred(levels, samples));
    let sum: f64 = predictions.iter().zip(&levels).map(|(p, l)| (p - l).powi(2)).sum();
    (sum / levels.len() as f64).sqrt() / std::f64::consts::LN_2
}

fn print_model(name: &str, model: &SiteModel) {
    println!("pub(super) const {name}: SiteModel = SiteModel {{");
    let list = |values: &[f64]| {
        values.iter().map(|v| format!("{:?}", round(*v))).collect::<Vec<_>>().join(", ")
    };
    println!("    kinds: [{}],", list(&model.kinds));
    println!("    // {}", FEATURES.join(", "));
    println!("    coefficients: [{}],", list(&model.coefficients));
    println!("    ln_slope: {:?},", round(model.ln_slope));
    println!("    // {}", SUSCEPTIBILITY.join(", "));
    println!("    susceptibility: [{}],", list(&model.susceptibility));
    println!("    guide_error: {:?},", round(model.guide_error));
    println!("    residual: {:?},", round(model.residual));
    let (score, low, high) = model.held_out;
    println!("    held_out: ({:?}, {:?}, {:?}),\n}};", round(score), round(low), round(high));
}

fn round(value: f64) -> f64 {
    (value * 1e4).round() / 1e4
}

fn open(path: &Path) -> Result<Box<dyn BufRead>> {
    let file = File::open(path).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(if path.extension().is_some_and(|ending| ending == "gz") {
        Box::new(BufReader::new(MultiGzDecoder::new(file)))
    } else {
        Box::new(BufReader::new(file))
    })
}

/// Rows of a table, split at tabs; the header first.
fn table(path: &Path) -> Result<Vec<Vec<String>>> {
    let lines = open(path)?.lines().collect::<std::io::Result<Vec<String>>>()?;
    Ok(lines.iter().map(|line| line.split('\t').map(str::to_owned).collect()).collect())
}

/// Levels, mRNAs and guides that belong together, and the names of the samples.
fn transfections(folder: &Path) -> Result<(Transfections, Vec<String>)> {
    let levels =
        table(&folder.join("hela/GSE140217_HeLa_transfection_logtpm_batchnormalized.txt"))?;
    let names: Vec<String> = levels[0].iter().skip(1).cloned().collect();
    let by_id: HashMap<&str, &Vec<String>> =
        levels[1..].iter().map(|row| (row[0].split('.').next().unwrap_or_default(), row)).collect();
    let sequences = table(&folder.join("hela/mirseqs_hela.txt"))?;
    let guides = names.iter().map(|name| guide(name, &sequences)).collect::<Result<Vec<_>>>()?;
    let isoforms = folder.join("reference/human_isoforms.tsv.gz");
    let transcripts = Transcripts::read(open(&isoforms)?, "human_isoforms.tsv.gz")?;
    let mut data = Transfections { guides, messages: Vec::new(), levels: Vec::new() };
    for row in &table(&folder.join("hela/map_HeLa.tsv"))?[1..] {
        let place = row.get(3).and_then(|name| transcripts.position(name));
        let (Some(transcript), Some(levels)) =
            (place.and_then(|place| transcripts.get(place)), by_id.get(row[0].as_str()))
        else {
            continue;
        };
        if transcript.utr3.len() < SHORTEST {
            continue;
        }
        data.messages.push(Message::new(&transcript));
        for value in &levels[1..] {
            data.levels.push(value.parse()?);
        }
    }
    Ok((data, names))
}

/// The guide that a sample is named after: `mir7` is hsa-miR-7-5p.
fn guide(name: &str, sequences: &[Vec<String>]) -> Result<Mirna> {
    let wanted = match name {
        "let7" => "hsa-let-7a".to_owned(),
        "lsy6" => "cel-lsy-6".to_owned(),
        _ => format!("hsa-miR-{}", name.trim_start_matches("mir")),
    };
    let row = sequences
        .iter()
        .find(|row| row[0] == wanted || row[0].starts_with(&format!("{wanted}-")))
        .ok_or_else(|| format!("no sequence for `{name}`"))?;
    Ok(Mirna::new(&*row[0], row[1].parse()?)?)
}
