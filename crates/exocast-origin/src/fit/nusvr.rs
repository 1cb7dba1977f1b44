//! ν-support-vector regression with a linear kernel, by a primal–dual interior-point method.

#![allow(clippy::needless_range_loop, reason = "rows and columns by number, as in the equations")]

use exocast_core::LabelledMatrix;
use ndarray::{Array2, ArrayView2};

use crate::linalg::solve_subset;

/// Weights and intercept of ν-SVR.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Regression {
    /// One weight per column.
    pub weights: Vec<f64>,
    /// The intercept.
    pub intercept: f64,
    /// Half the width of the tube.
    pub tube: f64,
}

/// A residual outside of the tube lies on one of two sides; index 0 is cargo above the fit, 1 below.
#[derive(Clone, Copy, Debug)]
struct Side {
    /// Distance to the edge of the tube, slack beyond it, and their multipliers.
    gap: f64,
    slack: f64,
    pull: f64,
    rest: f64,
}

/// min ½‖w‖² + C(νnε + Σᵢ max(0, |yᵢ − xᵢw − b| − ε)) over w, b and ε (Schölkopf et al. 2000, Neural
/// Comput 12:1207), for n rows, C as in libsvm.
///
/// Mehrotra's predictor–corrector steps on the k + 2 primal variables: n k² each, some tens in
/// all, where decomposition methods may take millions of steps on few columns and many rows.
///
/// ```
/// use exocast_origin::{core::LabelledMatrix, nu_svr};
///
/// let x = LabelledMatrix::read("row\tx\na\t0\nb\t1\nc\t2\nd\t3\n".as_bytes(), "x.tsv")?;
/// let line = nu_svr(&x, &[0.1, 1.0, 2.0, 2.9], 0.5, 1.0);
/// assert!((line.weights[0] - 0.95).abs() < 0.06);
/// # Ok::<(), exocast_origin::core::ReadError>(())
/// ```
#[must_use]
pub fn nu_svr(x: &LabelledMatrix, y: &[f64], nu: f64, c: f64) -> Regression {
    solve(x.values(), y, nu, c)
}

pub(super) fn solve(x: ArrayView2<'_, f64>, y: &[f64], nu: f64, c: f64) -> Regression {
    let (n, k) = x.dim();
    // Rows one after another.
    let flat: Vec<f64> = x.iter().copied().collect();
    let row = |i: usize| &flat[i * k..(i + 1) * k];
    let free = k + 2;
    let mut u = vec![0.0; free];
    let spread = y.iter().fold(0.0_f64, |m, y| m.max(y.abs())).max(1e-12);
    u[k + 1] = spread;
    let start = Side { gap: spread, slack: spread, pull: c * nu / 2.0, rest: c * (1.0 - nu / 2.0) };
    let mut sides = vec![[start; 2]; n];
    let budget = c * nu * n as f64;
    for _ in 0..200 {
        let mu = complementarity(&sides);
        if mu <= 1e-15 * c * spread {
            break;
        }
        // Residuals of the optimality conditions.
        let mut dual: Vec<f64> = (0..free).map(|j| if j < k { -u[j] } else { 0.0 }).collect();
        dual[k + 1] -= budget;
        let mut primal = vec![[0.0; 2]; n];
        for i in 0..n {
            let fitted: f64 = row(i).iter().zip(&u).map(|(x, w)| x * w).sum::<f64>() + u[k];
            let force = sides[i][0].pull - sides[i][1].pull;
            for (sum, x) in dual.iter_mut().zip(row(i)) {
                *sum += force * x;
            }
            dual[k] += force;
            dual[k + 1] += sides[i][0].pull + sides[i][1].pull;
            for (s, sign) in [(0, 1.0), (1, -1.0)] {
                let side = sides[i][s];
                primal[i][s] = sign * (y[i] - fitted) - u[k + 1] - side.slack + side.gap;
            }
        }
        let system = System::new(&flat, k, &sides, c);
        let (_, predicted) = system.step(&dual, &primal, &sides, 0.0, None);
        let length = longest(&sides, &predicted);
        let after = complementarity(&moved(&sides, &predicted, length));
        let centre = (after / mu).powi(3) * mu;
        let (du, step) = system.step(&dual, &primal, &sides, centre, Some(&predicted));
        let length = 0.995 * longest(&sides, &step);
        if !du.iter().all(|d| d.is_finite()) || length <= 0.0 {
            break;
        }
        for (u, d) in u.iter_mut().zip(&du) {
            *u += length * d;
        }
        sides = moved(&sides, &step, length);
    }
    Regression { weights: u[..k].to_vec(), intercept: u[k], tube: u[k + 1] }
}

fn complementarity(sides: &[[Side; 2]]) -> f64 {
    let sum: f64 = sides.iter().flatten().map(|s| s.gap * s.pull + s.slack * s.rest).sum();
    sum / (4 * sides.len()) as f64
}

fn moved(sides: &[[Side; 2]], step: &[[Side; 2]], length: f64) -> Vec<[Side; 2]> {
    let add = |a: &Side, d: &Side| Side {
        gap: a.gap + length * d.gap,
        slack: a.slack + length * d.slack,
        pull: a.pull + length * d.pull,
        rest: a.rest + length * d.rest,
    };
    sides.iter().zip(step).map(|(a, d)| [add(&a[0], &d[0]), add(&a[1], &d[1])]).collect()
}

/// The longest step, at most 1, that keeps everything above zero.
fn longest(sides: &[[Side; 2]], step: &[[Side; 2]]) -> f64 {
    let limit = |value: f64, change: f64| if change < 0.0 { -value / change } else { 1.0 };
    sides.iter().flatten().zip(step.iter().flatten()).fold(1.0_f64, |length, (a, d)| {
        length
            .min(limit(a.gap, d.gap))
            .min(limit(a.slack, d.slack))
            .min(limit(a.pull, d.pull))
            .min(limit(a.rest, d.rest))
    })
}

/// The Newton system at one point, reduced to the primal variables.
struct System<'a> {
    /// Rows one after another, of `k` values each.
    x: &'a [f64],
    k: usize,
    c: f64,
    /// 1/(slack/rest + gap/pull) by row and side.
    weight: Vec<[f64; 2]>,
    matrix: Array2<f64>,
}

impl<'a> System<'a> {
    fn new(x: &'a [f64], k: usize, sides: &[[Side; 2]], c: f64) -> Self {
        let n = sides.len();
        let weight: Vec<[f64; 2]> = sides
            .iter()
            .map(|pair| {
                [0, 1].map(|s| 1.0 / (pair[s].slack / pair[s].rest + pair[s].gap / pair[s].pull))
            })
            .collect();
        // Rows one after another: the lower triangle is summed without looking up places.
        let width = k + 2;
        let mut lower = vec![0.0; width * width];
        for j in 0..k {
            lower[j * width + j] = 1.0;
        }
        let mut row = vec![0.0; k + 1];
        for i in 0..n {
            let (both, uneven_sides) = (weight[i][0] + weight[i][1], weight[i][0] - weight[i][1]);
            row[..k].copy_from_slice(&x[i * k..(i + 1) * k]);
            row[k] = 1.0;
            for a in 0..=k {
                let scaled = both * row[a];
                for (cell, value) in lower[a * width..=a * width + a].iter_mut().zip(&row) {
                    *cell += scaled * value;
                }
            }
            for (cell, value) in lower[(k + 1) * width..].iter_mut().zip(&row) {
                *cell += uneven_sides * value;
            }
            lower[width * width - 1] += both;
        }
        let matrix =
            Array2::from_shape_fn((width, width), |(a, b)| lower[a.max(b) * width + a.min(b)]);
        Self { x, k, c, weight, matrix }
    }

    /// The step towards complementarity `centre`, with second-order terms of a first one.
    fn step(
        &self,
        dual: &[f64],
        primal: &[[f64; 2]],
        sides: &[[Side; 2]],
        centre: f64,
        first: Option<&[[Side; 2]]>,
    ) -> (Vec<f64>, Vec<[Side; 2]>) {
        let (n, k) = (sides.len(), self.k);
        let row = |i: usize| &self.x[i * k..(i + 1) * k];
        // Where complementarity has to go: gap·pull and slack·rest.
        let wanted = |i: usize, s: usize| {
            let side = sides[i][s];
            let (a, b) = first
                .map_or((0.0, 0.0), |f| (f[i][s].gap * f[i][s].pull, f[i][s].slack * f[i][s].rest));
            (centre - side.gap * side.pull - a, centre - side.slack * side.rest - b)
        };
        let mut right = dual.to_vec();
        let mut target = vec![[0.0; 2]; n];
        for i in 0..n {
            for (s, sign) in [(0, 1.0), (1, -1.0)] {
                let side = sides[i][s];
                let (gap, slack) = wanted(i, s);
                let uneven = self.c - side.pull - side.rest;
                target[i][s] =
                    primal[i][s] + gap / side.pull - (slack - side.slack * uneven) / side.rest;
                let force = self.weight[i][s] * target[i][s];
                for (sum, x) in right.iter_mut().zip(row(i)) {
                    *sum += sign * force * x;
                }
                right[k] += sign * force;
                right[k + 1] += force;
            }
        }
        let all: Vec<usize> = (0..k + 2).collect();
        let du = solve_subset(self.matrix.view(), &right, &all, 0.0)
            .unwrap_or_else(|| vec![f64::NAN; k + 2]);
        let mut out = Vec::with_capacity(n);
        for i in 0..n {
            let along: f64 = row(i).iter().zip(&du).map(|(x, d)| x * d).sum::<f64>() + du[k];
            out.push([0, 1].map(|s| {
                let side = sides[i][s];
                let sign = if s == 0 { 1.0 } else { -1.0 };
                let (gap, slack) = wanted(i, s);
                let uneven = self.c - side.pull - side.rest;
                let pull = self.weight[i][s] * (target[i][s] - sign * along - du[k + 1]);
                let rest = uneven - pull;
                Side {
                    pull,
                    rest,
                    gap: (gap - side.gap * pull) / side.pull,
                    slack: (slack - side.slack * rest) / side.rest,
                }
            }));
        }
        (du, out)
    }
}
