//! The kinds of notices.

use exocast_core::{Location, table::TableNotice};

use super::{novel::NovelNotice, stage::Stage};

/// What a reader of the results has to know; its [`Display`](std::fmt::Display) is a sentence.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Notice {
    /// A line of an annotation with fewer fields than a record has; it was skipped.
    ShortLine {
        /// The line.
        at: Location,
        /// Number of fields.
        fields: usize,
    },
    /// Annotation records of other types than precursor and mature sequence; they were skipped.
    OtherFeatures {
        /// Number of records.
        count: usize,
    },
    /// IUPAC letters for several nucleotides, read as `N`.
    AmbiguousLetters {
        /// The sequence.
        name: String,
        /// Number of letters.
        count: usize,
    },
    /// IUPAC letters for several nucleotides in several sequences, read as `N`.
    AmbiguousSequences {
        /// Number of sequences.
        sequences: usize,
        /// Number of letters.
        letters: usize,
        /// The first of the sequences.
        first: String,
    },
    /// `_` or `.` in sequences of a database that does not show some nucleotides, read as `N`.
    HiddenLetters {
        /// Number of sequences.
        sequences: usize,
        /// The first of them.
        first: String,
    },
    /// A name that follows the grammar of neither miRBase nor `MirGeneDB`; it is used unchanged.
    UnknownName {
        /// The name.
        name: String,
    },
    /// A sequence that is in a FASTA file more than once; it is used once.
    RepeatedSequence {
        /// The name.
        name: String,
    },
    /// An annotated precursor without a sequence; no read can be assigned to its mature sequences.
    NoHairpin {
        /// The precursor.
        name: String,
    },
    /// Precursor sequences without annotation; they were left out.
    NotAnnotated {
        /// Number of precursors.
        count: usize,
    },
    /// A precursor whose sequence is not as long as its annotated interval; its loci were left out.
    HairpinLength {
        /// The precursor.
        name: String,
        /// Length of the sequence, in nt.
        sequence: usize,
        /// Length of the interval, in nt.
        interval: usize,
    },
    /// Precursors whose sequence extends beyond the annotated interval on both sides; coordinates were shifted.
    Flanked {
        /// Number of precursors.
        count: usize,
        /// Length of a flank, in nt.
        flank: usize,
    },
    /// Mature sequences that occur on no precursor of their name; they were left out.
    NotPlaced {
        /// The first of them.
        name: String,
        /// Number of mature sequences.
        count: usize,
    },
    /// A reference of mature sequences alone.
    NoPrecursors {
        /// Number of sequences.
        sequences: usize,
    },
    /// How the miRNA reads (or molecules) of a sample divide among organisms.
    Organisms {
        /// The sample.
        sample: String,
        /// Each organism, and the share of reads that it alone explains best.
        shares: Vec<(String, f64)>,
        /// The share of reads that several explain equally well.
        shared: f64,
    },
    /// Loci of one mature name that differ in sequence; the first is used as the sequence of the name.
    LociDiffer {
        /// The mature name.
        mature: String,
        /// The precursor of the differing locus.
        hairpin: String,
    },
    /// Several mature names with one sequence: their reads cannot be distinguished.
    SharedSequences {
        /// Number of sequences.
        sequences: usize,
        /// Number of names that share them.
        names: usize,
    },
    /// A spike whose reads may be taken for a miRNA, or the other way round.
    SpikeLikeMirna {
        /// The spike.
        spike: String,
        /// The miRNA.
        mirna: String,
        /// The spike as an isomiR of the miRNA; `NA` where both are the same sequence.
        variant: String,
    },
    /// Two spikes with one sequence: their reads are ambiguous.
    SameSpikes {
        /// The spike.
        spike: String,
        /// The spike before it with the same sequence.
        first: String,
    },
    /// Mature sequences that are fragments of a contaminant: their reads are ambiguous.
    ContaminantHoldsMirna {
        /// The first contaminant.
        contaminant: String,
        /// Its miRNA.
        mirna: String,
        /// Number of miRNAs.
        mirnas: usize,
    },
    /// miRNA genes in the sequences of contaminants; no read is assigned to them there.
    MaskedGenes {
        /// Number of precursors.
        genes: usize,
        /// Number of contaminants.
        contaminants: usize,
        /// Number of contaminants of which nothing is left.
        hidden: usize,
        /// The first contaminant.
        first: String,
    },
    /// A spike or contaminant that is too short for reads to be assigned to it.
    ShortReference {
        /// The sequence.
        name: String,
    },
    /// A sample without reads.
    NoReads {
        /// The sample.
        sample: String,
    },
    /// The library that was recognised in the first reads of a sample.
    LibraryFound {
        /// The sample.
        sample: String,
        /// The library.
        library: String,
        /// Its 3' adapter; none where reads are trimmed already.
        adapter: Option<String>,
        /// Number of reads examined.
        examined: u64,
        /// Number of them with the adapter.
        support: u64,
    },
    /// A sample whose library was not recognised; none of its reads is counted.
    NoLibrary {
        /// The sample.
        sample: String,
        /// Number of reads examined.
        examined: u64,
    },
    /// An adapter that no preset has, but the reads of a sample.
    AdapterProposed {
        /// The sample.
        sample: String,
        /// The adapter.
        adapter: String,
        /// Number of reads examined.
        examined: u64,
        /// Number of them with the adapter.
        support: u64,
    },
    /// A sample with reads of a second library, which are lost with its own.
    SecondLibrary {
        /// The sample.
        sample: String,
        /// Its library.
        library: String,
        /// The layout of the other reads.
        layout: String,
        /// Their adapter, or `poly(A)`.
        adapter: Option<String>,
        /// Number of reads with it.
        reads: u64,
        /// Number of reads examined, from all parts of the sample.
        examined: u64,
    },
    /// A sample whose inserts end in a poly(A) tail: their own adenosines there are cut off with it.
    PolyATail {
        /// The sample.
        sample: String,
    },
    /// A stage that loses most of the reads that reach it.
    MostReadsLost {
        /// The sample.
        sample: String,
        /// The stage.
        stage: Stage,
        /// Number of reads lost.
        reads: u64,
        /// Number of reads that reach the stage.
        reached: u64,
    },
    /// A sample whose qualities count from `@`.
    OldQualities {
        /// The sample.
        sample: String,
    },
    /// Pairs of reads of a sample.
    Pairs {
        /// The sample.
        sample: String,
        /// Number of pairs that overlap and are joined.
        joined: u64,
        /// Number of pairs of which the first read is used.
        alone: u64,
    },
    /// A sample with second reads of pairs, but without the first ones.
    OnlySecondReads {
        /// The sample.
        sample: String,
    },
    /// A sample whose records stand for several equal reads.
    Collapsed {
        /// The sample.
        sample: String,
    },
    /// Reads with one unknown nucleotide that were read as what they agree with.
    UnknownFilled {
        /// The sample.
        sample: String,
        /// Number of reads.
        reads: u64,
    },
    /// Reads (or molecules) that fit several miRNAs and were left out, as the options ask for.
    NotUnique {
        /// The sample.
        sample: String,
        /// Number of reads or molecules.
        reads: u64,
    },
    /// A sample in which no read was assigned to a miRNA.
    NoMirna {
        /// The sample.
        sample: String,
    },
    /// A sample whose library is not good.
    Library {
        /// The sample.
        sample: String,
        /// The verdict.
        verdict: String,
        /// The reasons.
        reasons: String,
        /// Whether it is usable with care.
        is_usable: bool,
    },
    /// A sample in which no read was assigned to a spike.
    NoSpikes {
        /// The sample.
        sample: String,
    },
    /// Reads that end within the UMI; molecules are counted by the part that was read.
    ShortUmi {
        /// The sample.
        sample: String,
        /// Number of reads.
        reads: u64,
    },
    /// Pairs of insert and UMI that are misread copies of others, not molecules.
    UmiErrors {
        /// The sample.
        sample: String,
        /// Number of pairs.
        umis: u64,
    },
    /// UMIs that were recognised in the headers of reads.
    HeaderUmis {
        /// The sample.
        sample: String,
        /// Their length in nt.
        length: usize,
    },
    /// Molecules that are more than their different UMIs, because some have the same.
    UmiCollisions {
        /// The sample.
        sample: String,
        /// Different UMIs, by insert.
        umis: u64,
        /// Molecules.
        molecules: u64,
    },
    /// miRNAs of which nearly every UMI was seen: their molecules are known in order of magnitude.
    UmisUsedUp {
        /// The sample.
        sample: String,
        /// The miRNAs.
        mirnas: Vec<String>,
        /// The largest share of all UMIs that one insert has.
        share: f64,
    },
    /// A spike that has only a sequence or only an amount; it was left out.
    UnmatchedSpike {
        /// The spike.
        spike: String,
    },
    /// Spikes with an amount of zero; they were left out of the curve.
    ZeroSpikes {
        /// The spikes.
        spikes: Vec<String>,
    },
    /// Records of a mirGFF3 file that deviate from version 1.2.
    Deviation {
        /// The deviation, and what was done.
        what: &'static str,
        /// Number of records.
        records: u64,
    },
    /// A missing header line of mirGFF3.
    NoHeader {
        /// The line.
        what: &'static str,
    },
    /// No diff file for the release to convert to.
    NoDiff {
        /// The release.
        release: String,
        /// The last release before it with a diff file.
        last: Option<String>,
    },
    /// Names or accessions that are in no diff file.
    Unmentioned {
        /// Number of names.
        names: usize,
    },
    /// A sample whose copies cannot be computed.
    NoCopies {
        /// The sample.
        sample: String,
        /// The reason.
        cause: String,
    },
    /// Sequences of a pool that no read has.
    PoolNotRead {
        /// Number of sequences of the pool.
        sequences: usize,
        /// Those without reads.
        missed: Vec<String>,
    },
    /// A bias that was measured on one library: how libraries differ is not known.
    OnePool,
    /// miRNAs with counts whose bias is not known; their counts are not corrected.
    NoBias {
        /// Their names, those with most counts first.
        names: Vec<String>,
        /// Number of miRNAs with counts.
        mirnas: usize,
        /// Their share of the counts.
        share: f64,
    },
    /// A sample that is corrected with the bias of another kit.
    BiasOfOtherKit {
        /// The sample.
        sample: String,
        /// Its layout.
        layout: String,
        /// The layout of the pool.
        measured: String,
    },
    /// Samples whose kit cannot be compared with that of the bias.
    KitUnchecked {
        /// The samples.
        samples: Vec<String>,
        /// The kit of the bias.
        kit: String,
    },
    /// Molecules of miRNAs with other seeds that are too few to be guides of their own.
    SeedsBelow {
        /// Number of such seeds, over all miRNAs.
        seeds: usize,
        /// Their reads (molecules) in all samples.
        counts: f64,
        /// The share of a miRNA that a guide of its own exceeds.
        least: f64,
    },
    /// Of the search for novel miRNAs.
    Novel(NovelNotice),
    /// How a table was read, where that is not plain from it.
    Table(TableNotice),
}
