//! Invalid options.

use super::limits::{MAX_ADAPTER, MIN_ADAPTER};

/// An invalid option.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum BadOption {
    /// A number outside of its range.
    #[error("`{option}` is {value}; it has to be from {low} to {high}")]
    Range {
        /// The option.
        option: &'static str,
        /// The value given.
        value: f64,
        /// Smallest value.
        low: f64,
        /// Largest value.
        high: f64,
    },
    /// A text that is neither the name of a library nor an adapter.
    #[error(
        "`{0}` is not a library; give auto, truseq, qiaseq, nextflex, nebnext, illumina-1.5, illumina-1.0, smarter, d-plex, \
         bgi, ion-torrent, trimmed, a 3' adapter of {MIN_ADAPTER} to {MAX_ADAPTER} letters ACGT, or a layout such as \
         N4,insert,N4,TGGAATTCTCGG"
    )]
    Library(String),
    /// A text with commas that is no layout.
    #[error(
        "`{layout}` is not a layout: {why}; write its parts 5' to 3', such as 5:3,insert,polyA or N4,insert,N4,TGGAATTCTCGG"
    )]
    Layout {
        /// The text.
        layout: String,
        /// The reason.
        why: &'static str,
    },
    /// A name that no limit of quality has.
    #[error("`{name}` is not a limit of quality; did you mean `{near}`?")]
    Limit {
        /// The name.
        name: String,
        /// The most similar one.
        near: &'static str,
    },
}
