//! Sections of a study that hold inputs and what is known of them.

use std::path::PathBuf;

use exocast_core::table::intake::{ChangeScale, Choice};
use exocast_target::{Direction, ExplainOptions, ExpressionScale, ExpressionTable};
use exocast_vesicle::identity::{ProteinScale, ProteinTable};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::word;

/// `[study]`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct About {
    /// Title of the report.
    pub title: String,
    /// miRBase organism code, or several: `["hsa", "ebv"]`, or `hsa,ebv`.
    #[serde(default = "human", deserialize_with = "word::read_organisms")]
    #[schemars(schema_with = "word::organisms_schema")]
    pub organism: String,
    /// Source of the vesicles: `plasma`, `urine`, `csf`, `culture medium`, …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub biofluid: Option<String>,
    /// Date of the results, `2026-01-31`, for `ro-crate-metadata.json`; results record no time by themselves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// Licence of the results, a name or a URL, for `ro-crate-metadata.json`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub license: Option<String>,
}

fn human() -> String {
    "hsa".to_owned()
}

/// `[reference]`
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reference {
    /// Hairpin FASTA of miRBase.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hairpin: Option<PathBuf>,
    /// GFF3 of miRBase, of the same release.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub annotation: Option<PathBuf>,
    /// FASTA of mature sequences without precursors, such as those of a pool, in place of `hairpin` and `annotation`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mature: Option<PathBuf>,
    /// FASTA of the mature sequences of `MirGeneDB`: counts get a column with the entries that their sequences are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mirgenedb: Option<PathBuf>,
    /// Bias of the library preparation, as `exocast mirna bias` writes it: it is divided out of copies, and of a table of
    /// corrected counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bias: Option<PathBuf>,
    /// FASTA files of sequences that compete with miRNA for reads; each file is one class, named
    /// after the file.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contaminants: Vec<PathBuf>,
    /// Transcripts: the table of `exocast target transcripts`, FASTA of 3'UTRs or of mRNAs with ranges in their headers,
    /// or FASTA of a genome or cDNA with `transcript_annotation`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transcripts: Option<PathBuf>,
    /// GTF or GFF3 of the genome, or cDNA, in `transcripts`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transcript_annotation: Option<PathBuf>,
    /// Table of names of genes or proteins: accessions, identifiers or former symbols with the symbol of each, as of HGNC,
    /// `BioMart`, `UniProt` or g:Profiler. Names of proteins, cargo, signature, expression and changes are translated by it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub names: Option<PathBuf>,
}

impl Reference {
    /// Whether it has sequences of miRNAs.
    #[must_use]
    pub const fn has_mirnas(&self) -> bool {
        self.mature.is_some() || self.hairpin.is_some() && self.annotation.is_some()
    }
}

/// `[spikes]`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Spikes {
    /// FASTA of the spike-in sequences.
    pub sequences: PathBuf,
    /// TSV `spike copies_per_ul`: copies per microlitre of the spike mix.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amounts: Option<PathBuf>,
    /// Spike mix added to each sample, in microlitres.
    #[serde(default = "unity")]
    pub volume_ul: f64,
    /// Dilution factor of the biofluid before RNA extraction; 1 where it was not diluted.
    #[serde(default = "unity")]
    pub dilution: f64,
}

fn unity() -> f64 {
    1.0
}

/// `[recipient]`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Recipient {
    /// Name of the cell.
    pub name: String,
    /// TSV `gene tpm` or `transcript tpm`; several value columns are averaged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expression: Option<PathBuf>,
    /// Scale of the expression values.
    #[serde(default, deserialize_with = "word::read")]
    #[schemars(schema_with = "word::schema::<ExpressionScale>")]
    pub expression_scale: ExpressionScale,
    /// What was added to TPM before their logarithm, if the values do not show it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expression_pseudocount: Option<f64>,
    /// Columns of the samples of the expression, if the table can be read in several ways.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub expression_column: Vec<String>,
    /// Column of the names of genes or transcripts of the expression.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expression_id_column: Option<String>,
    /// TSV `mirna copies_per_cell` of the recipient's own miRNAs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mirna: Option<PathBuf>,
    /// RNAs that bind miRNA and are not asked for a change: FASTA with `copies_per_cell=` behind the names, or TSV `sponge
    /// copies_per_cell sequence`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sponges: Option<PathBuf>,
    /// TSV `gene log2fc [p]` of an observed change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub observed: Option<PathBuf>,
    /// Column of the log2 fold changes, if the table can be read in several ways.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub observed_column: Option<String>,
    /// Scale of the observed change.
    #[serde(default, deserialize_with = "word::read")]
    #[schemars(schema_with = "word::schema::<ChangeScale>")]
    pub observed_scale: ChangeScale,
    /// Column of the names of genes or transcripts of the observed change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub observed_id_column: Option<String>,
    /// Which way targets are taken to have changed.
    #[serde(default, deserialize_with = "word::read")]
    #[schemars(schema_with = "word::schema::<Direction>")]
    pub observed_direction: Direction,
    /// Whether isomiRs that begin one nucleotide before or behind each miRNA may explain the observed change too.
    #[serde(default)]
    pub observed_isomirs: bool,
}

impl Recipient {
    /// How the table of expression is read.
    #[must_use]
    pub fn expression_table(&self) -> ExpressionTable {
        let mut table = ExpressionTable::default();
        table.scale = self.expression_scale;
        table.pseudocount = self.expression_pseudocount;
        table.choice.columns.clone_from(&self.expression_column);
        table.choice.id_column.clone_from(&self.expression_id_column);
        table
    }

    /// How the observed change is explained.
    #[must_use]
    pub fn explain_options(&self) -> ExplainOptions {
        let mut options = ExplainOptions::default();
        (options.direction, options.isomirs) = (self.observed_direction, self.observed_isomirs);
        options
    }

    /// Which columns of the observed change are read.
    #[must_use]
    pub fn observed_choice(&self) -> Choice {
        let mut choice = Choice::default();
        choice.columns.extend(self.observed_column.clone());
        choice.change = self.observed_scale;
        choice.id_column.clone_from(&self.observed_id_column);
        choice
    }
}

/// `[[contrast]]`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Contrast {
    /// The group of interest.
    #[serde(rename = "of")]
    pub case: String,
    /// The group it is compared with.
    pub against: String,
}

/// `[identity]`
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Identity {
    /// Proteins × samples: gene symbols in the first column, intensities or counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proteins: Option<PathBuf>,
    /// Columns of the samples of the proteins, if the table can be read in several ways.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub proteins_column: Vec<String>,
    /// Column of the names of proteins, if the table can be read in several ways.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proteins_id_column: Option<String>,
    /// Scale of the amounts of proteins.
    #[serde(deserialize_with = "word::read")]
    #[schemars(schema_with = "word::schema::<ProteinScale>")]
    pub proteins_scale: ProteinScale,
    /// Lipids × samples, with a column `parent` for the parent cell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lipids: Option<PathBuf>,
    /// Columns of the samples and of the parent cell of the lipids, if the table can be read in several ways.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lipids_column: Vec<String>,
    /// Column of the names of lipids, if the table can be read in several ways.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lipids_id_column: Option<String>,
    /// Protein concentration of the preparation in µg/mL, for the ratio of particles to protein.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub protein_ug_per_ml: Option<f64>,
}

impl Identity {
    /// How the table of proteins is read.
    #[must_use]
    pub fn protein_table(&self) -> ProteinTable {
        let mut table = ProteinTable::default();
        table.scale = self.proteins_scale;
        table.choice.columns.clone_from(&self.proteins_column);
        table.choice.id_column.clone_from(&self.proteins_id_column);
        table
    }

    /// Which columns of the lipids are read.
    #[must_use]
    pub fn lipids_choice(&self) -> Choice {
        let mut choice = Choice::default();
        choice.columns.clone_from(&self.lipids_column);
        choice.id_column.clone_from(&self.lipids_id_column);
        choice
    }
}

/// `[programmes]`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Programmes {
    /// Gene sets in GMT.
    pub sets: PathBuf,
}
