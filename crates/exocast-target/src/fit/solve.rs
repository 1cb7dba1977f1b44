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
        change.into_iter().map(|sum| -sum.ln_1p()).collect()
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

/// N of cells, seen genes × seen samples.
fn cells(design: &Design, values: &[f64], genes: &[usize], samples: &[usize]) -> Vec<f64> {
    let mut out = Vec::with_capacity(genes.len() * samples.len());
    for &gene in genes {
        let bears = bears(design, values, gene);
        for &sample in samples {
            let sites = sites(design, gene, sample);
            out.push(sites.map(|site| occupancy(design, values, site, sample) * bears).sum());
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
    /// Seen genes × seen samples: centred levels and square roots of weights.
    levels: Vec<f64>,
    roots: Vec<f64>,
    /// An orthonormal basis for each seen sample: vectors over seen genes.
    bases: Vec<Vec<Vec<f64>>>,
}

impl<'a> Problem<'a> {
    fn new(design: &'a Design, levels: &[f64], seen: &Seen<'a>) -> Self {
        let (genes, samples) = (seen.genes, seen.samples);
        let m = samples.len();
        let mut centred = Vec::with_capacity(genes.len() * m);
        let mut roots = Vec::with_capacity(genes.len() * m);
        for &gene in genes {
            let row = samples.iter().map(|&sample| levels[gene * design.samples + sample]);
            let row: Vec<f64> = row.collect();
            let mean = row.iter().sum::<f64>() / m as f64;
            let variance = row.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / m as f64;
            centred.extend(row.iter().map(|v| v - mean));
            roots.extend(std::iter::repeat_n(1.0 / (variance + NOISE), m));
        }
        let mean = roots.iter().sum::<f64>() / roots.len().max(1) as f64;
        let column = |values: &[f64], weights: &[f64], j: usize| -> f64 {
            (0..genes.len()).map(|g| values[g * m + j].powi(2) * weights[g * m + j]).sum()
        };
        let spread: Vec<f64> = (0..m).map(|j| column(&centred, &roots, j)).collect();
        let typical = spread.iter().sum::<f64>() / m as f64;
        for g in 0..genes.len() {
            for j in 0..m {
                let weight = &mut roots[g * m + j];
                *weight = (*weight / mean * typical / spread[j]).sqrt();
            }
        }
        let bases = (0..m).map(|j| basis(design, genes, &roots, (j, m))).collect();
        Self { design, genes, samples, levels: centred, roots, bases }
    }

    /// Takes the mean over samples, the weights and the projection out of a column of cells.
    fn prepare(&self, cells: &mut [f64]) {
        let m = self.samples.len();
        for (row, roots) in cells.chunks_exact_mut(m).zip(self.roots.chunks_exact(m)) {
            let mean = row.iter().sum::<f64>() / m as f64;
            row.iter_mut().zip(roots).for_each(|(value, root)| *value = (*value - mean) * root);
        }
        for (j, basis) in self.bases.iter().enumerate() {
            for vector in basis {
                let column = cells.iter().skip(j).step_by(m);
                let along: f64 = column.zip(vector).map(|(value, v)| value * v).sum();
                let column = cells.iter_mut().skip(j).step_by(m);
                column.zip(vector).for_each(|(value, v)| *value -= along * v);
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

    /// The matrix and the right side of the normal equations, from the derivatives of the predictions.
    fn normal(&self, values: &[f64]) -> (Vec<f64>, Vec<f64>) {
        let design = self.design;
        let (width, k, m) = (design.width(), values.len(), self.samples.len());
        let count = self.genes.len() * m;
        // One column of cells a parameter.
        let mut columns = vec![0.0; k * count];
        for (g, &gene) in self.genes.iter().enumerate() {
            let bears = bears(design, values, gene);
            for (j, &sample) in self.samples.iter().enumerate() {
                let cell = g * m + j;
                let mut of_cell = vec![0.0; k];
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
                for (i, value) in of_cell.into_iter().enumerate() {
                    columns[i * count + cell] = -value / (1.0 + sum);
                }
            }
        }
        let used =
            |i: usize| i < k - design.samples || self.samples.contains(&(i + design.samples - k));
        for (i, column) in columns.chunks_exact_mut(count).enumerate() {
            if used(i) {
                self.prepare(column);
            }
        }
        let residuals = self.residuals(values);
        let product = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
        let column = |i: usize| &columns[i * count..(i + 1) * count];
        let mut matrix = vec![0.0; k * k];
        let mut gradient = vec![0.0; k];
        for i in (0..k).filter(|&i| used(i)) {
            gradient[i] = product(column(i), &residuals);
            for j in (0..=i).filter(|&j| used(j)) {
                matrix[i * k + j] = product(column(i), column(j));
                matrix[j * k + i] = matrix[i * k + j];
            }
        }
        (matrix, gradient)
    }
}

/// A weighted orthonormal basis of a constant and the features of mRNAs (Gram and Schmidt).
fn basis(design: &Design, genes: &[usize], roots: &[f64], (j, m): (usize, usize)) -> Vec<Vec<f64>> {
    let mut basis: Vec<Vec<f64>> = Vec::new();
    for part in 0..=SUSCEPTIBILITY.len() {
        let mut vector: Vec<f64> = genes
            .iter()
            .enumerate()
            .map(|(g, &gene)| {
                let value = part.checked_sub(1).map_or(1.0, |i| design.susceptibility[gene][i]);
                value * roots[g * m + j]
            })
            .collect();
        for other in &basis {
            let along: f64 = vector.iter().zip(other).map(|(a, b)| a * b).sum();
            vector.iter_mut().zip(other).for_each(|(a, b)| *a -= along * b);
        }
        let length = vector.iter().map(|a| a * a).sum::<f64>().sqrt();
        if length > 1e-9 {
            for a in &mut vector {
                *a /= length;
            }
            basis.push(vector);
        }
    }
    basis
}
