//! context++: how much each site of a 3'UTR is expected to lower its mRNA.

use super::features;
use exocast_core::Base;
use serde::{Deserialize, Serialize};

use super::{
    coefficients::{CAPS, INTERCEPT, TERMS},
    facts::{GuideFacts, TranscriptFacts},
    features::rounded,
};
use crate::{input::Mirna, sites::site::SiteType};

/// Number of features.
const FEATURES: usize = TERMS.len();

/// Whether what the published program does wrong is done as well.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Compatibility {
    /// As the features are defined.
    #[default]
    #[serde(rename = "none")]
    None,
    /// As the `TargetScan` 7.0 program prints them: one offset 6mer at every site; for 6mers,
    /// accessibility one nucleotide further down, and as nucleotide 8 of the site the one two before it.
    #[serde(rename = "targetscan-7.0")]
    TargetScan70,
}

/// A scored site.
///
/// Features and contributions are in the order of [`context_columns`]: a contribution is the
/// coefficient × the scaled feature, rounded to 3 decimals; the score is their sum and that of the
/// intercept, no larger than the cap of its type.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ContextScore {
    /// Values of the features; nothing where unknown.
    pub features: [Option<f64>; FEATURES],
    /// Contribution of the site type.
    pub intercept: f64,
    /// Contributions of the features; 0 where unknown.
    pub contributions: [f64; FEATURES],
    /// context++: expected log2 fold change.
    pub score: f64,
    /// Share of mRNA that holds the site.
    pub ratio: f64,
    /// log2((2^score − 1)·ratio + 1).
    pub weighted: f64,
}

/// Scores sites.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct ContextModel {
    /// Which faults are reproduced.
    pub(crate) compatibility: Compatibility,
}

/// Nucleotides whose accessibility counts.
pub(crate) const ACCESS_LENGTH: usize = 14;

impl ContextModel {
    /// The score of a site that begins at `start` of the 3'UTR; `pct` is the probability of conserved
    /// targeting, where it is known. Nothing for a site that is none of the four canonical types or
    /// does not lie in the 3'UTR.
    #[must_use]
    pub(crate) fn score(
        self,
        guide: (&Mirna, &GuideFacts),
        transcript: &TranscriptFacts<'_>,
        kind: SiteType,
        start: usize,
        pct: Option<f64>,
    ) -> Option<ContextScore> {
        let column = SiteType::CANONICAL.iter().position(|&canonical| canonical == kind)?;
        let end = start + kind.length();
        if end > transcript.utr3.len() {
            return None;
        }
        let features = self.features(guide, transcript, kind, start, pct);
        let mut contributions = [0.0; FEATURES];
        for ((value, term), out) in features.iter().zip(&TERMS).zip(&mut contributions) {
            let Some(value) = value else { continue };
            let scaled = term.range.map_or(*value, |(least, most)| {
                (value - least[column]) / (most[column] - least[column])
            });
            *out = rounded(term.coefficient[column] * scaled);
        }
        let intercept = INTERCEPT[column];
        let sum: f64 = intercept + contributions.iter().sum::<f64>();
        let score = rounded(sum.min(CAPS[column]));
        let ratio = transcript.ends.ratio(end);
        let weighted = ((score.exp2() - 1.0) * ratio + 1.0).log2();
        Some(ContextScore { features, intercept, contributions, score, ratio, weighted })
    }

    /// Where stretches may begin whose accessibility counts for a site that begins at `start`.
    pub(super) const fn opened(start: usize) -> std::ops::Range<usize> {
        // From 8 − 14 places before a site, or one more.
        (start + 7).saturating_sub(ACCESS_LENGTH)..(start + 9).saturating_sub(ACCESS_LENGTH)
    }

    fn features(
        self,
        (guide, facts): (&Mirna, &GuideFacts),
        transcript: &TranscriptFacts<'_>,
        kind: SiteType,
        start: usize,
        pct: Option<f64>,
    ) -> [Option<f64>; FEATURES] {
        let (utr, bases) = (transcript.utr3, guide.sequence().bases());
        let faulty = self.compatibility == Compatibility::TargetScan70;
        let end = start + kind.length();
        let full = matches!(kind, SiteType::EightMer | SiteType::SevenMerM8);
        // Opposite guide nucleotide 8; before the 3'UTR where the site begins with it.
        let eight = if full { Some(start) } else { start.checked_sub(1) };
        let shown = match kind {
            SiteType::SixMer if faulty => start.checked_sub(3),
            _ => eight,
        };
        let is =
            |base: Option<Base>, wanted: Base| Some(if base == Some(wanted) { 1.0 } else { 0.0 });
        let first = bases.first().copied();
        let eighth = bases.get(7).copied();
        let site = shown.filter(|_| !full).map(|place| utr[place]);
        let reach = if full { 15 } else { 14 };
        let three = eight.map_or(0.0, |eight| features::three_prime(bases, utr, eight, reach));
        let lengths = features::lengths(transcript.ends, start, end);
        let log = |count: usize| (count.max(1) as f64).log10();
        // 14 nt that end at the eighth nucleotide from the one opposite guide nucleotide 8.
        let opened = match kind {
            SiteType::SixMer if faulty => Some(start),
            _ => eight,
        };
        let opened = opened
            .and_then(|place| (place + 8).checked_sub(ACCESS_LENGTH))
            .and_then(|place| transcript.unpaired.get(place))
            .filter(|&&probability| probability > 0.0)
            .map(|probability| probability.log10());
        let offset = if faulty { 1 } else { transcript.offset_6mers };
        let (long, short) = facts.stability;
        [
            Some(three),
            Some(features::local_au(utr, start, end, kind)),
            lengths.map(|(_, distance)| log(distance)),
            is(first, Base::A),
            is(first, Base::C),
            is(first, Base::G),
            is(eighth, Base::A),
            is(eighth, Base::C),
            is(eighth, Base::G),
            is(site, Base::A),
            is(site, Base::C),
            is(site, Base::G),
            lengths.map(|(length, _)| log(length)),
            opened,
            transcript.orf_length.filter(|&length| length > 0).map(log),
            Some(transcript.orf_8mers as f64),
            Some(offset as f64),
            Some(facts.abundance),
            Some(if full { long } else { short }),
            pct,
        ]
    }
}
