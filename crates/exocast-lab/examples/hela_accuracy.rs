//! Predictions against transfections of `HeLa` cells: `hela_accuracy FOLDER [CACHE]`, where `FOLDER` holds `hela`,
//! `reference` and `biochemical`, and `CACHE` is a cache of accessibilities. All models see the same 4,269 genes.
//! The embedded models are scored as `target respond --free-nm` uses them, fitted on these data; what they
//! reach on miRNAs and genes left out, `cargo xtask fit` prints.

#![allow(clippy::print_stdout, reason = "an example talks to its user")]

use exocast_core::options::Options as _;
use std::{path::Path, time::Instant};

use exocast_core::{Cell, Interval, SeedPlan};
use exocast_lab::{
    files::open,
    hela::{Hela, Result, transfections},
};
use exocast_target::{
    Affinity, CnnAffinity, CnnWeights, ContextTable, Dose, FittedAffinity, Mirna, Mirnas,
    Recipient, Region, RespondOptions, ScanOptions, SiteScanner, SiteType, TRANSFECTED_NM,
    UnpairedCache, context_columns, context_table,
    fit::{centred, r2_by_sample},
};
use rand::RngExt;

/// Weights of 8mer, 7mer-m8, 7mer-A1 and 6mer in the 3'UTR: mean log2 fold changes (Agarwal et al. 2015).
const SEED_WEIGHTS: [f64; 4] = [-0.31, -0.161, -0.099, -0.015];
/// The biochemical model with one amount of free complex: ln b, ln of the amount, `c_ORF`.
const BIOCHEMICAL: (f64, f64, f64) = (0.8656, -5.3, -1.8488);
const DRAWS: usize = 200;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, cache @ ..] = arguments.as_slice() else {
        return Err("give a folder of data".into());
    };
    let folder = Path::new(folder);
    let hela = transfections(folder)?;
    let weights = folder.join("biochemical/cnn_kd_weights.json");
    let weights = CnnWeights::read(open(weights)?, "cnn_kd_weights.json")?;
    println!("model\tmean_r2\tlow\thigh\tpredictions_as_they_are\tmedian_r\tseconds");
    line(&hela, "weights by site type", |hela, m| Ok(seed_weights(hela, m)))?;
    line(&hela, "context++, no accessibility, no PCT", context)?;
    line(&hela, "biochemical, one AGO, canonical sites", |hela, m| {
        Ok(biochemical(hela, m, &weights))
    })?;
    let embedded = FittedAffinity::default();
    for nanomolar in [TRANSFECTED_NM, TRANSFECTED_NM / 10.0, TRANSFECTED_NM * 10.0] {
        line(&hela, &format!("embedded, fitted on these, {nanomolar:.2} nM"), |hela, m| {
            respond(hela, m, &embedded, None, nanomolar)
        })?;
    }
    let cnn = CnnAffinity::new(weights.clone());
    line(&hela, "network and embedded, fitted on these", |hela, m| {
        respond(hela, m, &cnn, None, TRANSFECTED_NM)
    })?;
    if let [cache] = cache {
        let cache = UnpairedCache::read(open(cache)?, cache)?;
        line(&hela, "embedded with accessibility, fitted on these", |hela, m| {
            respond(hela, m, &embedded, Some(&cache), TRANSFECTED_NM)
        })?;
    }
    Ok(())
}

/// Scores one model, a column of predictions a miRNA.
fn line(hela: &Hela, name: &str, predict: impl Fn(&Hela, usize) -> Result<Vec<f64>>) -> Result<()> {
    let (genes, samples) = (hela.data.messages.len(), hela.names.len());
    let start = Instant::now();
    let mut predictions = vec![0.0; genes * samples];
    for m in 0..samples {
        for (g, value) in predict(hela, m)?.into_iter().enumerate() {
            predictions[g * samples + m] = value;
        }
    }
    let seconds = start.elapsed().as_secs_f64();
    let levels = centred(&hela.data.levels, samples);
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let raw = mean(&r2_by_sample(&predictions, &levels, samples));
    let predictions = centred(&predictions, samples);
    let r2 = r2_by_sample(&predictions, &levels, samples);
    let mut stream = SeedPlan::new(1).stream("genes", 0);
    let mut drawn: Vec<f64> = (0..DRAWS)
        .map(|_| {
            let some: Vec<usize> = (0..genes).map(|_| stream.random_range(0..genes)).collect();
            let take = |values: &[f64]| -> Vec<f64> {
                some.iter()
                    .flat_map(|g| values[g * samples..(g + 1) * samples].iter().copied())
                    .collect()
            };
            mean(&r2_by_sample(&take(&predictions), &take(&levels), samples))
        })
        .collect();
    drawn.sort_by(f64::total_cmp);
    let mut r: Vec<f64> = r2.iter().map(|r2| r2.sqrt()).collect();
    r.sort_by(f64::total_cmp);
    println!(
        "{name}\t{:.4}\t{:.4}\t{:.4}\t{raw:.4}\t{:.3}\t{seconds:.2}",
        mean(&r2),
        drawn[DRAWS / 40],
        drawn[DRAWS - 1 - DRAWS / 40],
        r[samples / 2]
    );
    Ok(())
}

fn respond<A: Affinity>(
    hela: &Hela,
    m: usize,
    affinity: &A,
    unpaired: Option<&UnpairedCache>,
    nanomolar: f64,
) -> Result<Vec<f64>> {
    let mut mirnas = Mirnas::default();
    mirnas.push(hela.data.guides[m].clone()).map_err(|_| "a miRNA stands twice")?;
    let mut recipient = Recipient::new(&mirnas, &hela.transcripts, affinity);
    if let Some(unpaired) = unpaired {
        recipient = recipient.with_accessibility(unpaired);
    }
    let mut options = RespondOptions::default();
    options.draws = 1;
    let options = options.check()?;
    let dose = Dose::FreeNanomolar(Interval::exact(nanomolar));
    let response = recipient.respond(&dose, &options, SeedPlan::new(1))?;
    Ok(response.genes.iter().map(|gene| gene.log2fc.value).collect())
}

fn seed_weights(hela: &Hela, m: usize) -> Vec<f64> {
    let mut options = ScanOptions::default();
    options.regions = vec![Region::Utr3];
    let scanner = SiteScanner::new(std::slice::from_ref(&hela.data.guides[m]), &options);
    let of_gene = |utr3: &[exocast_core::Base]| {
        let mut sum = 0.0;
        scanner.scan(utr3, |hit| sum += SEED_WEIGHTS[hit.kind as usize]);
        sum
    };
    hela.transcripts.iter().map(|transcript| of_gene(transcript.utr3)).collect()
}

fn context(hela: &Hela, m: usize) -> Result<Vec<f64>> {
    let mirnas = std::slice::from_ref(&hela.data.guides[m]);
    let table = context_table(mirnas, &hela.transcripts, ContextTable::default());
    let columns = context_columns();
    let place =
        |name: &str| columns.iter().position(|column| column == name).ok_or("no such column");
    let (transcript, score) = (place("transcript")?, place("score")?);
    let mut sums = vec![0.0; hela.transcripts.len()];
    for row in table.rows() {
        if let (Cell::Text(name), Cell::Real(value)) = (&row[transcript], &row[score])
            && let Some(place) = hela.transcripts.position(name)
        {
            sums[place] += value;
        }
    }
    Ok(sums)
}

/// −ln((1 + b·N) / (1 + b·N₀)), with N₀ of the same sites at the affinity of no site.
fn biochemical(hela: &Hela, m: usize, weights: &CnnWeights) -> Vec<f64> {
    let guide: &Mirna = &hela.data.guides[m];
    let network = weights.guide(guide.sequence().bases());
    let mut options = ScanOptions::default();
    options.types = SiteType::CANONICAL.to_vec();
    let scanner = SiteScanner::new(std::slice::from_ref(guide), &options);
    let (ln_b, ln_free, orf) = BIOCHEMICAL;
    let held = |energy: f64| 1.0 / (1.0 + (-energy).exp());
    let of_message = |message: &exocast_target::Message| {
        let (mut sum, mut none) = (0.0, 0.0);
        scanner.scan(message.bases(), |hit| {
            let window = hit.start + hit.kind.covers().end;
            let site = std::array::from_fn(|i| {
                let place = (window + i).checked_sub(11);
                let base = place.and_then(|place| message.bases().get(place));
                base.copied().unwrap_or(exocast_core::Base::N)
            });
            let shift = if window < message.orf() + 15 + 9 { orf } else { 0.0 };
            sum += held(ln_free - network.ln_kd(&site) + shift);
            none += held(ln_free + shift);
        });
        (ln_b.exp() * none).ln_1p() - (ln_b.exp() * sum).ln_1p()
    };
    hela.data.messages.iter().map(of_message).collect()
}
