//! Copies of a miRNA in a recipient cell.

use exocast_core::Interval;
use serde::Serialize;

use crate::{input::Guide, parameters::Status};

/// Copies of one miRNA, or of all together, in a recipient cell.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Copies {
    /// Name of the miRNA, or `total`.
    pub mirna: String,
    /// Which molecule of the miRNA; the default for `total`.
    pub guide: Guide,
    /// Whether its copies per vesicle were measured.
    pub status: Status,
    /// Copies in RISC at `hours`: at the values of the parameters, with the central 95 % of the draws.
    pub copies_per_cell: Interval,
    /// Median of the draws of the same.
    pub median: f64,
    /// Copies in RISC in balance, the most that lasting exposure leads to.
    pub steady: Interval,
    /// Copies at `hours` before they compete for Argonaute with the recipient's own and with one another.
    pub delivered: Interval,
    /// Share of the draws with more copies in RISC at `hours` than the effect threshold. Neither other guides of the seed nor
    /// the recipient's own copies count; in [`Verdict::families`](crate::Verdict::families) they do.
    pub probability: f64,
    /// The same in balance.
    pub steady_probability: f64,
    /// The first [`Options::keep_draws`](crate::Options) draws of the copies in RISC at `hours`: draw `d` of one miRNA
    /// belongs to draw `d` of the others, and to that of a dose of other cargo with the same options.
    #[serde(skip)]
    pub draws: Vec<f64>,
    /// The same draws of `delivered`.
    #[serde(skip)]
    pub delivered_draws: Vec<f64>,
}

impl Copies {
    /// Name of the miRNA, with the isomiR behind it where it is not the canonical one.
    #[must_use]
    pub fn label(&self) -> String {
        self.guide.label(&self.mirna)
    }
}
