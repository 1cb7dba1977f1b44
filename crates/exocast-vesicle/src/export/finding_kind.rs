//! The kinds of finding.

use exocast_core::Level;
use std::fmt;

/// The kind of a [`Finding`](super::Finding).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FindingKind {
    /// A statistic of the file is not the one that its own bins give.
    Statistic(&'static str),
    /// The concentration of the file is not the sum of its bins.
    Concentration,
    /// The number of tracks of the file is not the sum of its counts.
    Tracks,
    /// A video is called one thing in one place and another elsewhere.
    VideoName,
    /// No dilution factor is recorded: the concentration is of the diluted suspension.
    DilutionNotRecorded,
    /// The dilution factor given and the one recorded differ; the recorded one counts.
    DilutionDiffers,
    /// Exports of one sample were measured at different dilutions.
    DilutionVaries,
    /// Left out of the sample's concentration, since its dilution is not known while others' is.
    LeftOutOfConcentration,
    /// A video without any particle was left out.
    EmptyVideo,
    /// A second table of the same particles was not added to the first.
    SecondTable,
    /// Rows that the export itself marks as not included were left out.
    ExcludedRows,
    /// Particles below the detection limit were left out of all statistics.
    BelowLimit,
    /// The number of tracks is not known; a number was assumed for the fit.
    AssumedTracks,
    /// The fit did not converge within its steps.
    NotConverged,
    /// No mixture could be fitted.
    NotFitted,
    /// Percentiles of the file are read at the lower edge of each bin.
    PercentileEdge,
    /// Area and volume of the file are worked out at the lower edge of each bin.
    LowerEdgeWeighting,
    /// The file weights diffusion coefficients as if they were diameters.
    DiffusionWeighting,
    /// A further block of the file does not hold the same particles.
    BlockTotal,
    /// Area of the file is the projection of each particle, a quarter of its surface.
    ProjectedArea,
    /// Volume of the file is not that of spheres of its sizes.
    Volume,
    /// Groups were measured by different instruments.
    InstrumentsDiffer,
    /// There is no p-value, since a group has one sample.
    NoReplicates,
    /// The unit of the concentrations is not given.
    ConcentrationUnit,
    /// The instrument does not count these places of the cell.
    PositionLeftOut,
    /// The instrument itself doubts its concentration.
    Warning,
    /// The dilution is written down but concentrations are not multiplied by it.
    DilutionNotApplied,
    /// The size table has no row that ends it.
    NoEndRow,
    /// Offsets in the header of the file are not those in its text.
    Offsets,
    /// The number of events of the file is not that of its data.
    Events,
    /// A second data set of the file was left out.
    SecondDataSet,
    /// Not sizes of single particles: read, but no part of the size statistics.
    NotSizes,
    /// Rows without a size were left out.
    NoSize,
    /// Shares or fractions weight the sizes, so that the number of particles is not known.
    Shares,
    /// Two records have one name and one time, but other values.
    SameRecord,
    /// Events whose value is no finite number were left out of its statistics.
    NotFinite,
    /// A cell of the file means that nothing is known.
    Unknown,
    /// A row of totals below the bins was left out.
    TotalRow,
    /// More particles than are counted in one file: the numbers weight the sizes, and how many were counted is not known.
    TooMany,
    /// A column that was not used divides the rows, as groups or measurements do.
    Divided,
}

impl fmt::Display for FindingKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Statistic(name) => name,
            Self::Concentration => "concentration",
            Self::Tracks => "tracks",
            Self::VideoName => "video name",
            Self::DilutionNotRecorded => "dilution not recorded",
            Self::DilutionDiffers => "dilution differs from the one given",
            Self::DilutionVaries => "dilution varies between exports",
            Self::LeftOutOfConcentration => "left out of the concentration",
            Self::EmptyVideo => "video without particles left out",
            Self::SecondTable => "second table of the same particles not added",
            Self::ExcludedRows => "rows marked as not included left out",
            Self::BelowLimit => "below the detection limit, left out",
            Self::AssumedTracks => "number of tracks assumed",
            Self::NotConverged => "fit did not converge",
            Self::NotFitted => "no size populations fitted",
            Self::PercentileEdge => "percentile edge",
            Self::LowerEdgeWeighting => "area and volume at the lower edge",
            Self::DiffusionWeighting => "diffusion coefficients weighted as diameters",
            Self::BlockTotal => "block does not hold the same particles",
            Self::ProjectedArea => "area is ¼πd²",
            Self::Volume => "volume",
            Self::InstrumentsDiffer => "instruments differ",
            Self::NoReplicates => "no p-value",
            Self::ConcentrationUnit => "unit of the concentration",
            Self::PositionLeftOut => "position left out by the instrument",
            Self::Warning => "the instrument's own warning",
            Self::DilutionNotApplied => "dilution not applied",
            Self::NoEndRow => "no row that ends the size table",
            Self::Offsets => "offsets",
            Self::Events => "events",
            Self::SecondDataSet => "second data set left out",
            Self::NotSizes => "no sizes of single particles",
            Self::NoSize => "rows without a size left out",
            Self::Shares => "shares, not numbers of particles",
            Self::SameRecord => "records of one name and time",
            Self::NotFinite => "events without a finite value left out",
            Self::Unknown => "not known",
            Self::TotalRow => "row of totals left out",
            Self::TooMany => "more particles than are counted",
            Self::Divided => "rows of several groups or measurements taken together",
        })
    }
}

impl FindingKind {
    /// A stable name of the kind.
    pub(crate) const fn code(&self) -> &'static str {
        match self {
            Self::Statistic(_) => "statistic",
            Self::Concentration => "concentration",
            Self::Tracks => "tracks",
            Self::VideoName => "video-name",
            Self::DilutionNotRecorded => "dilution-not-recorded",
            Self::DilutionDiffers => "dilution-differs",
            Self::DilutionVaries => "dilution-varies",
            Self::LeftOutOfConcentration => "left-out-of-concentration",
            Self::EmptyVideo => "empty-video",
            Self::SecondTable => "second-table",
            Self::ExcludedRows => "excluded-rows",
            Self::BelowLimit => "below-limit",
            Self::AssumedTracks => "assumed-tracks",
            Self::NotConverged => "not-converged",
            Self::NotFitted => "not-fitted",
            Self::PercentileEdge => "percentile-edge",
            Self::LowerEdgeWeighting => "lower-edge-weighting",
            Self::DiffusionWeighting => "diffusion-weighting",
            Self::BlockTotal => "block-total",
            Self::ProjectedArea => "projected-area",
            Self::Volume => "volume",
            Self::InstrumentsDiffer => "instruments-differ",
            Self::NoReplicates => "no-replicates",
            Self::ConcentrationUnit => "concentration-unit",
            Self::PositionLeftOut => "position-left-out",
            Self::Warning => "warning",
            Self::DilutionNotApplied => "dilution-not-applied",
            Self::NoEndRow => "no-end-row",
            Self::Offsets => "offsets",
            Self::Events => "events",
            Self::SecondDataSet => "second-data-set",
            Self::NotSizes => "not-sizes",
            Self::NoSize => "no-size",
            Self::Shares => "shares",
            Self::SameRecord => "same-record",
            Self::NotFinite => "not-finite",
            Self::Unknown => "unknown",
            Self::TotalRow => "total-row",
            Self::TooMany => "too-many",
            Self::Divided => "divided",
        }
    }

    /// How much it matters for the numbers of the sample.
    pub(crate) const fn level(&self) -> Level {
        match self {
            Self::PercentileEdge
            | Self::LowerEdgeWeighting
            | Self::DiffusionWeighting
            | Self::ProjectedArea
            | Self::SecondTable
            | Self::TotalRow
            | Self::AssumedTracks
            | Self::Shares
            | Self::NotSizes
            | Self::Offsets
            | Self::SameRecord => Level::Info,
            Self::NotFitted
            | Self::NotConverged
            | Self::Concentration
            | Self::Tracks
            | Self::Warning
            | Self::LeftOutOfConcentration
            | Self::NoReplicates
            | Self::BlockTotal
            | Self::TooMany
            | Self::NoEndRow => Level::Warning,
            _ => Level::Caution,
        }
    }
}
