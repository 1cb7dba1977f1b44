//! From one sample's cargo to coefficients: plain fits and fits with an unknown source.

pub(crate) mod calibration;
pub(crate) mod mixture;
pub(crate) mod nnls;
pub(crate) mod noise;
pub(crate) mod nusvr;
pub(crate) mod plain;
pub(crate) mod posterior;
pub(crate) mod simplex;
pub(crate) mod unknown;
