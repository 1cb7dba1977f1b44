//! Why a study cannot be simulated.

use std::io;

use exocast_core::BadValue;

/// A study that cannot be simulated.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SimulationError {
    /// A file could not be made.
    #[error("cannot write the simulated reads")]
    Io(#[from] io::Error),
    /// A quantity is outside of what it can be.
    #[error("the simulated study is impossible")]
    Value(#[from] BadValue),
    /// A step of the truth fails on its own numbers.
    #[error("cannot compute the truth of the simulated study")]
    Truth(#[source] Box<dyn std::error::Error + Send + Sync>),
}
