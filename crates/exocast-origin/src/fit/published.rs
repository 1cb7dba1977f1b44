//! Estimates of other programs on the same numbers.

use exocast_core::quantile::quantiles;
use ndarray::Array2;

use super::{cibersort::cibersort, dampened::dampened, huber::huber_nnls, nnls::Nnls, nusvr};
use crate::vectors::{close, numbers, rows, vectors};

fn table(values: &[Vec<f64>]) -> Array2<f64> {
    Array2::from_shape_fn((values.len(), values[0].len()), |(i, j)| values[i][j])
}

fn shares(w: &[f64]) -> Vec<f64> {
    let sum: f64 = w.iter().map(|w| w.max(0.0)).sum();
    w.iter().map(|w| w.max(0.0) / sum).collect()
}

/// scikit-learn 1.9.1 (libsvm) at a tolerance of 1e-10, and plain numpy versions of the others.
#[test]
fn estimators_are_those_of_other_programs() {
    let all = vectors();
    let reference = &all["deconv"];
    let s = table(&rows(&reference["S"]));
    let y = numbers(&reference["y"]);
    let check = |key: &str, ours: Vec<f64>, tolerance: f64| {
        for (a, b) in shares(&ours).iter().zip(numbers(&reference["methods"][key])) {
            assert!((a - b).abs() <= tolerance, "{key}: {a} is not {b}");
        }
    };
    let per_feature = |root: bool| -> Vec<f64> {
        let mean = s.rows().into_iter().map(|row| row.sum() / 4.0 + 1e-12);
        mean.map(|m| if root { 1.0 / m } else { 1.0 / (m * m) }).collect()
    };
    check("nnls_sqrtmean", Nnls::weighted(s.view(), per_feature(true)).solve(&y), 1e-9);
    check("nnls_rowmean", Nnls::weighted(s.view(), per_feature(false)).solve(&y), 1e-9);
    check("huber_nnls", huber_nnls(s.view(), &y), 1e-9);
    let upper_quarter =
        |weights: &[f64]| quantiles(weights, &[0.75]).map_or(f64::INFINITY, |q| q[0]);
    let dampened = dampened(s.view(), &y, upper_quarter, 1e-6, 500);
    check("dwls_like", dampened, 1e-9);
    // Their tolerance was 1e-3.
    check("nu_svr_cibersort", cibersort(s.view(), &y), 2e-3);

    let moments = |values: Vec<f64>| {
        let n = values.len() as f64;
        let mean = values.iter().sum::<f64>() / n;
        let sd = (values.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / (n - 1.0)).sqrt();
        (mean, sd)
    };
    let (mean, sd) = moments(s.iter().copied().collect());
    let x = s.mapv(|v| (v - mean) / sd);
    let (mean, sd) = moments(y.clone());
    let z: Vec<f64> = y.iter().map(|v| (v - mean) / sd).collect();
    // ½‖w‖² and the sum of the νn largest residuals.
    let objective = |w: &[f64], b: f64, whole: usize| -> f64 {
        let fitted = x.rows().into_iter().map(|r| r.iter().zip(w).map(|(x, w)| x * w).sum::<f64>());
        let mut sizes: Vec<f64> = fitted.zip(&z).map(|(m, z)| (z - m - b).abs()).collect();
        sizes.sort_by(|a, b| b.total_cmp(a));
        0.5 * w.iter().map(|w| w * w).sum::<f64>() + sizes[..whole].iter().sum::<f64>()
    };
    for (nu, key, whole) in [(0.25, "0.25", 6), (0.5, "0.5", 12), (0.75, "0.75", 18)] {
        let ours = nusvr::solve(x.view(), &z, nu, 1.0);
        let theirs = numbers(&reference["nusvr_raw_coef_tol1e-10"][key]);
        // libsvm holds its kernel in single precision: 3e-7 is what that leaves, and ours is better.
        for (a, b) in ours.weights.iter().zip(&theirs) {
            close(*a, *b, 5e-7);
        }
        let intercept = reference["nusvr_intercept_tol1e-10"][key].as_f64().unwrap();
        // The intercept is not unique where no row lies on the edge of the tube: the objective is.
        let (a, b) =
            (objective(&ours.weights, ours.intercept, whole), objective(&theirs, intercept, whole));
        assert!(a <= b + 1e-12, "{a} is above {b}");
    }
}
