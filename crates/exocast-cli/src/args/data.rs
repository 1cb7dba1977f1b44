//! Arguments of `exocast data`: reference files.

use std::path::PathBuf;

use clap::{Args, Subcommand};

#[derive(Debug, Subcommand)]
pub(crate) enum Data {
    /// List reference files with their terms of use, and whether they are present.
    #[command(after_help = "Examples:
  exocast data list
  exocast data list --folder reference --format json

States: absent, partial (the next `add` resumes), present, unrecorded (present, but no checksum was
recorded), missing (recorded, but the file is gone), damaged.")]
    List {
        #[command(flatten)]
        folder: DataFolder,
        /// Table to write [default: standard output].
        #[arg(long, default_value = "-", hide_default_value = true)]
        out: PathBuf,
    },
    /// Download a reference file, or copy a local one, and print its path.
    #[command(after_help = "Examples:
  exocast data add mirbase-22.1-hairpin
  exocast data add mirbase-22.1-hairpin --from https://mirror.example.org/hairpin.fa
  exocast data add lm22-signature --from Downloads/LM22.txt

An interrupted download resumes. The checksum of the file is recorded in exocast-data.toml in the
same folder and verified from then on. A file that is already present is not fetched again.")]
    Add {
        /// Name of the file, as `exocast data list` shows it.
        name: String,
        /// File or address to take it from, instead of the registered address.
        #[arg(long, value_name = "FILE|URL")]
        from: Option<String>,
        /// Required SHA-256 of the file.
        #[arg(long, value_name = "HEX", value_parser = sha256)]
        sha256: Option<String>,
        /// Replace a file that is already present, and its recorded checksum.
        #[arg(long)]
        replace: bool,
        #[command(flatten)]
        folder: DataFolder,
    },
    /// Verify the checksums of all recorded reference files.
    #[command(after_help = "Example:
  exocast data verify --folder reference

Exit code 1 if a file is damaged, missing or was never recorded.")]
    Verify {
        #[command(flatten)]
        folder: DataFolder,
        /// Table to write [default: standard output].
        #[arg(long, default_value = "-", hide_default_value = true)]
        out: PathBuf,
    },
}

/// Where reference files are kept.
#[derive(Debug, Args)]
pub(crate) struct DataFolder {
    /// Folder of reference files [default: $EXOCAST_DATA, else `exocast` in the system's data folder].
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
