//! One binary for all integration tests of the crate.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::format_push_string,
    clippy::format_collect,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    clippy::print_stdout,
    reason = "helpers of tests over small numbers"
)]

mod cases;
mod catalogue;
mod embl;
mod fixture;
mod fragments;
mod guides;
mod laws;
mod layouts;
mod mirgff3;
mod molecules;
mod novel;
mod plain;
mod pools;
mod published;
mod published_formats;
mod published_references;
mod quality;
mod reads;
mod second;
mod shared;
mod simulated;
mod sums;
mod tables;
