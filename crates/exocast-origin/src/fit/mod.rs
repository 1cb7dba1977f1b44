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
mod unknown;
mod weights;

pub(crate) use calibration::{BiasPrior, Calibrated, Samples, Settings, Stabiliser};
pub(crate) use estimator::Estimator;
pub(crate) use gram::GramProblem;
pub(crate) use mixture::{Effort, Fit, Problem, State};
pub use nnls::Nnls;
pub(crate) use noise::Noise;
pub use nusvr::{Regression, nu_svr};
pub(crate) use posterior::SpikeAndSlab;
pub(crate) use unknown::UnknownPrior;
pub(crate) use weights::balanced_weights;
