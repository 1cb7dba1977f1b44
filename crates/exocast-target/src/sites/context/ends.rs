//! Where 3'UTRs of a gene end.

/// Where 3'UTRs of a gene end, and which share of its mRNA reaches so far (affected isoform ratio).
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct UtrEnds(pub(super) Vec<(usize, f64)>);

impl UtrEnds {
    /// One end.
    #[must_use]
    pub(crate) fn single(length: usize) -> Self {
        Self(vec![(length, 1.0)])
    }

    /// Ends (past the last nucleotide of each segment) with the ratio of the segment before each, in
    /// order. Those with a ratio that is not above 0 are left out.
    #[must_use]
    pub(crate) fn new(mut ends: Vec<(usize, f64)>) -> Self {
        ends.retain(|(_, ratio)| *ratio > 0.0 && ratio.is_finite());
        ends.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
        Self(ends)
    }

    /// The same ends on a 3'UTR of another length, as for another species.
    #[cfg(test)]
    #[allow(clippy::cast_sign_loss, clippy::cast_possible_truncation, reason = "lengths")]
    pub(super) fn scaled(&self, from: usize, to: usize) -> Self {
        let factor = to as f64 / from.max(1) as f64;
        let scale = |end: usize| (end as f64 * factor).round() as usize;
        Self(self.0.iter().map(|&(end, ratio)| (scale(end), ratio)).collect())
    }

    /// Share of mRNA that holds a site which ends there.
    #[must_use]
    pub(crate) fn ratio(&self, end: usize) -> f64 {
        self.0.iter().find(|(last, _)| *last >= end).map_or(0.0, |(_, ratio)| *ratio)
    }
}
