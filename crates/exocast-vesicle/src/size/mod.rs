//! Of which sizes: distributions, their statistics, populations and classes.

mod classes;
mod density;
mod distribution;
mod mixture;
mod mode;
mod percentile;
mod shape_fit;
mod shapes;
mod smoothing;
mod summary;
mod window;

pub use classes::ClassModel;
pub use density::DensityCurve;
pub use distribution::SizeDistribution;
pub use mixture::{Component, Fit, LognormalMixture, Selection};
pub(crate) use mixture::{Data, Support, refit};
pub(crate) use percentile::binned_percentiles;
pub use percentile::{PercentileRule, percentile};
pub use shape_fit::{FamilyFit, fit_families};
pub use shapes::Family;
pub use summary::Summary;
pub use window::{Weighting, Window};
