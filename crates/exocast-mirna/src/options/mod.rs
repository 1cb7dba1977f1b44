//! Options of quantification: libraries, limits of reads and isomiRs, reads that fit several miRNAs.

mod bad;
mod choices;
mod layout;
mod layout_text;
mod library;
mod library_text;
mod limits;
mod novel;
mod presets;
mod quality;
mod quality_limits;
mod quantify;

pub use bad::BadOption;
pub use choices::{Collapsed, Multimap, Phred, UmiSource};
pub(crate) use layout::{End, Layout, Part, Side};
pub use library::Library;
pub(crate) use limits::{LONGEST_INSERT, MAX_UMI, SHORTEST_TEMPLATE};
pub use novel::NovelOptions;
pub(crate) use presets::PRESETS;
pub use quality::QualityOptions;
pub(crate) use quality_limits::LIMITS;
pub use quantify::QuantifyOptions;
