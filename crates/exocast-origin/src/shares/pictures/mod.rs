//! Pictures of a result as SVG with their data: stacked shares, heat map of markers, graph of which sources can be distinguished.

mod identifiability;
mod markers;
mod picture;
mod shares;
mod svg;

pub use identifiability::identifiability;
pub use markers::markers;
pub use picture::Picture;
pub use shares::shares;
