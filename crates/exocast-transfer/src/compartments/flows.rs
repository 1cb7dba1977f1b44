//! First-order flows between compartments, and their exact solution.

use exocast_core::linalg::{identity, product};

/// Rates at which the content of compartments flows into each other, per hour. What leaves one
/// compartment enters another: nothing is made or lost.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Flows {
    n: usize,
    /// `rates[to * n + from]`; the diagonal holds minus what leaves.
    rates: Vec<f64>,
}

impl Flows {
    pub(crate) fn new(n: usize) -> Self {
        Self { n, rates: vec![0.0; n * n] }
    }

    /// Adds a flow of `rate` times the content of `from`.
    pub(crate) fn add(&mut self, from: usize, to: usize, rate: f64) {
        self.rates[to * self.n + from] += rate;
        self.rates[from * self.n + from] -= rate;
    }

    /// `dy = A·y`.
    #[cfg(feature = "diffsol")]
    pub(crate) fn derivative(&self, y: &[f64], dy: &mut [f64]) {
        for (row, out) in self.rates.chunks_exact(self.n).zip(dy) {
            *out = row.iter().zip(y).map(|(rate, y)| rate * y).sum();
        }
    }

    /// What moves contents by `hours` while `source`, per hour and compartment, flows in.
    ///
    /// The matrix `A` of rates has no negative number outside of its diagonal. With `q` the fastest
    /// rate, `e^{At} = e^{−qt}·e^{(A + q)t}` sums non-negative terms alone, so that no digits
    /// cancel however stiff the rates (Xue & Ye 2013, Math Comp 82:1577): a Taylor series of the matrix
    /// scaled down to norm 1, then squarings. Each column is held at the sum that conservation gives it.
    pub(crate) fn propagator(&self, source: &[f64], hours: f64) -> Propagator {
        let n = self.n + 1;
        let supplied: f64 = source.iter().sum();
        let fastest = (0..self.n).map(|i| -self.rates[i * self.n + i]).fold(0.0, f64::max) * hours;
        let squarings = if fastest > 1.0 { fastest.log2().ceil() } else { 0.0 };
        let scale = (-squarings).exp2();
        let shift = fastest * scale;
        // One compartment more holds all that will be supplied, and never runs out.
        let mut matrix = vec![0.0; n * n];
        for to in 0..self.n {
            for from in 0..self.n {
                matrix[to * n + from] = self.rates[to * self.n + from] * hours * scale;
            }
            if supplied > 0.0 {
                matrix[to * n + self.n] = source[to] / supplied * scale;
            }
        }
        for i in 0..n {
            matrix[i * n + i] += shift;
        }
        let mut sum = identity(n);
        let mut term = identity(n);
        for degree in 1..=TERMS {
            term = product(&term, &matrix, n);
            for value in &mut term {
                *value /= f64::from(degree);
            }
            sum.iter_mut().zip(&term).for_each(|(sum, term)| *sum += term);
        }
        let down = (-shift).exp();
        for value in &mut sum {
            *value *= down;
        }
        let mut fraction = scale;
        conserve(&mut sum, n, if supplied > 0.0 { fraction } else { 0.0 });
        while fraction < 1.0 {
            sum = product(&sum, &sum, n);
            fraction *= 2.0;
            conserve(&mut sum, n, if supplied > 0.0 { fraction } else { 0.0 });
        }
        Propagator { n, matrix: sum, supplied: supplied * hours }
    }

    /// Contents that `source` holds in balance; compartments that nothing leaves stay at zero.
    ///
    /// Gaussian elimination without pivoting, which is stable for such matrices. Nothing where some of
    /// the source can reach no end.
    pub(crate) fn balance(&self, source: &[f64]) -> Option<Vec<f64>> {
        let emptied: Vec<usize> =
            (0..self.n).filter(|i| self.rates[i * self.n + i] < 0.0).collect();
        let m = emptied.len();
        let mut rows: Vec<Vec<f64>> = emptied
            .iter()
            .map(|&to| {
                let mut row: Vec<f64> =
                    emptied.iter().map(|&from| -self.rates[to * self.n + from]).collect();
                row.push(source[to]);
                row
            })
            .collect();
        for pivot in 0..m {
            if rows[pivot][pivot] <= 0.0 {
                return None;
            }
            let (above, below) = rows.split_at_mut(pivot + 1);
            let from = &above[pivot];
            for row in below {
                let factor = row[pivot] / from[pivot];
                row.iter_mut().zip(from).for_each(|(to, from)| *to -= factor * from);
            }
        }
        let mut contents = vec![0.0; self.n];
        for i in (0..m).rev() {
            let known: f64 = (i + 1..m).map(|j| rows[i][j] * contents[emptied[j]]).sum();
            contents[emptied[i]] = (rows[i][m] - known) / rows[i][i];
        }
        Some(contents)
    }
}

/// Terms of the Taylor series: at norm 1 what is left out is below rounding.
const TERMS: u32 = 18;

/// Moves contents by a time.
#[derive(Clone, Debug)]
pub(crate) struct Propagator {
    n: usize,
    matrix: Vec<f64>,
    /// All that flows in within the time.
    supplied: f64,
}

impl Propagator {
    /// Moves by twice the time, where nothing flows in.
    pub(crate) fn twice(&self) -> Self {
        let mut matrix = product(&self.matrix, &self.matrix, self.n);
        conserve(&mut matrix, self.n, 0.0);
        Self { n: self.n, matrix, supplied: 0.0 }
    }

    /// The contents after the time.
    pub(crate) fn apply(&self, y: &[f64]) -> Vec<f64> {
        let rows = self.matrix.chunks_exact(self.n).take(self.n - 1);
        rows.map(|row| {
            let moved: f64 = row.iter().zip(y).map(|(share, y)| share * y).sum();
            moved + row[self.n - 1] * self.supplied
        })
        .collect()
    }
}

/// Scales each column to its sum: 1 of what was there, `delivered` of the supply.
fn conserve(matrix: &mut [f64], n: usize, delivered: f64) {
    for column in 0..n {
        let last = column == n - 1;
        let rows = if last { n - 1 } else { n };
        let sum: f64 = (0..rows).map(|row| matrix[row * n + column]).sum();
        let wanted = if last { delivered } else { 1.0 };
        if sum > 0.0 {
            (0..rows).for_each(|row| matrix[row * n + column] *= wanted / sum);
        }
        if last {
            matrix[(n - 1) * n + column] = 1.0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_compartments_follow_their_closed_form() {
        for (rate, hours) in [(0.3, 2.0), (1e-6, 5.0), (2e3, 1e3)] {
            let mut flows = Flows::new(2);
            flows.add(0, 1, rate);
            let y = flows.propagator(&[0.0, 0.0], hours).apply(&[1.0, 0.0]);
            assert!((y[0] - (-rate * hours).exp()).abs() < 1e-13, "{y:?}");
            assert!((y[0] + y[1] - 1.0).abs() < 1e-14);
            let filled = flows.propagator(&[3.0, 0.0], hours).apply(&[0.0, 0.0]);
            let wanted = 3.0 * -(-rate * hours).exp_m1() / rate;
            assert!((filled[0] / wanted - 1.0).abs() < 1e-10, "{filled:?} for {wanted}");
            assert!(((filled[0] + filled[1]) / (3.0 * hours) - 1.0).abs() < 1e-13);
        }
    }

    #[test]
    fn a_long_time_is_the_balance() {
        let mut flows = Flows::new(4);
        flows.add(0, 1, 2.0);
        flows.add(1, 0, 0.5);
        flows.add(1, 2, 40.0);
        flows.add(0, 3, 0.1);
        let source = [7.0, 0.0, 0.0, 0.0];
        let balance = flows.balance(&source).unwrap_or_default();
        let late = flows.propagator(&source, 1e3).apply(&[0.0; 4]);
        for i in 0..2 {
            assert!((late[i] / balance[i] - 1.0).abs() < 1e-12, "{late:?} for {balance:?}");
        }
        let mut trapped = Flows::new(2);
        trapped.add(0, 1, 1.0);
        trapped.add(1, 0, 1.0);
        assert_eq!(trapped.balance(&[1.0, 0.0]), None);
    }
}
