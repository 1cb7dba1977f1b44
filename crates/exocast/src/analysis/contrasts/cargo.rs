//! miRNAs of two groups.

use std::f64::consts::LN_2;

use exocast_core::{
    Z95,
    quantile::{QuantileType, quantile},
};

use super::{
    Pair,
    rows::{Difference, table},
};
use crate::{
    analysis::{
        chain::Chain,
        sampling::{Carried, Logs, Measure, Sampling},
    },
    report::figures::{self, Bar},
};

/// miRNAs that the picture shows.
const SHOWN: usize = 16;

/// `contrast_cargo`: log2 ratio of each miRNA between the groups.
pub(super) fn run(chain: &mut Chain<'_>, pairs: &[Pair<'_>], sampling: &Sampling<'_>) {
    let mut rows = Vec::new();
    for pair in pairs {
        rows.extend(compare(pair, sampling));
    }
    if rows.is_empty() {
        return;
    }
    if let Some(first) = pairs.first() {
        let mut bars: Vec<Bar> = rows
            .iter()
            .filter(|row| row.0 == first.name)
            .filter_map(|(_, [mirna, _], found)| {
                Some(Bar { label: mirna.clone(), value: found.interval()? })
            })
            .collect();
        // What differs most beside its uncertainty.
        let clear = |bar: &Bar| {
            let half = (bar.value.high - bar.value.low) / 2.0;
            bar.value.value.abs() / half.max(f64::MIN_POSITIVE)
        };
        bars.sort_by(|a, b| clear(b).total_cmp(&clear(a)));
        bars.truncate(SHOWN);
        if !bars.is_empty() {
            chain.figure(figures::contrast_cargo(&first.name, &bars));
        }
    }
    chain.table("contrast_cargo", table(["mirna", "measure"], "log2_ratio", &rows));
}

fn compare(pair: &Pair<'_>, sampling: &Sampling<'_>) -> Vec<(String, [String; 2], Difference)> {
    let both: Vec<usize> = pair.of.places.iter().chain(&pair.against.places).copied().collect();
    let (measure, logs) = sampling.logs(&both);
    // Draws are wanted where samples cannot tell how far a mean may be off.
    let replicated = pair.of.places.len().min(pair.against.places.len()) > 1;
    let drawn = |places: &[usize]| {
        if replicated || measure != Measure::PerVesicle {
            Vec::new()
        } else {
            sampling.carried(places)
        }
    };
    let (of, against) = (drawn(&pair.of.places), drawn(&pair.against.places));
    let mut rows = Vec::new();
    for (row, Logs { mirna, by_sample }) in logs.into_iter().enumerate() {
        let (a, b) = by_sample.split_at(pair.of.places.len());
        let [a, b] = [a, b].map(|own| own.iter().flatten().copied().collect::<Vec<f64>>());
        let reads = [&pair.of.places, &pair.against.places].map(|own| sampling.reads(row, own));
        if reads.iter().sum::<f64>() <= 0.0 {
            continue;
        }
        let measured = || match measure {
            Measure::Reads => Some(counting(reads, mean(&a) - mean(&b))),
            _ => measurement(draws(&of, &mirna)?, draws(&against, &mirna)?),
        };
        let found = match Difference::new(&a, &b, measured) {
            Some(found) => found.scaled(1.0 / LN_2),
            None => {
                Difference::only_in(if b.is_empty() { pair.of.name } else { pair.against.name })
            }
        };
        rows.push((pair.name.clone(), [mirna, measure.name().to_owned()], found));
    }
    rows
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

fn draws<'a>(all: &'a [Carried], mirna: &str) -> Option<&'a [f64]> {
    let own = all.iter().find(|own| own.mirna == mirna)?;
    Some(own.copies_per_vesicle.as_ref()?.draws.as_slice())
}

/// The interval of a log ratio of counts by counting alone.
fn counting(reads: [f64; 2], value: f64) -> (f64, f64, &'static str) {
    let half = Z95 * reads.map(|n| 1.0 / (n + 0.5)).iter().sum::<f64>().sqrt();
    (value - half, value + half, "counting")
}

/// The interval of a log ratio by draws of both.
fn measurement(of: &[f64], against: &[f64]) -> Option<(f64, f64, &'static str)> {
    let mut ratios: Vec<f64> = of.iter().zip(against).map(|(a, b)| (a / b).ln()).collect();
    ratios.sort_unstable_by(f64::total_cmp);
    let end = |p| quantile(&ratios, p, QuantileType::Type7);
    Some((end(0.025)?, end(0.975)?, "measurement"))
}
