//! What odds of sites depend on in a draw.

use crate::input::Region;

/// A pool of guides and a region: what odds of sites depend on in a draw, besides their affinity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Factor(u32);

/// Regions, in their order.
const REGIONS: [Region; 3] = [Region::Orf, Region::Utr3, Region::Rna];

impl Factor {
    pub(crate) fn new(pool: u32, region: Region) -> Self {
        let place = match region {
            Region::Orf => 0,
            Region::Rna => 2,
            _ => 1,
        };
        Self(pool * 3 + place)
    }

    /// Its place among all factors.
    pub(crate) fn place(self) -> usize {
        self.0 as usize
    }

    pub(crate) fn pool(self) -> usize {
        self.place() / REGIONS.len()
    }

    pub(crate) fn region(self) -> Region {
        REGIONS[self.place() % REGIONS.len()]
    }

    /// All factors of some pools.
    pub(crate) fn all(pools: usize) -> impl Iterator<Item = Self> {
        (0_u32..).take(pools * REGIONS.len()).map(Self)
    }
}
