//! Coefficients of context++ (Agarwal et al. 2015, eLife 4:e05005, `Agarwal_2015_parameters.txt` of
//! `TargetScan` 7.0): multiple linear regressions of log2 fold change, one per site type.

/// Coefficients of one feature for 8mer, 7mer-m8, 7mer-A1 and 6mer, and the range that scales it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Term {
    /// Name of the column.
    pub(super) name: &'static str,
    pub(super) coefficient: [f64; 4],
    /// Smallest and largest value in the data it was fitted on; a feature without is taken as it is.
    pub(super) range: Option<([f64; 4], [f64; 4])>,
}

/// Contribution of the site type alone.
pub(super) const INTERCEPT: [f64; 4] = [-0.589, -0.224, -0.195, -0.079];

/// No site scores above these.
pub(super) const CAPS: [f64; 4] = [-0.03, -0.02, -0.01, 0.0];

/// The features, in the order of [`Feature`](super::Feature).
pub(super) const TERMS: [Term; 20] = [
    Term {
        name: "three_prime",
        coefficient: [-0.04, -0.055, -0.06, -0.024],
        range: Some(([1.0, 1.0, 1.0, 1.0], [3.5, 3.5, 3.5, 3.5])),
    },
    Term {
        name: "local_au",
        coefficient: [-0.254, -0.177, -0.075, -0.04],
        range: Some(([0.308, 0.277, 0.342, 0.295], [0.814, 0.782, 0.801, 0.772])),
    },
    Term {
        name: "min_distance",
        coefficient: [0.118, 0.056, 0.045, 0.036],
        range: Some(([1.415, 1.491, 1.431, 1.477], [3.113, 3.096, 3.117, 3.106])),
    },
    Term { name: "guide1_a", coefficient: [-0.018, 0.01, -0.025, -0.002], range: None },
    Term { name: "guide1_c", coefficient: [-0.021, 0.014, -0.021, 0.004], range: None },
    Term { name: "guide1_g", coefficient: [0.06, 0.062, 0.03, 0.018], range: None },
    Term { name: "guide8_a", coefficient: [0.022, 0.004, -0.049, -0.015], range: None },
    Term { name: "guide8_c", coefficient: [0.012, -0.031, 0.033, 0.016], range: None },
    Term { name: "guide8_g", coefficient: [0.015, -0.008, -0.017, 0.006], range: None },
    Term { name: "site8_a", coefficient: [0.0, 0.0, 0.0, -0.002], range: None },
    Term { name: "site8_c", coefficient: [0.0, 0.0, 0.036, 0.015], range: None },
    Term { name: "site8_g", coefficient: [0.0, 0.0, 0.015, 0.012], range: None },
    Term {
        name: "utr3_length",
        coefficient: [0.31, 0.154, 0.129, 0.045],
        range: Some(([2.392, 2.409, 2.413, 2.405], [3.637, 3.615, 3.63, 3.62])),
    },
    Term {
        name: "accessibility",
        coefficient: [-0.115, -0.134, -0.077, -0.028],
        range: Some(([-4.356, -5.218, -4.23, -5.082], [-0.661, -0.725, -0.588, -0.666])),
    },
    Term {
        name: "orf_length",
        coefficient: [0.205, 0.1, 0.063, 0.029],
        range: Some(([2.788, 2.773, 2.773, 2.775], [3.753, 3.729, 3.73, 3.731])),
    },
    Term { name: "orf_8mers", coefficient: [-0.118, -0.044, -0.058, -0.06], range: None },
    Term { name: "offset_6mers", coefficient: [-0.02, -0.011, -0.02, -0.01], range: None },
    Term {
        name: "ta",
        coefficient: [0.222, 0.139, 0.117, 0.058],
        range: Some(([3.113, 3.067, 3.145, 3.113], [3.865, 3.887, 3.887, 3.887])),
    },
    Term {
        name: "sps",
        coefficient: [0.21, 0.135, 0.095, 0.035],
        range: Some(([-11.13, -11.13, -8.41, -8.57], [-5.52, -5.49, -3.33, -3.33])),
    },
    Term {
        name: "pct",
        coefficient: [-0.103, -0.048, -0.048, 0.005],
        range: Some(([0.0, 0.0, 0.0, 0.0], [0.816, 0.364, 0.449, 0.193])),
    },
];
