//! How much more, or less, a library preparation reads each sequence than its share: measured on pools of equal amounts, and
//! divided out of samples.

mod correct;
mod error;
mod measure;
mod posterior;
mod read;
mod replicates;
mod table;

pub use correct::{Correction, MeasuredBias};
pub use error::BadBias;
pub use table::{BiasTable, SequenceBias};
