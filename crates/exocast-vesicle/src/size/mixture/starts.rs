//! Where searches for populations start.

use exocast_core::{SeedPlan, Stream};
use rand::RngExt;

use super::component::Component;
use super::data::Data;
use super::em;

/// Where searches for `count` populations start; `smaller` is the fit of one fewer.
pub(crate) fn starts(
    joined: &Data,
    count: usize,
    smaller: Option<&[Component]>,
    restarts: usize,
    seeds: SeedPlan,
) -> Vec<Vec<Component>> {
    let mut starts = vec![quantile_start(joined, count)];
    starts.extend(smaller.map(split_start));
    if count > 1 {
        for restart in 0..restarts {
            let mut stream = seeds.stream(&format!("mixture-{count}"), restart as u64);
            starts.push(random_start(joined, count, &mut stream));
        }
    }
    starts
}

/// Equal shares in order of size, each with its own mean and spread.
fn quantile_start(data: &Data, count: usize) -> Vec<Component> {
    let places = data.places();
    let share = data.total / count as f64;
    let mut sums = vec![(0.0, 0.0, 0.0); count];
    let mut below = 0.0;
    for (&place, &weight) in places.iter().zip(&data.weights) {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
        let slice = (((below + 0.5 * weight) / share).max(0.0) as usize).min(count - 1);
        let sum = &mut sums[slice];
        *sum = (sum.0 + weight, sum.1 + weight * place, sum.2 + weight * place * place);
        below += weight;
    }
    let (overall, spread) = mean_and_spread(data, &places);
    let weight = 1.0 / count as f64;
    sums.iter()
        .map(|&(mass, sum, squares)| {
            if mass <= 0.0 {
                return Component::raw(weight, overall, spread);
            }
            let mean = sum / mass;
            let sd = (squares / mass - mean * mean).max(0.0).sqrt();
            Component::raw(weight, mean, sd.max(0.2 * spread).max(em::SIGMA_FLOOR))
        })
        .collect()
}

/// The population with most weight times spread becomes two.
fn split_start(components: &[Component]) -> Vec<Component> {
    let mut widest = 0;
    let extent = |c: &Component| c.weight * c.sigma;
    for (i, component) in components.iter().enumerate() {
        if extent(component) > extent(&components[widest]) {
            widest = i;
        }
    }
    let mut split = components.to_vec();
    let whole = split.remove(widest);
    for side in [-0.7, 0.7] {
        let mu = whole.mu + side * whole.sigma;
        let sigma = (0.7 * whole.sigma).max(em::SIGMA_FLOOR);
        split.push(Component::raw(0.5 * whole.weight, mu, sigma));
    }
    split
}

/// Equal shares at random quantiles.
fn random_start(data: &Data, count: usize, stream: &mut Stream) -> Vec<Component> {
    let places = data.places();
    let (_, spread) = mean_and_spread(data, &places);
    (0..count)
        .map(|_| {
            let target = stream.random::<f64>() * data.total;
            let mut below = 0.0;
            let at = data.weights.iter().position(|weight| {
                below += weight;
                below >= target
            });
            let mu = places[at.unwrap_or(places.len() - 1)];
            let sigma = spread * (0.2 + 0.6 * stream.random::<f64>());
            Component::raw(1.0 / count as f64, mu, sigma.max(em::SIGMA_FLOOR))
        })
        .collect()
}

fn mean_and_spread(data: &Data, places: &[f64]) -> (f64, f64) {
    let weighted = || places.iter().zip(&data.weights);
    let mean = weighted().map(|(place, weight)| place * weight).sum::<f64>() / data.total;
    let squares: f64 = weighted().map(|(place, weight)| weight * (place - mean).powi(2)).sum();
    (mean, (squares / data.total).sqrt().max(em::SIGMA_FLOOR))
}
