//! Laws, published values and what a user sees, through the public interface.
#![allow(clippy::unwrap_used, reason = "a test whose input cannot be made or read fails")]
#![allow(clippy::needless_pass_by_value, reason = "array views are passed by value, as slices are")]

mod auto;
mod behaviour;
mod donors;
mod laws;
mod published;
mod support;
mod twins;
mod vectors;
