//! `ZetaView` 8.

mod layout;
mod positions;
mod profile;
mod read;
mod size;

pub use positions::{Position, Positions};
pub use profile::{ProfileRow, ZetaProfile};
pub(crate) use read::{ZetaViewExport, read, recognises};
