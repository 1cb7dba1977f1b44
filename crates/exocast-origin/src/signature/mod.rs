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
mod table;

pub(crate) use amounts::looks_logarithmic;
pub use bias::{Bias, BiasTable, read_biases};
pub use build::{BuildOptions, build};
pub use built::Built;
pub use cargo::Cargo;
pub(crate) use groups::proportional_groups;
pub use identifiability::{Identifiability, SourceIdentity};
pub use labels::read_labels;
pub(crate) use matching::{LISTED, Matched, match_features, rows_of};
pub use motifs::{MotifTest, Sorting, SortingMotif, motif_table, sorting_motifs};
pub(crate) use panel::ORIGIN_COLUMNS;
pub use profiles::Signature;
pub use specificity::Specificity;
pub use table::AmountTable;
