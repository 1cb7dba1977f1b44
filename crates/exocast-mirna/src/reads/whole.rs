//! Numbers of reads and molecules.

/// The nearest whole number of an amount that is not negative.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "amounts are not negative"
)]
pub(crate) fn whole(amount: f64) -> u64 {
    amount.round() as u64
}
