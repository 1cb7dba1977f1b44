//! Fitted parameters of sites. Written by `cargo xtask fit`; do not edit.
//!
//! Fitted 2026-11-23 on GSE140217: 4269 genes of `HeLa` cells after
//! transfection of 17 miRNAs. Objective: weighted squared error of natural
//! logarithms, levels and predictions centred over miRNAs, with ridges. `held_out` is the
//! mean per-miRNA r² with miRNA and gene left out (4 folds of genes), and the ends of
//! its 95 % interval over 500 resamplings of genes.

use super::SiteModel;

pub(super) const FITTED: SiteModel = SiteModel {
    kinds: [-3.6179, -4.3036, -4.2719, -5.1474, -5.2803, -5.798],
    // orf, local-au, three-prime, ln-end-distance, ln-stop-distance, pairing, aauaaa-before, auuaaa-before, au-upstream-2, ln-unpaired
    coefficients: [
        -0.9849, 2.2634, 0.1688, -0.1504, -0.2397, -0.2505, -0.2851, -0.1239, 0.149, 0.0,
    ],
    ln_slope: 1.413,
    // ln-utr3, ln-orf, au-utr3, gc3
    susceptibility: [-0.0531, -0.0925, -0.425, 0.5746],
    guide_error: 0.2997,
    residual: 0.2736,
    held_out: (0.2004, 0.192, 0.2091),
};
pub(super) const FITTED_WITH_ACCESS: SiteModel = SiteModel {
    kinds: [-3.3781, -4.0224, -3.9512, -4.807, -4.9323, -5.4496],
    // orf, local-au, three-prime, ln-end-distance, ln-stop-distance, pairing, aauaaa-before, auuaaa-before, au-upstream-2, ln-unpaired
    coefficients: [
        -0.9872, 2.1418, 0.1675, -0.1508, -0.2364, -0.2805, -0.2923, -0.1297, 0.1266, 0.0933,
    ],
    ln_slope: 1.3963,
    // ln-utr3, ln-orf, au-utr3, gc3
    susceptibility: [-0.0546, -0.0937, -0.3838, 0.5736],
    guide_error: 0.2931,
    residual: 0.2728,
    held_out: (0.2042, 0.1956, 0.2131),
};
pub(super) const CNN: SiteModel = SiteModel {
    kinds: [-7.0313, -7.0313, -7.0313, -7.0313, -7.0313, -7.0313],
    // orf, local-au, three-prime, ln-end-distance, ln-stop-distance, pairing, aauaaa-before, auuaaa-before, au-upstream-2, ln-unpaired
    coefficients: [-1.1833, 1.1812, 0.1512, -0.1335, -0.2466, 0.0, -0.344, -0.1324, -0.2542, 0.0],
    ln_slope: 1.2612,
    // ln-utr3, ln-orf, au-utr3, gc3
    susceptibility: [-0.0784, -0.1129, -0.433, 0.4373],
    guide_error: 0.1521,
    residual: 0.2624,
    held_out: (0.2263, 0.2173, 0.2356),
};
pub(super) const CNN_WITH_ACCESS: SiteModel = SiteModel {
    kinds: [-6.7853, -6.7853, -6.7853, -6.7853, -6.7853, -6.7853],
    // orf, local-au, three-prime, ln-end-distance, ln-stop-distance, pairing, aauaaa-before, auuaaa-before, au-upstream-2, ln-unpaired
    coefficients: [
        -1.1942, 1.1304, 0.1533, -0.1315, -0.2451, 0.0, -0.3536, -0.1401, -0.2692, 0.0685,
    ],
    ln_slope: 1.2229,
    // ln-utr3, ln-orf, au-utr3, gc3
    susceptibility: [-0.0816, -0.1116, -0.4494, 0.4278],
    guide_error: 0.1534,
    residual: 0.2619,
    held_out: (0.2283, 0.219, 0.2376),
};
