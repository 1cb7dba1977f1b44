//! The recipe of CIBERSORT.

use ndarray::ArrayView2;

use super::{nnls::Nnls, nusvr};
use crate::linalg::times;

/// The ν that CIBERSORT tries.
const NU: [f64; 3] = [0.25, 0.5, 0.75];

/// The recipe of CIBERSORT (Newman et al. 2015, Nat Methods 12:453): signature and cargo brought to
/// mean 0 and standard deviation 1 over all entries, ν-SVR for three ν, weights below zero set to zero
/// and the rest to sum 1, the ν with the smallest residual taken.
pub(super) fn cibersort(s: ArrayView2<'_, f64>, y: &[f64]) -> Vec<f64> {
    let scale =
        |mean: f64, squares: f64, n: usize| (mean, (squares / (n - 1).max(1) as f64).sqrt());
    let moments = |values: &mut dyn Iterator<Item = f64>| {
        let all: Vec<f64> = values.collect();
        let mean = all.iter().sum::<f64>() / all.len() as f64;
        scale(mean, all.iter().map(|v| (v - mean) * (v - mean)).sum(), all.len())
    };
    let (centre, sd) = moments(&mut s.iter().copied());
    let (mean, deviation) = moments(&mut y.iter().copied());
    if sd <= 0.0 || deviation <= 0.0 {
        return Nnls::on(s).solve(y);
    }
    let x = s.mapv(|v| (v - centre) / sd);
    let z: Vec<f64> = y.iter().map(|v| (v - mean) / deviation).collect();
    let mut best = (f64::INFINITY, vec![0.0; s.ncols()]);
    for nu in NU {
        let mut w = nusvr::solve(x.view(), &z, nu, 1.0).weights;
        for w in &mut w {
            *w = w.max(0.0);
        }
        let sum: f64 = w.iter().sum();
        if sum <= 0.0 {
            continue;
        }
        for w in &mut w {
            *w /= sum;
        }
        let squares: f64 =
            times(x.view(), &w).iter().zip(&z).map(|(fit, z)| (fit - z) * (fit - z)).sum();
        if squares < best.0 {
            best = (squares, w);
        }
    }
    best.1
}
