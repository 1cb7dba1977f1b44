//! Tables on demand: above a blank, coincidence, dilution series, shapes of one population, sizes behind
//! tracks of finite length.

use exocast_core::{Cell, Table};

use super::super::analysis::SampleAnalysis;
use crate::number::{Net, StatedConcentration, coincidence, deconvolve, linearity};
use crate::size::fit_families;
use exocast_core::Dilution;

/// Sizes of the grid on which tracks are deconvolved.
const GRID: usize = 120;

/// Cycles of the deconvolution at most.
const CYCLES: usize = 2000;

/// Particles per mL of the suspension as it was measured.
fn suspended(sample: &SampleAnalysis) -> Option<f64> {
    let all = sample.all();
    match all.concentration? {
        StatedConcentration::Measured(stated) => Some(stated.per_ml()),
        StatedConcentration::Undiluted(stated) => Some(stated.per_ml() / all.dilution?.get()),
    }
}

/// `blank.tsv`: each sample above a blank of its diluent or medium
/// ([`Counted::above`](crate::number::Counted::above)).
///
/// Counts and limits are of the suspension as it was measured. `net_per_ml`, `low` and `high` are of
/// the undiluted sample where `dilution` is given. A sample or blank whose tracks or concentration are
/// not known has empty cells.
#[must_use]
pub fn above_blank(samples: &[SampleAnalysis], blank: &SampleAnalysis) -> Table {
    let mut table = Table::new([
        "sample",
        "blank",
        "count",
        "blank_count",
        "net_per_ml",
        "low",
        "high",
        "detected",
        "detection_limit_per_ml",
        "dilution",
    ]);
    for sample in samples {
        let dilution = sample.all().dilution.map(Dilution::get);
        let factor = dilution.unwrap_or(1.0);
        let net = sample.counted.zip(blank.counted).map(|(counted, blank)| counted.above(blank));
        let cell = |value: fn(Net) -> f64| Cell::from(net.map(value));
        let scaled = net.map(|net| net.difference.scale(factor));
        table.push([
            sample.sample.as_str().into(),
            blank.sample.as_str().into(),
            sample.counted.map(|counted| counted.count).into(),
            blank.counted.map(|counted| counted.count).into(),
            scaled.map(|interval| interval.value).into(),
            scaled.map(|interval| interval.low).into(),
            scaled.map(|interval| interval.high).into(),
            net.map_or("", |net| if net.detected { "yes" } else { "no" }).into(),
            cell(|net| net.limit_per_ml),
            dilution.into(),
        ]);
    }
    table
}

/// `coincidence.tsv`: concentrations of the suspension where several particles within a probe volume
/// (mL) count as one ([`coincidence`]); empty where the volume is full.
#[must_use]
pub fn coincident(samples: &[SampleAnalysis], probe_ml: f64) -> Table {
    let mut table =
        Table::new(["sample", "measured_per_ml", "corrected_per_ml", "missed_fraction"]);
    for sample in samples {
        let measured = suspended(sample);
        let corrected = measured.and_then(|per_ml| coincidence(per_ml, 1.0, probe_ml));
        let missed = measured.zip(corrected).filter(|(_, all)| *all > 0.0);
        table.push([
            Cell::from(sample.sample.as_str()),
            measured.into(),
            corrected.into(),
            missed.map(|(seen, all)| 1.0 - seen / all).into(),
        ]);
    }
    table
}

/// `linearity.tsv`: one preparation at several dilutions, one per sample ([`linearity`]). Nothing where
/// fewer than three have a factor and a concentration.
#[must_use]
pub fn series(samples: &[SampleAnalysis]) -> Option<Table> {
    let points: Vec<(Dilution, f64)> = samples
        .iter()
        .filter_map(|sample| Some((sample.all().dilution?, suspended(sample)?)))
        .collect();
    let series = linearity(&points)?;
    let mut table = Table::new(["points", "slope", "low", "high", "linear_from", "swarm"]);
    table.push([
        Cell::from(points.len() as u64),
        series.slope.value.into(),
        series.slope.low.into(),
        series.slope.high.into(),
        series.linear_from.map(Dilution::get).into(),
        if series.swarm { "yes" } else { "no" }.into(),
    ]);
    Some(table)
}

/// `shapes.tsv`: one population of each shape, that of least AIC first ([`fit_families`]), and the
/// mixture of least BIC with them, all by the same likelihood of diameters.
#[must_use]
pub fn shapes(samples: &[SampleAnalysis], assumed_tracks: f64) -> Table {
    let mut table =
        Table::new(["sample", "shape", "parameters", "log_likelihood", "aic", "delta_aic"]);
    for sample in samples {
        let fits = fit_families(&sample.sizes, assumed_tracks);
        let least = fits.first().map_or(0.0, |fit| fit.aic);
        for fit in fits {
            let parameters: Vec<String> =
                fit.parameters.iter().map(|value| format!("{value:.6}")).collect();
            table.push([
                Cell::from(sample.sample.as_str()),
                fit.family.name().into(),
                parameters.join(" ").into(),
                fit.log_likelihood.into(),
                fit.aic.into(),
                (fit.aic - least).into(),
            ]);
        }
    }
    table
}

/// `true_sizes.tsv`: shares of sizes behind tracks of finite length ([`deconvolve`]), on an even grid
/// of ln d around the sizes seen. Nothing where no sample has tracks with their lengths.
#[must_use]
pub fn true_sizes(samples: &[SampleAnalysis]) -> Option<Table> {
    let mut table = Table::new(["sample", "diameter_nm", "share"]);
    for sample in samples.iter().filter(|sample| !sample.tracks.is_empty()) {
        let sizes = || sample.tracks.iter().map(|track| track.diameter_nm);
        let (low, high) =
            (sizes().fold(f64::INFINITY, f64::min), sizes().fold(0.0, f64::max).max(1.0));
        let step = (high / low).ln().max(0.1) / (GRID - 1) as f64;
        let grid: Vec<f64> = (0..GRID).map(|i| low * (step * i as f64).exp()).collect();
        let Some(deconvolved) = deconvolve(&sample.tracks, &grid, CYCLES) else { continue };
        for (diameter, share) in deconvolved.diameter_nm.iter().zip(&deconvolved.share) {
            table.push([sample.sample.as_str().into(), (*diameter).into(), (*share).into()]);
        }
    }
    let any = table.rows().len() > 0;
    any.then_some(table)
}
