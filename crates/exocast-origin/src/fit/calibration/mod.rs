//! Shares, the cargo bias of each feature and an unknown source, fitted to all samples at once.
//!
//! Model: `y_fs` scatters around `exp(b_f) Σ_j S_fj w_js + c_s U_f` with variance μ + αμ² after
//! [`Stabiliser`]; `b_f ~ N(m_f, τ_f²)`, `U_f` from [`UnknownPrior`]. `U_f` is integrated out on its grid, `b_f`
//! by Laplace's method at each of its points. See `docs/methods/origin-deconvolution.md`.

mod feature;
mod fit;
mod learn;
mod model;
mod stabiliser;

pub(crate) use model::{BiasPrior, Calibrated, Samples, Settings};
pub(crate) use stabiliser::Stabiliser;
