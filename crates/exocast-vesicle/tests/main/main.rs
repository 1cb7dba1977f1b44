//! Tests of the public interface, in one binary.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::float_cmp,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a test may stop, and its numbers are small"
)]

mod batches;
mod exports;
mod groups;
mod laws;
mod messages;
mod on_demand;
mod published;
mod reference;
mod variants;
