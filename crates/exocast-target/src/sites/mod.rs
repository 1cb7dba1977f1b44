//! Where miRNAs bind: seed sites, rare sites, aligned sites, context++.

mod alignment;
mod context;
mod hits;
mod options;
mod rare;
mod scanner;
mod site;
mod tables;

#[cfg(test)]
pub(crate) use self::context::three_prime;
pub use self::{
    alignment::{ALIGNED_COLUMNS, Alignment, SeedFamilies},
    context::{
        ACCESS_LENGTH, Compatibility, Conservation, ContextModel, ContextScore, ContextTable,
        GuideFacts, MASKED, PctModel, TranscriptFacts, UtrEnds, UtrProfiles, context_columns,
        context_rows, context_table, helix_stability,
    },
    hits::{Family, Hit, Site},
    options::ScanOptions,
    rare::{RareHit, RareScanner, RareType},
    scanner::SiteScanner,
    site::SiteType,
    tables::{SITE_COLUMNS, site_rows, site_table},
};
