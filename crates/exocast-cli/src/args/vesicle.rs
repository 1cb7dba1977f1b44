//! Arguments of `exocast vesicle`: vesicle size, number, class and identity.

use std::{path::PathBuf, str::FromStr};

use clap::{ArgGroup, Args, Subcommand};
use exocast::vesicle::instrument::{Columns, LengthUnit};

use super::above_zero;

#[derive(Debug, Subcommand)]
pub(crate) enum Vesicle {
    /// Summarise exports: size, concentration, classes, pictures, and findings on the files.
    #[command(group(
        ArgGroup::new("input").required(true).multiple(true).args(["exports", "samples"])
    ))]
    #[command(after_help = "Examples:
  exocast vesicle summary EV_1_ExperimentSummary.csv EV_2_ExperimentSummary.csv --out sizes
  exocast vesicle summary --sample EV=run1.csv,run2.csv --dilution 1000 --out sizes
  exocast vesicle summary events.csv --diameter ESD --micrometres --out sizes")]
    Summary {
        /// Exports of NanoSight, ZetaView, Zetasizer or flow cytometers, tables, or lists of diameters;
        /// one sample each.
        exports: Vec<PathBuf>,
        /// A sample of several exports; give it once for each such sample.
        #[arg(long = "sample", value_name = "NAME=EXPORT,…")]
        samples: Vec<NamedGroup>,
        #[command(flatten)]
        reading: Reading,
        /// A blank of diluent or medium: writes what every sample has above it.
        #[arg(long, value_name = "EXPORT")]
        blank: Option<PathBuf>,
        /// Volume in mL within which several particles count as one: writes corrected concentrations.
        #[arg(long, value_name = "ML", value_parser = above_zero)]
        probe_ml: Option<f64>,
        /// The samples are one preparation at several dilutions: writes whether these are linear.
        #[arg(long)]
        series: bool,
        /// Fit one population of several shapes to each sample as well, and order them by AIC.
        #[arg(long)]
        shapes: bool,
        /// Folder of the results.
        #[arg(long)]
        out: PathBuf,
    },
    /// Compare groups of samples; samples are the replicates.
    #[command(after_help = "Example:
  exocast vesicle compare --group control=c1.csv,c2.csv,c3.csv \\
    --group tumour=t1.csv,t2.csv,t3.csv --out comparison")]
    Compare {
        /// A group and its samples; give it once for each group. Each export is one sample, those
        /// joined by + are of one.
        #[arg(long = "group", required = true, value_name = "NAME=EXPORT,EXPORT+EXPORT,…")]
        groups: Vec<NamedGroup>,
        #[command(flatten)]
        reading: Reading,
        /// Folder of the results.
        #[arg(long)]
        out: PathBuf,
    },
    /// What the particles are: size classes with the evidence of proteins and lipids.
    #[command(after_help = "Example:
  exocast vesicle identity --size sizes --proteins proteins.tsv --lipids lipids.tsv \\
    --out identity")]
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

/// How exports are read.
#[derive(Clone, Debug, Args)]
pub(crate) struct Reading {
    /// Smallest size that the instrument sees, in nm.
    #[arg(long, value_name = "NM", allow_negative_numbers = true)]
    pub(crate) lod: Option<f64>,
    /// Dilution factor of exports that record none.
    #[arg(long, value_name = "FACTOR", allow_negative_numbers = true)]
    pub(crate) dilution: Option<f64>,
    /// Column of diameters, where a table does not say it.
    #[arg(long, value_name = "COLUMN")]
    diameter: Option<String>,
    /// Column of counts, where a table does not say it.
    #[arg(long, value_name = "COLUMN")]
    count: Option<String>,
    /// Column of concentrations per mL, where a table does not say it.
    #[arg(long, value_name = "COLUMN")]
    concentration: Option<String>,
    /// Diameters of tables are in µm, where these do not say it.
    #[arg(long)]
    micrometres: bool,
}

impl Reading {
    pub(crate) fn columns(&self) -> Columns {
        Columns {
            diameter: self.diameter.clone(),
            count: self.count.clone(),
            concentration: self.concentration.clone(),
            unit: self.micrometres.then_some(LengthUnit::Micrometres),
        }
    }
}

/// Exports by the name of their group or sample; those of one sample stand together.
#[derive(Clone, Debug)]
pub(crate) struct NamedGroup {
    pub(crate) name: String,
    pub(crate) samples: Vec<Vec<PathBuf>>,
}

impl FromStr for NamedGroup {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (name, files) = text
            .split_once('=')
            .filter(|(name, files)| !name.trim().is_empty() && !files.trim().is_empty())
            .ok_or("NAME=EXPORT,EXPORT,… is wanted")?;
        let samples = files.split(',').filter(|file| !file.trim().is_empty()).map(joined);
        Ok(Self { name: name.trim().to_owned(), samples: samples.collect() })
    }
}

/// `a.csv+b.csv`; a file that has a plus in its name is one file.
fn joined(files: &str) -> Vec<PathBuf> {
    let whole = PathBuf::from(files.trim());
    if whole.exists() {
        return vec![whole];
    }
    files.split('+').filter(|file| !file.trim().is_empty()).map(|f| f.trim().into()).collect()
}
