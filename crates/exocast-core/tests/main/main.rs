//! Laws, messages and published values of the crate.

#![allow(clippy::expect_used, reason = "a test fails where it is surprised")]

mod beside;
mod content;
mod corpus;
mod decorated;
mod intake;
mod laws;
mod messages;
mod published;
mod tables;
mod translated;
