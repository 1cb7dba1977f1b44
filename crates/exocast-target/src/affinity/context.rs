//! A site in its surroundings.

use crate::input::Message;
use crate::{input::Region, sites::SiteType};

/// A site in its surroundings.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct SiteContext<'a> {
    /// How much of the seed pairs.
    pub kind: SiteType,
    /// Where in the mRNA it lies.
    pub region: Region,
    /// The mRNA.
    pub message: &'a Message,
    /// Place on the mRNA opposite guide nucleotide 8, 0-based; the seven after it are opposite 7 to 1.
    pub window: isize,
    /// ln P(the eight nucleotides opposite 8 to 1 are unpaired), where it is known.
    pub ln_unpaired: Option<f64>,
    /// Share of the mRNA that has the site, where it is known where 3'UTRs end.
    pub isoforms: Option<f64>,
    /// 8mers and 7mers of the same seed whose windows begin 13 to 35 nt from this one's.
    pub neighbours: u8,
}

impl SiteContext<'_> {
    /// Share of the mRNA that has the site, all of it where that is not known.
    #[must_use]
    pub(crate) fn isoforms(&self) -> f64 {
        self.isoforms.unwrap_or(1.0)
    }
}
