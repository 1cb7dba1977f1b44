//! Intervals of class fractions by resampling exports, then videos, then tracks.

use exocast_core::parallel;
use exocast_core::{Interval, SeedPlan, Stream};
use rand::RngExt;
use rand_distr::{Binomial, Distribution};
use serde::Serialize;

use super::replicate::Seen;
use crate::options::Options;
use crate::size::{
    ClassModel, Component, Data, LognormalMixture, SizeDistribution, Support, Window, refit,
};
use exocast_core::options::Checked;

/// The share of one size class.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ClassFraction {
    /// Name of the class.
    pub class: String,
    /// Share of all particles of the sample, also of those below the detection limit, as fitted.
    pub fraction: Interval,
    /// Share of the particles above the detection limit.
    pub of_seen: Interval,
}

/// One population of the best mixture with 95 % intervals.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Population {
    /// Share of all particles.
    pub weight: Interval,
    /// Median diameter, nm.
    pub median_nm: Interval,
    /// Geometric standard deviation.
    pub gsd: Interval,
}

/// What resampling says.
pub(crate) struct Resampled {
    pub(crate) classes: Vec<ClassFraction>,
    pub(crate) seen: Interval,
    pub(crate) populations: Vec<Population>,
}

/// Fractions of the fitted mixture with their 95 % intervals, and the share of particles seen.
///
/// Each resampling draws exports, their videos, and (multinomially) the tracks of each, refits the
/// populations from the fitted ones, and classifies anew.
pub(crate) fn resample_classes(
    exports: &[Vec<Seen>],
    sizes: &SizeDistribution,
    n: f64,
    mixture: &LognormalMixture,
    options: &Checked<Options>,
    seeds: SeedPlan,
) -> Resampled {
    let data = Data::new(sizes, n).joined();
    let window = sizes.window();
    let design = Design::new(exports, &data, options.assumed_tracks);
    let outcome = |index: usize| {
        let mut stream = seeds.stream("classes", index as u64);
        let resampled = Data { weights: design.draw(n, &mut stream), ..data.clone() };
        Outcome::new(&refit(&resampled, mixture), options, window)
    };
    let outcomes = parallel::map(options.resamples, outcome);
    let fitted = Outcome::new(mixture, options, window);
    let interval = |value: f64, quantity: &dyn Fn(&Outcome) -> f64| {
        let draws: Vec<f64> = outcomes.iter().map(quantity).collect();
        Interval::of_draws(value, &draws)
    };
    let classes = options
        .classes
        .iter()
        .enumerate()
        .map(|(i, class)| ClassFraction {
            class: class.name.clone(),
            fraction: interval(fitted.all[i], &|outcome| outcome.all[i]),
            of_seen: interval(fitted.seen[i], &|outcome| outcome.seen[i]),
        })
        .collect();
    let populations = (0..mixture.components().len())
        .map(|k| {
            // Populations are in the order of their medians in every resampling.
            let values_of = |value: fn(&Component) -> f64| {
                interval(value(&mixture.components()[k]), &|outcome| {
                    value(&outcome.mixture.components()[k])
                })
            };
            Population {
                weight: values_of(Component::weight),
                median_nm: values_of(Component::median_nm),
                gsd: values_of(Component::gsd),
            }
        })
        .collect();
    let seen = interval(fitted.share_seen, &|outcome| outcome.share_seen);
    Resampled { classes, seen, populations }
}

struct Outcome {
    all: Vec<f64>,
    seen: Vec<f64>,
    share_seen: f64,
    mixture: LognormalMixture,
}

impl Outcome {
    fn new(mixture: &LognormalMixture, options: &Checked<Options>, window: Window) -> Self {
        let model = ClassModel::new(&options.classes, mixture);
        Self {
            all: model.fractions(Window::OPEN),
            seen: model.fractions(window),
            share_seen: mixture.seen(window),
            mixture: mixture.clone(),
        }
    }
}

/// Exports of videos, each by its shares of the common bins and its number of tracks.
struct Design {
    exports: Vec<Vec<(Vec<f64>, u64)>>,
    bins: usize,
}

impl Design {
    fn new(exports: &[Vec<Seen>], data: &Data, assumed_tracks: f64) -> Self {
        let edges: Vec<f64> = match &data.support {
            Support::Bins(edges) | Support::Points(edges) => {
                edges.iter().map(|edge| edge.exp()).collect()
            }
        };
        let exports = exports
            .iter()
            .map(|videos| {
                videos
                    .iter()
                    .map(|video| {
                        let mut shares = video.sizes.weights_in(&edges);
                        let total: f64 = shares.iter().sum();
                        for share in &mut shares {
                            *share /= total.max(f64::MIN_POSITIVE);
                        }
                        let tracks = video.sizes.tracks().unwrap_or(assumed_tracks).max(1.0);
                        #[allow(
                            clippy::cast_possible_truncation,
                            clippy::cast_sign_loss,
                            reason = "a count"
                        )]
                        (shares, tracks.round() as u64)
                    })
                    .collect()
            })
            .collect();
        Self { exports, bins: edges.len() - 1 }
    }

    /// Weights of the common bins, summing to `n`.
    fn draw(&self, n: f64, stream: &mut Stream) -> Vec<f64> {
        let mut weights = vec![0.0; self.bins];
        for _ in 0..self.exports.len() {
            let videos = &self.exports[any(self.exports.len(), stream)];
            for _ in 0..videos.len() {
                let (shares, tracks) = &videos[any(videos.len(), stream)];
                let scale = n / (*tracks as f64 * (self.exports.len() * videos.len()) as f64);
                let mut left = *tracks;
                let mut share_left = 1.0;
                for (weight, &share) in weights.iter_mut().zip(shares) {
                    if share > 0.0 && left > 0 {
                        let p = (share / share_left).clamp(0.0, 1.0);
                        // A share between 0 and 1 always makes a binomial distribution.
                        let drawn = Binomial::new(left, p).map_or(0, |draw| draw.sample(stream));
                        *weight += drawn as f64 * scale;
                        left -= drawn;
                        share_left -= share;
                    }
                }
            }
        }
        weights
    }
}

fn any(count: usize, stream: &mut Stream) -> usize {
    if count > 1 { stream.random_range(0..count) } else { 0 }
}
