//! The error of every reader: what went wrong, and where.

mod foreign;
mod location;
mod malformed;

use std::io;

pub use location::{Field, Location};
pub use malformed::Malformed;

/// An input could not be read.
///
/// The message names the place; the cause is the [`source`](std::error::Error::source).
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// The bytes could not be read or decompressed.
    #[error("cannot read past {at}")]
    Io {
        /// The last place that could be read.
        at: Location,
        /// What the system says.
        source: io::Error,
    },
    /// The bytes could be read, but they are not what the format asks for.
    #[error("{at}")]
    Malformed {
        /// The record, and the field where known.
        at: Location,
        /// What is wrong with it.
        source: Box<Malformed>,
    },
}

impl ReadError {
    /// A failure of the underlying stream at `at`.
    #[must_use]
    pub fn io(at: Location, source: io::Error) -> Self {
        Self::Io { at, source }
    }

    /// A record at `at` that is not what it should be.
    #[must_use]
    pub fn malformed(at: Location, source: impl Into<Malformed>) -> Self {
        Self::Malformed { at, source: Box::new(source.into()) }
    }

    /// Where reading stopped.
    #[must_use]
    pub fn location(&self) -> &Location {
        match self {
            Self::Io { at, .. } | Self::Malformed { at, .. } => at,
        }
    }
}
