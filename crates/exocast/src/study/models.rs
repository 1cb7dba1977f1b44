//! Sections of a study that say how its steps compute: every option of the one-step commands.

use std::{collections::BTreeMap, path::PathBuf};

use exocast_core::{BadValue, Nanometres, table::scale::AmountScale};
use exocast_mirna::{Collapsed, Library, Multimap, Phred, QuantifyOptions, UmiSource};
use exocast_origin::{
    AmountTable, Method, Scaling,
    enrich::{EnrichMethod, EnrichOptions},
};
use exocast_target::{Product, RespondOptions};
use exocast_vesicle::{CompareOptions, TwoSampleTest};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::word;
use crate::affinity::AffinityModel;

/// `[mirna]`: how reads are counted.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Mirna {
    /// How reads that fit several miRNAs are counted.
    #[serde(deserialize_with = "word::read")]
    #[schemars(schema_with = "word::schema::<Multimap>")]
    pub multimap: Multimap,
    /// Shortest insert that is counted, in nt.
    pub min_length: usize,
    /// Longest insert that is counted, in nt.
    pub max_length: usize,
    /// Most errors that the qualities of a counted insert may predict.
    pub max_expected_errors: f64,
    /// Offset of the encoded qualities.
    #[serde(deserialize_with = "word::read")]
    #[schemars(schema_with = "word::schema::<Phred>")]
    pub phred: Phred,
    /// Whether each record stands for the number of reads in its name, such as `seq1_x395` or `1-395`.
    #[serde(deserialize_with = "word::read")]
    #[schemars(schema_with = "word::schema::<Collapsed>")]
    pub collapsed: Collapsed,
    /// Where UMIs are: in the names of reads or in the reads (auto), in one of these, or nowhere, so that reads are counted.
    #[serde(deserialize_with = "word::read")]
    #[schemars(schema_with = "word::schema::<UmiSource>")]
    pub umi: UmiSource,
    /// Largest shift of a 5' end against the mature sequence, in nt.
    pub max_shift_5p: usize,
    /// Largest shift of a 3' end against the mature sequence, in nt.
    pub max_shift_3p: usize,
    /// Most nucleotides added to a 3' end that count as an isomiR.
    pub max_addition: usize,
    /// Whether `reference.bias` is divided out of samples of other layouts than that of its pool.
    pub bias_other_kit: bool,
    /// Whether isomirs.gff3 has one record for each precursor of an isomiR.
    pub precursor_records: bool,
    /// Share of a miRNA above which molecules with another seed than the canonical one are a guide of their own: the lower end
    /// of its 95 % interval has to lie above.
    pub guide_share: f64,
    /// Whether abundant human Y RNAs, rRNAs and tRNA halves compete for reads besides the contaminants given.
    pub common_contaminants: bool,
}

impl Default for Mirna {
    fn default() -> Self {
        let options = QuantifyOptions::default();
        Self {
            multimap: options.multimap,
            min_length: options.min_length,
            max_length: options.max_length,
            max_expected_errors: options.max_expected_errors,
            phred: options.phred,
            collapsed: options.collapsed,
            umi: options.umi,
            max_shift_5p: options.max_shift_5p,
            max_shift_3p: options.max_shift_3p,
            max_addition: options.max_addition,
            bias_other_kit: false,
            precursor_records: options.precursor_records,
            guide_share: options.guide_share,
            common_contaminants: options.common_contaminants,
        }
    }
}

impl Mirna {
    /// The options of quantification, for samples of one library preparation.
    #[must_use]
    pub fn options(&self, library: Library) -> QuantifyOptions {
        let Self {
            multimap,
            min_length,
            max_length,
            max_expected_errors,
            phred,
            collapsed,
            umi,
            max_shift_5p,
            max_shift_3p,
            max_addition,
            bias_other_kit: _,
            precursor_records,
            guide_share,
            common_contaminants,
        } = *self;
        let mut options = QuantifyOptions::default();
        options.library = library;
        options.multimap = multimap;
        options.min_length = min_length;
        options.max_length = max_length;
        options.max_expected_errors = max_expected_errors;
        options.phred = phred;
        options.collapsed = collapsed;
        options.umi = umi;
        options.max_shift_5p = max_shift_5p;
        options.max_shift_3p = max_shift_3p;
        options.max_addition = max_addition;
        options.precursor_records = precursor_records;
        options.guide_share = guide_share;
        options.common_contaminants = common_contaminants;
        options
    }
}

/// `[quality]`: by what limits libraries are judged.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Quality {
    /// Limits that differ from those of the table `quality_limits`, by name: `dimers_care = 0.6`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub limit: BTreeMap<String, f64>,
}

/// `[vesicles]`: how sizing exports are analysed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Vesicles {
    /// Smallest diameter that the instrument detects, in nm.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lod: Option<f64>,
    /// Export of a blank of diluent or medium: reports counts above the blank for every sample.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub blank: Option<PathBuf>,
    /// Volume in mL within which several particles count as one: reports corrected concentrations.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub probe_ml: Option<f64>,
    /// Whether the samples are one preparation at several dilutions, whose linearity is tested.
    pub series: bool,
    /// Whether one population of each of several shapes is fitted to each sample, ordered by AIC.
    pub shapes: bool,
    /// Test behind the p-values of ratios between groups.
    #[serde(deserialize_with = "word::read")]
    #[schemars(schema_with = "word::schema::<TwoSampleTest>")]
    pub test: TwoSampleTest,
}

impl Vesicles {
    /// The options of the comparison of groups.
    #[must_use]
    pub fn compare_options(&self) -> CompareOptions {
        let mut options = CompareOptions::default();
        options.test = self.test;
        options
    }

    /// The options of the size statistics.
    ///
    /// # Errors
    /// Where the detection limit is no length.
    pub fn options(&self) -> Result<exocast_vesicle::Options, BadValue> {
        let mut options = exocast_vesicle::Options::default();
        options.lod = self.lod.map(Nanometres::new).transpose()?;
        Ok(options)
    }
}

/// `[origin]`: the signature, and how parent cells are estimated.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Origin {
    /// Features × sources.
    pub signature: PathBuf,
    /// Columns of the sources of the signature, if it can be read in several ways.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub signature_column: Vec<String>,
    /// Scale of the amounts of the signature.
    #[serde(default, deserialize_with = "word::read")]
    #[schemars(schema_with = "word::schema::<AmountScale>")]
    pub signature_scale: AmountScale,
    /// What was added to the amounts of the signature before their logarithm, if the values do not show it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature_pseudocount: Option<f64>,
    /// Column of the names of features in the signature, if it can be read in several ways.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature_id_column: Option<String>,
    /// Features × samples; without it, the miRNA counts of the samples are used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cargo: Option<PathBuf>,
    /// Columns of the samples of the cargo, if it can be read in several ways.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cargo_column: Vec<String>,
    /// Scale of the amounts of the cargo.
    #[serde(default, deserialize_with = "word::read")]
    #[schemars(schema_with = "word::schema::<AmountScale>")]
    pub cargo_scale: AmountScale,
    /// What was added to the amounts of the cargo before their logarithm, if the values do not show it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cargo_pseudocount: Option<f64>,
    /// Column of the names of features in the cargo, if it can be read in several ways.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cargo_id_column: Option<String>,
    /// How shares are estimated.
    #[serde(default, deserialize_with = "word::read")]
    #[schemars(schema_with = "word::schema::<Method>")]
    pub method: Method,
    /// What a column of the signature measures: RNA as given, RNA of any depth, or the RNA of one cell.
    #[serde(default, deserialize_with = "word::read")]
    #[schemars(schema_with = "word::schema::<Scaling>")]
    pub scaling: Scaling,
    /// Cell-to-vesicle bias, as `origin bias` writes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bias: Option<PathBuf>,
    /// RNA per vesicle and per cell of each source: TSV `source rna_per_vesicle rna_per_cell`, in any unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub factors: Option<PathBuf>,
    /// Sources that are carriers and not cells, such as lipoproteins.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub carrier: Vec<String>,
    /// Whether sources that can be estimated only as a sum are merged.
    #[serde(default)]
    pub merge: bool,
    /// Whether a source that the signature lacks is estimated too.
    #[serde(default = "yes")]
    pub unknown: bool,
}

fn yes() -> bool {
    true
}

impl Origin {
    /// How the table of the signature is read.
    #[must_use]
    pub fn signature_table(&self) -> AmountTable {
        let mut table = AmountTable::default();
        (table.scale, table.pseudocount) = (self.signature_scale, self.signature_pseudocount);
        table.choice.columns.clone_from(&self.signature_column);
        table.choice.id_column.clone_from(&self.signature_id_column);
        table
    }

    /// How the table of the cargo is read.
    #[must_use]
    pub fn cargo_table(&self) -> AmountTable {
        let mut table = AmountTable::default();
        (table.scale, table.pseudocount) = (self.cargo_scale, self.cargo_pseudocount);
        table.choice.columns.clone_from(&self.cargo_column);
        table.choice.id_column.clone_from(&self.cargo_id_column);
        table
    }

    /// The options of the deconvolution.
    #[must_use]
    pub fn options(&self) -> exocast_origin::Options {
        let mut options = exocast_origin::Options::default();
        options.method = self.method;
        options.scaling = self.scaling;
        options.merge = self.merge;
        options.unknown = self.unknown;
        options
    }
}

/// `[enrich]`: gene sets scored in each sample of the cargo.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Enrich {
    /// Sets in GMT; or give `network`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sets: Option<PathBuf>,
    /// Sets with weights: TSV `source target weight`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub network: Option<PathBuf>,
    /// Features × samples; without it `origin.cargo`, and without that the miRNA counts of the samples.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cargo: Option<PathBuf>,
    /// Columns of the samples of the cargo, if it can be read in several ways.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cargo_column: Vec<String>,
    /// Scale of the amounts of the cargo: `auto` leaves the values as they are.
    #[serde(default, deserialize_with = "word::read")]
    #[schemars(schema_with = "word::schema::<AmountScale>")]
    pub cargo_scale: AmountScale,
    /// What was added to the amounts of the cargo before their logarithm, if the values do not show it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cargo_pseudocount: Option<f64>,
    /// Column of the names of features in the cargo, if it can be read in several ways.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cargo_id_column: Option<String>,
    /// How sets are scored.
    #[serde(deserialize_with = "word::read")]
    #[schemars(schema_with = "word::schema::<EnrichMethod>")]
    pub method: EnrichMethod,
    /// Random sets of each size, for `gsea`.
    #[serde(default = "permutations")]
    pub permutations: usize,
}

fn permutations() -> usize {
    EnrichOptions::default().permutations
}

impl Enrich {
    /// How the table of the cargo is read.
    #[must_use]
    pub fn cargo_table(&self) -> AmountTable {
        let mut table = AmountTable::default();
        (table.scale, table.pseudocount) = (self.cargo_scale, self.cargo_pseudocount);
        table.choice.columns.clone_from(&self.cargo_column);
        table.choice.id_column.clone_from(&self.cargo_id_column);
        table
    }

    /// The options of the scores.
    #[must_use]
    pub fn options(&self) -> EnrichOptions {
        let mut options = EnrichOptions::default();
        (options.method, options.permutations) = (self.method, self.permutations);
        options
    }
}

/// `[response]`: how the response of the recipient is predicted.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ResponseModel {
    /// Affinity of sites: `embedded`, `seed` (by site type alone), or `cnn:FILE`, the published network with
    /// the file of its weights.
    #[serde(deserialize_with = "word::read_affinity")]
    #[schemars(schema_with = "word::affinity_schema")]
    pub affinity: AffinityModel,
    /// Cache of the accessibility of the transcripts; created if missing and extended with missing
    /// transcripts. It may be deleted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accessibility: Option<PathBuf>,
    /// Where 3'UTRs end, as TargetScan's UTR profiles: each site is weighted by the fraction of mRNA
    /// molecules that contain it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profiles: Option<PathBuf>,
    /// Time point of the prediction, in hours after delivery; the steady state if left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hours: Option<f64>,
    /// Whether to predict mRNA or protein.
    #[serde(deserialize_with = "word::read")]
    #[schemars(schema_with = "word::schema::<Product>")]
    pub product: Product,
    /// Whether every site whose occupancy changes is listed too.
    pub sites: bool,
}

impl ResponseModel {
    /// The options of the response that a study sets.
    #[must_use]
    pub fn options(&self) -> RespondOptions {
        let mut options = RespondOptions::default();
        (options.hours, options.product) = (self.hours, self.product);
        options
    }
}

/// `[run]`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Run {
    /// Seed of every random stream.
    pub seed: u64,
    /// Draws behind each interval of the dose.
    pub draws: usize,
    /// Whether samples whose files are missing or cannot be read are left out with a warning, instead of ending the
    /// run.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub keep_going: bool,
}

impl Default for Run {
    fn default() -> Self {
        Self { seed: 1, draws: 4096, keep_going: false }
    }
}
