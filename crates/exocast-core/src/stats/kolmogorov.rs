//! The distribution of the Kolmogorov–Smirnov distance: exact for a sample of known size, and its limit.

/// Above this n·d² the two sides of the distance exclude each other to within e⁻²⁴ of the tail.
const ONE_SIDED: f64 = 4.0;
/// Above this many values the limit is as good as the exact distribution is slow.
const EXACT: usize = 1000;

/// P(distance ≥ d) for n values, two-sided.
///
/// The matrix power of Marsaglia, Tsang & Wang (2003, J Stat Softw 8:18) in the middle, twice the
/// one-sided tail of Smirnov (1944) where it is rare, the limit of Kolmogorov (1933) for more than 1000
/// values. With n = ⌊ab/(a+b)⌉ it is the asymptotic p-value of two samples of a and b, as `SciPy` has it.
///
/// ```
/// // Five values are at most 0.1 away only where each lies at its place exactly.
/// assert!((exocast_core::kolmogorov::tail(5, 0.1) - 1.0).abs() < 1e-12);
/// // Massey 1951: the 5 % point of 20 values is 0.294.
/// assert!((exocast_core::kolmogorov::tail(20, 0.294) - 0.05).abs() < 5e-4);
/// ```
#[must_use]
pub fn tail(n: usize, d: f64) -> f64 {
    let values = n as f64;
    if n == 0 || values * d <= 0.5 || d.is_nan() {
        return 1.0;
    }
    if d >= 1.0 {
        return 0.0;
    }
    if values * d * d >= ONE_SIDED {
        return (2.0 * one_sided_tail(n, d)).min(1.0);
    }
    if n > EXACT { limit(values.sqrt() * d) } else { (1.0 - cumulative(n, d)).clamp(0.0, 1.0) }
}

/// P(K > λ) of the limit distribution of Kolmogorov (1933); 1 below λ = 0.3, where the tail differs from 1 by less
/// than 1e-5 and its series alternates slowly.
#[must_use]
pub fn limit_tail(lambda: f64) -> f64 {
    if lambda < 0.3 {
        return 1.0;
    }
    let sum: f64 = (1..=100)
        .map(|k| {
            let k = f64::from(k);
            let sign = if k % 2.0 > 0.5 { 1.0 } else { -1.0 };
            sign * (-2.0 * k * k * lambda * lambda).exp()
        })
        .sum();
    (2.0 * sum).clamp(0.0, 1.0)
}

/// d·Σ C(n,j) (d + j/n)^(j−1) (1 − d − j/n)^(n−j).
fn one_sided_tail(n: usize, d: f64) -> f64 {
    let values = n as f64;
    let mut ln_choose = 0.0;
    let mut sum = 0.0;
    for j in 0..=n {
        let share = j as f64 / values;
        let rest = 1.0 - d - share;
        if rest < 0.0 {
            break;
        }
        let ln_rest = if j == n { 0.0 } else { (n - j) as f64 * rest.ln() };
        sum += (ln_choose + (j as f64 - 1.0) * (d + share).ln() + ln_rest).exp();
        ln_choose += ((n - j) as f64 / (j + 1) as f64).ln();
    }
    d * sum
}

/// Σ 2 (−1)^(k−1) e^(−2k²x²).
fn limit(x: f64) -> f64 {
    let term =
        |k: i32| (-2.0 * f64::from(k * k) * x * x).exp() * if k % 2 == 1 { 2.0 } else { -2.0 };
    (1..=100).map(term).sum::<f64>().clamp(0.0, 1.0)
}

/// P(distance < d), by n!/nⁿ times the middle entry of Hⁿ.
fn cumulative(n: usize, d: f64) -> f64 {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "below n")]
    let k = (n as f64 * d) as usize + 1;
    let h = k as f64 - n as f64 * d;
    let m = 2 * k - 1;
    let mut matrix = Square::new(m);
    for row in 0..m {
        for column in 0..m {
            *matrix.at(row, column) = if row + 1 >= column { 1.0 } else { 0.0 };
        }
    }
    for i in 0..m {
        #[allow(clippy::cast_possible_truncation, clippy::cast_possible_wrap, reason = "small")]
        let power = |exponent: usize| h.powi(exponent as i32);
        *matrix.at(i, 0) -= power(i + 1);
        *matrix.at(m - 1, i) -= power(m - i);
    }
    *matrix.at(m - 1, 0) += if 2.0 * h > 1.0 { (2.0 * h - 1.0).powf(m as f64) } else { 0.0 };
    for row in 0..m {
        for column in 0..=(row + 1).min(m - 1) {
            for factor in 1..=(row + 1 - column) {
                *matrix.at(row, column) /= factor as f64;
            }
        }
    }
    let (power, mut exponent) = matrix.power(n);
    let mut share = power.values[(k - 1) * m + k - 1];
    for i in 1..=n {
        share *= i as f64 / n as f64;
        if share < 1e-140 {
            share *= 1e140;
            exponent -= 140;
        }
    }
    share * 10_f64.powi(exponent)
}

/// A square matrix, by rows.
#[derive(Clone)]
struct Square {
    m: usize,
    values: Vec<f64>,
}

impl Square {
    fn new(m: usize) -> Self {
        Self { m, values: vec![0.0; m * m] }
    }

    fn at(&mut self, row: usize, column: usize) -> &mut f64 {
        &mut self.values[row * self.m + column]
    }

    fn times(&self, other: &Self) -> Self {
        let m = self.m;
        let mut product = Self::new(m);
        for row in 0..m {
            for inner in 0..m {
                let factor = self.values[row * m + inner];
                let source = &other.values[inner * m..(inner + 1) * m];
                let target = &mut product.values[row * m..(row + 1) * m];
                target.iter_mut().zip(source).for_each(|(t, s)| *t += factor * s);
            }
        }
        product
    }

    /// The n-th power, and the power of ten that was taken out of it.
    fn power(&self, n: usize) -> (Self, i32) {
        if n == 1 {
            return (self.clone(), 0);
        }
        let (half, exponent) = self.power(n / 2);
        let (mut whole, mut exponent) = (half.times(&half), 2 * exponent);
        if n % 2 == 1 {
            whole = self.times(&whole);
        }
        if whole.values[(self.m / 2) * self.m + self.m / 2] > 1e140 {
            whole.values.iter_mut().for_each(|value| *value *= 1e-140);
            exponent += 140;
        }
        (whole, exponent)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_value_is_uniform() {
        // P(max(u, 1 − u) ≥ d) = 2(1 − d).
        for d in [0.6, 0.75, 0.99] {
            assert!((tail(1, d) - 2.0 * (1.0 - d)).abs() < 1e-12, "{d}");
        }
    }

    #[test]
    fn the_ways_of_computing_meet() {
        for n in [50, 300, 1000] {
            let d = (ONE_SIDED / n as f64).sqrt();
            let (exact, twice) = (1.0 - cumulative(n, d), 2.0 * one_sided_tail(n, d));
            assert!((exact / twice - 1.0).abs() < 1e-8, "{n}: {exact} {twice}");
        }
        let limit = limit(1.0);
        assert!((tail(1000, 1.0 / 1000_f64.sqrt()) / limit - 1.0).abs() < 0.03);
    }

    #[test]
    fn a_larger_distance_is_rarer() {
        let tails: Vec<f64> = (1..100).map(|i| tail(40, f64::from(i) / 100.0)).collect();
        assert!(tails.windows(2).all(|pair| pair[1] <= pair[0] + 1e-12));
    }
}
