//! Rows in papers: a centre, a spread between papers and one between the rows of a paper.

use super::{
    measurement::{Bound, Measurement},
    student::{cumulative, density, log_normal_weight},
};

/// How far a spread may stray from the pooled one, as SD of its logarithm.
const STRAY: f64 = 0.6;

/// Spreads that parameters with few papers are drawn towards.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Pooled {
    /// SD between papers, and with them between methods.
    pub between: f64,
    /// SD between the rows of a paper: cells and conditions.
    pub within: f64,
}

/// What the rows of one paper say.
struct Paper {
    mean: f64,
    rows: f64,
    squares: f64,
}

/// Rows of one parameter by paper, with limits apart.
pub(super) struct Papers {
    papers: Vec<Paper>,
    limits: Vec<(f64, Bound)>,
}

/// Posterior of one parameter: weights over a grid.
pub(super) struct Posterior {
    points: Vec<[f64; 4]>,
}

impl Papers {
    pub(super) fn new(rows: &[&Measurement]) -> Self {
        let mut papers: Vec<(&str, Vec<f64>)> = Vec::new();
        let mut limits = Vec::new();
        for row in rows {
            if let Some(bound) = row.bound {
                limits.push((row.scaled(), bound));
            } else if let Some(paper) = papers.iter_mut().find(|paper| paper.0 == row.paper) {
                paper.1.push(row.scaled());
            } else {
                papers.push((row.paper, vec![row.scaled()]));
            }
        }
        let paper = |(_, values): (&str, Vec<f64>)| {
            let rows = values.len() as f64;
            let mean = values.iter().sum::<f64>() / rows;
            Paper { mean, rows, squares: values.iter().map(|y| (y - mean).powi(2)).sum() }
        };
        Self { papers: papers.into_iter().map(paper).collect(), limits }
    }

    /// Log likelihood of a centre and two spreads.
    fn likelihood(&self, centre: f64, between: f64, within: f64) -> f64 {
        let mut sum = 0.0;
        for paper in &self.papers {
            let scale = (between * between + within * within / paper.rows).sqrt();
            sum += (density((paper.mean - centre) / scale) / scale).ln();
            sum -= (paper.rows - 1.0) * within.ln() + paper.squares / (2.0 * within * within);
        }
        let scale = between.hypot(within);
        for &(limit, bound) in &self.limits {
            let below = cumulative((limit - centre) / scale);
            sum += match bound {
                Bound::Below => below,
                Bound::Above => 1.0 - below,
            }
            .max(1e-12)
            .ln();
        }
        sum
    }

    /// Log likelihood of two spreads, whatever the centre.
    fn evidence(&self, between: f64, within: f64) -> f64 {
        let (low, high) = self.ends();
        let margin = 8.0 * between.hypot(within);
        let step = (high - low + 2.0 * margin) / 100.0;
        let sum: f64 = (0..=100)
            .map(|i| self.likelihood(low - margin + f64::from(i) * step, between, within).exp())
            .sum();
        (sum * step).max(f64::MIN_POSITIVE).ln()
    }

    /// Least and greatest mean of a paper.
    fn ends(&self) -> (f64, f64) {
        self.papers.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), paper| {
            (low.min(paper.mean), high.max(paper.mean))
        })
    }

    /// The posterior, or nothing where only limits are there or no row at all.
    pub(super) fn posterior(&self, pooled: Pooled) -> Option<Posterior> {
        const CENTRES: i32 = 60;
        let (low, high) = self.ends();
        if self.papers.is_empty() {
            return None;
        }
        let margin = 4.0 * pooled.between;
        let step = (high - low + 2.0 * margin) / f64::from(CENTRES);
        let spreads =
            |pooled: f64| (-5..=5).map(move |i| pooled * (f64::from(i) * 0.4 * STRAY).exp());
        let mut points = Vec::new();
        for between in spreads(pooled.between) {
            for within in spreads(pooled.within) {
                let prior = log_normal_weight(between, pooled.between, STRAY)
                    * log_normal_weight(within, pooled.within, STRAY);
                for i in 0..=CENTRES {
                    let centre = low - margin + f64::from(i) * step;
                    let weight = self.likelihood(centre, between, within) + prior.ln();
                    points.push([centre, between, within, weight]);
                }
            }
        }
        let most = points.iter().map(|point| point[3]).fold(f64::NEG_INFINITY, f64::max);
        for point in &mut points {
            point[3] = (point[3] - most).exp();
        }
        let sum: f64 = points.iter().map(|point| point[3]).sum();
        points.retain_mut(|point| {
            point[3] /= sum;
            point[3] > 1e-9
        });
        Some(Posterior { points })
    }
}

impl Posterior {
    /// Probability that a row of a new paper lies below `y`.
    pub(super) fn below(&self, y: f64) -> f64 {
        self.points
            .iter()
            .map(|&[centre, between, within, weight]| {
                weight * cumulative((y - centre) / between.hypot(within))
            })
            .sum()
    }

    /// Quantile of a row of a new paper.
    pub(super) fn quantile(&self, p: f64) -> f64 {
        let (mut low, mut high) = (-200.0, 200.0);
        for _ in 0..60 {
            let middle = f64::midpoint(low, high);
            if self.below(middle) < p { low = middle } else { high = middle }
        }
        f64::midpoint(low, high)
    }

    /// Posterior means of the spread between papers and between rows of one.
    pub(super) fn spreads(&self) -> (f64, f64) {
        self.points.iter().fold((0.0, 0.0), |(between, within), point| {
            (between + point[3] * point[1], within + point[3] * point[2])
        })
    }
}

/// Pooled spreads: those that make the rows of all parameters together most likely, each parameter with a free centre.
///
/// A parameter of one row tells nothing of spreads and adds the same to each.
pub(super) fn pooled(parameters: &[Vec<&Measurement>]) -> Pooled {
    let parameters: Vec<Papers> = parameters
        .iter()
        .filter(|rows| rows.iter().filter(|row| row.bound.is_none()).count() > 1)
        .map(|rows| Papers::new(rows))
        .collect();
    let grid = || (0..16).map(|i| 0.1 * (f64::from(i) * 0.26).exp());
    let mut best = (f64::NEG_INFINITY, Pooled { between: 1.0, within: 1.0 });
    for between in grid() {
        for within in grid() {
            let sum: f64 = parameters.iter().map(|papers| papers.evidence(between, within)).sum();
            if sum > best.0 {
                best = (sum, Pooled { between, within });
            }
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn papers(means: &[f64], limits: Vec<(f64, Bound)>) -> Papers {
        let paper = |&mean: &f64| Paper { mean, rows: 1.0, squares: 0.0 };
        Papers { papers: means.iter().map(paper).collect(), limits }
    }

    const POOLED: Pooled = Pooled { between: 1.0, within: 0.5 };

    fn median(means: &[f64], limits: Vec<(f64, Bound)>) -> f64 {
        papers(means, limits).posterior(POOLED).unwrap().quantile(0.5)
    }

    #[test]
    fn a_paper_far_off_pulls_less_than_the_mean() {
        let means = [0.0, 0.1, -0.1, 0.2, -0.2, 12.0];
        assert!(median(&means, Vec::new()).abs() < 0.7);
    }

    #[test]
    fn a_limit_moves_the_centre_to_its_side_and_is_no_value() {
        let free = median(&[0.0], Vec::new());
        assert!(free.abs() < 1e-6);
        assert!(median(&[0.0], vec![(-2.0, Bound::Below)]) < free - 0.2);
        assert!(median(&[0.0], vec![(2.0, Bound::Above)]) > free + 0.2);
        // What the value meets anyway moves it hardly.
        assert!(median(&[0.0], vec![(20.0, Bound::Below)]).abs() < 0.05);
        assert!(papers(&[], vec![(1.0, Bound::Below)]).posterior(POOLED).is_none());
    }
}
