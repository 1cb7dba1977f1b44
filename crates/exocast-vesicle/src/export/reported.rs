//! What an export itself says of one video.

use serde::Serialize;

use crate::size::Weighting;

/// The statistics that the export itself gives for one video, nm and per mL.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Reported {
    /// Mean.
    pub mean: Option<f64>,
    /// Mode.
    pub mode: Option<f64>,
    /// Standard deviation.
    pub sd: Option<f64>,
    /// 10th percentile.
    pub d10: Option<f64>,
    /// Median.
    pub d50: Option<f64>,
    /// 90th percentile.
    pub d90: Option<f64>,
    /// Concentration, as written there.
    pub concentration: Option<f64>,
}

/// What the bins of a block are of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Quantity {
    /// Diameter, nm.
    Size,
    /// Diffusion coefficient, 10⁴ nm²/s.
    Diffusion,
}

/// A further distribution of the same particles, as six-block exports have five of.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct FurtherBlock {
    /// What its bins are of.
    pub quantity: Quantity,
    /// What each particle counts for: one, nm² or nm³.
    pub weighting: Weighting,
    /// What the export says about it, in the unit of the quantity.
    pub reported: Reported,
    /// Centres of its bins.
    pub centres: Vec<f64>,
    /// Weight of each bin, per mL.
    pub weights: Vec<f64>,
}

impl FurtherBlock {
    /// Quantity and weighting in words.
    #[must_use]
    pub(crate) fn name(&self) -> String {
        let quantity = match self.quantity {
            Quantity::Size => "size",
            Quantity::Diffusion => "diffusion",
        };
        let weighting = match self.weighting {
            Weighting::Number => "number",
            Weighting::Area => "surface area",
            Weighting::Volume => "volume",
        };
        format!("{quantity} by {weighting}")
    }
}
