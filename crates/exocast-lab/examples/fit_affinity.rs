//! Fits the embedded parameters of sites on transfections of `HeLa` cells, and prints them as the source
//! file that holds them: `fit_affinity FOLDER CACHE DATE > embedded.rs`, where `FOLDER` holds `hela`, `reference` and
//! `biochemical`, and `CACHE` is a cache of accessibilities, made or completed where it has to be. `cargo xtask fit` starts it.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "an example talks to its user")]

use std::path::Path;

use exocast_core::options::Options as _;
use exocast_target::{
    AccessOptions, Accessibility, CnnWeights, EnergyModel, FEATURES, SUSCEPTIBILITY, SiteModel,
    Transcripts, UnpairedCache,
    fit::{Base, CrossValidation, Design, Fit, centred, r2_by_sample},
};

use exocast_lab::{
    files::open,
    hela::{Hela, Result, transfections},
};

/// Folds of genes, resamplings of genes, and the seed of both.
const FOLDS: usize = 4;
const DRAWS: usize = 500;
const SEED: u64 = 1;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, cache, date] = arguments.as_slice() else {
        return Err("three arguments, please: FOLDER CACHE DATE".into());
    };
    let folder = Path::new(folder);
    let Hela { data, names, transcripts, .. } = transfections(folder)?;
    let samples = data.guides.len();
    let unpaired = accessibility(cache, &transcripts)?;
    let weights = folder.join("biochemical/cnn_kd_weights.json");
    let weights = CnnWeights::read(open(weights)?, "cnn_kd_weights.json")?;
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
    println!("use super::site_model::SiteModel;\n");
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
        let levels = centred(&data.levels, samples);
        let mean = |r2: Vec<f64>| r2.iter().sum::<f64>() / samples as f64;
        let seen = centred(&fit.predict(&design), samples);
        let all = mean(r2_by_sample(&seen, &levels, samples));
        let raw = mean(r2_by_sample(&held.predictions, &levels, samples));
        eprintln!(
            "{name}: held out {:.4} [{:.4}, {:.4}], predictions not centred {raw:.4}, seen {all:.4}",
            score.0, score.1, score.2
        );
        let of_sample = r2_by_sample(&centred(&held.predictions, samples), &levels, samples);
        for (name, r2) in names.iter().zip(of_sample) {
            eprint!("{name} {r2:.3}  ");
        }
        eprintln!();
        let errors = held.errors(&data.levels, samples);
        print_model(name, &fit.model(&design, errors, score));
    }
    Ok(())
}

/// The cache of accessibilities, made where it is not there and completed where it lacks transcripts.
fn accessibility(path: &str, transcripts: &Transcripts) -> Result<UnpairedCache> {
    let mut cache = match open(path) {
        Ok(file) => UnpairedCache::read(file, path)?,
        Err(_) => UnpairedCache::default(),
    };
    if cache.missing(transcripts) > 0 {
        let access =
            Accessibility::new(&EnergyModel::turner2004(), &AccessOptions::default().check()?);
        let mut next = Some(0);
        while let Some(place) = next {
            next = cache.fill(transcripts, &access, place, 64);
            eprint!("\rfolding: {place} of {}", transcripts.len());
        }
        eprintln!();
        cache.write(std::fs::File::create(path)?)?;
    }
    Ok(cache)
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
    println!("    transcript_error: {:?},", round(model.transcript_error));
    let (score, low, high) = model.held_out;
    println!("    held_out: ({:?}, {:?}, {:?}),\n}};", round(score), round(low), round(high));
}

fn round(value: f64) -> f64 {
    (value * 1e4).round() / 1e4
}
