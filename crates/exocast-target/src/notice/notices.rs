//! What was skipped, assumed or clamped on the way to a result.

use std::fmt;

use super::problems::{CodingProblem, GenomeProblem};
use crate::options::ExpressionScale;

/// Something that a reader of the results should know. Displays as one sentence.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[allow(missing_docs, reason = "the sentence of each says what its fields are")]
pub enum Notice {
    UnknownNucleotides { sequences: usize, letters: usize },
    AmbiguousNucleotides { sequences: usize, letters: usize },
    Coding { problem: CodingProblem, transcripts: usize, of: usize, examples: Vec<String> },
    NotCoding { transcripts: usize },
    Renamed { transcripts: usize },
    Unplaced { problem: GenomeProblem, transcripts: usize, examples: Vec<String> },
    StopTakenIn { transcripts: usize },
    WithoutProfile { transcripts: usize },
    UnknownMirnas { table: &'static str, names: Vec<String>, share: f64 },
    RenamedMirnas { table: &'static str, names: Vec<(String, String)> },
    TypicalPool { mirnas: usize },
    NoExpression { tpm: f64 },
    ScaleDetected { scale: ExpressionScale },
    ColumnsAveraged { columns: usize },
    ExpressionScaled { sum: f64 },
    ExpressionUnmatched { rows: usize, tpm: f64 },
    TranscriptsWithoutExpression { transcripts: usize },
    BelowThreshold { transcripts: usize, tpm: f64 },
    SharedByIsoforms { genes: usize, transcripts: usize },
    RowsWithoutValue { table: &'static str, rows: usize },
    InfiniteRows { rows: usize },
    RepeatedRows { table: &'static str, rows: usize },
    AddedRows { rows: usize, example: String },
    UnlistedMessages { share: f64 },
    ArgonauteExceeded { copies: f64, ago: f64 },
    ObservedUnmatched { genes: usize },
    AnyVersion { table: &'static str, names: usize },
    FewTargets { mirnas: usize, wanted: usize },
}

impl Notice {
    /// That so many names of a table matched but for their version; nothing where none did.
    pub(crate) fn any_version(table: &'static str, names: usize) -> Option<Self> {
        (names > 0).then_some(Self::AnyVersion { table, names })
    }

    fn about_sequences(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownNucleotides { sequences, letters } => {
                write!(
                    f,
                    "{letters} unknown nucleotides (N) in {sequences} sequences: no site lies over them"
                )
            }
            Self::AmbiguousNucleotides { sequences, letters } => write!(
                f,
                "{letters} ambiguous nucleotides (R, Y and such) in {sequences} sequences were taken as N"
            ),
            Self::Coding { problem, transcripts, of, examples } => {
                let more = if *transcripts > examples.len() { ", …" } else { "" };
                let examples = examples.join(", ");
                write!(f, "{transcripts} of {of} open reading frames {problem} ({examples}{more})")
            }
            Self::NotCoding { transcripts } => {
                write!(f, "{transcripts} transcripts have no coding sequence and are left out")
            }
            Self::Renamed { transcripts } => write!(
                f,
                "{transcripts} transcripts have a name that stands before: they end in _2, _3 and so on"
            ),
            Self::Unplaced { problem, transcripts, examples } => {
                let more = if *transcripts > examples.len() { ", …" } else { "" };
                let examples = examples.join(", ");
                write!(f, "{transcripts} transcripts {problem} and are left out ({examples}{more})")
            }
            Self::StopTakenIn { transcripts } => write!(
                f,
                "{transcripts} coding sequences were annotated without the stop codon that follows: it was \
                 taken in"
            ),
            Self::WithoutProfile { transcripts } => write!(
                f,
                "{transcripts} transcripts have no profile of 3'UTR ends: each was taken to end where it \
                 does"
            ),
            _ => Ok(()),
        }
    }

    fn about_mirnas(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownMirnas { table, names, share } => {
                let shown = names.iter().take(5).map(String::as_str).collect::<Vec<_>>().join(", ");
                let more = if names.len() > 5 { ", …" } else { "" };
                write!(
                    f,
                    "{} miRNAs of the {table}, {:.1} % of its copies, have no sequence among those given \
                     ({shown}{more}): they take up Argonaute but no target",
                    names.len(),
                    100.0 * share
                )
            }
            Self::RenamedMirnas { table, names } => {
                let pairs = names.iter().take(3).map(|(label, name)| format!("{label} as {name}"));
                let shown = pairs.collect::<Vec<_>>().join(", ");
                let more = if names.len() > 3 { ", …" } else { "" };
                write!(
                    f,
                    "{} miRNAs of the {table} are given by accession or sequence and were taken by name \
                     ({shown}{more})",
                    names.len()
                )
            }
            Self::TypicalPool { mirnas } => write!(
                f,
                "no endogenous miRNA given: the cell was taken to hold {mirnas} common miRNAs in equal \
                 parts, some of which the dose displaces"
            ),
            _ => Ok(()),
        }
    }
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownNucleotides { .. }
            | Self::AmbiguousNucleotides { .. }
            | Self::Coding { .. }
            | Self::NotCoding { .. }
            | Self::Renamed { .. }
            | Self::Unplaced { .. }
            | Self::StopTakenIn { .. }
            | Self::WithoutProfile { .. } => self.about_sequences(f),
            Self::UnknownMirnas { .. } | Self::RenamedMirnas { .. } | Self::TypicalPool { .. } => {
                self.about_mirnas(f)
            }
            Self::NoExpression { tpm } => {
                write!(f, "no expression given: every transcript was taken to have {tpm} TPM")
            }
            Self::ScaleDetected { scale } => {
                write!(f, "the expression table was taken to be in {scale}")
            }
            Self::ColumnsAveraged { columns } => {
                write!(f, "{columns} columns of expression were averaged")
            }
            Self::ExpressionScaled { sum } => {
                write!(f, "expression adds up to {sum:.0} and was scaled to a million")
            }
            Self::ExpressionUnmatched { rows, tpm } => write!(
                f,
                "{rows} rows of expression ({tpm:.0} TPM) match no transcript: they count as mRNA with \
                 typical sites"
            ),
            Self::TranscriptsWithoutExpression { transcripts } => {
                write!(f, "{transcripts} transcripts have no expression and are left out")
            }
            Self::BelowThreshold { transcripts, tpm } => {
                write!(
                    f,
                    "{transcripts} transcripts are expressed below {tpm} TPM and are left out"
                )
            }
            Self::SharedByIsoforms { genes, transcripts } => write!(
                f,
                "the expression of {genes} genes was shared equally by their {transcripts} transcripts"
            ),
            Self::RowsWithoutValue { table, rows } => {
                write!(f, "{rows} rows of the {table} have no value and were skipped")
            }
            Self::InfiniteRows { rows } => write!(
                f,
                "{rows} rows of the observed changes are infinite, with nothing to divide by, and were skipped"
            ),
            Self::RepeatedRows { table, rows } => {
                write!(f, "{rows} rows of the {table} repeat a name and were skipped")
            }
            Self::AddedRows { rows, example } => write!(
                f,
                "{rows} rows of the expression repeat a name, such as {example}: the values of one name were added up"
            ),
            Self::UnlistedMessages { share } => write!(
                f,
                "{:.0} % of the cell's mRNA is not among the transcripts given: it was taken to hold a \
                 typical number of sites",
                100.0 * share
            ),
            Self::ArgonauteExceeded { copies, ago } => write!(
                f,
                "{copies:.0} miRNA copies exceed the {ago:.0} Argonaute of the cell: all were scaled \
                 down, and targets of displaced miRNAs rise"
            ),
            Self::ObservedUnmatched { genes } => {
                write!(f, "{genes} observed genes match no transcript and were left out")
            }
            Self::AnyVersion { table, names } => write!(
                f,
                "{names} names of the {table} and the transcripts differ in the version after the dot: they \
                 were matched without it"
            ),
            Self::FewTargets { mirnas, wanted } => write!(
                f,
                "{mirnas} miRNAs have fewer than {wanted} targets or non-targets and were not tested"
            ),
        }
    }
}
