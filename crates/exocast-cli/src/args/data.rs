//! Arguments of `exocast data`: reference files.

use std::path::PathBuf;

use clap::{Args, Subcommand};

#[derive(Debug, Subcommand)]
pub(crate) enum Data {
    /// List reference files: what there is, on what terms, and what is here.
    #[command(after_help = "Examples:
  exocast data list
  exocast data list --folder reference --format json

States: absent, partial (the next `add` goes on from there), present, unrecorded (nobody wrote down
what it was when it came), missing (it was here), damaged.")]
    List {
        #[command(flatten)]
        folder: DataFolder,
        /// Table to write; standard output where left out.
        #[arg(long, default_value = "-")]
        out: PathBuf,
    },
    /// Fetch a reference file, or take one that was brought, and print where it is.
    #[command(after_help = "Examples:
  exocast data add mirbase-22.1-hairpin
  exocast data add mirbase-22.1-hairpin --from https://mirror.example.org/hairpin.fa
  exocast data add lm22-signature --from Downloads/LM22.txt

A fetch that was cut short goes on where it ended. What a file was when it came is written to
exocast-data.toml beside it, and has to be the same ever after. A file that is there is left
alone.")]
    Add {
        /// Its name, as `exocast data list` shows it.
        name: String,
        /// A file, or another address, instead of the one that is known.
        #[arg(long, value_name = "FILE|URL")]
        from: Option<String>,
        /// SHA-256 that it has to have.
        #[arg(long, value_name = "HEX", value_parser = sha256)]
        sha256: Option<String>,
        /// Take the place of a file that is there, and of what was recorded of it.
        #[arg(long)]
        replace: bool,
        #[command(flatten)]
        folder: DataFolder,
    },
    /// Compare every reference file that is here, or should be, with what was recorded when it came.
    #[command(after_help = "Example:
  exocast data verify --folder reference

Leaves with 1 where a file is damaged, missing or was never recorded.")]
    Verify {
        #[command(flatten)]
        folder: DataFolder,
        /// Table to write; standard output where left out.
        #[arg(long, default_value = "-")]
        out: PathBuf,
    },
}

/// Where reference files are.
#[derive(Debug, Args)]
pub(crate) struct DataFolder {
    /// Folder of reference files [default: `EXOCAST_DATA`, else `exocast` in the place of the system for data].
    #[arg(long, value_name = "DIR")]
    pub(crate) folder: Option<PathBuf>,
}

fn sha256(text: &str) -> Result<String, String> {
    if text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        Ok(text.to_ascii_lowercase())
    } else {
        Err("a SHA-256 has 64 hexadecimal digits".to_owned())
    }
}
