//! Tests of the crate, in one binary.
#![allow(clippy::unwrap_used, reason = "a test fails where its input is wrong")]

mod behaviour;
mod biogenesis;
mod courses;
mod evidence;
mod experiments;
mod families;
mod laws;
mod published;
