//! How cargo is compared with a mixture of sources.

use std::fmt;

use exocast_core::options::Word;
use serde::{Deserialize, Serialize};

/// How cargo is compared with a mixture of sources.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Method {
    /// The method that fits the data, chosen for each sample; the reason is a notice.
    #[default]
    Auto,
    /// Noise of the same size in every feature: non-negative least squares.
    Nnls,
    /// Non-negative least squares with features weighed by 1/√mean of the signature.
    WeightedNnls,
    /// ν-support-vector regression by the recipe of CIBERSORT (Newman et al. 2015, Nat Methods
    /// 12:453).
    #[serde(rename = "nusvr")]
    NuSvr,
    /// Huber's M-estimate of a linear model with non-negative coefficients.
    Robust,
    /// Dampened weighted least squares (Tsoucas et al. 2019, Nat Commun 10:2975).
    Dwls,
    /// Variance proportional to the mean: counts, or amounts of unknown depth.
    Poisson,
    /// Variance φμ + αμ²: counts that vary between replicates, α estimated.
    NegativeBinomial,
    /// Variance φμ + αμ² of ratios that scatter evenly up and down, biases of features that samples
    /// share, sources that may be absent: posterior means of the shares.
    LogNormal,
}

impl Word for Method {
    const ALL: &'static [Self] = &[
        Self::Auto,
        Self::Nnls,
        Self::WeightedNnls,
        Self::NuSvr,
        Self::Robust,
        Self::Dwls,
        Self::Poisson,
        Self::NegativeBinomial,
        Self::LogNormal,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Nnls => "nnls",
            Self::WeightedNnls => "weighted-nnls",
            Self::NuSvr => "nusvr",
            Self::Robust => "robust",
            Self::Dwls => "dwls",
            Self::Poisson => "poisson",
            Self::NegativeBinomial => "negative-binomial",
            Self::LogNormal => "log-normal",
        }
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The unit of the columns of the signature.
///
/// A fit gives one coefficient w per source: how many of its columns the cargo holds. What that means
/// depends on the unit of the column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scaling {
    /// Each column is an amount per unit of RNA: CPM or TPM over all features, of which
    /// the signature lists some. RNA shares are proportional to w.
    #[default]
    AsGiven,
    /// Columns have arbitrary depth: each is brought to the same sum over the features used first.
    /// RNA shares are proportional to w times the column's sum: shares of the RNA measured.
    PerRna,
    /// Each column is an amount per cell. Cell shares are proportional to w, RNA shares to w times
    /// the column's sum over the features used.
    PerCell,
}

impl Word for Scaling {
    const ALL: &'static [Self] = &[Self::AsGiven, Self::PerRna, Self::PerCell];

    fn name(self) -> &'static str {
        match self {
            Self::AsGiven => "as-given",
            Self::PerRna => "per-rna",
            Self::PerCell => "per-cell",
        }
    }
}

/// Why `auto` took a method.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Reason {
    /// Counts that scatter more than counting does.
    Overdispersed {
        /// Pearson χ² over degrees of freedom of the Poisson fit.
        dispersion: f64,
    },
    /// Counts that scatter as counting does.
    Counting {
        /// Pearson χ² over degrees of freedom of the Poisson fit.
        dispersion: f64,
    },
    /// Amounts whose residuals grow with the amount.
    GrowingResiduals {
        /// Slope of ln residual² over ln fitted.
        slope: f64,
    },
    /// Amounts whose residuals do not grow with the amount.
    FlatResiduals {
        /// Slope of ln residual² over ln fitted.
        slope: f64,
    },
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Overdispersed { dispersion } => write!(
                f,
                "the cargo is counts that vary {dispersion:.1} times as much as counting alone \
                 explains"
            ),
            Self::Counting { dispersion } => write!(
                f,
                "the cargo is counts that vary as counting does (Pearson dispersion \
                 {dispersion:.2})"
            ),
            Self::GrowingResiduals { slope } => write!(
                f,
                "the cargo is amounts of unknown depth whose residuals grow with the amount \
                 (slope {slope:.2} of ln residual² over ln fitted)"
            ),
            Self::FlatResiduals { slope } => write!(
                f,
                "the cargo is amounts whose residuals do not grow with the amount (slope \
                 {slope:.2} of ln residual² over ln fitted)"
            ),
        }
    }
}
