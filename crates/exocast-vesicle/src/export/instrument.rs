//! Where an export comes from.

use serde::Serialize;
use std::fmt;

use crate::size::PercentileRule;

/// Where an export comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "name", content = "version")]
#[non_exhaustive]
pub enum Instrument {
    /// A NanoSight NTA summary, with the version of its software.
    NanoSight(String),
    /// A list of particles that NanoSight NTA followed.
    NanoSightTracks,
    /// A `ZetaView` size export, with the version of its software.
    ZetaView(String),
    /// A Zetasizer, with the version of its software.
    Zetasizer(String),
    /// A matrix of size by sample.
    Matrix,
    /// A table with a diameter column.
    Table,
    /// One diameter per line.
    ParticleList,
}

impl Instrument {
    /// How the instrument's software reads percentiles from its bins.
    #[must_use]
    pub(crate) fn percentile_rule(&self) -> PercentileRule {
        match self {
            Self::NanoSight(version) if version.starts_with("3.2") => PercentileRule::LowerEdge,
            Self::ZetaView(_) => PercentileRule::Centre,
            _ => PercentileRule::UpperEdge,
        }
    }
}

impl fmt::Display for Instrument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NanoSight(version) => write!(f, "NanoSight NTA {version}"),
            Self::NanoSightTracks => f.write_str("NanoSight NTA particles"),
            Self::ZetaView(version) => write!(f, "ZetaView {version}"),
            Self::Zetasizer(version) => write!(f, "Zetasizer {version}"),
            Self::Matrix => f.write_str("size by sample matrix"),
            Self::Table => f.write_str("size table"),
            Self::ParticleList => f.write_str("particle list"),
        }
    }
}
