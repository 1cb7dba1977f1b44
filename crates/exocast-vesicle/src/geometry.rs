//! What a vesicle of a given diameter is made of, and how much it can hold.

use std::f64::consts::PI;

use serde::{Deserialize, Serialize};

use crate::constants;

/// What is taken for a vesicle beside its outer diameter; the defaults stand in [`constants`].
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Bilayer {
    /// Thickness of the bilayer, nm.
    pub thickness_nm: f64,
    /// Area of a lipid, nm².
    pub lipid_area_nm2: f64,
}

impl Default for Bilayer {
    fn default() -> Self {
        Self {
            thickness_nm: constants::MEMBRANE.value,
            lipid_area_nm2: constants::LIPID_AREA.value,
        }
    }
}

/// A spherical vesicle: areas in nm², volumes in nm³.
///
/// With d the outer diameter and t the thickness of the bilayer: lumen `π/6 (d − 2t)³`, lipids
/// `(A_outer + A_inner)/a_lipid`, and one copy in the lumen is `1/(N_A V)` molar.
///
/// ```
/// use exocast_vesicle::{Bilayer, Geometry};
///
/// let vesicle = Geometry::new(100.0, Bilayer::default()).ok_or("too small")?;
/// assert!((vesicle.one_copy_um - 4.072_742_881).abs() < 1e-8);
/// assert!((vesicle.lipids - 89_240.564).abs() < 1e-3);
/// assert!(Geometry::new(7.0, Bilayer::default()).is_none()); // no room within the bilayer
/// # Ok::<(), &str>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Geometry {
    /// Outer area.
    pub outer_area: f64,
    /// Inner area of the bilayer.
    pub lumen_area: f64,
    /// Volume with the bilayer.
    pub outer_volume: f64,
    /// Volume within the bilayer.
    pub lumen_volume: f64,
    /// Volume of the bilayer.
    pub shell_volume: f64,
    /// Number of lipids in both leaflets.
    pub lipids: f64,
    /// Concentration of a single molecule in the lumen, µM.
    pub one_copy_um: f64,
}

impl Geometry {
    /// Nothing where the diameter leaves no lumen, or a number is not above zero.
    #[must_use]
    pub fn new(diameter_nm: f64, bilayer: Bilayer) -> Option<Self> {
        let inner = diameter_nm - 2.0 * bilayer.thickness_nm;
        let ok = diameter_nm.is_finite()
            && inner > 0.0
            && bilayer.thickness_nm >= 0.0
            && bilayer.lipid_area_nm2 > 0.0;
        if !ok {
            return None;
        }
        let sphere = |d: f64| PI / 6.0 * d.powi(3);
        let (outer_area, lumen_area) = (PI * diameter_nm.powi(2), PI * inner.powi(2));
        let (outer_volume, lumen_volume) = (sphere(diameter_nm), sphere(inner));
        // 1 nm³ is 1e-24 L.
        let litres = lumen_volume * 1e-24;
        Some(Self {
            outer_area,
            lumen_area,
            outer_volume,
            lumen_volume,
            shell_volume: outer_volume - lumen_volume,
            lipids: (outer_area + lumen_area) / bilayer.lipid_area_nm2,
            one_copy_um: 1e6 / (litres * constants::AVOGADRO.value),
        })
    }

    /// The most copies of something of `volume_nm3` that the lumen holds, packed at random.
    #[must_use]
    pub fn most_copies(&self, volume_nm3: f64) -> f64 {
        constants::PACKING.value * self.lumen_volume / volume_nm3
    }

    /// The most Argonaute 2 complexes that the lumen holds.
    #[must_use]
    pub fn most_argonautes(&self) -> f64 {
        self.most_copies(4.0 / 3.0 * PI * constants::AGO2_RADIUS.value.powi(3))
    }

    /// The most free miRNAs that the lumen holds.
    #[must_use]
    pub fn most_mirnas(&self) -> f64 {
        self.most_copies(constants::MIRNA_VOLUME.value)
    }
}
