//! The method of Levenberg and Marquardt.

use super::design::Design;
use crate::affinity::{FEATURES, SUSCEPTIBILITY, SiteModel};
use exocast_core::linalg::Cholesky;

/// Added to the variance of a gene before it weighs by its inverse.
const NOISE: f64 = 0.05;

/// Ridges, per cell of the data: coefficients, ln slope, types, offsets of guides.
const RIDGE: [f64; 4] = [1e-5, 1e-4, 1e-5, 1e-4];

/// Where types and slope are drawn to.
const TYPES: [f64; 6] = [-2.0, -3.0, -3.7, -4.5, -5.5, -6.0];

const NETWORK: f64 = -5.0;

const LN_SLOPE: f64 = 2.0;

const STEPS: usize = 14;

/// Parameters, for standardised features: types, coefficients, ln slope, coefficients of the mRNA, and
/// offsets of guides.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    values: Vec<f64>,
}

/// Which genes and samples a fit sees.
#[derive(Clone, Debug)]
pub(super) struct Seen<'a> {
    pub(super) genes: &'a [usize],
    pub(super) samples: &'a [usize],
}

impl Fit {
    fn start(design: &Design) -> Self {
        let mut values = match design.kinds {
            1 => vec![NETWORK],
            _ => TYPES.to_vec(),
        };
        values.resize(design.width(), 0.0);
        values.push(LN_SLOPE);
        values.resize(design.width() + 1 + SUSCEPTIBILITY.len() + design.samples, 0.0);
        Self { values }
    }

    fn penalties(design: &Design, cells: f64) -> Vec<f64> {
        let [coefficient, slope, kind, offset] = RIDGE.map(|ridge| ridge * cells);
        let mut penalties = vec![kind; design.kinds];
        penalties.resize(design.width(), coefficient);
        penalties.push(slope);
        penalties.resize(design.width() + 1 + SUSCEPTIBILITY.len(), coefficient);
        penalties.resize(penalties.len() + design.samples, offset);
        penalties
    }

    /// Parameters from all genes and samples.
    #[must_use]
    pub fn new(design: &Design, levels: &[f64]) -> Self {
        let genes: Vec<usize> = (0..design.genes).collect();
        let samples: Vec<usize> = (0..design.samples).collect();
        Self::from_part(design, levels, &Seen { genes: &genes, samples: &samples })
    }

    /// Parameters from some genes and samples, by their places.
    #[must_use]
    pub fn on_part(design: &Design, levels: &[f64], genes: &[usize], samples: &[usize]) -> Self {
        Self::from_part(design, levels, &Seen { genes, samples })
    }

    /// Parameters from some genes and samples.
    pub(super) fn from_part(design: &Design, levels: &[f64], seen: &Seen<'_>) -> Self {
        let problem = Problem::new(design, levels, seen);
        let prior = Self::start(design).values;
        let penalties = Self::penalties(design, (seen.genes.len() * seen.samples.len()) as f64);
        let cost = |values: &[f64]| {
            let terms = values.iter().zip(&prior).zip(&penalties);
            let ridge: f64 = terms.map(|((v, p), penalty)| penalty * (v - p) * (v - p)).sum();
            problem.residuals(values).iter().map(|r| r * r).sum::<f64>() + ridge
        };
        let mut values = prior.clone();
        let mut now = cost(&values);
        let mut damping = 1e-3;
        for _ in 0..STEPS {
            let (matrix, mut gradient) = problem.normal(&values);
            for (i, penalty) in penalties.iter().enumerate() {
                gradient[i] -= penalty * (values[i] - prior[i]);
            }
            let before = now;
            for _ in 0..6 {
                let mut damped = matrix.clone();
                for (i, penalty) in penalties.iter().enumerate() {
                    let place = i * values.len() + i;
                    damped[place] += penalty + damping * damped[place] + 1e-9;
                }
                let Some(solved) = Cholesky::new(damped, values.len()) else {
                    damping *= 10.0;
                    continue;
                };
                let step = solved.solve_by_columns(gradient.clone());
                let next: Vec<f64> = values.iter().zip(&step).map(|(v, s)| v + s).collect();
                let after = cost(&next);
                if after < now {
                    (values, now) = (next, after);
                    damping = (damping / 10.0).max(1e-9);
                    break;
                }
                damping *= 10.0;
            }
            if before - now < 1e-6 * before {
                break;
            }
        }
        Self { values }
    }

    /// Predicted natural logarithm of the change, genes × samples, without the guides' offsets.
    #[must_use]
    pub fn predict(&self, design: &Design) -> Vec<f64> {
        let mut values = self.values.clone();
        let offsets = values.len() - design.samples;
        values[offsets..].fill(0.0);
        let genes: Vec<usize> = (0..design.genes).collect();
        let samples: Vec<usize> = (0..design.samples).collect();
        let change = cells(design, &values, &genes, &samples);
        let by_gene = |i: usize| change[i % samples.len() * genes.len() + i / samples.len()];
        (0..change.len()).map(|i| -by_gene(i).ln_1p()).collect()
    }

    /// The parameters in units of the features.
    #[must_use]
    pub fn model(
        &self,
        design: &Design,
        (guide_error, transcript_error): (f64, f64),
        held_out: (f64, f64, f64),
    ) -> SiteModel {
        let width = design.width();
        let mut coefficients = [0.0; FEATURES.len()];
        let mut shift = 0.0;
        for (i, &feature) in design.features.iter().enumerate() {
            let (mean, sd) = design.scales[i];
            coefficients[feature] = self.values[design.kinds + i] / sd;
            shift -= coefficients[feature] * mean;
        }
        let kind = |i: usize| self.values[i.min(design.kinds - 1)] + shift;
        let mut ln_slope = self.values[width];
        let scales = design.susceptibility_scales;
        let susceptibility: [f64; SUSCEPTIBILITY.len()] =
            std::array::from_fn(|i| self.values[width + 1 + i] / scales[i].1);
        for (s, scale) in susceptibility.iter().zip(scales) {
            ln_slope -= s * scale.0;
        }
        SiteModel {
            kinds: std::array::from_fn(kind),
            coefficients,
            ln_slope,
            susceptibility,
            guide_error,
            transcript_error,
            held_out,
        }
    }
}

/// N of cells, seen samples × seen genes.
fn cells(design: &Design, values: &[f64], genes: &[usize], samples: &[usize]) -> Vec<f64> {
    let mut out = vec![0.0; genes.len() * samples.len()];
    for (g, &gene) in genes.iter().enumerate() {
        let bears = bears(design, values, gene);
        for (j, &sample) in samples.iter().enumerate() {
            let sites = sites(design, gene, sample);
            out[j * genes.len() + g] =
                sites.map(|site| occupancy(design, values, site, sample) * bears).sum();
        }
    }
    out
}

fn sites(design: &Design, gene: usize, sample: usize) -> std::ops::Range<usize> {
    let cell = gene * design.samples + sample;
    design.starts[cell]..design.starts[cell + 1]
}

fn bears(design: &Design, values: &[f64], gene: usize) -> f64 {
    let slope = &values[design.width()..];
    let of_gene = design.susceptibility[gene].iter().zip(&slope[1..]);
    (slope[0] + of_gene.map(|(x, s)| x * s).sum::<f64>()).clamp(-20.0, 20.0).exp()
}

fn occupancy(design: &Design, values: &[f64], site: usize, sample: usize) -> f64 {
    let width = design.width();
    let row = &design.rows[site * width..(site + 1) * width];
    let offset = values[width + 1 + SUSCEPTIBILITY.len() + sample];
    let energy: f64 = row.iter().zip(values).map(|(x, c)| x * c).sum();
    1.0 / (1.0 + (-(energy + offset + design.offsets[site])).exp())
}

/// Weights, centred levels and what is projected out, of the genes and samples seen.
struct Problem<'a> {
    design: &'a Design,
    genes: &'a [usize],
    samples: &'a [usize],
    /// Seen samples × seen genes: centred levels and square roots of weights.
    levels: Vec<f64>,
    roots: Vec<f64>,
    /// An orthonormal basis for each seen sample: vectors over seen genes.
    bases: Vec<Vec<Vec<f64>>>,
}

impl<'a> Problem<'a> {
    fn new(design: &'a Design, levels: &[f64], seen: &Seen<'a>) -> Self {
        let (genes, samples) = (seen.genes, seen.samples);
        let (n, m) = (genes.len(), samples.len());
        let (mut centred, mut roots) = (vec![0.0; n * m], vec![0.0; n * m]);
        for (g, &gene) in genes.iter().enumerate() {
            let row = samples.iter().map(|&sample| levels[gene * design.samples + sample]);
            let row: Vec<f64> = row.collect();
            let mean = row.iter().sum::<f64>() / m as f64;
            let variance = row.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / m as f64;
            for (j, value) in row.iter().enumerate() {
                centred[j * n + g] = value - mean;
                roots[j * n + g] = 1.0 / (variance + NOISE);
            }
        }
        let mean = roots.iter().sum::<f64>() / roots.len().max(1) as f64;
        let spread: Vec<f64> = (0..m)
            .map(|j| (j * n..(j + 1) * n).map(|i| centred[i].powi(2) * roots[i]).sum())
            .collect();
        let typical = spread.iter().sum::<f64>() / m as f64;
        for (weights, spread) in roots.chunks_exact_mut(n.max(1)).zip(&spread) {
            for weight in weights {
                *weight = (*weight / mean * typical / spread).sqrt();
            }
        }
        let bases = roots.chunks_exact(n.max(1)).map(|roots| basis(design, genes, roots)).collect();
        Self { design, genes, samples, levels: centred, roots, bases }
    }

    /// Takes the mean over samples, the weights and the projection out of a column of cells.
    fn prepare(&self, cells: &mut [f64]) {
        let (n, m) = (self.genes.len(), self.samples.len());
        let mut means = vec![0.0; n];
        for of_sample in cells.chunks_exact(n) {
            means.iter_mut().zip(of_sample).for_each(|(mean, value)| *mean += value / m as f64);
        }
        let weights = self.roots.chunks_exact(n).zip(&self.bases);
        for (of_sample, (roots, basis)) in cells.chunks_exact_mut(n).zip(weights) {
            for ((value, root), mean) in of_sample.iter_mut().zip(roots).zip(&means) {
                *value = (*value - mean) * root;
            }
            for vector in basis {
                let along = product(of_sample, vector);
                of_sample.iter_mut().zip(vector).for_each(|(value, v)| *value -= along * v);
            }
        }
    }

    fn residuals(&self, values: &[f64]) -> Vec<f64> {
        let sums = cells(self.design, values, self.genes, self.samples);
        let mut residuals: Vec<f64> =
            self.levels.iter().zip(sums).map(|(level, sum)| level + sum.ln_1p()).collect();
        self.prepare(&mut residuals);
        residuals
    }

    /// Derivatives of the predictions by each parameter: one column of cells each.
    fn columns(&self, values: &[f64]) -> Vec<f64> {
        let design = self.design;
        let (width, k, n) = (design.width(), values.len(), self.genes.len());
        let count = n * self.samples.len();
        let mut columns = vec![0.0; k * count];
        let mut of_cell = vec![0.0; k];
        for (g, &gene) in self.genes.iter().enumerate() {
            let bears = bears(design, values, gene);
            for (j, &sample) in self.samples.iter().enumerate() {
                of_cell.fill(0.0);
                let mut sum = 0.0;
                for site in sites(design, gene, sample) {
                    let held = occupancy(design, values, site, sample);
                    sum += held * bears;
                    let slope = held * (1.0 - held) * bears;
                    let row = &design.rows[site * width..(site + 1) * width];
                    of_cell.iter_mut().zip(row).for_each(|(d, x)| *d += slope * x);
                    of_cell[width + 1 + SUSCEPTIBILITY.len() + sample] += slope;
                }
                if sum <= 0.0 {
                    continue;
                }
                of_cell[width] = sum;
                for (i, x) in design.susceptibility[gene].iter().enumerate() {
                    of_cell[width + 1 + i] = sum * x;
                }
                for (i, value) in of_cell.iter().enumerate() {
                    columns[i * count + j * n + g] = -value / (1.0 + sum);
                }
            }
        }
        columns
    }

    /// The matrix and the right side of the normal equations.
    fn normal(&self, values: &[f64]) -> (Vec<f64>, Vec<f64>) {
        let (k, n) = (values.len(), self.genes.len());
        let count = n * self.samples.len();
        let mut columns = self.columns(values);
        let offsets = k - self.design.samples;
        let used: Vec<usize> =
            (0..k).filter(|&i| i < offsets || self.samples.contains(&(i - offsets))).collect();
        for &i in &used {
            self.prepare(&mut columns[i * count..(i + 1) * count]);
        }
        let residuals = self.residuals(values);
        let (mut matrix, mut gradient) = (vec![0.0; k * k], vec![0.0; k]);
        // Sample by sample, so that the part of all columns stays at hand.
        for start in (0..count).step_by(n.max(1)) {
            let column = |i: usize| &columns[i * count + start..i * count + start + n];
            for (place, &i) in used.iter().enumerate() {
                gradient[i] += product(column(i), &residuals[start..start + n]);
                for &j in &used[..=place] {
                    matrix[i * k + j] += product(column(i), column(j));
                }
            }
        }
        for i in 0..k {
            for j in 0..i {
                matrix[j * k + i] = matrix[i * k + j];
            }
        }
        (matrix, gradient)
    }
}

/// The sum of products, in eight parts.
fn product(a: &[f64], b: &[f64]) -> f64 {
    let (parts, rest) = a.as_chunks::<8>();
    let (others, other_rest) = b.as_chunks::<8>();
    let mut sums = [0.0; 8];
    for (part, other) in parts.iter().zip(others) {
        (0..8).for_each(|i| sums[i] += part[i] * other[i]);
    }
    sums.iter().sum::<f64>() + rest.iter().zip(other_rest).map(|(a, b)| a * b).sum::<f64>()
}

/// A weighted orthonormal basis of a constant and the features of mRNAs (Gram and Schmidt).
fn basis(design: &Design, genes: &[usize], roots: &[f64]) -> Vec<Vec<f64>> {
    let mut basis: Vec<Vec<f64>> = Vec::new();
    for part in 0..=SUSCEPTIBILITY.len() {
        let values = genes.iter().zip(roots).map(|(&gene, root)| {
            let value = part.checked_sub(1).map_or(1.0, |i| design.susceptibility[gene][i]);
            value * root
        });
        let mut vector: Vec<f64> = values.collect();
        for other in &basis {
            let along = product(&vector, other);
            vector.iter_mut().zip(other).for_each(|(a, b)| *a -= along * b);
        }
        let length = product(&vector, &vector).sqrt();
        if length > 1e-9 {
            for a in &mut vector {
                *a /= length;
            }
            basis.push(vector);
        }
    }
    basis
}
