//! Which sets of features are enriched in each sample.

mod gmt;
mod gsea;
mod mlm;
mod network;
mod options;
mod ora;
mod order;
mod recovery;
mod result;
mod scorer;
mod scoring;
mod sets;
mod single_sample;
#[cfg(test)]
mod twin;
mod ulm;

pub use options::{EnrichMethod, EnrichOptions};
pub use result::{Enrichment, EnrichmentRow};
pub use scoring::enrich;
pub use sets::{FeatureSet, FeatureSets};
