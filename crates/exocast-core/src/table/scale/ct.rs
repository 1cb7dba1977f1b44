//! Ct values of PCR, which are no amounts.

/// Fewest values that lie together as Ct values do.
pub(super) const ENOUGH: usize = 6;

/// Whether all values may be Ct values: as large as these, and no more apart than these are.
pub(super) fn are_close(low: f64, high: f64) -> bool {
    low >= 8.0 && high <= 45.0 && high <= 4.0 * low
}
