//! What a recipient holds itself.

use exocast_core::Interval;
use serde::{Deserialize, Serialize};

use super::{cargo::CargoEntry, guide::Guide};

/// Copies of one miRNA that a recipient cell makes itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct EndogenousMirna {
    /// Name of the miRNA.
    pub mirna: String,
    /// Which molecule of it.
    #[serde(default)]
    pub guide: Guide,
    /// Copies per cell, in RISC or not, with 95 % interval.
    pub copies_per_cell: Interval,
}

impl EndogenousMirna {
    /// Copies of a miRNA, the canonical one of unknown seed.
    #[must_use]
    pub fn new(mirna: impl Into<String>, copies_per_cell: Interval) -> Self {
        Self { mirna: mirna.into(), guide: Guide::default(), copies_per_cell }
    }

    /// The same as this molecule of the miRNA.
    #[must_use]
    pub fn with_guide(mut self, guide: Guide) -> Self {
        self.guide = guide;
        self
    }

    /// Name of the miRNA, with the isomiR behind it where it is not the canonical one.
    #[must_use]
    pub fn label(&self) -> String {
        self.guide.label(&self.mirna)
    }

    /// Whether it acts on the sites of a guide of the cargo: by seed where both are known, else by name.
    pub(crate) fn acts_as(&self, entry: &CargoEntry) -> bool {
        match (self.guide.seed, entry.guide.seed) {
            (Some(a), Some(b)) => a == b,
            _ => self.mirna == entry.mirna && self.guide.isomir == entry.guide.isomir,
        }
    }
}

/// Copies of some miRNAs together. Ends are added, as errors of one table are taken to be common.
pub(crate) fn sum<'a>(entries: impl Iterator<Item = &'a EndogenousMirna>) -> Interval {
    let add = |sum: Interval, entry: &EndogenousMirna| {
        let copies = entry.copies_per_cell;
        Interval {
            value: sum.value + copies.value,
            low: sum.low + copies.low,
            high: sum.high + copies.high,
        }
    };
    entries.fold(Interval::exact(0.0), add)
}
