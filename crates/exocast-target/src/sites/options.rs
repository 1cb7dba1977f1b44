//! Which sites to look for.

use serde::{Deserialize, Serialize};

use super::site::SiteType;
use crate::input::Region;

/// Which sites to look for. Every choice is valid, so there is nothing to check.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[non_exhaustive]
pub struct ScanOptions {
    /// Site types to report; by default the four canonical ones.
    pub types: Vec<SiteType>,
    /// Regions to look in; by default open reading frame and 3'UTR.
    pub regions: Vec<Region>,
}

impl Default for ScanOptions {
    fn default() -> Self {
        Self { types: SiteType::CANONICAL.to_vec(), regions: Region::REPRESSING.to_vec() }
    }
}
