//! Mixtures of lognormal size populations.

mod component;
mod data;
mod em;
mod lognormal;
mod select;
mod starts;

pub use component::Component;
pub(crate) use data::{Data, Support};
pub use lognormal::LognormalMixture;
pub(crate) use lognormal::softmax;
pub(crate) use select::refit;
pub use select::{Fit, Selection};
