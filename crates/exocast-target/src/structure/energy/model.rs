//! The nearest-neighbour energy model.

use super::tables::Cost;
use super::tables::Tables;
use super::turner2004;
use super::turner2004::{MEASURED_AT, ZERO_CELSIUS};
use crate::error::BadOption;

/// Gas constant in kcal/(mol·K), as ViennaRNA has it.
const GAS_CONSTANT: f64 = 1.987_17e-3;

/// Most unpaired nucleotides of a bulge or interior loop.
pub(crate) const MAX_LOOP: usize = 30;

/// Free energies of RNA loops: stacks, bulges, interior, hairpin and multiloops, dangling ends.
///
/// Parameters are those of Turner 2004 (Mathews et al. 2004, PNAS 101:7287; Turner & Mathews 2010,
/// Nucleic Acids Res. 38:D280). Mismatches and dangling ends stabilise every end of a helix, whatever
/// follows it (`-d2` of ViennaRNA). Bulges and interior loops have at most 30 unpaired
/// nucleotides, hairpins at least 3.
///
/// ```
/// use exocast_target::{DuplexFolder, EnergyModel, core::Rna};
///
/// let (guide, target): (Rna, Rna) = ("UGAGGUAGUAGG".parse()?, "CCUACUACCUCA".parse()?);
/// let energy = |model: &EnergyModel| {
///     DuplexFolder::new(model).best(guide.bases(), target.bases()).map(|duplex| duplex.energy)
/// };
/// let (body, room) = (EnergyModel::turner2004(), EnergyModel::turner2004_at(25.0)?);
/// assert!(energy(&room) < energy(&body)); // pairs are more stable in the cold
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct EnergyModel {
    celsius: f64,
    /// Whole units of 0.01 kcal/mol, for minima.
    pub(crate) whole: Tables<i32>,
    /// Exact values, for Boltzmann factors.
    pub(crate) exact: Tables<f64>,
}

impl EnergyModel {
    /// Turner 2004 at 37 °C.
    #[must_use]
    pub fn turner2004() -> Self {
        Self::at_kelvin(MEASURED_AT, 37.0)
    }

    /// Turner 2004 at another temperature, by the enthalpies: ΔG(T) = ΔH − (ΔH − ΔG₃₇)·T/T₃₇.
    ///
    /// # Errors
    /// Where the temperature in °C is not from 0 to 100.
    pub fn turner2004_at(celsius: f64) -> Result<Self, BadOption> {
        if (0.0..=100.0).contains(&celsius) {
            Ok(Self::at_kelvin(ZERO_CELSIUS + celsius, celsius))
        } else {
            let wanted = "from 0 to 100 °C";
            Err(BadOption::Number { name: "temperature", value: celsius, wanted })
        }
    }

    fn at_kelvin(kelvin: f64, celsius: f64) -> Self {
        let raw = turner2004::tables(kelvin);
        let whole = |value| i32::from_exact(value);
        Self {
            celsius,
            whole: raw.map(whole, |value| whole(value).min(0)),
            exact: raw.map(|value| value, |value| -smoothed(-value)),
        }
    }

    /// RT in kcal/mol.
    #[must_use]
    pub(crate) fn thermal_energy(&self) -> f64 {
        GAS_CONSTANT * (ZERO_CELSIUS + self.celsius)
    }

    /// Boltzmann factor of an energy in 0.01 kcal/mol.
    pub(crate) fn boltzmann(&self, energy: f64) -> f64 {
        (-energy / (100.0 * self.thermal_energy())).exp()
    }
}

impl Default for EnergyModel {
    fn default() -> Self {
        Self::turner2004()
    }
}

/// A dangling end stabilises or does nothing: max(x, 0), made smooth near 0 so that ensemble energies
/// are differentiable in temperature (as ViennaRNA; x in 0.01 kcal/mol).
fn smoothed(x: f64) -> f64 {
    let scaled = x / 10.0;
    if scaled < -1.228_369_7 {
        0.0
    } else if scaled > 0.866_025_4 {
        x
    } else {
        let wave = (scaled - 0.342_426_63).sin() + 1.0;
        10.0 * 0.384_900_18 * wave * wave
    }
}
