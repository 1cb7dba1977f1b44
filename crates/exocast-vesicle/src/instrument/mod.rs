//! Readers of instrument exports, recognised by their content.

mod content;
mod fcs;
mod nanosight;
mod read;
mod table;
mod text;
mod tracks;
mod unreadable;
mod zetasizer;
mod zetaview;

pub use content::Content;
pub use fcs::{Channel, ChannelScale, Cytometry};
pub use read::{read, read_any};
pub use table::{Columns, LengthUnit};
pub use unreadable::Unreadable;
pub use zetasizer::{DlsRecord, LightScattering, SizePeak};
pub use zetaview::{Position, Positions, ProfileRow, ZetaProfile};
