//! What each feature of sites brings on genes and miRNAs that the fit has not seen, and what is left of it where the
//! features are chosen without them too: `affinity_ablation FOLDER`, where `FOLDER` holds `hela` and `reference`.
//!
//! Held out: miRNAs in 6 groups × genes in 2 folds, so fits see five sixths of the miRNAs and half of the genes, fewer
//! than the fit that is embedded. Nested: of `CANDIDATES` those are taken, in each outer fold, without which the inner
//! folds are predicted worse. Three seeds each.

#![allow(clippy::print_stdout, reason = "an example talks to its user")]

use std::path::Path;

use exocast_lab::hela::{Hela, Result, transfections};
use exocast_target::{
    FEATURES,
    fit::{Base, CrossValidation, Design, Fit, Transfections, centred, r2_by_sample},
};

const GROUPS: usize = 6;
const FOLDS: usize = 2;
const SEEDS: [usize; 3] = [1, 2, 3];

/// Features that are chosen or not.
const CANDIDATES: [&str; 5] =
    ["stems", "poly-a-before", "pyrimidines", "helix-12-17", "neighbours"];

fn main() -> Result<()> {
    let folder = std::env::args().nth(1).ok_or("give a folder of data")?;
    let Hela { data, .. } = transfections(Path::new(&folder))?;
    println!("left_out\tmean_r2\tspread_over_seeds");
    line("nothing", &data, &[]);
    line("all candidates", &data, &CANDIDATES);
    for feature in FEATURES.iter().filter(|name| **name != "ln-unpaired") {
        line(feature, &data, &[feature]);
    }
    let nested: Vec<f64> = SEEDS.iter().map(|&seed| nested(&data, seed)).collect();
    print("nested", &nested);
    Ok(())
}

fn line(name: &str, data: &Transfections, left_out: &[&str]) {
    let design = Design::without(data, Base::Types, None, left_out);
    print(name, &SEEDS.map(|seed| mean_r2(&held_out(&design, data, seed), data)));
}

fn print(name: &str, scores: &[f64]) {
    let mean = scores.iter().sum::<f64>() / scores.len() as f64;
    let variance = scores.iter().map(|score| (score - mean).powi(2)).sum::<f64>();
    let sd = (variance / (scores.len() - 1) as f64).sqrt();
    println!("{name}\t{mean:.4}\t{sd:.4}");
}

/// The group of each miRNA: an order that the seed turns.
fn groups(samples: usize, seed: usize) -> Vec<usize> {
    (0..samples).map(|m| (m * (2 * seed + 1) + m / GROUPS) % GROUPS).collect()
}

fn held_out(design: &Design, data: &Transfections, seed: usize) -> Vec<f64> {
    let groups = groups(data.guides.len(), seed);
    CrossValidation::new(design, &data.levels, &groups, FOLDS, seed as u64).predictions
}

fn mean_r2(predictions: &[f64], data: &Transfections) -> f64 {
    let samples = data.guides.len();
    let (levels, predicted) = (centred(&data.levels, samples), centred(predictions, samples));
    r2_by_sample(&predicted, &levels, samples).iter().sum::<f64>() / samples as f64
}

/// Leaves out each group of miRNAs with each half of the genes; what is left chooses the features and fits them.
fn nested(data: &Transfections, seed: usize) -> f64 {
    let samples = data.guides.len();
    let groups = groups(samples, seed);
    let half = |gene: usize| (gene + seed) % FOLDS;
    let mut predictions = vec![0.0; data.levels.len()];
    for group in 0..GROUPS {
        for out in 0..FOLDS {
            let keep: Vec<usize> = (0..samples).filter(|&m| groups[m] != group).collect();
            let inner = part(data, &keep, |gene| half(gene) != out);
            let score = |left_out: &[&str]| {
                let design = Design::without(&inner, Base::Types, None, left_out);
                mean_r2(&held_out(&design, &inner, seed), &inner)
            };
            let all = score(&[]);
            let worse: Vec<&str> =
                CANDIDATES.into_iter().filter(|&name| score(&[name]) > all).collect();
            let design = Design::without(data, Base::Types, None, &worse);
            let genes: Vec<usize> =
                (0..data.messages.len()).filter(|&gene| half(gene) != out).collect();
            let predicted = Fit::on_part(&design, &data.levels, &genes, &keep).predict(&design);
            for gene in (0..data.messages.len()).filter(|&gene| half(gene) == out) {
                for m in (0..samples).filter(|&m| groups[m] == group) {
                    predictions[gene * samples + m] = predicted[gene * samples + m];
                }
            }
        }
    }
    mean_r2(&predictions, data)
}

/// Some miRNAs and genes of the data.
fn part(data: &Transfections, samples: &[usize], genes: impl Fn(usize) -> bool) -> Transfections {
    let all = data.guides.len();
    let genes: Vec<usize> = (0..data.messages.len()).filter(|&gene| genes(gene)).collect();
    let level = |gene: usize| samples.iter().map(move |m| data.levels[gene * all + m]);
    Transfections {
        guides: samples.iter().map(|&m| data.guides[m].clone()).collect(),
        messages: genes.iter().map(|&gene| data.messages[gene].clone()).collect(),
        levels: genes.iter().flat_map(|&gene| level(gene)).collect(),
    }
}
