//! Records of light scattering.

use serde::Serialize;

use super::super::table::edges_between;
use super::super::text::number;
use crate::error::ComputeError;
use crate::export::{Entry, Finding, Instrument};
use crate::number::{Cumulants, scattering_vector};
use crate::size::SizeDistribution;

/// One peak of an intensity distribution.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct SizePeak {
    /// Mean, nm.
    pub mean_nm: f64,
    /// Standard deviation, nm, where given.
    pub sd_nm: Option<f64>,
    /// Share of the intensity, percent, where given.
    pub area_percent: Option<f64>,
}

/// One record: a measurement of light scattering or of electrophoretic mobility.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct DlsRecord {
    /// Name of the sample.
    pub name: String,
    /// What was measured: `Size`, `Zeta`, …
    pub kind: String,
    /// Intensity-weighted harmonic mean diameter by cumulants, nm.
    pub z_average_nm: Option<f64>,
    /// Polydispersity index μ₂/Γ².
    pub pdi: Option<f64>,
    /// Zeta potential, mV.
    pub zeta_mv: Option<f64>,
    /// Mean count rate, thousand a second.
    pub count_rate_kcps: Option<f64>,
    /// Temperature, °C.
    pub temperature_c: Option<f64>,
    /// Viscosity, mPa·s.
    pub viscosity_cp: Option<f64>,
    /// Peaks of the intensity distribution.
    pub peaks: Vec<SizePeak>,
    /// Sizes of the distributions, nm.
    pub sizes_nm: Vec<f64>,
    /// Percent of the scattered light, by size.
    pub intensities: Vec<f64>,
    /// Percent of the volume, by size.
    pub volumes: Vec<f64>,
    /// Percent of the particles, by size: worked out by the instrument, not counted.
    pub numbers: Vec<f64>,
    /// Delays of the correlation function, µs.
    pub delays_us: Vec<f64>,
    /// `g₂ − 1` at the delays.
    pub correlation: Vec<f64>,
    /// All other values, also arrays.
    pub metadata: Vec<Entry>,
}

impl DlsRecord {
    /// The distribution over size of one of the record's columns of percents: `intensities`, and `volumes` or
    /// `numbers` as the instrument works them out.
    ///
    /// # Errors
    /// Where there are not as many percents as sizes, or the sizes do not ascend.
    pub fn distribution(&self, percents: &[f64]) -> Result<SizeDistribution, ComputeError> {
        if percents.is_empty() || percents.len() != self.sizes_nm.len() {
            return Err(ComputeError::NoParticle);
        }
        let edges = edges_between(&self.sizes_nm);
        SizeDistribution::bins_at(self.sizes_nm.clone(), edges, percents.to_vec(), None)
    }

    /// Cumulants of the correlation function as fitted here ([`Cumulants::fit`], down to a tenth of its
    /// first value), next to those of the instrument. Nothing where the record has no correlation.
    #[must_use]
    pub(crate) fn cumulants(&self) -> Option<Cumulants> {
        let seconds: Vec<f64> = self.delays_us.iter().map(|delay| 1e-6 * delay).collect();
        Cumulants::fit(&seconds, &self.correlation, 0.1)
    }

    /// The Z-average of these cumulants, nm; where the record has refractive index, wavelength, angle,
    /// temperature and viscosity.
    #[must_use]
    pub(crate) fn fitted_z_average_nm(&self) -> Option<f64> {
        let setting = |ends: &[&str]| {
            let named = |entry: &&Entry| ends.iter().any(|end| entry.key.ends_with(end));
            let entry = self.metadata.iter().find(named)?;
            number(entry.values.first()?).filter(|value| *value > 0.0)
        };
        let q = scattering_vector(
            setting(&["Settings.DispersantRI", "Dispersant RI"])?,
            setting(&["Settings.Wavelength", "Laser Wavelength (nm)"])?,
            setting(&["Settings.ScatteringCollectionAngle", "Scattering Angle (°)"])?,
        );
        let (kelvin, viscosity) = (self.temperature_c? + 273.15, 1e-3 * self.viscosity_cp?);
        Some(self.cumulants()?.z_average_nm(q, kelvin, viscosity))
    }
}

/// The records of one file.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct LightScattering {
    /// Name of the source.
    pub source: String,
    /// Where it comes from.
    pub instrument: Instrument,
    /// The records, in the order of the file.
    pub records: Vec<DlsRecord>,
    /// What does not agree.
    #[serde(skip)]
    pub findings: Vec<Finding>,
}
