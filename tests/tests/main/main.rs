//! One binary over the public interfaces: whole studies, simulated and over the shared real files.

#![allow(clippy::expect_used, clippy::panic, reason = "a test fails where it is surprised")]

mod determinism;
mod real_study;
mod seeds;
mod support;
