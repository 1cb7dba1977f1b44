//! Arguments of `exocast vesicle`: vesicle size, number, class and identity.

use std::{path::PathBuf, str::FromStr};

use clap::{ArgGroup, Args, Subcommand};
use exocast::vesicle::{
    TwoSampleTest,
    identity::ProteinScale,
    instrument::{Columns, LengthUnit},
};

use super::value::{above_zero, dilution, word};

#[derive(Debug, Subcommand)]
pub(crate) enum Vesicle {
    /// Summarise sizing exports: sizes, concentrations, classes, figures, and problems found in the files.
    #[command(group(
        ArgGroup::new("input").required(true).multiple(true).args(["exports", "samples"])
    ))]
    #[command(after_help = "Examples:
  exocast vesicle summary EV_1_ExperimentSummary.csv EV_2_ExperimentSummary.csv --out sizes
  exocast vesicle summary --sample EV=run1.csv,run2.csv --dilution 1000 --out sizes
  exocast vesicle summary events.csv --diameter ESD --micrometres --out sizes")]
    Summary {
        /// Exports of NanoSight, ZetaView, Zetasizer or flow cytometers, tables, or lists of diameters; each
        /// is one sample.
        exports: Vec<PathBuf>,
        /// Sample with several exports; repeat for several samples.
        #[arg(long = "sample", value_name = "NAME=EXPORT,…")]
        samples: Vec<NamedGroup>,
        #[command(flatten)]
        reading: Reading,
        /// Export of a blank of diluent or medium: report counts above the blank for every sample.
        #[arg(long, value_name = "EXPORT")]
        blank: Option<PathBuf>,
        /// Volume in mL within which several particles count as one: report corrected concentrations.
        #[arg(long, value_name = "ML", value_parser = above_zero)]
        probe_ml: Option<f64>,
        /// Test linearity, if the samples are a dilution series of one preparation.
        #[arg(long)]
        series: bool,
        /// Also fit a single population of each of several shapes to every sample, ordered by AIC.
        #[arg(long)]
        shapes: bool,
        /// Folder for the results.
        #[arg(long)]
        out: PathBuf,
    },
    /// Compare groups of samples, with samples as replicates.
    #[command(after_help = "Example:
  exocast vesicle compare --group control=c1.csv,c2.csv,c3.csv \\
    --group tumour=t1.csv,t2.csv,t3.csv --out comparison")]
    Compare {
        /// Group and its samples; repeat for each group. Each export is one sample; join exports of the same
        /// sample with +.
        #[arg(long = "group", required = true, value_name = "NAME=EXPORT,EXPORT+EXPORT,…")]
        groups: Vec<NamedGroup>,
        /// Test behind the p-values of ratios.
        #[arg(long, value_name = "NAME", value_parser = word::<TwoSampleTest>(), default_value = "welch")]
        test: TwoSampleTest,
        #[command(flatten)]
        reading: Reading,
        /// Folder for the results.
        #[arg(long)]
        out: PathBuf,
    },
    /// Identify the particles by size, proteins and lipids.
    #[command(after_help = "Example:
  exocast vesicle identity --size sizes --proteins proteins.tsv --lipids lipids.tsv \\
    --out identity")]
    Identity {
        /// Folder of results of `exocast vesicle summary`, or its vesicles.json.
        #[arg(long, value_name = "DIR|JSON")]
        size: PathBuf,
        /// Proteins: names, gene symbols or accessions, and a column of amounts per sample; or a table of a
        /// proteomics program.
        #[arg(long, value_name = "TSV")]
        proteins: Option<PathBuf>,
        /// Column of a sample of the proteins, if the table can be read in several ways; may be repeated.
        #[arg(long, value_name = "NAME")]
        column: Vec<String>,
        /// Column of the names of proteins, if the table can be read in several ways.
        #[arg(long, value_name = "NAME")]
        id_column: Option<String>,
        /// Translate names of genes or proteins by this table: identifiers or former symbols, and the symbol of each, as of
        /// HGNC, `BioMart`, `UniProt` or g:Profiler.
        #[arg(long, value_name = "FILE")]
        names: Option<PathBuf>,
        /// Scale of the amounts of proteins: auto, linear, ln, log2 or log10.
        #[arg(long, value_name = "SCALE", default_value = "auto", value_parser = word::<ProteinScale>())]
        scale: ProteinScale,
        /// Lipids: names, a column per sample, and one for the parent cell.
        #[arg(long, value_name = "TSV")]
        lipids: Option<PathBuf>,
        /// Column of a sample, or of the parent cell, of the lipids, if the table can be read in several ways; may be repeated.
        #[arg(long, value_name = "NAME")]
        lipids_column: Vec<String>,
        /// Column of the names of lipids, if the table can be read in several ways.
        #[arg(long, value_name = "NAME")]
        lipids_id_column: Option<String>,
        /// Protein concentration of the sample, in µg/mL, for the ratio of particles to protein.
        #[arg(long, value_name = "X")]
        protein_ug_per_ml: Option<f64>,
        /// Folder for the results.
        #[arg(long)]
        out: PathBuf,
    },
}

/// How exports are read.
#[derive(Clone, Debug, Args)]
pub(crate) struct Reading {
    /// Smallest diameter that the instrument detects, in nm.
    #[arg(long, value_name = "NM", allow_negative_numbers = true)]
    pub(crate) lod: Option<f64>,
    /// Dilution factor of exports that do not record it.
    #[arg(long, value_name = "FACTOR", allow_negative_numbers = true, value_parser = dilution)]
    pub(crate) dilution: Option<f64>,
    /// Column of diameters, if the header of a table does not name it.
    #[arg(long, value_name = "COLUMN")]
    diameter: Option<String>,
    /// Column of counts, if the header of a table does not name it.
    #[arg(long, value_name = "COLUMN")]
    count: Option<String>,
    /// Column of concentrations per mL, if the header of a table does not name it.
    #[arg(long, value_name = "COLUMN")]
    concentration: Option<String>,
    /// Diameters of tables are in µm, if their headers do not state the unit.
    #[arg(long)]
    micrometres: bool,
    /// Column that tells apart the samples of one table.
    #[arg(long, value_name = "COLUMN")]
    split: Option<String>,
}

impl Reading {
    pub(crate) fn columns(&self) -> Columns {
        let mut columns = Columns::default();
        columns.diameter.clone_from(&self.diameter);
        columns.count.clone_from(&self.count);
        columns.concentration.clone_from(&self.concentration);
        columns.unit = self.micrometres.then_some(LengthUnit::Micrometres);
        columns.split.clone_from(&self.split);
        columns
    }
}

/// Exports by the name of their group or sample; one list per sample.
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
            .ok_or("expected NAME=EXPORT,EXPORT,…")?;
        let samples = files.split(',').filter(|file| !file.trim().is_empty()).map(joined);
        Ok(Self { name: name.trim().to_owned(), samples: samples.collect() })
    }
}

/// `a.csv+b.csv`; a file whose name holds a plus is one file.
fn joined(files: &str) -> Vec<PathBuf> {
    let whole = PathBuf::from(files.trim());
    if whole.exists() {
        return vec![whole];
    }
    files.split('+').filter(|file| !file.trim().is_empty()).map(|f| f.trim().into()).collect()
}
