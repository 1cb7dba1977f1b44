//! Alternation until the likelihood settles.

use super::{
    learn::belief,
    model::{Calibrated, Feature, Samples, Settings, State},
};
use crate::{constants::START_BIAS, fit::unknown::UnknownPrior};

/// How often a step of the coefficients is halved before what it led to is taken.
const HALVINGS: usize = 3;

impl Samples<'_> {
    /// Alternates over bias, unknown source, dispersion and coefficients from `start` (samples ×
    /// sources) until the likelihood settles.
    pub(crate) fn fit(&self, start: Vec<Vec<f64>>, settings: Settings) -> Calibrated {
        let n = self.cargo.len();
        let mean: Vec<f64> = (0..self.features())
            .map(|f| self.cargo.iter().map(|y| y[f]).sum::<f64>() / n as f64)
            .collect();
        let prior = match (settings.unknown, settings.estimate_alpha) {
            (false, _) => UnknownPrior::none(),
            (true, true) => UnknownPrior::vague(&mean, 1.0),
            // Without scatter of its own, the unit of the counts holds all misfit.
            (true, false) => UnknownPrior::held(&mean, 1.0),
        };
        let totals: Vec<f64> = self.cargo.iter().map(|y| y.iter().sum()).collect();
        let depth = totals.iter().sum::<f64>() / n as f64;
        let points = prior.amounts.len();
        let mut state = State {
            w: start,
            level: totals.iter().map(|total| total / depth).collect(),
            alpha: settings.alpha,
            tau: START_BIAS * START_BIAS,
            bias: self.prior.mean.iter().map(|m| vec![*m; points]).collect(),
            posterior: vec![vec![1.0; points]; self.features()],
            prior,
        };
        let (mut before, mut quiet) = (f64::NEG_INFINITY, 0);
        let mut from = state.w.clone();
        let (mut done, mut halved) = (0, 0);
        for iteration in 0..settings.iterations {
            done = iteration + 1;
            // The bias waits for two rounds of coefficients: else it would take what they should.
            let now = Settings { bias: settings.bias && iteration >= 2, ..settings };
            let newton = if now.bias { if iteration < 6 { 3 } else { 1 } } else { 0 };
            let features = self.evaluate(&state, now, newton, iteration % 5 < 2);
            let evidence: f64 = features.iter().map(|f| f.evidence).sum();
            let objective = evidence + state.prior.log_belief() + belief(state.alpha);
            // A step that overshot is halved; the bias changes what is compared when it comes in.
            if objective < before && halved < HALVINGS && iteration != 2 {
                halved += 1;
                for (w, from) in state.w.iter_mut().flatten().zip(from.iter().flatten()) {
                    *w = f64::midpoint(*w, *from);
                }
                continue;
            }
            quiet = if (objective - before).abs() < 0.02 * n as f64 { quiet + 1 } else { 0 };
            before = objective;
            if quiet >= 2 && iteration >= 6 {
                break;
            }
            halved = 0;
            for (f, feature) in features.iter().enumerate() {
                state.posterior[f].clone_from(&feature.posterior);
                state.bias[f].clone_from(&feature.bias);
            }
            if settings.estimate_alpha && (iteration < 10 || iteration % 3 == 0) {
                self.move_dispersion(&mut state, now, evidence);
            }
            self.learn(&mut state, now, &features);
            from.clone_from(&state.w);
            self.move_coefficients(&mut state, &features);
        }
        let features = self.evaluate(&state, settings, 0, true);
        let expected =
            |f: &Feature| f.posterior.iter().zip(&state.prior.amounts).map(|(p, u)| p * u).sum();
        Calibrated {
            alpha: state.alpha,
            bias_variance: if settings.bias { state.tau } else { 0.0 },
            bias: features
                .iter()
                .zip(&self.prior.mean)
                .map(|(f, m)| (f.mean, (f.square - (f.mean - m).powi(2)).max(0.0)))
                .collect(),
            unknown: features.iter().map(expected).collect(),
            coefficients: state.w,
            levels: state.level,
            iterations: done,
            converged: quiet >= 2,
        }
    }
}
