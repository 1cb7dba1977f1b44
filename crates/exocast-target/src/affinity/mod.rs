//! How tightly a loaded miRNA holds a site, and what it does there.

mod cnn;
mod context;
mod embedded;
mod features;
mod fitted;
mod flanks;
mod model;
mod seed;
mod site_model;
mod stems;

#[cfg(feature = "fit")]
pub(crate) use self::cnn::twelve_mer;
#[cfg(feature = "fit")]
pub(crate) use self::features::GuideFeatures;
pub(crate) use self::features::susceptibility_features;
pub use self::{
    cnn::{CnnAffinity, CnnGuide, CnnWeights},
    context::SiteContext,
    features::{FEATURES, SUSCEPTIBILITY},
    fitted::FittedAffinity,
    model::{Affinity, GuideAffinity},
    seed::SeedAffinity,
    site_model::{SiteModel, TRANSFECTED_NM},
};
