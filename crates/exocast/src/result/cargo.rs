//! What vesicles carry in copies.

use exocast_core::Interval;
use exocast_transfer::Guide;

/// One guide of a miRNA over all samples.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct MirnaCargo {
    /// The miRNA, or those that are counted together.
    pub mirna: String,
    /// Which molecule of it.
    pub guide: Guide,
    /// Reads (molecules) of all samples.
    pub reads: f64,
    /// Copies per mL of biofluid, where spikes and volumes are known: geometric mean over samples.
    pub copies_per_ml: Option<Interval>,
    /// Copies per vesicle, where the number of particles is known too.
    pub copies_per_vesicle: Option<Interval>,
    /// Copies per vesicle over those of a vesicle that encloses cytosol at random.
    pub enrichment_over_passive: Option<f64>,
}

impl MirnaCargo {
    /// What is missing or strange; empty where nothing is.
    #[must_use]
    pub fn flag(&self) -> &'static str {
        match (self.copies_per_ml, self.copies_per_vesicle) {
            (None, _) => "no absolute copies",
            (Some(_), None) => "no particle number",
            (Some(_), Some(copies)) if copies.value > 1.0 => "more than one copy per vesicle",
            (Some(_), Some(_)) => "",
        }
    }
}
