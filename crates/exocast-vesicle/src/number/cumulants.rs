//! Dynamic light scattering: cumulants of the correlation function.

use serde::Serialize;

use super::diffusion::stokes_einstein_nm;

/// Cumulants of a field correlation function.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Cumulants {
    /// Intercept β of `g₂ − 1`.
    pub intercept: f64,
    /// First cumulant Γ, per second.
    pub gamma: f64,
    /// Polydispersity index μ₂/Γ².
    pub pdi: f64,
    /// Number of delays used.
    pub delays: usize,
}

impl Cumulants {
    /// Fits `g₂ − 1 = β e^(−2Γτ) (1 + μ₂τ²/2)²` by nonlinear least squares (Frisken 2001, Appl Opt
    /// 40:4087) to the delays (s) at which `g₂ − 1` is still above `cutoff` of its first value.
    ///
    /// A straight fit of ln(g₂ − 1) is biased: it gives a polydispersity of .140 for one of .150.
    /// Nothing where fewer than four delays are left, or the fit does not arrive.
    ///
    /// ```
    /// use exocast_vesicle::Cumulants;
    ///
    /// let tau: Vec<f64> = (0..60).map(|i| 1e-6 * 1.12_f64.powi(i)).collect();
    /// let (gamma, pdi) = (2842.0, 0.15);
    /// let g2 = |t: &f64| {
    ///     let field = (-gamma * t).exp() * (1.0 + 0.5 * pdi * (gamma * t).powi(2));
    ///     0.9 * field * field
    /// };
    /// let correlation: Vec<f64> = tau.iter().map(g2).collect();
    /// let fit = Cumulants::fit(&tau, &correlation, 0.1).ok_or("no fit")?;
    /// assert!((fit.gamma / gamma - 1.0).abs() < 1e-9 && (fit.pdi - pdi).abs() < 1e-9);
    /// # Ok::<(), &str>(())
    /// ```
    #[must_use]
    pub fn fit(delays_s: &[f64], correlation: &[f64], cutoff: f64) -> Option<Self> {
        let points = used(delays_s, correlation, cutoff);
        if points.len() < 4 {
            return None;
        }
        let start = linear(&points)?;
        // Delays in units of the decay time, so that all three numbers are near one.
        let scaled: Vec<(f64, f64)> =
            points.iter().map(|(tau, y)| (tau * start.gamma, *y)).collect();
        let [beta, rate, mu2] = least_squares(&scaled, [start.intercept, 1.0, start.pdi])?;
        let (gamma, pdi) = (rate * start.gamma, mu2 / (rate * rate));
        let ok = gamma.is_finite() && gamma > 0.0 && pdi.is_finite();
        ok.then_some(Self { intercept: beta, gamma, pdi, delays: points.len() })
    }

    /// The intensity-weighted harmonic mean diameter, nm: `D = Γ/q²` and Stokes–Einstein.
    #[must_use]
    pub fn z_average_nm(&self, q_per_nm: f64, kelvin: f64, viscosity_pa_s: f64) -> f64 {
        let diffusion = self.gamma / (q_per_nm * 1e9).powi(2);
        stokes_einstein_nm(diffusion, kelvin, viscosity_pa_s)
    }
}

fn used(delays_s: &[f64], correlation: &[f64], cutoff: f64) -> Vec<(f64, f64)> {
    let first = correlation.first().copied().unwrap_or_default();
    delays_s
        .iter()
        .copied()
        .zip(correlation.iter().copied())
        .take_while(|(tau, y)| tau.is_finite() && *y > cutoff * first && *y > 0.0)
        .collect()
}

/// The fit of `½ ln(g₂ − 1)` by a parabola in τ: biased, and a good start.
fn linear(points: &[(f64, f64)]) -> Option<Cumulants> {
    let last = points.last()?.0;
    let rows: Vec<([f64; 3], f64)> = points
        .iter()
        .map(|(tau, y)| {
            let t = tau / last;
            ([1.0, t, t * t], 0.5 * y.ln())
        })
        .collect();
    let [a, b, c] = solve(&rows)?;
    let gamma = -b / last;
    let ok = gamma.is_finite() && gamma > 0.0;
    ok.then(|| Cumulants {
        intercept: (2.0 * a).exp(),
        gamma,
        pdi: 2.0 * c / (b * b),
        delays: points.len(),
    })
}

/// Levenberg–Marquardt on the three numbers of the model.
fn least_squares(points: &[(f64, f64)], start: [f64; 3]) -> Option<[f64; 3]> {
    let model = |p: &[f64; 3], t: f64| {
        let decay = (-2.0 * p[1] * t).exp();
        let bend = 1.0 + 0.5 * p[2] * t * t;
        let value = p[0] * decay * bend * bend;
        let slope = [decay * bend * bend, -2.0 * t * value, p[0] * decay * bend * t * t];
        (value, slope)
    };
    let misfit =
        |p: &[f64; 3]| -> f64 { points.iter().map(|&(t, y)| (model(p, t).0 - y).powi(2)).sum() };
    let (mut p, mut damping) = (start, 1e-3);
    let mut now = misfit(&p);
    for _ in 0..500 {
        let mut rows: Vec<([f64; 3], f64)> = points
            .iter()
            .map(|&(t, y)| {
                let (value, slope) = model(&p, t);
                (slope, y - value)
            })
            .collect();
        for i in 0..3 {
            let norm: f64 = rows.iter().map(|(slope, _)| slope[i] * slope[i]).sum();
            let mut row = [0.0; 3];
            row[i] = (damping * norm).sqrt();
            rows.push((row, 0.0));
        }
        let change = solve(&rows)?;
        let next = [p[0] + change[0], p[1] + change[1], p[2] + change[2]];
        let then = misfit(&next);
        let small = change.iter().zip(&p).all(|(c, p)| c.abs() <= 1e-15 * p.abs().max(1e-3));
        if then <= now {
            (p, now, damping) = (next, then, (0.2 * damping).max(1e-18));
        } else {
            damping *= 8.0;
        }
        if small || now == 0.0 || damping > 1e12 {
            break;
        }
    }
    p.iter().all(|value| value.is_finite()).then_some(p)
}

/// Least squares of rows `a·x ≈ b` by Householder reflections.
fn solve(rows: &[([f64; 3], f64)]) -> Option<[f64; 3]> {
    let mut work: Vec<[f64; 4]> = rows.iter().map(|(a, b)| [a[0], a[1], a[2], *b]).collect();
    for k in 0..3 {
        let norm = work[k..].iter().map(|row| row[k] * row[k]).sum::<f64>().sqrt();
        if norm <= 0.0 || !norm.is_finite() {
            return None;
        }
        let norm = if work[k][k] > 0.0 { -norm } else { norm };
        let mut reflector: Vec<f64> = work[k..].iter().map(|row| row[k]).collect();
        reflector[0] -= norm;
        let square: f64 = reflector.iter().map(|v| v * v).sum();
        for column in k..4 {
            let along: f64 = reflector.iter().zip(&work[k..]).map(|(v, row)| v * row[column]).sum();
            for (v, row) in reflector.iter().zip(&mut work[k..]) {
                row[column] -= 2.0 * along / square * v;
            }
        }
    }
    let mut x = [0.0; 3];
    for k in (0..3).rev() {
        let rest: f64 = (k + 1..3).map(|j| work[k][j] * x[j]).sum();
        x[k] = (work[k][3] - rest) / work[k][k];
    }
    x.iter().all(|value| value.is_finite()).then_some(x)
}
