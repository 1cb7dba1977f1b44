//! A curve as it may be, given the spikes.

use super::line::Line;

/// A curve as it may be, given the spikes: what all miRNAs of a sample share.
///
/// Drawn by [`SpikeCurve::draw`]; deviates of each miRNA make copies of it with [`log_copies`](Self::log_copies).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DrawnCurve {
    pub(super) line: Line,
    /// √(ν/χ²): wider than the normal distribution by what few spikes tell of the scatter.
    pub(super) width: f64,
}

impl DrawnCurve {
    /// Natural logarithm of the copies/µL of what has `reads`, at two deviates of its own: `bias` for what differs
    /// between sequences, which is the same wherever the sequence is read by the same protocol, and `counting`.
    /// Nothing without reads.
    #[must_use]
    pub fn log_copies(&self, reads: f64, bias: f64, counting: f64) -> Option<f64> {
        if reads.is_nan() || reads <= 0.0 {
            return None;
        }
        let own = self.width * self.line.extra.sqrt() * bias + counting / reads.sqrt();
        Some((reads.ln() - self.line.eta(0.0) + own) / self.line.slope)
    }
}
