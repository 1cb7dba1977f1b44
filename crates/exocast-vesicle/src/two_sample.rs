//! Distances between two size distributions, and tests of two samples.

use exocast_core::{
    Interval,
    rank::{Test, ranks},
};
use serde::Serialize;
use statrs::{
    distribution::{Binomial, ChiSquared, ContinuousCDF, DiscreteCDF, StudentsT},
    function::gamma::ln_gamma,
};

use crate::{SizeDistribution, spread::student_quantile};

/// Distances between two distributions.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Distances {
    /// Kolmogorov–Smirnov: the largest distance between the cumulative distributions.
    pub kolmogorov_smirnov: f64,
    /// Wasserstein-1: the mean way that weight has to be moved, in the unit of the sizes.
    pub wasserstein: f64,
    /// Energy distance `√(2∫(F − G)²)`, in the root of the unit (Székely & Rizzo 2013).
    pub energy: f64,
}

impl Distances {
    /// Between two distributions; bins count at their centres, so that distances hold to a bin's
    /// width. One pass over both.
    ///
    /// ```
    /// use exocast_vesicle::{Distances, SizeDistribution};
    ///
    /// let a = SizeDistribution::particles(vec![80.0, 90.0, 100.0])?;
    /// let b = SizeDistribution::particles(vec![90.0, 100.0, 110.0])?;
    /// let found = Distances::between(&a, &b);
    /// assert!((found.wasserstein - 10.0).abs() < 1e-12);
    /// assert!((found.kolmogorov_smirnov - 1.0 / 3.0).abs() < 1e-12);
    /// # Ok::<(), exocast_vesicle::BadDistribution>(())
    /// ```
    #[must_use]
    pub fn between(a: &SizeDistribution, b: &SizeDistribution) -> Self {
        if a.weights().is_none() && b.weights().is_none() {
            return Self::between_sorted(a.sizes(), b.sizes());
        }
        let (f, g) = (cumulated(a), cumulated(b));
        walk(a.sizes(), b.sizes(), |i| f[i], |j| g[j])
    }

    /// Between two ascending samples.
    #[must_use]
    pub fn between_sorted(a: &[f64], b: &[f64]) -> Self {
        let (n, m) = (a.len() as f64, b.len() as f64);
        walk(a, b, |i| i as f64 / n, |j| j as f64 / m)
    }
}

fn cumulated(sizes: &SizeDistribution) -> Vec<f64> {
    let total = sizes.total();
    let mut sum = 0.0;
    let mut shares = vec![0.0];
    shares.extend(sizes.iter().map(|(_, weight)| {
        sum += weight;
        sum / total
    }));
    shares
}

/// Walks along both axes at once; `f` and `g` are the cumulated shares after so many sizes.
fn walk(a: &[f64], b: &[f64], f: impl Fn(usize) -> f64, g: impl Fn(usize) -> f64) -> Distances {
    let (mut i, mut j) = (0, 0);
    let (mut largest, mut moved, mut squares) = (0.0_f64, 0.0, 0.0);
    let first = |values: &[f64]| values.first().copied().unwrap_or(f64::INFINITY);
    let mut at = first(a).min(first(b));
    while i < a.len() || j < b.len() {
        while i < a.len() && a[i] <= at {
            i += 1;
        }
        while j < b.len() && b[j] <= at {
            j += 1;
        }
        let gap = f(i) - g(j);
        largest = largest.max(gap.abs());
        let next = match (a.get(i), b.get(j)) {
            (Some(&x), Some(&y)) => x.min(y),
            (Some(&x), None) => x,
            (None, Some(&y)) => y,
            (None, None) => break,
        };
        moved += gap.abs() * (next - at);
        squares += gap * gap * (next - at);
        at = next;
    }
    Distances { kolmogorov_smirnov: largest, wasserstein: moved, energy: (2.0 * squares).sqrt() }
}

/// The two-sided p-value of a Kolmogorov–Smirnov distance between samples of n and m without ties,
/// by counting lattice paths that reach it (Hodges 1958, Ark Mat 3:469).
///
/// Exact in O(n m); for millions take the asymptotic one of
/// [`kolmogorov_smirnov`](exocast_core::rank::kolmogorov_smirnov).
#[must_use]
pub fn kolmogorov_smirnov_exact(distance: f64, n: usize, m: usize) -> f64 {
    let (rows, columns) = (n as f64, m as f64);
    let bound = (0.5 + (distance * rows * columns - 1e-7).floor()) / (rows * columns);
    let reached = |i: usize, j: usize| (i as f64 / rows - j as f64 / columns).abs() >= bound;
    let mut chance = vec![0.0; m + 1];
    for j in 1..=m {
        chance[j] = if reached(0, j) { 1.0 } else { chance[j - 1] };
    }
    for i in 1..=n {
        if reached(i, 0) {
            chance[0] = 1.0;
        }
        for j in 1..=m {
            chance[j] = if reached(i, j) {
                1.0
            } else {
                let both = (i + j) as f64;
                i as f64 / both * chance[j] + j as f64 / both * chance[j - 1]
            };
        }
    }
    chance[m].clamp(0.0, 1.0)
}

/// Two-sample Cramér–von Mises test with its asymptotic p-value (Anderson 1962, Ann Math Stat
/// 33:1148). Nothing where a sample is empty.
#[must_use]
pub fn cramer_von_mises(a: &[f64], b: &[f64]) -> Option<Test> {
    if a.is_empty() || b.is_empty() {
        return None;
    }
    let (mut a, mut b) = (a.to_vec(), b.to_vec());
    crate::order::sort(&mut a);
    crate::order::sort(&mut b);
    let pooled: Vec<f64> = a.iter().chain(&b).copied().collect();
    let ranks = ranks(&pooled);
    let (n, m) = (a.len() as f64, b.len() as f64);
    let off = |ranks: &[f64]| -> f64 {
        ranks.iter().enumerate().map(|(i, rank)| (rank - (i + 1) as f64).powi(2)).sum()
    };
    let u = n * off(&ranks[..a.len()]) + m * off(&ranks[a.len()..]);
    let total = n + m;
    let statistic = u / (n * m * total) - (4.0 * n * m - 1.0) / (6.0 * total);
    let expected = (1.0 + 1.0 / total) / 6.0;
    let variance = (total + 1.0) * (4.0 * m * n * total - 3.0 * (m * m + n * n) - 2.0 * m * n)
        / (45.0 * total * total * 4.0 * m * n);
    let scaled = 1.0 / 6.0 + (statistic - expected) / (45.0 * variance).sqrt();
    Some(Test { statistic, p: cramer_von_mises_tail(scaled) })
}

/// P(W² > x) of the limit: a series in K_{1/4} (Anderson & Darling 1952, Ann Math Stat 23:193).
fn cramer_von_mises_tail(x: f64) -> f64 {
    if x < 0.003 {
        return 1.0;
    }
    let sum: f64 = (0..60)
        .map(|k| {
            let k = f64::from(k);
            let y = 4.0 * k + 1.0;
            let q = y * y / (16.0 * x);
            let u = (ln_gamma(k + 0.5) - ln_gamma(k + 1.0)).exp()
                / (std::f64::consts::PI.powf(1.5) * x.sqrt());
            u * y.sqrt() * scaled_bessel_k(0.25, q)
        })
        .sum();
    (1.0 - sum).clamp(0.0, 1.0)
}

/// `e^(−q) K_v(q)`, by the trapezoidal rule on `∫ exp(−q cosh t) cosh(vt) dt`, which converges
/// exponentially.
fn scaled_bessel_k(v: f64, q: f64) -> f64 {
    const STEP: f64 = 1.0 / 64.0;
    let term = |t: f64| (-q * (1.0 + t.cosh())).exp() * (v * t).cosh();
    let mut sum = 0.5 * term(0.0);
    let mut t = STEP;
    while t < 30.0 {
        let value = term(t);
        sum += value;
        if value < 1e-18 * sum {
            break;
        }
        t += STEP;
    }
    sum * STEP
}

/// The k-sample Anderson–Darling test with midranks (Scholz & Stephens 1987, J Am Stat Assoc 82:918).
///
/// The statistic is standardised; its p-value is interpolated from their table and lies between .001
/// and .25. Nothing for fewer than two samples, or where one is empty or all values are equal.
#[must_use]
pub fn anderson_darling(samples: &[&[f64]]) -> Option<Test> {
    if samples.len() < 2 || samples.iter().any(|sample| sample.is_empty()) {
        return None;
    }
    let mut pooled: Vec<f64> = samples.iter().flat_map(|sample| sample.iter().copied()).collect();
    crate::order::sort(&mut pooled);
    let total = pooled.len() as f64;
    let mut distinct: Vec<(f64, f64, f64)> = Vec::new(); // value, below, ties
    for ties in pooled.chunk_by(|a, b| a.total_cmp(b).is_eq()) {
        let below = distinct.last().map_or(0.0, |last| last.1 + last.2);
        distinct.push((ties[0], below, ties.len() as f64));
    }
    if distinct.len() < 2 {
        return None;
    }
    let mut statistic = 0.0;
    for sample in samples {
        let mut own = sample.to_vec();
        crate::order::sort(&mut own);
        let n = own.len() as f64;
        let (mut at, mut sum) = (0, 0.0);
        for &(value, below, ties) in &distinct {
            let first = at;
            while at < own.len() && own[at] <= value {
                at += 1;
            }
            let mid = f64::midpoint(first as f64, at as f64);
            let pooled_mid = below + 0.5 * ties;
            let spread = pooled_mid * (total - pooled_mid) - 0.25 * total * ties;
            if spread > 0.0 {
                sum += ties / total * (total * mid - pooled_mid * n).powi(2) / spread;
            }
        }
        statistic += sum / n;
    }
    statistic *= (total - 1.0) / total;
    let k = samples.len() as f64;
    let inverse: f64 = samples.iter().map(|sample| 1.0 / sample.len() as f64).sum();
    let harmonic: f64 = (1..pooled.len()).map(|i| 1.0 / i as f64).sum();
    let (mut tail, mut g) = (0.0, 0.0);
    for i in (1..pooled.len() - 1).rev() {
        // Σ_{i<j} 1/((N − i) j), from the inside out.
        tail += 1.0 / (i + 1) as f64;
        g += tail / (total - i as f64);
    }
    let a = (4.0 * g - 6.0) * (k - 1.0) + (10.0 - 6.0 * g) * inverse;
    let b =
        (2.0 * g - 4.0) * k * k + 8.0 * harmonic * k + (2.0 * g - 14.0 * harmonic - 4.0) * inverse
            - 8.0 * harmonic
            + 4.0 * g
            - 6.0;
    let c = (6.0 * harmonic + 2.0 * g - 2.0) * k * k
        + (4.0 * harmonic - 4.0 * g + 6.0) * k
        + (2.0 * harmonic - 6.0) * inverse
        + 4.0 * harmonic;
    let d = (2.0 * harmonic + 6.0) * k * k - 4.0 * harmonic * k;
    let variance = (((a * total + b) * total + c) * total + d)
        / ((total - 1.0) * (total - 2.0) * (total - 3.0));
    let m = k - 1.0;
    let standard = (statistic - m) / variance.sqrt();
    Some(Test { statistic: standard, p: anderson_darling_tail(standard, m) })
}

/// ln p as a parabola in the statistic, through the critical values of the paper.
fn anderson_darling_tail(statistic: f64, m: f64) -> f64 {
    const LEVELS: [f64; 7] = [0.25, 0.1, 0.05, 0.025, 0.01, 0.005, 0.001];
    const B: [[f64; 3]; 7] = [
        [0.675, -0.245, -0.105],
        [1.281, 0.25, -0.305],
        [1.645, 0.678, -0.362],
        [1.96, 1.149, -0.391],
        [2.326, 1.822, -0.396],
        [2.573, 2.364, -0.345],
        [3.085, 3.615, -0.154],
    ];
    let critical = B.map(|[b0, b1, b2]| b0 + b1 / m.sqrt() + b2 / m);
    if statistic < critical[0] {
        return LEVELS[0];
    }
    if statistic > critical[6] {
        return LEVELS[6];
    }
    let mut normal = [[0.0; 4]; 3];
    for (x, level) in critical.iter().zip(LEVELS) {
        let powers = [1.0, *x, x * x];
        for i in 0..3 {
            for j in 0..3 {
                normal[i][j] += powers[i] * powers[j];
            }
            normal[i][3] += powers[i] * level.ln();
        }
    }
    let [a, b, c] = gauss(normal);
    (a + b * statistic + c * statistic * statistic).exp().clamp(LEVELS[6], LEVELS[0])
}

/// Gaussian elimination with pivots.
fn gauss<const N: usize, const M: usize>(mut rows: [[f64; M]; N]) -> [f64; N] {
    for k in 0..N {
        let pivot = (k..N).max_by(|&i, &j| rows[i][k].abs().total_cmp(&rows[j][k].abs()));
        rows.swap(k, pivot.unwrap_or(k));
        for i in k + 1..N {
            let factor = rows[i][k] / rows[k][k];
            let pivot = rows[k];
            for (cell, above) in rows[i].iter_mut().zip(pivot) {
                *cell -= factor * above;
            }
        }
    }
    let mut x = [0.0; N];
    for k in (0..N).rev() {
        let rest: f64 = (k + 1..N).map(|j| rows[k][j] * x[j]).sum();
        x[k] = (rows[k][N] - rest) / rows[k][k];
    }
    x
}

/// Welch's t-test of two means, two-sided. Nothing where a sample has fewer than two values or
/// neither varies.
#[must_use]
pub fn welch(a: &[f64], b: &[f64]) -> Option<Test> {
    welch_at_least(a, b, 0.0).map(|(_, test)| test)
}

/// Difference of two means, the first less the second, with its 95 % interval by Welch's t. Nothing where
/// [`welch`] gives nothing.
#[must_use]
pub fn welch_difference(a: &[f64], b: &[f64]) -> Option<Interval> {
    welch_at_least(a, b, 0.0).map(|(difference, _)| difference)
}

/// [`welch_difference`] and [`welch`] where the difference is known to have at least the variance `least`, as that
/// of counting: values that happen to agree are no surer than what they were measured with. Where none varies, the
/// degrees of freedom are those of both samples pooled.
#[must_use]
pub fn welch_at_least(a: &[f64], b: &[f64], least: f64) -> Option<(Interval, Test)> {
    let (difference, error, degrees) = welch_parts(a, b, least)?;
    let statistic = difference / error;
    let t = StudentsT::new(0.0, 1.0, degrees).ok()?;
    let half = student_quantile(degrees, 0.975)? * error;
    Some((
        Interval::new(difference, difference - half, difference + half),
        Test { statistic, p: (2.0 * t.cdf(-statistic.abs())).clamp(0.0, 1.0) },
    ))
}

/// Difference of the means, its standard error, and its degrees of freedom.
pub(crate) fn welch_parts(a: &[f64], b: &[f64], least: f64) -> Option<(f64, f64, f64)> {
    let moments = |values: &[f64]| {
        let n = values.len() as f64;
        let mean = values.iter().sum::<f64>() / n;
        let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
        (mean, squares / (n - 1.0) / n, n)
    };
    if a.len() < 2 || b.len() < 2 {
        return None;
    }
    let ((x, u, n), (y, v, m)) = (moments(a), moments(b));
    let variance = u + v;
    let degrees = if variance > 0.0 {
        variance * variance / (u * u / (n - 1.0) + v * v / (m - 1.0))
    } else {
        n + m - 2.0
    };
    let variance = variance.max(least);
    (variance > 0.0).then(|| (x - y, variance.sqrt(), degrees))
}

/// Kruskal–Wallis test of k samples, with its chi-squared p-value and tie correction. Nothing for
/// fewer than two samples or where one is empty or all values are equal.
#[must_use]
pub fn kruskal_wallis(samples: &[&[f64]]) -> Option<Test> {
    if samples.len() < 2 || samples.iter().any(|sample| sample.is_empty()) {
        return None;
    }
    let pooled: Vec<f64> = samples.iter().flat_map(|sample| sample.iter().copied()).collect();
    let ranks = ranks(&pooled);
    let n = pooled.len() as f64;
    let (mut sum, mut at) = (0.0, 0);
    for sample in samples {
        let own: f64 = ranks[at..at + sample.len()].iter().sum();
        sum += own * own / sample.len() as f64;
        at += sample.len();
    }
    let mut sorted = ranks;
    crate::order::sort(&mut sorted);
    let ties: f64 = sorted
        .chunk_by(|a, b| a.total_cmp(b).is_eq())
        .map(|tie| (tie.len() as f64).powi(3) - tie.len() as f64)
        .sum();
    let correction = 1.0 - ties / (n * n * n - n);
    if correction <= 0.0 {
        return None;
    }
    let statistic = (12.0 / (n * (n + 1.0)) * sum - 3.0 * (n + 1.0)) / correction;
    let chi = ChiSquared::new(samples.len() as f64 - 1.0).ok()?;
    Some(Test { statistic, p: chi.sf(statistic) })
}

/// Brunner–Munzel test that neither sample tends to larger values, two-sided (2000, Biom J 42:17).
/// The statistic is positive where `b` tends to be larger. Nothing where a sample has fewer than two
/// values or the samples do not overlap at all.
#[must_use]
pub fn brunner_munzel(a: &[f64], b: &[f64]) -> Option<Test> {
    let (n, m) = (a.len() as f64, b.len() as f64);
    if a.len() < 2 || b.len() < 2 {
        return None;
    }
    let pooled: Vec<f64> = a.iter().chain(b).copied().collect();
    let both = ranks(&pooled);
    let (in_a, in_b) = (ranks(a), ranks(b));
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let (mean_a, mean_b) = (mean(&both[..a.len()]), mean(&both[a.len()..]));
    let spread = |both: &[f64], own: &[f64], mean_both: f64| -> f64 {
        let mean_own = mean(own);
        let squares = both.iter().zip(own).map(|(r, o)| (r - o - mean_both + mean_own).powi(2));
        squares.sum::<f64>() / (own.len() as f64 - 1.0)
    };
    let (u, v) = (spread(&both[..a.len()], &in_a, mean_a), spread(&both[a.len()..], &in_b, mean_b));
    let scale = n * u + m * v;
    if scale <= 0.0 {
        return None;
    }
    let statistic = n * m * (mean_b - mean_a) / ((n + m) * scale.sqrt());
    let degrees = scale * scale / ((n * u).powi(2) / (n - 1.0) + (m * v).powi(2) / (m - 1.0));
    let t = StudentsT::new(0.0, 1.0, degrees).ok()?;
    Some(Test { statistic, p: (2.0 * t.cdf(-statistic.abs())).clamp(0.0, 1.0) })
}

/// Epps–Singleton test by characteristic functions at .4 and .8 over half the interquartile range
/// (1986, J Stat Comput Simul 26:177). Nothing where a sample has fewer than five values or does not
/// vary.
#[must_use]
pub fn epps_singleton(a: &[f64], b: &[f64]) -> Option<Test> {
    if a.len() < 5 || b.len() < 5 {
        return None;
    }
    let pooled: Vec<f64> = a.iter().chain(b).copied().collect();
    let quartiles = crate::order::percentiles(&pooled, &[0.25, 0.75])?;
    let sigma = 0.5 * (quartiles[1] - quartiles[0]);
    if sigma <= 0.0 {
        return None;
    }
    let features = |x: &f64| {
        let (s, t) = (0.4 / sigma * x, 0.8 / sigma * x);
        [s.cos(), t.cos(), s.sin(), t.sin()]
    };
    let moments = |sample: &[f64]| {
        let n = sample.len() as f64;
        let rows: Vec<[f64; 4]> = sample.iter().map(features).collect();
        let mean: [f64; 4] =
            std::array::from_fn(|i| rows.iter().map(|row| row[i]).sum::<f64>() / n);
        let cov: [[f64; 4]; 4] = std::array::from_fn(|i| {
            std::array::from_fn(|j| {
                rows.iter().map(|r| (r[i] - mean[i]) * (r[j] - mean[j])).sum::<f64>() / n
            })
        });
        (mean, cov, n)
    };
    let ((mean_a, cov_a, n), (mean_b, cov_b, m)) = (moments(a), moments(b));
    let total = n + m;
    let gap: [f64; 4] = std::array::from_fn(|i| mean_a[i] - mean_b[i]);
    let rows: [[f64; 5]; 4] = std::array::from_fn(|i| {
        std::array::from_fn(|j| {
            if j == 4 { gap[i] } else { total / n * cov_a[i][j] + total / m * cov_b[i][j] }
        })
    });
    let solved = gauss(rows);
    let mut statistic = total * gap.iter().zip(solved).map(|(g, s)| g * s).sum::<f64>();
    if n.max(m) < 25.0 {
        statistic /= 1.0 + total.powf(-0.45) + 10.1 * (n.powf(-1.7) + m.powf(-1.7));
    }
    let chi = ChiSquared::new(4.0).ok()?;
    statistic.is_finite().then(|| Test { statistic, p: chi.sf(statistic) })
}

/// Two counts over equal volumes, conditional on their sum (Przyborowski & Wilenski 1940, Biometrika
/// 31:313): the two-sided binomial p-value at ½.
#[must_use]
pub fn compare_counts(a: u64, b: u64) -> f64 {
    let (low, total) = (a.min(b), a + b);
    match Binomial::new(0.5, total) {
        Ok(binomial) if a != b => (2.0 * binomial.cdf(low)).min(1.0),
        _ => 1.0,
    }
}
