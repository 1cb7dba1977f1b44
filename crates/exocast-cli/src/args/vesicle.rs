//! Arguments of `exocast vesicle`: vesicle size, number and class.

use std::path::PathBuf;

use clap::Subcommand;

#[derive(Debug, Subcommand)]
pub(crate) enum Vesicle {
    /// Summarise sizing exports: size, concentration, classes, and findings on the files.
    Summary {
        /// Exports of NanoSight or ZetaView, tables, or lists of diameters.
        #[arg(required = true)]
        exports: Vec<PathBuf>,
        /// Smallest size that the instrument sees, in nm.
        #[arg(long, value_name = "NM", allow_negative_numbers = true)]
        lod: Option<f64>,
        /// Folder of the results.
        #[arg(long)]
        out: PathBuf,
    },
}
