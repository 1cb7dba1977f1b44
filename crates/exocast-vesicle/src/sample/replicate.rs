//! A replicate within the detection limit.

use super::analysis::Row;
use crate::number::{Dilution, StatedConcentration};
use crate::size::{SizeDistribution, Summary};

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
