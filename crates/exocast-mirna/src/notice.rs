//! What was passed over, changed or is worth knowing, for the report.

use std::fmt;

use exocast_core::Location;
use serde::{Serialize, Serializer};

/// Something that a reader of the results has to know; its [`Display`](fmt::Display) is a sentence.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Notice {
    /// A line of an annotation with fewer fields than a record has; reading went on.
    ShortLine {
        /// The line.
        at: Location,
        /// Fields found.
        fields: usize,
    },
    /// Annotation records of other types than precursor and mature sequence.
    OtherFeatures {
        /// How many.
        count: usize,
    },
    /// Letters for several nucleotides, read as `N`.
    AmbiguousLetters {
        /// The sequence.
        name: String,
        /// How many.
        count: usize,
    },
    /// A name outside of the grammars of miRBase and `MirGeneDB`, kept as it is.
    UnknownName {
        /// The name.
        name: String,
    },
    /// A sequence that stands in a FASTA file more than once.
    RepeatedSequence {
        /// The name.
        name: String,
    },
    /// An annotated precursor without a sequence; its mature sequences cannot be found.
    NoHairpin {
        /// The precursor.
        name: String,
    },
    /// Precursor sequences without annotation; they were left out.
    NotAnnotated {
        /// How many.
        count: usize,
    },
    /// A precursor whose sequence is not as long as its annotated interval; its loci were left out.
    HairpinLength {
        /// The precursor.
        name: String,
        /// Length of the sequence.
        sequence: usize,
        /// Length of the interval.
        interval: usize,
    },
    /// Precursors whose sequence has flanks on both sides of what is annotated; they were taken into account.
    Flanked {
        /// How many precursors.
        count: usize,
        /// Length of a flank, in nt.
        flank: usize,
    },
    /// Mature sequences that are on no precursor of their name; they were left out.
    NotPlaced {
        /// The first of them.
        name: String,
        /// How many.
        count: usize,
    },
    /// Loci of one mature name that differ in sequence; the first stands for the name.
    LociDiffer {
        /// The mature name.
        mature: String,
        /// The precursor of the differing locus.
        hairpin: String,
    },
    /// Several mature names share one sequence: their reads cannot be told apart.
    SharedSequences {
        /// Sequences.
        sequences: usize,
        /// Names that share them.
        names: usize,
    },
    /// A spike that reads could take for a miRNA, or the other way round.
    SpikeLikeMirna {
        /// The spike.
        spike: String,
        /// The miRNA.
        mirna: String,
        /// The spike as an isomiR of it; `NA` where they are the same.
        variant: String,
    },
    /// Two spikes of one sequence: their reads are ambiguous.
    SameSpikes {
        /// The spike.
        spike: String,
        /// The one before it.
        other: String,
    },
    /// A contaminant that holds a whole mature sequence: its reads are ambiguous.
    ContaminantHoldsMirna {
        /// The contaminant.
        contaminant: String,
        /// The miRNA.
        mirna: String,
    },
    /// A contaminant class without a sequence long enough to be found.
    ShortReference {
        /// The sequence.
        name: String,
    },
    /// A sample without a single read.
    NoReads {
        /// The sample.
        sample: String,
    },
    /// The library that was found out from the first reads of a sample.
    LibraryFound {
        /// The sample.
        sample: String,
        /// The library.
        library: String,
        /// Its 3' adapter; none where reads are trimmed already.
        adapter: Option<String>,
        /// Reads looked at.
        examined: u64,
        /// Of them, reads with the adapter.
        support: u64,
    },
    /// Reads (or molecules) that fit several miRNAs and were left out, as was asked for.
    NotUnique {
        /// The sample.
        sample: String,
        /// How many.
        reads: u64,
    },
    /// A sample in which no read was assigned to a miRNA.
    NoMirna {
        /// The sample.
        sample: String,
    },
    /// A sample in which no read was assigned to a spike.
    NoSpikes {
        /// The sample.
        sample: String,
    },
    /// Reads whose UMI is cut off by the end of the read; molecules were told apart by what is there.
    ShortUmi {
        /// The sample.
        sample: String,
        /// Reads.
        reads: u64,
    },
    /// UMIs that are misread copies of others and no molecules of their own.
    UmiErrors {
        /// The sample.
        sample: String,
        /// How many.
        umis: u64,
    },
    /// A spike of the amounts table that is not among the spike sequences, or the other way round.
    UnmatchedSpike {
        /// The spike.
        spike: String,
    },
    /// Spikes of which nothing was added: no curve is fitted to them.
    ZeroSpikes {
        /// The spikes.
        spikes: Vec<String>,
    },
    /// Records of a mirGFF3 file that deviate from version 1.2.
    Deviation {
        /// From what, and what was done.
        what: &'static str,
        /// How many.
        records: u64,
    },
    /// A header line of mirGFF3 that is not there.
    NoHeader {
        /// The line.
        what: &'static str,
    },
    /// No diff file for the release that names are wanted of.
    NoDiff {
        /// The release.
        wanted: String,
        /// The last one before it that has one.
        last: Option<String>,
    },
    /// Names or accessions that no diff file mentions.
    Unmentioned {
        /// How many.
        names: usize,
    },
    /// No copies could be computed for a sample.
    NoCopies {
        /// The sample.
        sample: String,
        /// Why.
        cause: String,
    },
}

impl fmt::Display for Notice {
    #[allow(clippy::too_many_lines, reason = "one sentence a variant")]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ShortLine { at, fields } => {
                write!(f, "{at} has {fields} fields where a GFF3 record has 9; passed over")
            }
            Self::OtherFeatures { count } => {
                write!(f, "{count} annotation records are neither precursor nor mature; left out")
            }
            Self::AmbiguousLetters { name, count } => {
                write!(f, "{count} letters of {name} stand for several nucleotides; read as N")
            }
            Self::UnknownName { name } => {
                write!(f, "`{name}` follows neither miRBase nor MirGeneDB; kept as it is")
            }
            Self::RepeatedSequence { name } => {
                write!(f, "{name} stands in the FASTA file again with the same sequence; used once")
            }
            Self::NoHairpin { name } => {
                write!(f, "{name} is annotated but has no sequence; its miRNAs cannot be found")
            }
            Self::NotAnnotated { count } => {
                write!(f, "{count} precursor sequences are not annotated; left out")
            }
            Self::HairpinLength { name, sequence, interval } => write!(
                f,
                "{name} has {sequence} nt but its annotation spans {interval}: are sequences and \
                 annotation of one release? its loci are left out"
            ),
            Self::Flanked { count, flank } => write!(
                f,
                "{count} precursor sequences have {flank} nt more on both sides than is annotated; allowed for"
            ),
            Self::NotPlaced { name, count } => write!(
                f,
                "{count} mature sequences are on no precursor of their name, such as {name}; left out"
            ),
            Self::LociDiffer { mature, hairpin } => {
                write!(f, "{mature} has another sequence on {hairpin} than on its first precursor")
            }
            Self::SharedSequences { sequences, names } => {
                write!(
                    f,
                    "{names} miRNA names share {sequences} sequences and cannot be told apart"
                )
            }
            Self::SpikeLikeMirna { spike, mirna, variant } if variant == "NA" => {
                write!(f, "spike {spike} is {mirna} itself: their reads cannot be told apart")
            }
            Self::SpikeLikeMirna { spike, mirna, variant } => write!(
                f,
                "spike {spike} is {mirna} ({variant}): a read counts for what it fits best, exactly first; \
                 what fits both equally is ambiguous"
            ),
            Self::SameSpikes { spike, other } => {
                write!(f, "spikes {spike} and {other} have one sequence: their reads are ambiguous")
            }
            Self::ContaminantHoldsMirna { contaminant, mirna } => {
                write!(f, "{contaminant} holds the whole of {mirna}: such reads are ambiguous")
            }
            Self::ShortReference { name } => write!(f, "{name} is too short to be found in reads"),
            Self::NoReads { sample } => write!(f, "{sample} has no reads"),
            Self::LibraryFound { sample, library, adapter, examined, support } => match adapter {
                Some(adapter) => write!(
                    f,
                    "{sample}: library {library}, adapter {adapter}, found in {support} of the first {examined} reads"
                ),
                None => write!(
                    f,
                    "{sample}: no adapter in the first {examined} reads, which vary in length: taken as trimmed"
                ),
            },
            Self::NotUnique { sample, reads } => {
                write!(f, "{reads} of {sample} fit several miRNAs and are left out of the counts")
            }
            Self::NoMirna { sample } => write!(f, "{sample} has no miRNA reads"),
            Self::NoSpikes { sample } => write!(f, "{sample} has no spike reads"),
            Self::ShortUmi { sample, reads } => write!(
                f,
                "{reads} reads of {sample} end within the UMI: their molecules are a lower bound"
            ),
            Self::UmiErrors { sample, umis } => write!(
                f,
                "{umis} UMIs of {sample} are one substitution from a more frequent one; counted as its copies"
            ),
            Self::UnmatchedSpike { spike } => {
                write!(f, "spike {spike} has a sequence or an amount, but not both; left out")
            }
            Self::ZeroSpikes { spikes } => write!(
                f,
                "the amount of {} is 0: such spikes are no part of the curve",
                spikes.join(", ")
            ),
            Self::Deviation { what, records } => write!(f, "{records} records have {what}"),
            Self::NoHeader { what } => write!(f, "{what} is missing"),
            Self::NoDiff { wanted, last: Some(last) } => {
                write!(
                    f,
                    "there is no diff file of release {wanted}; changes up to {last} are told"
                )
            }
            Self::NoDiff { wanted, last: None } => {
                write!(f, "there is no diff file of release {wanted} or before")
            }
            Self::Unmentioned { names } => write!(
                f,
                "{names} names are mentioned in no diff file: they are unchanged if the release had them"
            ),
            Self::NoCopies { sample, cause } => write!(f, "no copies for {sample}: {cause}"),
        }
    }
}

/// As its sentence.
impl Serialize for Notice {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
