//! Laws, published values and what a user sees, through the public interface.
#![allow(clippy::unwrap_used, reason = "a test whose input cannot be made or read fails")]
#![allow(clippy::needless_pass_by_value, reason = "array views are passed by value, as slices are")]

/// A struct that differs from another in some fields: options and factors may get more.
macro_rules! with {
    ($base:expr, $($field:ident: $value:expr),+) => {{
        let mut changed = $base;
        $(changed.$field = $value;)+
        changed
    }};
}

mod auto;
mod behaviour;
mod dialects;
mod donors;
#[path = "../../src/enrich/twin.rs"]
mod enrich_twin;
mod enrichment;
mod laws;
mod published;
mod support;
mod twins;
mod vectors;
