//! The only place of the library that opens, hashes and writes files.

mod format;
mod input;
mod output;

pub use format::TableFormat;
pub use input::{Input, OpenError, digest, open};
pub use output::{OutputError, OutputFolder, write_file};
