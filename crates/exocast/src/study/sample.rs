//! `[[sample]]`: what was measured on one vesicle preparation.

use std::path::PathBuf;

use exocast_mirna::Library;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::word;

/// `[[sample]]`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Sample {
    /// Unique name.
    pub name: String,
    /// Group of the comparison.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// Preparation that it is an aliquot or a repeat measurement of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub preparation: Option<String>,
    /// Donor, patient or animal that it comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub donor: Option<String>,
    /// Batch in which it was prepared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub batch: Option<String>,
    /// Pair that it belongs to, such as before and after.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pair: Option<String>,
    /// Files of reads, one per lane (FASTQ, FASTA, SAM, BAM or CRAM), second reads of pairs behind the first; or give `counts`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reads: Vec<PathBuf>,
    /// Library preparation, the sequence of its 3' adapter, or its layout: parts of a read 5' to 3', such as
    /// `5:3,insert,polyA`. `layout` is the same key.
    #[serde(default, alias = "layout", deserialize_with = "word::read_library")]
    #[schemars(schema_with = "word::library_schema")]
    pub library: Library,
    /// Table of counts with a column named after the sample, instead of reads.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counts: Option<PathBuf>,
    /// Its column in the table of counts, where that has another name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counts_column: Option<String>,
    /// Column of the names of miRNAs in the table of counts, if it can be read in several ways.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counts_id_column: Option<String>,
    /// Its column in the tables of proteins and lipids, where that has another name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub molecules_column: Option<String>,
    /// Exports of sizing instruments.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sizing: Vec<PathBuf>,
    /// Names of the columns of a table of sizes whose header does not name them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub columns: Option<SizingColumns>,
    /// Biofluid used for RNA extraction, in microlitres.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub volume_ul: Option<f64>,
    /// Dilution factor of the sample for sizing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dilution: Option<f64>,
    /// Spike mix added to this sample, in microlitres, where it differs from that of `[spikes]`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spikes_ul: Option<f64>,
}

impl Sample {
    /// A sample of which nothing but its name is known.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            group: None,
            preparation: None,
            donor: None,
            batch: None,
            pair: None,
            reads: Vec::new(),
            library: Library::default(),
            counts: None,
            counts_column: None,
            counts_id_column: None,
            molecules_column: None,
            sizing: Vec::new(),
            columns: None,
            volume_ul: None,
            dilution: None,
            spikes_ul: None,
        }
    }

    /// The names that the sample has in files of several samples; none where it has its own.
    pub(crate) fn names_inside(&self) -> &[String] {
        self.columns.as_ref().map_or(&[], |columns| &columns.samples)
    }
}

/// `columns` of a sample
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SizingColumns {
    /// The column of diameters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub diameter: Option<String>,
    /// The column of counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<String>,
    /// The column of concentrations, per mL.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub concentration: Option<String>,
    /// Whether diameters are in micrometres instead of nanometres.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub micrometres: Option<bool>,
    /// The column that tells apart the samples of one table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub split: Option<String>,
    /// The names that this sample has in a file of several samples.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub samples: Vec<String>,
}

impl From<SizingColumns> for exocast_vesicle::instrument::Columns {
    fn from(named: SizingColumns) -> Self {
        use exocast_vesicle::instrument::LengthUnit;
        let unit = |micro| if micro { LengthUnit::Micrometres } else { LengthUnit::Nanometres };
        let mut columns = Self::default();
        columns.diameter = named.diameter;
        columns.count = named.count;
        columns.concentration = named.concentration;
        columns.unit = named.micrometres.map(unit);
        columns.split = named.split;
        columns
    }
}
