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
mod published;

#[cfg(test)]
pub(crate) use self::features::three_prime;
pub use self::{
    conservation::Conservation,
    pct::PctModel,
    profiles::UtrProfiles,
    score::Compatibility,
    table::{ContextTable, context_columns, context_rows, context_table},
};
pub(crate) use self::{
    ends::UtrEnds,
    stability::{STACKS, helix_stability},
    table::MASKED,
};
