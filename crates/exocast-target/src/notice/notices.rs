//! What a reader of the results should know.

use exocast_core::{
    Level, Location, Note,
    table::{TableNotice, scale::Scale},
};

use super::problems::{CodingProblem, GenomeProblem, SequenceProblem};

/// Something that a reader of the results should know. Displays as one sentence.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[allow(missing_docs, reason = "the sentence of each says what its fields are")]
pub enum Notice {
    Table(TableNotice),
    UnknownNucleotides { sequences: usize, letters: usize },
    AmbiguousNucleotides { sequences: usize, letters: usize },
    Coding { problem: CodingProblem, transcripts: usize, frames: usize, examples: Vec<String> },
    Skipped { problem: SequenceProblem, records: usize, examples: Vec<String> },
    ShorterThanRanges { records: usize, examples: Vec<String> },
    LongReadingFrames { records: usize, sequences: usize, examples: Vec<String> },
    NamedCircular { records: usize, examples: Vec<String> },
    WithoutSequence { transcripts: usize, examples: Vec<String> },
    NotCoding { transcripts: usize, examples: Vec<String> },
    Renamed { transcripts: usize, examples: Vec<String> },
    Unplaced { problem: GenomeProblem, transcripts: usize, examples: Vec<String> },
    CirclesStay { transcripts: usize, examples: Vec<String> },
    IsoformsKept { transcripts: usize, total: usize },
    GenesWithoutTag { genes: usize, tag: &'static str, examples: Vec<String> },
    StopTakenIn { transcripts: usize },
    WithoutProfile { transcripts: usize },
    UnknownMirnas { table: &'static str, names: Vec<String>, share: f64 },
    RenamedMirnas { table: &'static str, names: Vec<(String, String)> },
    TypicalPool { mirnas: usize },
    NoExpression { tpm: f64 },
    ScaleDetected { scale: Scale },
    CountsOverLengths { rows: usize },
    ColumnsAveraged { columns: usize, names: String },
    ExpressionScaled { sum: f64 },
    FewFpkm { rows: usize },
    ExpressionUnmatched { rows: usize, tpm: f64, names: String },
    TranscriptsWithoutExpression { transcripts: usize },
    BelowThreshold { transcripts: usize, tpm: f64 },
    SharedByIsoforms { genes: usize, transcripts: usize },
    RowsWithoutValue { table: &'static str, rows: usize },
    InfiniteRows { rows: usize },
    RepeatedRows { table: &'static str, rows: usize },
    AddedRows { rows: usize, example: String },
    UnlistedMessages { share: f64 },
    ArgonauteExceeded { copies: f64, ago: f64 },
    ObservedUnmatched { genes: usize, names: String },
    AnyVersion { table: &'static str, names: usize },
    FormerSymbols { table: &'static str, names: Vec<String> },
    FewTargets { mirnas: usize, wanted: usize },
    IdleSponges { names: Vec<String> },
    MeansUnused { rows: usize },
    MatchedByExpression { genes: usize },
}

impl Notice {
    /// A notice that names of a table matched by a former symbol of the gene; nothing where none did.
    pub(crate) fn former_symbols(table: &'static str, names: Vec<String>) -> Option<Self> {
        (!names.is_empty()).then_some(Self::FormerSymbols { table, names })
    }

    /// A notice that names of a table matched only without their version; nothing where none did.
    pub(crate) fn any_version(table: &'static str, names: usize) -> Option<Self> {
        (names > 0).then_some(Self::AnyVersion { table, names })
    }
}

impl From<TableNotice> for Notice {
    fn from(notice: TableNotice) -> Self {
        Self::Table(notice)
    }
}

impl Note for Notice {
    fn code(&self) -> &'static str {
        match self {
            Self::Table(notice) => notice.code(),
            Self::UnknownNucleotides { .. } => "unknown-nucleotides",
            Self::AmbiguousNucleotides { .. } => "ambiguous-nucleotides",
            Self::Coding { .. } => "odd-reading-frames",
            Self::Skipped { problem, .. } => problem.code(),
            Self::ShorterThanRanges { .. } => "shorter-than-ranges",
            Self::LongReadingFrames { .. } => "long-reading-frames",
            Self::NamedCircular { .. } => "named-circular",
            Self::WithoutSequence { .. } => "without-sequence",
            Self::NotCoding { .. } => "not-coding",
            Self::Renamed { .. } => "renamed-transcripts",
            Self::Unplaced { .. } => "unplaced-transcripts",
            Self::CirclesStay { .. } => "circles-stay",
            Self::IsoformsKept { .. } => "isoforms-kept",
            Self::GenesWithoutTag { .. } => "genes-without-tag",
            Self::StopTakenIn { .. } => "stop-codons-added",
            Self::WithoutProfile { .. } => "without-profile",
            Self::UnknownMirnas { .. } => "unknown-mirnas",
            Self::RenamedMirnas { .. } => "renamed-mirnas",
            Self::TypicalPool { .. } => "typical-mirnas",
            Self::NoExpression { .. } => "no-expression",
            Self::ScaleDetected { .. } => "expression-scale",
            Self::CountsOverLengths { .. } => "counts-over-lengths",
            Self::ColumnsAveraged { .. } => "expression-averaged",
            Self::ExpressionScaled { .. } => "expression-scaled",
            Self::FewFpkm { .. } => "few-fpkm",
            Self::ExpressionUnmatched { .. } => "expression-unmatched",
            Self::TranscriptsWithoutExpression { .. } => "transcripts-without-expression",
            Self::BelowThreshold { .. } => "below-threshold",
            Self::SharedByIsoforms { .. } => "shared-by-isoforms",
            Self::RowsWithoutValue { .. } => "rows-without-value",
            Self::InfiniteRows { .. } => "infinite-rows",
            Self::RepeatedRows { .. } => "repeated-rows",
            Self::AddedRows { .. } => "added-rows",
            Self::UnlistedMessages { .. } => "unlisted-mrna",
            Self::ArgonauteExceeded { .. } => "argonaute-exceeded",
            Self::ObservedUnmatched { .. } => "observed-unmatched",
            Self::AnyVersion { .. } => "versions-ignored",
            Self::FormerSymbols { .. } => "former-symbols",
            Self::FewTargets { .. } => "few-targets",
            Self::IdleSponges { .. } => "idle-sponges",
            Self::MeansUnused { .. } => "means-unused",
            Self::MatchedByExpression { .. } => "matched-by-expression",
        }
    }

    fn level(&self) -> Level {
        match self {
            Self::Table(notice) => notice.level(),
            Self::UnknownNucleotides { .. }
            | Self::NotCoding { .. }
            | Self::CirclesStay { .. }
            | Self::IsoformsKept { .. }
            | Self::StopTakenIn { .. }
            | Self::RenamedMirnas { .. }
            | Self::ScaleDetected { .. }
            | Self::CountsOverLengths { .. }
            | Self::ColumnsAveraged { .. }
            | Self::BelowThreshold { .. }
            | Self::SharedByIsoforms { .. }
            | Self::RowsWithoutValue { .. }
            | Self::MatchedByExpression { .. }
            | Self::AnyVersion { .. }
            | Self::FormerSymbols { .. } => Level::Info,
            Self::ArgonauteExceeded { .. } => Level::Warning,
            _ => Level::Caution,
        }
    }

    fn at(&self) -> Option<&Location> {
        match self {
            Self::Table(notice) => notice.at(),
            _ => None,
        }
    }
}
