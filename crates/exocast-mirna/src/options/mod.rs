//! Options of quantification, the libraries that they name, and their limits.

mod library;
mod quantify;

pub use library::{BadLibrary, Library};
pub(crate) use library::{Layout, PRESETS};
pub use quantify::{BadOption, CheckedQuantify, Multimap, Phred, QuantifyOptions};
pub(crate) use quantify::{LONGEST_INSERT, SHORTEST_TEMPLATE};
