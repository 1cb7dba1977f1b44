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
mod shard;

pub use checkpoint::Checkpoints;
pub(crate) use checkpoint::key;
pub use error::OutputError;
pub use file::write_file;
pub use format::TableFormat;
pub use input::{Input, OpenError, digest, open};
pub use output::{OutputFolder, is_complete};
pub use provenance::{InputFile, OutputFile, Provenance};
pub use shard::{BadShard, MergeError, Merged, Shard, merge};
