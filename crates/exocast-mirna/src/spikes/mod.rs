//! Absolute copies from spikes of known amount.

mod amounts;
mod copies;
mod curve;
mod drawn;
mod extraction;
mod line;
mod range;
mod tables;

pub use amounts::SpikeAmounts;
pub use copies::{Copies, MirnaCopies};
pub use curve::{BadCurve, SpikeCurve};
pub use drawn::DrawnCurve;
pub use extraction::Extraction;
pub use range::CopyRange;
