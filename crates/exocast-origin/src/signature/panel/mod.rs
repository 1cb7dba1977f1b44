//! Markers of parent cells from the literature, for when there is no signature.
//!
//! A marker list says that a source was seen, not what share it has: shares stay empty, and no verdict
//! is better than `weak`.

mod markers;
mod mirnas;
mod sightings;
mod tables;

pub use markers::{Marker, PANEL};
pub use sightings::{Sighting, measured, sightings};
pub(crate) use tables::ORIGIN_COLUMNS;
pub use tables::{panel_table, sightings_table};
