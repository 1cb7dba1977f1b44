//! Affinity by the published convolutional network.

mod guide;
mod surroundings;
mod weights;

#[cfg(feature = "fit")]
pub(crate) use self::surroundings::twelve_mer;
pub use self::{guide::CnnGuide, surroundings::CnnAffinity, weights::CnnWeights};
