//! Absolute copies from spikes of known amount.

use std::collections::HashMap;

use exocast_core::{BadMatrix, Interval, Seed};
use serde::Serialize;

use super::{amounts::SpikeAmounts, curve::SpikeCurve, extraction::Extraction, range::CopyRange};
use crate::{
    assign::{CountedGuide, Quantification},
    bias::Correction,
    notice::Notice,
};

/// Copies of each miRNA in each sample.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Copies {
    /// Names of the samples.
    pub samples: Vec<String>,
    /// The curve of each sample, in order; none where no curve fits.
    pub curves: Vec<Option<SpikeCurve>>,
    /// One row per sample with a curve and guide with reads, by sample, then in catalogue order. The copies of the guides of a
    /// miRNA sum to those of all its reads.
    pub rows: Vec<MirnaCopies>,
    /// Notices about the amounts, spikes without amount or sequence, and samples without curve.
    pub notices: Vec<Notice>,
}

/// Copies of one guide of a miRNA in one sample.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct MirnaCopies {
    /// The sample.
    pub sample: String,
    /// The miRNA, or group of them.
    pub mirna: String,
    /// What gives it its seed, in the words of mirGFF3; empty for the canonical guide.
    pub isomir: String,
    /// Nucleotides 2–8.
    pub seed: Option<Seed>,
    /// Reads (molecules).
    pub reads: f64,
    /// Copies/µL of the spiked volume, with a 95 % interval.
    pub copies_per_ul: Interval,
    /// Position relative to the curve.
    pub range: CopyRange,
}

impl MirnaCopies {
    /// Copies per mL of biofluid.
    pub(super) fn per_millilitre(&self, extraction: &Extraction) -> Interval {
        self.copies_per_ul.scale(extraction.per_millilitre())
    }
}

impl Quantification<'_> {
    /// Copies of every miRNA by the spikes of its sample, each of its guides with its share of them.
    ///
    /// # Errors
    /// Where two samples have the same name.
    pub fn copies(&self, amounts: &SpikeAmounts) -> Result<Copies, BadMatrix> {
        self.corrected_copies(amounts, None)
    }

    /// Copies as [`copies`](Self::copies), with the bias of each sequence divided out where it was measured, and its error in
    /// their intervals.
    ///
    /// # Errors
    /// Where two samples have the same name.
    pub fn corrected_copies(
        &self,
        amounts: &SpikeAmounts,
        correction: Option<&Correction>,
    ) -> Result<Copies, BadMatrix> {
        let biases = correction.map(Correction::biases).unwrap_or_default();
        let counts = self.counts()?;
        let guides: HashMap<&str, &[CountedGuide]> =
            self.guides().by_mirna().map(|guides| (guides[0].mirna.as_str(), guides)).collect();
        let mut copies = Copies { notices: amounts.notices.clone(), ..Copies::default() };
        let sequenced = self.spikes(0);
        let unmatched = amounts
            .amounts()
            .iter()
            .map(|(name, _)| name.as_str())
            .filter(|name| !sequenced.iter().any(|(spike, _)| spike == name))
            .chain(
                sequenced
                    .iter()
                    .map(|(spike, _)| *spike)
                    .filter(|spike| !amounts.amounts().iter().any(|(name, _)| name == spike)),
            );
        copies.notices.extend(unmatched.map(|s| Notice::UnmatchedSpike { spike: s.to_owned() }));
        let zero = amounts.amounts().iter().filter(|(_, amount)| *amount <= 0.0);
        let spikes: Vec<String> = zero.map(|(spike, _)| spike.clone()).collect();
        if !spikes.is_empty() {
            copies.notices.push(Notice::ZeroSpikes { spikes });
        }
        for (i, sample) in self.samples().enumerate() {
            copies.samples.push(sample.to_owned());
            let read = self.spikes(i);
            let points: Vec<(f64, f64)> = amounts
                .amounts()
                .iter()
                .filter_map(|(name, copies)| {
                    let (_, reads) = read.iter().find(|(spike, _)| spike == name)?;
                    Some((*reads as f64, *copies))
                })
                .collect();
            let curve = match SpikeCurve::fit(&points) {
                Ok(curve) => curve,
                Err(cause) => {
                    let (sample, cause) = (sample.to_owned(), cause.to_string());
                    copies.notices.push(Notice::NoCopies { sample, cause });
                    copies.curves.push(None);
                    continue;
                }
            };
            for (mirna, reads) in counts.rows().zip(counts.values().column(i)) {
                let whole = curve.corrected_copies(*reads, biases.get(mirna).copied());
                let Some(whole) = whole else { continue };
                let guides = guides.get(mirna).copied().unwrap_or_default();
                for guide in guides.iter().filter(|guide| guide.counts[i] > 0.0) {
                    let copies_per_ul = part(whole, guide, i);
                    copies.rows.push(MirnaCopies {
                        sample: sample.to_owned(),
                        mirna: mirna.to_owned(),
                        isomir: guide.isomir.clone(),
                        seed: guide.seed,
                        reads: guide.counts[i],
                        copies_per_ul,
                        range: CopyRange::new(copies_per_ul.value, &curve),
                    });
                }
            }
            copies.curves.push(Some(curve));
        }
        Ok(copies)
    }
}

/// The copies of a guide of those of its miRNA. Relative errors of copies and share are independent, and add in squares on the
/// log scale; a guide that is all of its miRNA has all of its copies.
fn part(whole: Interval, guide: &CountedGuide, sample: usize) -> Interval {
    let Some(share) = guide.shares[sample].filter(|share| share.value < 1.0) else { return whole };
    let value = whole.value * share.value;
    let up = (whole.high / whole.value).ln().hypot((share.high / share.value).ln());
    let down = (whole.value / whole.low).ln().hypot((share.value / share.low).ln());
    // A lower end of zero is one of the product.
    let low = if whole.low > 0.0 && share.low > 0.0 { value * (-down).exp() } else { 0.0 };
    Interval::new(value, low, value * up.exp())
}
