//! Random curves, given the spikes.

use super::line::Line;

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
        if reads.is_nan() || reads <= 0.0 {
            return None;
        }
        let error = self.width * self.line.extra.sqrt() * bias + counting / reads.sqrt();
        Some((reads.ln() - self.line.eta(0.0) + error) / self.line.slope)
    }
}
