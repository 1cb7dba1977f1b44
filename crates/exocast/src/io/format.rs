//! The formats a table can be written in.

use std::io::{self, Write};

use exocast_core::Table;
use serde::{Deserialize, Serialize};

/// How tables are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TableFormat {
    /// Tab-separated text with one header row.
    #[default]
    Tsv,
    /// `{"columns": […], "rows": [[…], …]}`.
    Json,
    /// Apache Parquet, typed and compressed; a repeated column name (`low`, `high`) carries the name of
    /// its value in front.
    #[cfg(feature = "parquet")]
    Parquet,
}

impl TableFormat {
    /// The file name's ending, without the dot.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Tsv => "tsv",
            Self::Json => "json",
            #[cfg(feature = "parquet")]
            Self::Parquet => "parquet",
        }
    }

    /// Writes a table.
    ///
    /// # Errors
    /// Where `out` fails.
    pub fn write(self, table: &Table, mut out: impl Write) -> io::Result<()> {
        match self {
            Self::Tsv => table.write_tsv(out),
            Self::Json => {
                serde_json::to_writer_pretty(&mut out, table)?;
                out.write_all(b"\n")
            }
            #[cfg(feature = "parquet")]
            Self::Parquet => super::parquet::write(table, out),
        }
    }
}
