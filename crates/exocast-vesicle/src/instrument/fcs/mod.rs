//! Flow Cytometry Standard 2.0 to 3.2.
//!
//! Spidlen et al. 2010, Cytometry A 77A:97; 2021, 99:100. Where HEADER and TEXT give other offsets, TEXT counts;
//! what does not agree is a finding, never a silent choice.

mod channel;
mod data;
mod header;
mod read;

pub use channel::{Channel, ChannelScale, Cytometry};
pub(crate) use read::{read, recognises};
