//! What a user asks for: `study.toml`, read, checked and planned.

mod check;
mod error;
mod load;
mod options;
mod places;
mod plan;
mod template;
mod transfer;

use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use error::StudyError;
pub use plan::{Plan, Planned, Step};
pub use template::TEMPLATE;
pub use transfer::{Setting, Transfer};

/// One study: samples, references, and what is to be asked of them.
///
/// Every section but `[study]` is optional; a missing input turns its step off. Paths are relative to
/// the study file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Study {
    /// What the study is about.
    pub study: About,
    /// Reference sequences.
    #[serde(default)]
    pub reference: Reference,
    /// Vesicle samples.
    #[serde(default, rename = "sample", skip_serializing_if = "Vec::is_empty")]
    pub samples: Vec<Sample>,
    /// Spike-in sequences with known amounts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spikes: Option<Spikes>,
    /// Parent-cell signature.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<Origin>,
    /// The cell that takes the vesicles up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recipient: Option<Recipient>,
    /// How vesicles reach the recipient.
    #[serde(default)]
    pub transfer: Transfer,
    /// How the response is predicted.
    #[serde(default)]
    pub response: ResponseModel,
    /// Groups that are held against each other.
    #[serde(default, rename = "contrast", skip_serializing_if = "Vec::is_empty")]
    pub contrasts: Vec<Contrast>,
    /// What else was measured on the vesicles.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identity: Option<Identity>,
    /// Gene sets that summarise the response.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub programmes: Option<Programmes>,
    /// Seed and draws.
    #[serde(default)]
    pub run: Run,
    /// The folder that paths are relative to.
    #[serde(skip)]
    #[schemars(skip)]
    pub folder: PathBuf,
}

/// `[study]`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct About {
    /// Title of the report.
    pub title: String,
    /// miRBase organism code.
    #[serde(default = "human")]
    pub organism: String,
    /// Where the vesicles come from: `plasma`, `urine`, `csf`, `culture medium`, …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub biofluid: Option<String>,
    /// Day of the results, `2026-01-31`, for `ro-crate-metadata.json`: results hold no time of their own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// Licence of the results, a name or an address, for `ro-crate-metadata.json`.
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
    /// FASTA files of sequences that compete with miRNA for reads; each file is one class, named
    /// after the file.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contaminants: Vec<PathBuf>,
    /// Transcripts: TSV `transcript gene orf utr3`, or FASTA of 3'UTRs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transcripts: Option<PathBuf>,
}

/// `[[sample]]`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Sample {
    /// Unique name.
    pub name: String,
    /// Group of the comparison.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// FASTQ files, one a lane; or give `counts`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reads: Vec<PathBuf>,
    /// Adapter: `auto`, `truseq`, `qiaseq`, `nextflex`, `nebnext`, `illumina-1.5`, `illumina-1.0`, `trimmed`, or
    /// its sequence.
    #[serde(default = "auto")]
    pub library: String,
    /// A table of counts with a column of this sample's name, instead of reads.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counts: Option<PathBuf>,
    /// Exports of sizing instruments.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sizing: Vec<PathBuf>,
    /// Names of the columns of a table of sizes, where they do not say what they hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub columns: Option<SizingColumns>,
    /// Biofluid that went into the RNA extraction, in microlitres.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub volume_ul: Option<f64>,
    /// How many times the sample was diluted for sizing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dilution: Option<f64>,
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
    /// Whether diameters are in micrometres rather than nanometres.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub micrometres: Option<bool>,
}

impl From<SizingColumns> for exocast_vesicle::instrument::Columns {
    fn from(columns: SizingColumns) -> Self {
        use exocast_vesicle::instrument::LengthUnit;
        let SizingColumns { diameter, count, concentration, micrometres } = columns;
        let unit = |micro| if micro { LengthUnit::Micrometres } else { LengthUnit::Nanometres };
        Self { diameter, count, concentration, unit: micrometres.map(unit) }
    }
}

fn auto() -> String {
    "auto".to_owned()
}

/// `[spikes]`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Spikes {
    /// FASTA of the spike-in sequences.
    pub sequences: PathBuf,
    /// TSV `spike copies_per_ul`: copies in each microlitre of the spike mix.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amounts: Option<PathBuf>,
    /// Spike mix that was added to each sample, in microlitres.
    #[serde(default = "one")]
    pub volume_ul: f64,
}

fn one() -> f64 {
    1.0
}

/// `[origin]`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Origin {
    /// Features × sources.
    pub signature: PathBuf,
    /// Features × samples; without it, the miRNA counts of the samples are used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cargo: Option<PathBuf>,
    /// `auto`, `poisson`, `negative-binomial`, `log-normal`, `nnls`, `weighted-nnls`, `nusvr`, `robust` or `dwls`.
    #[serde(default = "auto")]
    pub method: String,
    /// What a column of the signature is an amount of: `as-given`, `per-rna` or `per-cell`.
    #[serde(default = "as_given")]
    pub scaling: String,
}

fn as_given() -> String {
    "as-given".to_owned()
}

/// `[recipient]`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Recipient {
    /// Name of the cell.
    pub name: String,
    /// TSV `gene tpm` or `transcript tpm`; several value columns are averaged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expression: Option<PathBuf>,
    /// Scale of the expression values: `auto`, `tpm`, `ln`, `log2` or `log10`.
    #[serde(default = "auto")]
    pub expression_scale: String,
    /// TSV `mirna copies_per_cell` of the recipient's own miRNAs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mirna: Option<PathBuf>,
    /// TSV `gene log2fc [p]` of a change that was observed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub observed: Option<PathBuf>,
}

/// `[response]`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ResponseModel {
    /// `embedded`, `seed` (by site type alone), or `cnn:` and the file of the published network's weights.
    pub affinity: String,
    /// Cache of the accessibility of the transcripts; it is made where it is not there, and may be deleted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accessibility: Option<PathBuf>,
    /// Hours after delivery at which the change is told; the steady state where left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hours: Option<f64>,
    /// `mrna` or `protein`.
    pub product: String,
}

impl Default for ResponseModel {
    fn default() -> Self {
        let (affinity, product) = ("embedded".to_owned(), "mrna".to_owned());
        Self { affinity, accessibility: None, hours: None, product }
    }
}

/// `[[contrast]]`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Contrast {
    /// The group that is asked about.
    pub of: String,
    /// The group that it is held against.
    pub against: String,
}

/// `[identity]`
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Identity {
    /// Proteins × samples: gene symbols in the first column, intensities or counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proteins: Option<PathBuf>,
    /// Lipids × samples, with a column `parent` for the parent cell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lipids: Option<PathBuf>,
    /// Protein of the preparation in µg/mL, for the ratio of particles to protein.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub protein_ug_per_ml: Option<f64>,
}

/// `[programmes]`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Programmes {
    /// Gene sets in GMT.
    pub sets: PathBuf,
}

/// `[run]`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Run {
    /// Seed of every random stream.
    #[serde(default = "default_seed")]
    pub seed: u64,
    /// Draws behind each interval of the dose.
    #[serde(default = "default_draws")]
    pub draws: usize,
}

fn default_seed() -> u64 {
    1
}

fn default_draws() -> usize {
    4096
}

impl Default for Run {
    fn default() -> Self {
        Self { seed: default_seed(), draws: default_draws() }
    }
}

impl Study {
    /// A path of the study, seen from where the program runs.
    #[must_use]
    pub fn resolve(&self, path: &Path) -> PathBuf {
        self.folder.join(path)
    }

    /// The study without folders of one machine: an absolute path is cut to its file's name.
    #[must_use]
    pub fn portable(&self) -> Self {
        let mut study = self.clone();
        if let Some(weights) = study.response.affinity.strip_prefix("cnn:").map(Path::new)
            && weights.is_absolute()
            && let Some(name) = weights.file_name()
        {
            study.response.affinity = format!("cnn:{}", name.to_string_lossy());
        }
        for path in study.paths_mut() {
            if path.is_absolute()
                && let Some(name) = path.file_name()
            {
                *path = PathBuf::from(name);
            }
        }
        study
    }

    fn paths_mut(&mut self) -> Vec<&mut PathBuf> {
        let reference = &mut self.reference;
        let mut paths: Vec<&mut PathBuf> = Vec::new();
        paths.extend(&mut reference.hairpin);
        paths.extend(&mut reference.annotation);
        paths.extend(&mut reference.contaminants);
        paths.extend(&mut reference.transcripts);
        for sample in &mut self.samples {
            paths.extend(&mut sample.reads);
            paths.extend(&mut sample.counts);
            paths.extend(&mut sample.sizing);
        }
        if let Some(spikes) = &mut self.spikes {
            paths.push(&mut spikes.sequences);
            paths.extend(&mut spikes.amounts);
        }
        if let Some(origin) = &mut self.origin {
            paths.push(&mut origin.signature);
            paths.extend(&mut origin.cargo);
        }
        if let Some(recipient) = &mut self.recipient {
            paths.extend(&mut recipient.expression);
            paths.extend(&mut recipient.mirna);
            paths.extend(&mut recipient.observed);
        }
        if let Some(programmes) = &mut self.programmes {
            paths.push(&mut programmes.sets);
        }
        paths.extend(&mut self.response.accessibility);
        if let Some(identity) = &mut self.identity {
            paths.extend(&mut identity.proteins);
            paths.extend(&mut identity.lipids);
        }
        paths
    }

    /// The groups in the order in which they are first named, with the places of their samples.
    #[must_use]
    pub fn groups(&self) -> Vec<(&str, Vec<usize>)> {
        let mut groups: Vec<(&str, Vec<usize>)> = Vec::new();
        for (place, sample) in self.samples.iter().enumerate() {
            let Some(name) = sample.group.as_deref() else { continue };
            match groups.iter_mut().find(|(own, _)| *own == name) {
                Some((_, places)) => places.push(place),
                None => groups.push((name, vec![place])),
            }
        }
        groups
    }

    /// The contrasts asked for; where none are, each group against the first.
    #[must_use]
    pub fn contrasts(&self) -> Vec<Contrast> {
        if !self.contrasts.is_empty() {
            return self.contrasts.clone();
        }
        let groups = self.groups();
        let Some(((against, _), rest)) = groups.split_first() else { return Vec::new() };
        rest.iter()
            .map(|(of, _)| Contrast { of: (*of).to_owned(), against: (*against).to_owned() })
            .collect()
    }

    /// Every file the study names, with the key that names it.
    #[must_use]
    pub fn inputs(&self) -> Vec<(String, &Path)> {
        let reference = &self.reference;
        let mut inputs = Vec::new();
        push(&mut inputs, "reference.hairpin", &reference.hairpin);
        push(&mut inputs, "reference.annotation", &reference.annotation);
        push(&mut inputs, "reference.contaminants", &reference.contaminants);
        push(&mut inputs, "reference.transcripts", &reference.transcripts);
        for sample in &self.samples {
            push(&mut inputs, &format!("sample {}, reads", sample.name), &sample.reads);
            push(&mut inputs, &format!("sample {}, counts", sample.name), &sample.counts);
            push(&mut inputs, &format!("sample {}, sizing", sample.name), &sample.sizing);
        }
        if let Some(spikes) = &self.spikes {
            push(&mut inputs, "spikes.sequences", [&spikes.sequences]);
            push(&mut inputs, "spikes.amounts", &spikes.amounts);
        }
        if let Some(origin) = &self.origin {
            push(&mut inputs, "origin.signature", [&origin.signature]);
            push(&mut inputs, "origin.cargo", &origin.cargo);
        }
        if let Some(recipient) = &self.recipient {
            push(&mut inputs, "recipient.expression", &recipient.expression);
            push(&mut inputs, "recipient.mirna", &recipient.mirna);
            push(&mut inputs, "recipient.observed", &recipient.observed);
        }
        if let Some(programmes) = &self.programmes {
            push(&mut inputs, "programmes.sets", [&programmes.sets]);
        }
        if let Some(identity) = &self.identity {
            push(&mut inputs, "identity.proteins", &identity.proteins);
            push(&mut inputs, "identity.lipids", &identity.lipids);
        }
        if let Some(weights) = self.response.affinity.strip_prefix("cnn:") {
            inputs.push(("response.affinity".to_owned(), Path::new(weights)));
        }
        inputs
    }
}

fn push<'a>(
    inputs: &mut Vec<(String, &'a Path)>,
    key: &str,
    paths: impl IntoIterator<Item = &'a PathBuf>,
) {
    inputs.extend(paths.into_iter().map(|path| (key.to_owned(), path.as_path())));
}
