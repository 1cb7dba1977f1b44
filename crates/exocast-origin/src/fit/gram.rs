//! Non-negative least squares on k × k normal equations.

use ndarray::Array2;

use crate::linalg::solve_subset;

/// A pivot below this part of the largest diagonal entry means that a column depends on others.
const PIVOT: f64 = 1e-13;

/// A gradient below this part of the cross product's size counts as zero.
const OPTIMALITY: f64 = 1e-12;

/// min ½ wᵀG w − cᵀw over w ≥ 0 for a Gram matrix G.
#[derive(Clone, Debug)]
pub(crate) struct GramProblem {
    /// G with unit diagonal.
    gram: Array2<f64>,
    /// Length of each column; 0 for a column of zeros, which is never used.
    length: Vec<f64>,
}

impl GramProblem {
    pub(crate) fn new(mut gram: Array2<f64>) -> Self {
        let length: Vec<f64> = gram.diag().iter().map(|d| d.max(0.0).sqrt()).collect();
        for ((i, j), cell) in gram.indexed_iter_mut() {
            let scale = length[i] * length[j];
            *cell = if scale > 0.0 { *cell / scale } else { 0.0 };
        }
        Self { gram, length }
    }

    /// The minimiser for `cross` = Sᵀy, in the scale of the columns given.
    pub(crate) fn solve(&self, cross: &[f64]) -> Vec<f64> {
        let scaled: Vec<f64> = cross.iter().zip(&self.length).map(|(c, l)| safe(*c, *l)).collect();
        let solution = self.active_set(&scaled);
        solution.iter().zip(&self.length).map(|(x, l)| safe(*x, *l)).collect()
    }

    fn active_set(&self, cross: &[f64]) -> Vec<f64> {
        let k = cross.len();
        let tolerance = OPTIMALITY * cross.iter().fold(0.0_f64, |m, c| m.max(c.abs()));
        let (mut x, mut passive) = self.first_guess(cross);
        let mut refused = vec![false; k];
        for _ in 0..10 * k.max(3) {
            let gradient = |j: usize| {
                cross[j] - passive.iter().map(|&i| self.gram[[j, i]] * x[i]).sum::<f64>()
            };
            let entering = (0..k)
                .filter(|j| self.length[*j] > 0.0 && !refused[*j] && !passive.contains(j))
                .map(|j| (gradient(j), j))
                .filter(|(g, _)| *g > tolerance)
                .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
            let Some((_, entering)) = entering else { break };
            passive.push(entering);
            passive.sort_unstable();
            if !self.descend(cross, &mut x, &mut passive) {
                passive.retain(|&i| i != entering);
                refused[entering] = true;
            } else if passive.contains(&entering) {
                refused.fill(false);
            } else {
                refused[entering] = true;
            }
        }
        x
    }

    /// A feasible start: least squares on all columns, then on those that stay above zero.
    fn first_guess(&self, cross: &[f64]) -> (Vec<f64>, Vec<usize>) {
        let mut x = vec![0.0; cross.len()];
        let mut passive: Vec<usize> = (0..x.len()).filter(|&j| self.length[j] > 0.0).collect();
        while !passive.is_empty() {
            let Some(target) = solve_subset(self.gram.view(), cross, &passive, PIVOT) else {
                passive.clear();
                break;
            };
            if target.iter().all(|z| *z > 0.0) {
                for (&i, z) in passive.iter().zip(&target) {
                    x[i] = *z;
                }
                break;
            }
            let mut positive = target.iter().map(|z| *z > 0.0);
            passive.retain(|_| positive.next().unwrap_or(false));
        }
        (x, passive)
    }

    /// Moves to the least-squares solution on the passive set, dropping what would turn negative.
    /// False where the set is linearly dependent.
    fn descend(&self, cross: &[f64], x: &mut [f64], passive: &mut Vec<usize>) -> bool {
        loop {
            let Some(target) = solve_subset(self.gram.view(), cross, passive, PIVOT) else {
                return false;
            };
            let step = passive
                .iter()
                .zip(&target)
                .filter(|(_, z)| **z <= 0.0)
                .map(|(&i, z)| if x[i] > *z { x[i] / (x[i] - z) } else { 0.0 })
                .fold(1.0, f64::min);
            let all_positive = target.iter().all(|z| *z > 0.0);
            for (&i, z) in passive.iter().zip(&target) {
                let moved = if all_positive { *z } else { x[i] + step * (z - x[i]) };
                x[i] = if moved > 1e-15 || (all_positive && moved > 0.0) { moved } else { 0.0 };
            }
            if all_positive {
                return true;
            }
            // Whatever reached zero leaves; at least the variable that set the step does.
            let leaving = passive
                .iter()
                .zip(&target)
                .filter(|(_, z)| **z <= 0.0)
                .min_by(|a, b| x[*a.0].total_cmp(&x[*b.0]))
                .map(|(&i, _)| i);
            if let Some(i) = leaving {
                x[i] = 0.0;
            }
            passive.retain(|&i| x[i] > 0.0);
        }
    }

    /// Adds the solution of G d = gradient on the free set, where that keeps signs.
    pub(super) fn refine(&self, solution: &mut [f64], gradient: &[f64]) {
        let free: Vec<usize> = (0..solution.len()).filter(|&i| solution[i] > 0.0).collect();
        let scaled: Vec<f64> =
            gradient.iter().zip(&self.length).map(|(g, l)| safe(*g, *l)).collect();
        let Some(step) = solve_subset(self.gram.view(), &scaled, &free, PIVOT) else { return };
        let moved: Vec<f64> =
            free.iter().zip(&step).map(|(&i, d)| solution[i] + safe(*d, self.length[i])).collect();
        if moved.iter().all(|m| *m > 0.0) {
            for (&i, m) in free.iter().zip(&moved) {
                solution[i] = *m;
            }
        }
    }
}

fn safe(value: f64, divisor: f64) -> f64 {
    if divisor > 0.0 { value / divisor } else { 0.0 }
}
