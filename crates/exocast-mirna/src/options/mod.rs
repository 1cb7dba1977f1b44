//! Options of quantification: libraries, limits of reads and isomiRs, reads that fit several miRNAs.

mod bad;
mod choices;
mod library;
mod limits;
mod quantify;

pub use bad::BadOption;
pub use choices::{Multimap, Phred};
pub use library::Library;
pub(crate) use library::{Layout, PRESETS};
pub(crate) use limits::{LONGEST_INSERT, SHORTEST_TEMPLATE};
pub use quantify::QuantifyOptions;
