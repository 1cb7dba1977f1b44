//! What sources and vesicles hold: signatures, how they are built, and cargo brought to the same features.

mod amounts;
mod bias;
mod build;
mod built;
mod cargo;
mod dependence;
mod groups;
mod identifiability;
mod labels;
mod matching;
mod motifs;
pub mod panel;
mod profiles;
mod specificity;

pub use amounts::BadTable;
pub use bias::{Bias, BiasTable, NoBias, biases};
pub use build::{BuildError, BuildOptions, build};
pub use built::Built;
pub use cargo::Cargo;
pub use dependence::{condition_number_raw as condition_number, variance_inflation};
pub(crate) use groups::proportional_groups;
pub use identifiability::{Identifiability, SourceIdentity};
pub use labels::read_labels;
pub use matching::NoCommonFeature;
pub(crate) use matching::{Matched, match_features, rows_of};
pub use motifs::{MotifTest, SORTING_MOTIFS, Sorting, SortingMotif, motif_table, sorting_motifs};
pub use profiles::Signature;
pub use specificity::Specificity;
