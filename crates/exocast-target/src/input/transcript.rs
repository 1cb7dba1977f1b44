//! One mRNA, and what is wrong with one that cannot be added.

use exocast_core::Base;

use super::region::Region;

/// One mRNA of [`Transcripts`](super::Transcripts).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Transcript<'a> {
    /// Its name.
    pub name: &'a str,
    /// The gene, where known.
    pub gene: Option<&'a str>,
    /// The 5'UTR; empty where not given.
    pub utr5: &'a [Base],
    /// The open reading frame; empty where not given.
    pub orf: &'a [Base],
    /// The 3'UTR; empty where not given.
    pub utr3: &'a [Base],
}

impl<'a> Transcript<'a> {
    /// The sequence of one region.
    #[must_use]
    pub const fn region(&self, region: Region) -> &'a [Base] {
        match region {
            Region::Utr5 => self.utr5,
            Region::Orf => self.orf,
            Region::Utr3 => self.utr3,
        }
    }
}
