//! A replicate within the detection limit, and its row in the sizing table.

use serde::Serialize;

use crate::number::StatedConcentration;
use crate::size::{SizeDistribution, Summary};
use exocast_core::Dilution;

/// One row of the sizing table: a video, or the whole sample.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Row {
    /// Name of the video; `all` for the sample.
    pub replicate: String,
    /// Statistics of its sizes, nm. Those of `all` are means over videos, then over exports.
    pub summary: Summary,
    /// Particles per mL: of the undiluted sample where its dilution is known, else as measured.
    pub concentration: Option<StatedConcentration>,
    /// The factor between suspension and sample, already part of `concentration`, where known.
    pub dilution: Option<Dilution>,
}

/// A replicate as far as it is seen.
pub(crate) struct Seen {
    pub(crate) name: String,
    pub(crate) sizes: SizeDistribution,
    pub(crate) summary: Summary,
    pub(crate) concentration: Option<StatedConcentration>,
    pub(crate) dilution: Option<Dilution>,
}

impl Seen {
    pub(crate) fn into_row(self) -> Row {
        let Self { name, summary, concentration, dilution, .. } = self;
        Row { replicate: name, summary, concentration, dilution }
    }
}
