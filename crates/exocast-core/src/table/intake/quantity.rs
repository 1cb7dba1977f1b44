//! What is asked of a table, and what its columns hold.

use std::fmt;

/// What a reader needs of the values of a table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Quantity {
    /// Any numbers.
    #[default]
    Any,
    /// Counts of reads or molecules.
    Counts,
    /// Expression of genes or transcripts: TPM where the table has them.
    Expression,
    /// Amounts of proteins or lipids.
    Amounts,
}

/// What the values of a column are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Unit {
    /// The table does not say.
    #[default]
    Unknown,
    /// Reads.
    Counts,
    /// Molecules, counted by UMIs.
    Molecules,
    /// Transcripts per million.
    Tpm,
    /// Fragments per kilobase and million.
    Fpkm,
    /// Reads per million.
    Cpm,
    /// Label-free quantities that are comparable between samples.
    Lfq,
    /// Intensities over the number of peptides that a protein can give.
    Ibaq,
    /// Intensities.
    Intensity,
    /// Counts of spectra.
    Spectra,
    /// log2 fold changes.
    Change,
    /// Natural logarithms or others of fold changes, read as log2.
    NaturalChange,
    /// log2 fold changes, out of ratios.
    OfRatios,
}

impl Quantity {
    /// How well a unit serves; the smallest serves best.
    pub(super) fn rank(self, unit: Unit) -> u8 {
        use Unit::{Counts, Cpm, Fpkm, Ibaq, Intensity, Lfq, Molecules, Spectra, Tpm, Unknown};
        match (self, unit) {
            (Self::Any, Unknown | Counts | Molecules | Tpm | Lfq)
            | (Self::Counts, Molecules)
            | (Self::Expression, Tpm)
            | (Self::Amounts, Lfq) => 0,
            (Self::Any, _)
            | (Self::Counts, Counts)
            | (Self::Expression, Fpkm)
            | (Self::Amounts, Ibaq) => 1,
            (Self::Expression, Cpm) | (Self::Amounts, Intensity) => 2,
            (Self::Expression, Counts | Molecules) | (Self::Amounts, Spectra) => 3,
            (_, Unknown) => 4,
            _ => 5,
        }
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unknown => "values",
            Self::Counts => "counts",
            Self::Molecules => "molecules",
            Self::Tpm => "TPM",
            Self::Fpkm => "FPKM",
            Self::Cpm => "reads per million",
            Self::Lfq => "normalised intensities",
            Self::Ibaq => "iBAQ",
            Self::Intensity => "intensities",
            Self::Spectra => "spectral counts",
            Self::Change => "log2 fold changes",
            Self::NaturalChange => "log2 fold changes, out of logarithms to another base,",
            Self::OfRatios => "log2 fold changes, out of ratios,",
        })
    }
}
