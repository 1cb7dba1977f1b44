//! What guide and transcript bring to the score of a site.

use super::stability::helix_stability;
use exocast_core::Base;

use super::ends::UtrEnds;
use crate::input::Mirna;

/// What the guide brings to all its sites.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct GuideFacts {
    /// Seed-pairing stability of nucleotides 2–8 and of 2–7, kcal/mol.
    pub stability: (f64, f64),
    /// log10 of the number of its sites in all 3'UTRs.
    pub abundance: f64,
}

impl GuideFacts {
    /// Of a guide with this many 8mer, 7mer-m8 and 7mer-A1 sites in the transcriptome's 3'UTRs.
    #[must_use]
    pub(crate) fn new(guide: &Mirna, sites: usize) -> Self {
        let part =
            |last: usize| helix_stability(&guide.sequence().bases()[1..last]).unwrap_or_default();
        Self { stability: (part(8), part(7)), abundance: (sites.max(1) as f64).log10() }
    }
}

/// What the transcript brings to all sites of a guide.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TranscriptFacts<'a> {
    /// Its 3'UTR.
    pub utr3: &'a [Base],
    /// Where 3'UTRs end.
    pub ends: &'a UtrEnds,
    /// Length of the open reading frame, where known.
    pub orf_length: Option<usize>,
    /// 8mer sites in it.
    pub orf_8mers: usize,
    /// Offset 6mer sites in the 3'UTR.
    pub offset_6mers: usize,
    /// P(14 nt unpaired) from each nucleotide of the 3'UTR on, by
    /// [`Accessibility::unpaired`](crate::Accessibility::unpaired); empty, or not a number where a site
    /// needs it, leaves accessibility out.
    pub unpaired: &'a [f64],
}
