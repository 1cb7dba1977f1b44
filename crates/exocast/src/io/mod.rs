//! The only place of the library that opens, hashes and writes files.

mod checkpoint;
mod claim;
mod error;
mod file;
mod format;
mod input;
mod output;
#[cfg(feature = "parquet")]
mod parquet;
mod place;
mod provenance;
mod same;
mod shard;
mod sheet_path;
mod workbook;
mod workbook_notice;

pub use checkpoint::Checkpoints;
pub(crate) use checkpoint::key;
pub use error::OutputError;
pub use file::write_file;
pub use format::TableFormat;
pub use input::{Input, Named, OpenError, digest, open, open_named};
pub use output::{OutputFolder, is_complete};
pub use provenance::{InputFile, OutputFile, Provenance};
pub(crate) use same::same_bytes;
pub use shard::{BadShard, MergeError, Merged, Shard, merge};
pub use sheet_path::SheetPath;
pub(crate) use workbook::{Holds, Listed, sheets};
pub use workbook::{workbook_notices, workbook_notices_of};
pub use workbook_notice::WorkbookNotice;
