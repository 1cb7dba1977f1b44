//! Fitted parameters of sites. Written by `cargo xtask fit`; do not edit.
//!
//! Fitted 2026-11-30 on GSE140217: 4269 genes of `HeLa` cells after
//! transfection of 17 miRNAs. Objective: weighted squared error of natural
//! logarithms, levels and predictions centred over miRNAs, with ridges. `held_out` is the
//! mean per-miRNA r² with miRNA and gene left out (4 folds of genes), and the ends of
//! its 95 % interval over 500 resamplings of genes.

use super::site_model::SiteModel;

pub(super) const FITTED: SiteModel = SiteModel {
    kinds: [-2.9944, -3.6863, -3.428, -4.3074, -4.391, -5.0302],
    // orf, local-au, three-prime, ln-far-from-end, ln-near-stop, ln-far-from-stop, pairing, aauaaa-before, au-upstream-2, c-opposite-8, ln-unpaired, stems, poly-a-before, pyrimidines, helix-12-17, neighbours
    coefficients: [
        -0.8376, 1.7681, 0.119, -0.382, 0.3081, -0.3777, -0.3098, -0.0768, 0.1514, -0.5363, 0.0,
        -0.0655, -0.316, 2.4943, 0.0626, 0.4686,
    ],
    ln_slope: 1.4903,
    // ln-utr3, ln-long-orf, au-utr3, u-utr3, gc3
    susceptibility: [-0.0642, -0.229, -0.9503, 1.7153, 0.6029],
    guide_error: 0.4481,
    transcript_error: 0.7293,
    held_out: (0.2171, 0.2074, 0.2263),
};
pub(super) const FITTED_WITH_ACCESS: SiteModel = SiteModel {
    kinds: [-2.9243, -3.6005, -3.3222, -4.1957, -4.2817, -4.9182],
    // orf, local-au, three-prime, ln-far-from-end, ln-near-stop, ln-far-from-stop, pairing, aauaaa-before, au-upstream-2, c-opposite-8, ln-unpaired, stems, poly-a-before, pyrimidines, helix-12-17, neighbours
    coefficients: [
        -0.8453, 1.7953, 0.118, -0.386, 0.3086, -0.3746, -0.3216, -0.0809, 0.1428, -0.5511, 0.0546,
        -0.0522, -0.3133, 2.4378, 0.0615, 0.4518,
    ],
    ln_slope: 1.4827,
    // ln-utr3, ln-long-orf, au-utr3, u-utr3, gc3
    susceptibility: [-0.0656, -0.2297, -0.9448, 1.7824, 0.6134],
    guide_error: 0.4428,
    transcript_error: 0.7222,
    held_out: (0.218, 0.2084, 0.2273),
};
pub(super) const CNN: SiteModel = SiteModel {
    kinds: [-6.1116, -6.1116, -6.1116, -6.1116, -6.1116, -6.1116],
    // orf, local-au, three-prime, ln-far-from-end, ln-near-stop, ln-far-from-stop, pairing, aauaaa-before, au-upstream-2, c-opposite-8, ln-unpaired, stems, poly-a-before, pyrimidines, helix-12-17, neighbours
    coefficients: [
        -1.0116, 0.7793, 0.065, -0.4221, 0.3609, -0.4262, 0.0, -0.108, -0.2421, 0.0, 0.0, -0.0639,
        -0.3283, 2.6025, 0.1037, 0.6197,
    ],
    ln_slope: 1.1858,
    // ln-utr3, ln-long-orf, au-utr3, u-utr3, gc3
    susceptibility: [-0.0793, -0.2602, -1.1525, 2.3878, 0.5272],
    guide_error: 0.2612,
    transcript_error: 0.7095,
    held_out: (0.2442, 0.2337, 0.253),
};
pub(super) const CNN_WITH_ACCESS: SiteModel = SiteModel {
    kinds: [-6.0649, -6.0649, -6.0649, -6.0649, -6.0649, -6.0649],
    // orf, local-au, three-prime, ln-far-from-end, ln-near-stop, ln-far-from-stop, pairing, aauaaa-before, au-upstream-2, c-opposite-8, ln-unpaired, stems, poly-a-before, pyrimidines, helix-12-17, neighbours
    coefficients: [
        -1.0157, 0.8038, 0.0656, -0.4237, 0.3642, -0.4255, 0.0, -0.1109, -0.2452, 0.0, 0.024,
        -0.0579, -0.3272, 2.5739, 0.103, 0.6116,
    ],
    ln_slope: 1.1748,
    // ln-utr3, ln-long-orf, au-utr3, u-utr3, gc3
    susceptibility: [-0.0805, -0.2595, -1.1767, 2.4416, 0.5307],
    guide_error: 0.2634,
    transcript_error: 0.709,
    held_out: (0.2444, 0.2338, 0.2532),
};
