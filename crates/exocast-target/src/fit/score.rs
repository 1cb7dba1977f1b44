//! How well predictions do on what the fit has not seen.

use exocast_core::{Interval, SeedPlan, parallel};
use rand::RngExt;

use super::{
    design::Design,
    solve::{Fit, Seen},
};

/// Predictions of which neither the gene nor the miRNA was seen by the fit.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct CrossValidation {
    /// Genes × samples, natural logarithms.
    pub predictions: Vec<f64>,
}

impl CrossValidation {
    /// Leaves out each group of samples with each fold of genes in turn. `groups` says of each sample
    /// which group it is in: samples of one miRNA or seed belong in one.
    #[must_use]
    pub fn new(design: &Design, levels: &[f64], groups: &[usize], folds: usize, seed: u64) -> Self {
        let (genes, samples) = design.shape();
        let mut stream = SeedPlan::new(seed).stream("folds", 0);
        let fold: Vec<usize> = (0..genes).map(|_| stream.random_range(0..folds)).collect();
        let groups_of = groups.iter().copied().max().map_or(0, |last| last + 1);
        let predicted = parallel::map(groups_of * folds, |i| {
            let (group, out) = (i / folds, i % folds);
            let samples: Vec<usize> = (0..samples).filter(|&m| groups[m] != group).collect();
            let genes: Vec<usize> = (0..genes).filter(|&g| fold[g] != out).collect();
            let seen = Seen { genes: &genes, samples: &samples };
            Fit::from_part(design, levels, &seen).predict(design)
        });
        let mut predictions = vec![0.0; genes * samples];
        for (i, predicted) in predicted.into_iter().enumerate() {
            for g in (0..genes).filter(|&g| fold[g] == i % folds) {
                for m in (0..samples).filter(|&m| groups[m] == i / folds) {
                    predictions[g * samples + m] = predicted[g * samples + m];
                }
            }
        }
        Self { predictions }
    }

    /// Standard deviations of what the predictions miss: of a sample's ln N as a whole, by the slope of its
    /// levels on them; and of the ln N of each gene in it, by how much more levels depart where N has
    /// more to say, gene by gene: d ln(1 + N)/d ln N = N/(1 + N).
    #[must_use]
    pub fn errors(&self, levels: &[f64], samples: usize) -> (f64, f64) {
        let (levels, predicted) = (centred(levels, samples), centred(&self.predictions, samples));
        let slopes: Vec<f64> = (0..samples)
            .map(|m| {
                let column = || predicted.iter().zip(&levels).skip(m).step_by(samples);
                let squares: f64 = column().map(|(x, _)| x * x).sum();
                column().map(|(x, y)| x * y).sum::<f64>() / squares.max(f64::MIN_POSITIVE)
            })
            .collect();
        let logs: Vec<f64> = slopes.iter().map(|slope| slope.max(0.1).ln()).collect();
        let mean = logs.iter().sum::<f64>() / samples as f64;
        let guide = logs.iter().map(|log| (log - mean).powi(2)).sum::<f64>() / samples as f64;
        let cells = || predicted.iter().zip(&levels).enumerate();
        let missed: Vec<f64> =
            cells().map(|(i, (x, y))| (y - slopes[i % samples] * x).powi(2)).collect();
        let weights: Vec<f64> = self
            .predictions
            .iter()
            .enumerate()
            .map(|(i, ln)| (slopes[i % samples] * -ln.exp_m1()).powi(2))
            .collect();
        let (missed, weights) = (centred(&missed, samples), centred(&weights, samples));
        let along: f64 = missed.iter().zip(&weights).map(|(a, b)| a * b).sum();
        let squares: f64 = weights.iter().map(|b| b * b).sum();
        (guide.sqrt(), (along / squares.max(f64::MIN_POSITIVE)).max(0.0).sqrt())
    }

    /// Mean r² over samples, with the ends of its 95 % interval from `draws` resamplings of genes.
    #[must_use]
    pub fn score(
        &self,
        levels: &[f64],
        samples: usize,
        draws: usize,
        seed: u64,
    ) -> (f64, f64, f64) {
        let (levels, predicted) = (centred(levels, samples), centred(&self.predictions, samples));
        let genes = levels.len() / samples;
        let all: Vec<usize> = (0..genes).collect();
        let value = mean_of_genes(&predicted, &levels, samples, &all);
        let mut stream = SeedPlan::new(seed).stream("genes", 0);
        let mut drawn: Vec<f64> = (0..draws)
            .map(|_| {
                let some: Vec<usize> = (0..genes).map(|_| stream.random_range(0..genes)).collect();
                mean_of_genes(&predicted, &levels, samples, &some)
            })
            .collect();
        drawn.sort_by(f64::total_cmp);
        let Interval { value, low, high } = Interval::of_sorted_draws(value, &drawn);
        (value, low, high)
    }
}

/// Values less their mean over samples, gene by gene.
#[must_use]
pub fn centred(values: &[f64], samples: usize) -> Vec<f64> {
    let mut values = values.to_vec();
    for row in values.chunks_exact_mut(samples) {
        let mean = row.iter().sum::<f64>() / samples as f64;
        for value in row {
            *value -= mean;
        }
    }
    values
}

/// Squared correlation of each sample, genes × samples, as they are.
#[must_use]
pub fn r2_by_sample(predictions: &[f64], levels: &[f64], samples: usize) -> Vec<f64> {
    let genes: Vec<usize> = (0..levels.len() / samples).collect();
    (0..samples).map(|m| r2(predictions, levels, samples, m, &genes)).collect()
}

fn mean_of_genes(predicted: &[f64], levels: &[f64], samples: usize, genes: &[usize]) -> f64 {
    (0..samples).map(|m| r2(predicted, levels, samples, m, genes)).sum::<f64>() / samples as f64
}

fn r2(predicted: &[f64], levels: &[f64], samples: usize, m: usize, genes: &[usize]) -> f64 {
    let [mut x, mut y, mut xx, mut yy, mut xy] = [0.0; 5];
    for gene in genes {
        let (a, b) = (predicted[gene * samples + m], levels[gene * samples + m]);
        x += a;
        y += b;
        xx += a * a;
        yy += b * b;
        xy += a * b;
    }
    let n = genes.len() as f64;
    let (vx, vy, c) = (xx - x * x / n, yy - y * y / n, xy - x * y / n);
    if vx > 0.0 && vy > 0.0 { c * c / (vx * vy) } else { 0.0 }
}
