//! From the volume that holds the spikes to the biofluid.

use exocast_core::{Dilution, Microlitres};
use serde::{Deserialize, Serialize};

/// Volumes between the liquid in which spikes have their amount and the biofluid.
///
/// ```
/// use exocast_mirna::{Dilution, Extraction, Microlitres};
///
/// // 20 µL of eluate hold the RNA of 200 µL of plasma, diluted twofold before extraction.
/// let extraction = Extraction::new(Microlitres::new(20.0)?, Microlitres::new(200.0)?, Dilution::new(2.0)?);
/// assert!((extraction.per_millilitre() - 200.0).abs() < 1e-9);
/// # Ok::<(), exocast_mirna::core::BadValue>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Extraction {
    spiked: Microlitres,
    biofluid: Microlitres,
    dilution: Dilution,
}

impl Extraction {
    /// Spikes have their amount in `spiked` (the eluate, or the biofluid itself), which holds the RNA of `biofluid`,
    /// diluted `dilution` times before extraction.
    #[must_use]
    pub const fn new(spiked: Microlitres, biofluid: Microlitres, dilution: Dilution) -> Self {
        Self { spiked, biofluid, dilution }
    }

    /// Copies per mL of biofluid for one copy per µL of the spiked volume.
    #[must_use]
    pub fn per_millilitre(&self) -> f64 {
        1000.0 * self.spiked.get() / self.biofluid.get() * self.dilution.get()
    }
}
