//! Which miRNAs explain an observed change.

mod contrast;
mod explain;
mod regress;
mod shuffled;
mod strata;
mod table;
mod targets;

pub use self::{
    explain::explain,
    table::{Evidence, EvidenceTest, Explain},
};
