//! One export of an instrument, as read.

mod agreement;
mod concentration;
mod finding;
mod finding_kind;
mod instrument;
mod measurement;
mod reported;

pub(crate) use agreement::{check_averages, check_report};
pub(crate) use concentration::stated;
pub use finding::Finding;
pub use finding_kind::FindingKind;
pub use instrument::Instrument;
pub use measurement::{Entry, Measurement, Replicate, SeveralSamples};
pub use reported::{FurtherBlock, Quantity, Reported};
