//! Malvern Zetasizer.

mod read;
mod record;
mod tables;
#[cfg(feature = "zmes")]
mod zmes;

pub(crate) use read::{is_project, project, read, recognises};
pub use record::{DlsRecord, LightScattering, SizePeak};
