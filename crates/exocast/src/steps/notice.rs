//! What the steps say themselves, besides what the crates say that they call.

use std::{fmt, path::Path};

use exocast_core::{
    Level, Note,
    words::{agreeing, plural},
};

use crate::{
    load::{self, handover::half_reads},
    study::{LeftOut, Sample},
};

/// What a row of a table of counts is that is no cargo of the study.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoCargo {
    /// A spike.
    Spike,
    /// A miRNA of another organism.
    OtherOrganism,
    /// Another RNA in a table of miRNAs.
    OtherRna,
}

/// In the plural.
impl fmt::Display for NoCargo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Spike => "spikes",
            Self::OtherOrganism => "miRNAs of other organisms than `[study] organism`",
            Self::OtherRna => "names that are no miRNAs",
        })
    }
}

impl NoCargo {
    fn write(self, f: &mut fmt::Formatter<'_>, names: &str, percent: f64) -> fmt::Result {
        write!(f, "{self} are left out of the cargo ({names}: {percent:.2} % of the counts)")?;
        match self {
            Self::Spike => Ok(()),
            _ => f.write_str("; where they are cargo, give a reference that has them"),
        }
    }
}

/// Something to know of a result that follows from how the crates are joined; displays as one sentence.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum StepNotice {
    /// An input that could not be used, where the study goes on without it.
    LeftOut(LeftOut),
    /// A table that the samples do not give.
    NoTable { table: &'static str, why: String },
    /// Aliquots of one preparation with the same sizes.
    SharedSizes { first: String, second: String, preparation: String },
    /// Files of reads or sizes of two samples with the same content.
    SameContent { what: &'static str, first: String, second: String, files: String },
    /// A sample that a file calls otherwise, but for marks alone.
    NamedAlike { sample: String, named: String, file: String },
    /// Reads without a reference to count them against.
    NoReference { how: String },
    /// miRNAs that were counted and are not in the reference.
    UnknownMirnas { unknown: usize, counted: usize, examples: String },
    /// Names of miRNAs that had no organism.
    OrganismAdded { names: usize, organism: String, example: String },
    /// Names that are accessions, without a reference that names them.
    OnlyAccessions { accessions: usize, names: usize, example: String },
    /// Rows of tables of counts that were left out, with their share of all counts.
    NoCargo { what: NoCargo, names: String, percent: f64 },
    /// A sample whose vesicles per mL are not known.
    NoVesicleNumber { sample: String, reason: &'static str },
    /// Samples that copies per vesicle do not rest on.
    CopiesFromSomeSamples { samples: String, lacking: String },
    /// miRNAs that have reads and no copies.
    ReadsWithoutCopies { mirnas: usize, total: usize, percent: f64 },
    /// miRNAs that have reads in some samples with spikes and none in others.
    HalfReads { mirnas: usize, total: usize, examples: String },
    /// miRNAs of the cargo without a sequence.
    NoSequence { mirnas: usize },
    /// Embedded programmes of which few genes are in the response.
    FewProgrammeGenes { programmes: usize, total: usize, least: usize },
    /// A gene set of the study with the name of an embedded programme.
    RenamedSet { name: String, embedded: String },
    /// A contrast with libraries that are not usable.
    NotUsable { contrast: String, samples: String },
    /// A contrast in which a group has one sample.
    OneSample { contrast: String },
    /// A contrast in which one sample of a group was sequenced.
    OneSequenced { contrast: String },
    /// A contrast in which a group has no sequenced sample.
    NoneSequenced { contrast: String },
    /// A contrast whose miRNAs are compared by less than some samples have.
    CommonMeasure { contrast: String, measure: &'static str, lacking: String },
    /// A contrast of groups that the cargo has no columns of.
    NoCargoColumn { contrast: String },
    /// A contrast in which a group has no sizing.
    NoSizing { contrast: String },
    /// A group of which some samples have sizing.
    SomeSizing { group: String, samples: String },
    /// A group without miRNA reads.
    NoReads { group: String },
    /// A group whose dose rests on some of its samples.
    DoseFromSome { group: String, count: usize, total: usize, samples: String },
    /// A contrast of doses that are assumed.
    AssumedDoses { contrast: String },
    /// A contrast of responses to assumed copies.
    AssumedResponses { contrast: String },
    /// A contrast of a response to measured copies with one to assumed copies.
    MixedResponses { contrast: String },
}

impl fmt::Display for StepNotice {
    #[allow(clippy::too_many_lines, reason = "a sentence per notice")]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::LeftOut(left_out) => left_out_text(f, left_out),
            Self::NoTable { table, why } => write!(f, "there is no table `{table}`: {why}"),
            Self::SharedSizes { first, second, preparation } => write!(
                f,
                "{first} and {second} have the same sizes, as aliquots of preparation `{preparation}`: they are one \
                 measurement, and count once where groups are compared"
            ),
            Self::SameContent { what, first, second, files } => write!(
                f,
                "{what} of {first} and of {second} are the same, byte for byte ({files}): they count as those of two samples"
            ),
            Self::NamedAlike { sample, named, file } => {
                write!(f, "{sample} is `{named}` in {file}, by its name but for marks")
            }
            Self::NoReference { how } => {
                write!(f, "reads are trimmed and checked, but not counted: {how}")
            }
            Self::UnknownMirnas { unknown, counted, examples } => write!(
                f,
                "{unknown} of {counted} miRNAs counted are not in the reference ({examples}): they have no sequence and \
                 so no targets; `exocast mirna convert` follows names of other releases"
            ),
            Self::OrganismAdded { names, organism, example } => write!(
                f,
                "{} of miRNAs without an organism read as those of `{organism}`: {example}{}",
                plural(*names, "name"),
                if *names > 1 { " and so on" } else { "" }
            ),
            Self::OnlyAccessions { accessions, names, example } => write!(
                f,
                "{accessions} of {names} names of miRNAs are accessions (such as `{example}`), and without a reference nothing says \
                 which miRNAs they are: give `hairpin` and `annotation` in `[reference]`"
            ),
            Self::NoCargo { what, names, percent } => what.write(f, names, *percent),
            Self::NoVesicleNumber { sample, reason } => write!(
                f,
                "{sample}: {reason}, and so neither vesicles per mL of the sample nor copies per vesicle are known"
            ),
            Self::CopiesFromSomeSamples { samples, lacking } => {
                write!(f, "copies per vesicle rest on {samples}; not on {lacking}")
            }
            Self::HalfReads { mirnas, total, examples } => half_reads(f, *mirnas, *total, examples),
            Self::ReadsWithoutCopies { mirnas, total, percent } => write!(
                f,
                "{mirnas} of {total} miRNAs ({percent:.2} % of the reads) have reads only in samples without spikes or \
                 particles: they have no copies, and dose and response are without them"
            ),
            Self::NoSequence { mirnas } => write!(
                f,
                "{} of the cargo {} no sequence in the reference and no predicted targets",
                plural(*mirnas, "miRNA"),
                agreeing(*mirnas, "has", "have")
            ),
            Self::FewProgrammeGenes { programmes, total, least } => write!(
                f,
                "{programmes} of {total} embedded programmes have fewer than {least} genes here and are left out; they \
                 know symbols and Ensembl genes of human, mouse and rat"
            ),
            Self::RenamedSet { name, embedded } => {
                write!(f, "a set of the study is called `{name}`, as `{embedded}` is embedded")
            }
            Self::NotUsable { contrast, samples } => write!(
                f,
                "{contrast} rests on libraries that are not usable ({samples}): what differs may be the library; leave \
                 these samples out, or repeat them"
            ),
            Self::OneSample { contrast } => write!(
                f,
                "{contrast}: a group has one sample, and so there is no p-value; with one sample in each group intervals \
                 hold what was measured, not how samples differ, and with more in the other there is none"
            ),
            Self::OneSequenced { contrast } => write!(
                f,
                "{contrast}: one sample of a group was sequenced, and so its miRNAs have no p-value"
            ),
            Self::NoneSequenced { contrast } => {
                write!(f, "{contrast}: a group has no sequenced sample; miRNAs are not compared")
            }
            Self::CommonMeasure { contrast, measure, lacking } => write!(
                f,
                "{contrast}: miRNAs are compared by {measure}: more is not known of {lacking}"
            ),
            Self::NoCargoColumn { contrast } => write!(
                f,
                "{contrast}: the cargo that parent cells were estimated from has no column of a sample of each group; \
                 they are not compared"
            ),
            Self::NoSizing { contrast } => {
                write!(f, "{contrast}: a group has no sizing; vesicles are not compared")
            }
            Self::SomeSizing { group, samples } => {
                write!(f, "{group}: sizes are those of {samples} alone")
            }
            Self::NoReads { group } => {
                write!(f, "group {group} has no miRNA reads: it has no dose")
            }
            Self::DoseFromSome { group, count, total, samples } => write!(
                f,
                "group {group}: {count} of {total} samples have what the dose rests on ({samples})"
            ),
            Self::AssumedDoses { contrast } => write!(
                f,
                "{contrast}: doses have no ratio, as copies per vesicle are assumed where spikes and particles were not \
                 measured; ratios of reads are in contrast_cargo"
            ),
            Self::AssumedResponses { contrast } => write!(
                f,
                "{contrast}: copies are assumed in both groups; what differs between responses follows from each \
                 miRNA's share of the reads alone"
            ),
            Self::MixedResponses { contrast } => write!(
                f,
                "{contrast}: responses are not compared: copies of one group are measured, of the other assumed"
            ),
        }
    }
}

impl StepNotice {
    /// Says under which names an export has the sizes of a sample, where these are not those that the study gives.
    pub(super) fn of_alike(sample: &Sample, path: &Path, names: Option<&[String]>) -> Option<Self> {
        let is_given =
            |name: &&String| sample.names_inside().contains(name) || **name == sample.name;
        let named: Vec<&String> = names?.iter().filter(|name| !is_given(name)).collect();
        let (sample, file) = (sample.name.clone(), load::source_name(path));
        let named = named.into_iter().map(String::as_str).collect::<Vec<_>>().join("`, `");
        (!named.is_empty()).then_some(Self::NamedAlike { sample, named, file })
    }
}

fn left_out_text(f: &mut fmt::Formatter<'_>, left_out: &LeftOut) -> fmt::Result {
    let LeftOut { sample, what, why } = left_out;
    let place = sample.as_ref().map(|sample| format!("{sample}: ")).unwrap_or_default();
    write!(f, "{place}{what} left out: {why}")
}

impl Note for StepNotice {
    fn code(&self) -> &'static str {
        match self {
            Self::LeftOut(_) => "input-left-out",
            Self::NoTable { .. } => "table-left-out",
            Self::SharedSizes { .. } => "shared-sizes",
            Self::SameContent { .. } => "same-content",
            Self::NamedAlike { .. } => "named-alike",
            Self::NoReference { .. } => "no-mirna-reference",
            Self::UnknownMirnas { .. } => "unknown-mirnas",
            Self::OrganismAdded { .. } => "organism-added",
            Self::OnlyAccessions { .. } => "only-accessions",
            Self::NoCargo { .. } => "no-cargo",
            Self::NoVesicleNumber { .. } => "no-vesicle-number",
            Self::CopiesFromSomeSamples { .. } => "copies-from-some-samples",
            Self::HalfReads { .. } => "half-a-read",
            Self::ReadsWithoutCopies { .. } => "reads-without-copies",
            Self::NoSequence { .. } => "no-sequence",
            Self::FewProgrammeGenes { .. } => "few-programme-genes",
            Self::RenamedSet { .. } => "renamed-set",
            Self::NotUsable { .. } => "not-usable-in-contrast",
            Self::OneSample { .. } => "one-sample-in-group",
            Self::OneSequenced { .. } => "one-sequenced-in-group",
            Self::NoneSequenced { .. } => "none-sequenced-in-group",
            Self::CommonMeasure { .. } => "common-measure",
            Self::NoCargoColumn { .. } => "no-cargo-column",
            Self::NoSizing { .. } => "no-sizing-in-group",
            Self::SomeSizing { .. } => "some-sizing-in-group",
            Self::NoReads { .. } => "no-reads-in-group",
            Self::DoseFromSome { .. } => "dose-from-some-samples",
            Self::AssumedDoses { .. } => "assumed-doses",
            Self::AssumedResponses { .. } => "assumed-responses",
            Self::MixedResponses { .. } => "mixed-responses",
        }
    }

    fn level(&self) -> Level {
        match self {
            Self::NamedAlike { .. } | Self::RenamedSet { .. } | Self::CommonMeasure { .. } => {
                Level::Info
            }
            Self::LeftOut(_)
            | Self::NoTable { .. }
            | Self::SameContent { .. }
            | Self::NoReference { .. }
            | Self::NoneSequenced { .. }
            | Self::NoCargoColumn { .. }
            | Self::NoSizing { .. }
            | Self::NoReads { .. }
            | Self::AssumedDoses { .. }
            | Self::MixedResponses { .. } => Level::Warning,
            _ => Level::Caution,
        }
    }
}
