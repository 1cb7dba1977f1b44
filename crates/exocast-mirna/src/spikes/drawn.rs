//! Random curves, given the spikes.

use super::line::Line;
use crate::bias::MeasuredBias;

/// A random curve, given the spikes; all miRNAs of a sample share it.
///
/// Drawn by [`SpikeCurve::draw`](crate::SpikeCurve::draw); deviates of each miRNA make copies of it with [`log_copies`](Self::log_copies).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DrawnCurve {
    pub(super) line: Line,
    /// √(ν/χ²): wider than the normal distribution, since few spikes determine the scatter poorly.
    pub(super) width: f64,
}

impl DrawnCurve {
    /// Natural logarithm of the copies/µL for a number of reads, at two standard normal deviates: `bias` for differences
    /// between sequences, the same for all samples of one protocol, and `counting`. None without reads.
    #[must_use]
    pub fn log_copies(&self, reads: f64, bias: f64, counting: f64) -> Option<f64> {
        self.log_corrected(reads, None, bias, counting)
    }

    /// The same of a sequence whose bias was measured: its error takes the place of what differs between sequences.
    #[must_use]
    pub fn log_corrected(
        &self,
        reads: f64,
        measured: Option<MeasuredBias>,
        bias: f64,
        counting: f64,
    ) -> Option<f64> {
        if reads.is_nan() || reads <= 0.0 {
            return None;
        }
        let between = self.width * self.line.extra.sqrt();
        let (mean, between) =
            measured.map_or((0.0, between), |known| (known.mean, known.variance.sqrt()));
        let error = between * bias + counting / reads.sqrt();
        Some((reads.ln() - mean - self.line.eta(0.0) + error) / self.line.slope)
    }
}
