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
pub(crate) use self::context::{STACKS, UtrEnds, helix_stability};
pub use self::{
    alignment::{Alignment, SeedFamilies},
    context::{
        Compatibility, Conservation, ContextTable, PctModel, UtrProfiles, context_columns,
        context_rows, context_table,
    },
    hits::{Hit, SeedFamily, Site},
    options::ScanOptions,
    rare::{RareHit, RareScanner, RareType},
    scanner::SiteScanner,
    site::SiteType,
    tables::{SITE_COLUMNS, site_rows, site_table},
};
