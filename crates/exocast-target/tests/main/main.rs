//! Tests of the public interface, one program.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its data has failed")]

mod cells;
mod circles;
mod evidence;
mod families;
mod files;
mod genome;
mod laws;
mod physics;
mod places;
mod published;
mod readers;
mod recipient;
mod scanner;
mod thermodynamics;
