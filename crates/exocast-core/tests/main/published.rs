//! Values of other programs.

use exocast_core::{
    adjust::{benjamini_hochberg, benjamini_yekutieli, holm},
    quantile::{QuantileType, quantile},
    rank::{kolmogorov_smirnov, mann_whitney},
};

fn assert_close(computed: &[f64], expected: &[f64], tolerance: f64) {
    assert_eq!(computed.len(), expected.len());
    for (computed, expected) in computed.iter().zip(expected) {
        assert!((computed - expected).abs() <= tolerance, "{computed} is not {expected}");
    }
}

/// The example of Benjamini & Hochberg's method in reference values computed with `SciPy` 1.17.
#[test]
fn benjamini_hochberg_as_scipy() {
    let p = [0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205, 0.212, 0.216];
    let q = [0.01, 0.04, 0.084, 0.084, 0.084, 0.1, 0.105_714_285_714_285_7, 0.216, 0.216, 0.216];
    assert_close(&benjamini_hochberg(&p), &q, 1e-12);
}

/// R 4: `p.adjust(c(.01, .02, .03), "holm")` and `"BY"`.
#[test]
fn holm_and_benjamini_yekutieli_as_r() {
    assert_close(&holm(&[0.01, 0.02, 0.03]), &[0.03, 0.04, 0.04], 1e-12);
    assert_close(&benjamini_yekutieli(&[0.01, 0.02, 0.03]), &[0.055, 0.055, 0.055], 1e-12);
}

/// R 4: `sapply(1:9, function(t) quantile(c(1, 3, 4, 8, 11), .3, type = t))`.
#[test]
fn quantile_types_as_r() {
    let sample = [1.0, 3.0, 4.0, 8.0, 11.0];
    let expected = [3.0, 3.0, 3.0, 2.0, 3.0, 2.6, 3.2, 2.866_666_666_666_667, 2.9];
    let quantiles: Vec<f64> =
        QuantileType::ALL.iter().filter_map(|&kind| quantile(&sample, 0.3, kind)).collect();
    assert_close(&quantiles, &expected, 1e-12);
}

/// Counted by hand: all of one sample below the other.
#[test]
fn separate_samples_are_as_far_apart_as_can_be() {
    let (a, b) = ([1.0, 2.0, 3.0], [4.0, 5.0, 6.0]);
    let ks = kolmogorov_smirnov(&a, &b).expect("samples");
    assert!((ks.statistic - 1.0).abs() < 1e-12);
    let u = mann_whitney(&a, &b).expect("samples");
    assert!(u.statistic.abs() < 1e-12);
    // SciPy: mannwhitneyu(a, b, method="asymptotic").pvalue
    assert!((u.p - 0.080_855_598_380_346_24).abs() < 1e-9, "{}", u.p);
}
