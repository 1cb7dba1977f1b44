//! Which sets of features stand out in each sample.

mod gmt;
mod gsea;
mod mlm;
mod network;
mod options;
mod ora;
mod order;
mod others;
mod recovery;
mod result;
mod scorer;
mod scoring;
mod sets;
mod single_sample;
mod ulm;

pub use gsea::{GseaResult, RandomSets, enrichment_score, gsea};
pub use mlm::multivariate_linear_model;
pub use options::{CheckedEnrichOptions, EnrichMethod, EnrichOptions};
pub use ora::{log_odds, over_representation};
pub use others::{gene_set_variation, metric_score, rank_enrichment, weighted_mean, weighted_sum};
pub use recovery::area_under_recovery;
pub use result::{Enrichment, EnrichmentRow};
pub use scoring::enrich;
pub use sets::{FeatureSet, FeatureSets};
pub use single_sample::single_sample_score;
pub use ulm::{univariate_linear_model, z_score};
