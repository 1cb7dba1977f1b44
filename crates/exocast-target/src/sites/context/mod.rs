//! context++: how much each site of a 3'UTR is expected to lower its mRNA.

mod coefficients;
mod conservation;
mod ends;
mod facts;
mod features;
mod pct;
mod profiles;
mod score;
mod stability;
mod table;

#[cfg(test)]
pub(crate) use self::features::three_prime;
pub use self::{
    conservation::Conservation,
    ends::UtrEnds,
    facts::{GuideFacts, TranscriptFacts},
    pct::PctModel,
    profiles::UtrProfiles,
    score::{ACCESS_LENGTH, Compatibility, ContextModel, ContextScore},
    stability::helix_stability,
    table::{ContextTable, MASKED, context_columns, context_rows, context_table},
};
