//! Which sites to look for.

use serde::{Deserialize, Serialize};

use super::site::SiteType;
use crate::input::Region;

/// Which sites to look for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct ScanOptions {
    /// Site types to report; the canonical four unless said otherwise.
    pub types: Vec<SiteType>,
    /// Regions to look in; open reading frame and 3'UTR unless said otherwise.
    pub regions: Vec<Region>,
}

impl Default for ScanOptions {
    fn default() -> Self {
        Self { types: SiteType::CANONICAL.to_vec(), regions: Region::REPRESSING.to_vec() }
    }
}
