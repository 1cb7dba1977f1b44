//! What a column may be.

/// What a column is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    RowNumbers,
    Id,
    OtherId,
    Annotation,
    Statistic,
    Total,
    Sample,
    OtherValues,
    Lengths,
    Flag,
    Empty,
    /// Of a table with samples in its rows.
    OfSamples,
}

impl Role {
    /// What a notice calls it.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::RowNumbers => "numbers the rows",
            Self::Id => "names",
            Self::OtherId => "other names",
            Self::Annotation => "annotation",
            Self::Statistic => "statistic",
            Self::Total => "computed over samples",
            Self::OfSamples => "describes the samples",
            Self::Sample => "sample",
            Self::OtherValues => "other quantity",
            Self::Lengths => "lengths",
            Self::Flag => "marks of rows",
            Self::Empty => "empty",
        }
    }

    /// Roles of columns that are not used, in the order in which a notice lists them.
    pub(super) const UNUSED: [Self; 9] = [
        Self::RowNumbers,
        Self::OtherId,
        Self::Annotation,
        Self::Statistic,
        Self::Total,
        Self::OtherValues,
        Self::OfSamples,
        Self::Empty,
        Self::Flag,
    ];
}
