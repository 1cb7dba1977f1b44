//! Absolute copies from spikes of known amount.

use exocast_core::{BadMatrix, Interval};
use serde::Serialize;

use super::{amounts::SpikeAmounts, curve::SpikeCurve, extraction::Extraction, range::CopyRange};
use crate::{assign::Quantification, bias::Correction, notice::Notice};

/// Copies of each miRNA in each sample.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Copies {
    /// Names of the samples.
    pub samples: Vec<String>,
    /// The curve of each sample, in order; none where no curve fits.
    pub curves: Vec<Option<SpikeCurve>>,
    /// One row per sample with a curve and miRNA with reads, by sample, then in catalogue order.
    pub rows: Vec<MirnaCopies>,
    /// Notices about the amounts, spikes without amount or sequence, and samples without curve.
    pub notices: Vec<Notice>,
}

/// Copies of one miRNA in one sample.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct MirnaCopies {
    /// The sample.
    pub sample: String,
    /// The miRNA, or group of them.
    pub mirna: String,
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
    /// Copies of every miRNA by the spikes of its sample.
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
                let of_sequence = curve.corrected_copies(*reads, biases.get(mirna).copied());
                copies.rows.extend(of_sequence.map(|copies_per_ul| MirnaCopies {
                    sample: sample.to_owned(),
                    mirna: mirna.to_owned(),
                    reads: *reads,
                    copies_per_ul,
                    range: CopyRange::new(copies_per_ul.value, &curve),
                }));
            }
            copies.curves.push(Some(curve));
        }
        Ok(copies)
    }
}
