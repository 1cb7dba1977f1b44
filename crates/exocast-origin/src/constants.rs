//! Every number that is not data: value, meaning, status.
//!
//! `assumed` numbers are this project's choices; `docs/methods/origin-deconvolution.md` says what
//! each does and how it was looked at.

/// Name of the source row for what no source of the signature explains.
pub(crate) const UNKNOWN: &str = "unknown";

/// Gates between the verdicts, as in `docs/methods/origin-deconvolution.md`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Gates {
    /// Above this p of the permuted cargo: `cannot tell`. Assumed: one sample of noise in a hundred
    /// passes.
    pub(crate) p: f64,
    /// Below this fit: `cannot tell`. Assumed.
    pub(crate) fit_none: f64,
    /// Below this fit: at most `weak`. Assumed.
    pub(crate) fit_weak: f64,
    /// Below this fit to features that are held out: `cannot tell`. As for `fit`.
    pub(crate) held_out_none: f64,
    /// Below this fit to features that are held out: at most `weak`. As for `fit`.
    pub(crate) held_out_weak: f64,
    /// Below this overlap: `cannot tell`. Assumed.
    pub(crate) overlap_none: f64,
    /// Below this overlap: at most `weak`. Assumed.
    pub(crate) overlap_weak: f64,
    /// Above this unknown share: `cannot tell`. Assumed.
    pub(crate) unknown_none: f64,
    /// Above this unknown share: at most `weak`. Assumed.
    pub(crate) unknown_weak: f64,
    /// Fewer features with cargo than this many times the number of sources: at most `weak`.
    /// Assumed.
    pub(crate) features_per_source: f64,
    /// Fewer features with cargo than this: `cannot tell`. Assumed.
    pub(crate) features: usize,
    /// Above this condition number: at most `weak`. Belsley, Kuh & Welsch 1980 call 30 and more
    /// moderate to strong dependence, 100 and more strong.
    pub(crate) condition: f64,
    /// A share whose lower end lies above this is `supported`. Assumed.
    pub(crate) share: f64,
    /// Above this relative variance of features around the fit, where neither matched pairs nor samples
    /// that differ say that it is bias: `cannot tell`, since wrong sources look the same. Biological
    /// replicates of counts scatter by 0.1 to 0.2 (`McCarthy` et al. 2012, Nucleic Acids Res 40:4288).
    pub(crate) scatter: f64,
    /// Above this part of the cargo in the wrong features: `cannot tell`. Assumed.
    pub(crate) misplaced_none: f64,
    /// Above this part: at most `weak`. Assumed.
    pub(crate) misplaced_weak: f64,
    /// Biases that samples share count as known where sources explain at least this part of how the
    /// samples differ. Assumed.
    pub(crate) contrast: f64,
    /// Columns that correlate above this are estimable only as a sum. Assumed.
    pub(crate) correlation: f64,
}

/// The gates in use.
pub(crate) const GATES: Gates = Gates {
    p: 0.01,
    fit_none: 0.3,
    fit_weak: 0.7,
    held_out_none: 0.3,
    held_out_weak: 0.7,
    overlap_none: 0.1,
    overlap_weak: 0.5,
    unknown_none: 0.9,
    unknown_weak: 0.5,
    features_per_source: 1.0,
    features: 5,
    condition: 100.0,
    share: 0.005,
    scatter: 0.2,
    misplaced_none: 0.4,
    misplaced_weak: 0.25,
    contrast: 0.5,
    correlation: 0.95,
};

/// Pearson dispersion above which counts are overdispersed for `auto`. Assumed.
pub(crate) const OVERDISPERSED: f64 = 1.5;
/// Slope of ln residual² over ln fitted below which the noise of amounts counts as constant: half
/// way between constant variance (0) and variance proportional to the mean (1). Assumed.
pub(crate) const FLAT_SLOPE: f64 = 0.5;
/// Part of the positive values that has to be whole for cargo to count as counts: reads shared
/// between loci leave fractions in some. Assumed.
pub(crate) const WHOLE: f64 = 0.5;

/// Points of the grid of unknown amounts, without zero. Assumed; twice as many change shares by less
/// than a thousandth.
pub(crate) const GRID: usize = 24;
/// Centre of the prior on the dispersion α: biological replicates of counts. Assumed.
pub(crate) const DISPERSION: f64 = 0.2;
/// Standard deviation of that prior in ln α. Assumed.
pub(crate) const DISPERSION_SPREAD: f64 = 1.0;
/// Range within which α is sought.
pub(crate) const DISPERSION_RANGE: (f64, f64) = (1e-3, 5.0);
/// Starting parts of features without any unknown amount, and spread of the others in ln. Assumed;
/// both are estimated.
pub(crate) const START_ZERO: f64 = 0.3;
/// Starting spread of unknown amounts in ln.
pub(crate) const START_SPREAD: f64 = 2.0;
/// Part of features without any unknown amount, and spread of the others in ln, where the size of noise is
/// taken from all misfit. Assumed: over 0.5 to 0.9 and 0.75 to 0.9, Pearson on blood cells moves by 0.005.
pub(crate) const HELD_ZERO: f64 = 0.8;
/// Spread of unknown amounts in ln there.
pub(crate) const HELD_SPREAD: f64 = 0.8;

/// Standard deviation of ln bias at the start of a fit to several samples; estimated.
pub(crate) const START_BIAS: f64 = 0.5;
/// Fewer samples than this teach nothing about the bias of a feature: it stays part of the scatter.
/// Assumed.
pub(crate) const FEW_SAMPLES: usize = 3;
/// Dispersion that means none, where variance is proportional to the mean.
pub(crate) const POISSON_ALPHA: f64 = 1e-3;
/// Standard deviation of the prior on the ln gain of a source over all its features. Assumed.
pub(crate) const GAIN_SPREAD: f64 = 0.5;
/// Chance that a source is present, at the start; estimated from all samples then.
pub(crate) const PRESENCE: f64 = 0.3;
/// Range within which that chance is held.
pub(crate) const PRESENCE_RANGE: (f64, f64) = (0.02, 0.95);
/// Sweeps of the sampler that are thrown away, and that are kept.
pub(crate) const WARM: usize = 100;
/// Draws of the shares of one sample.
pub(crate) const DRAWS: usize = 600;

/// Added to counts before a ratio is taken: Haldane 1956 (Ann Hum Genet 20:309).
pub(crate) const PSEUDOCOUNT: f64 = 0.5;
