//! Arguments of `exocast vesicle`: vesicle size, number, class and identity.

use std::{path::PathBuf, str::FromStr};

use clap::Subcommand;

#[derive(Debug, Subcommand)]
pub(crate) enum Vesicle {
    /// Summarise exports: size, concentration, classes, pictures, and findings on the files.
    Summary {
        /// Exports of NanoSight, ZetaView, Zetasizer or flow cytometers, tables, or lists of diameters.
        #[arg(required = true)]
        exports: Vec<PathBuf>,
        /// Smallest size that the instrument sees, in nm.
        #[arg(long, value_name = "NM", allow_negative_numbers = true)]
        lod: Option<f64>,
        /// Column of diameters, where a table does not say it.
        #[arg(long, value_name = "COLUMN")]
        diameter: Option<String>,
        /// Column of counts, where a table does not say it.
        #[arg(long, value_name = "COLUMN")]
        count: Option<String>,
        /// Column of concentrations per mL, where a table does not say it.
        #[arg(long, value_name = "COLUMN")]
        concentration: Option<String>,
        /// Folder of the results.
        #[arg(long)]
        out: PathBuf,
    },
    /// Compare groups of samples; every export is one sample, and samples are the replicates.
    Compare {
        /// A group and its exports; give it once for each group.
        #[arg(long = "group", required = true, value_name = "NAME=EXPORT,…")]
        groups: Vec<NamedGroup>,
        /// Smallest size that the instruments see, in nm.
        #[arg(long, value_name = "NM", allow_negative_numbers = true)]
        lod: Option<f64>,
        /// Folder of the results.
        #[arg(long)]
        out: PathBuf,
    },
    /// What the particles are: size classes with the evidence of proteins and lipids.
    Identity {
        /// Folder that `vesicle summary` wrote.
        #[arg(long, value_name = "DIR")]
        size: PathBuf,
        /// Proteins: names or gene symbols, and a column of amounts for each sample.
        #[arg(long, value_name = "TSV")]
        proteins: Option<PathBuf>,
        /// Lipids: names, a column for each sample, and one of the parent cell.
        #[arg(long, value_name = "TSV")]
        lipids: Option<PathBuf>,
        /// Protein in the sample, µg/mL, for the ratio of particles to protein.
        #[arg(long, value_name = "X")]
        protein_ug_per_ml: Option<f64>,
        /// Folder of the results.
        #[arg(long)]
        out: PathBuf,
    },
}

/// A group of exports by name.
#[derive(Clone, Debug)]
pub(crate) struct NamedGroup {
    pub(crate) name: String,
    pub(crate) exports: Vec<PathBuf>,
}

impl FromStr for NamedGroup {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (name, files) = text
            .split_once('=')
            .filter(|(name, files)| !name.trim().is_empty() && !files.trim().is_empty())
            .ok_or("a group is NAME=EXPORT,EXPORT,…")?;
        let exports = files.split(',').filter(|file| !file.trim().is_empty());
        let exports = exports.map(|file| PathBuf::from(file.trim())).collect();
        Ok(Self { name: name.trim().to_owned(), exports })
    }
}
