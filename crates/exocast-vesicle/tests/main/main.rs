//! Tests of the public interface, in one binary.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::float_cmp,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a test may stop, and its numbers are small"
)]

use exocast_core::options::{Checked, Options as _};
use exocast_vesicle::Options;

mod batches;
mod exports;
mod groups;
mod laws;
mod messages;
mod on_demand;
mod published;
mod reference;
mod variants;

/// Default options with this `change`.
fn options(change: impl FnOnce(&mut Options)) -> Checked<Options> {
    let mut options = Options::default();
    change(&mut options);
    options.check().unwrap()
}
