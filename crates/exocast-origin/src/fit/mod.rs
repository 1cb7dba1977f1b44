//! From one sample's cargo to coefficients: plain fits and fits with an unknown source.

mod calibration;
mod cibersort;
mod dampened;
mod estimator;
mod gram;
mod huber;
mod mixture;
mod nnls;
mod noise;
mod nusvr;
mod posterior;
mod simplex;
mod unknown;
mod weights;

pub(crate) use calibration::{BiasPrior, Calibrated, Samples, Settings, Stabiliser};
pub use cibersort::cibersort;
pub use dampened::{Dampening, dampened, dwls};
pub(crate) use estimator::Estimator;
pub(crate) use gram::GramProblem;
pub use huber::{huber_linear, huber_nnls};
pub(crate) use mixture::{Effort, Fit, Problem, State};
pub use nnls::Nnls;
pub(crate) use noise::Noise;
pub use nusvr::{Regression, nu_svr};
pub(crate) use posterior::SpikeAndSlab;
pub use simplex::{
    clipped_least_squares, log_simplex, nnls_standard_errors, simplex_least_squares,
};
pub(crate) use unknown::UnknownPrior;
pub(crate) use weights::balanced_weights;
