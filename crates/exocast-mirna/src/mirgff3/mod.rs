//! mirGFF3 1.2, the exchange format of isomiRs (Desvignes 2020, Bioinformatics 36:698).

mod attributes;
mod convert;
mod deviation;
mod dialect;
mod error;
mod escape;
mod header;
mod label;
mod reader;
mod record;
mod writer;

pub use convert::convert;
pub use error::Error;
pub(crate) use header::MIRGENEDB;
pub use header::{Header, MIRBASE};
pub use reader::Reader;
pub use record::{Record, Type};
pub use writer::Writer;
