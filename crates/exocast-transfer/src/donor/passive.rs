//! Cargo against passive loading: what a vesicle would hold if it were a drop of cytosol.

use std::f64::consts::PI;

use crate::parameters::{
    Parameter::{CellVolume, DonorCopies, MembraneThickness},
    Parameters,
};

/// Volume inside of the membrane, L: `π/6·(d − 2t)³`; zero where the membrane leaves no lumen.
///
/// `diameter_nm` is the outer diameter `d`, `membrane_nm` the thickness `t`, both in nm.
fn lumen_litres(diameter_nm: f64, membrane_nm: f64) -> f64 {
    let inner_metres = (diameter_nm - 2.0 * membrane_nm).max(0.0) * 1e-9;
    PI / 6.0 * inner_metres.powi(3) * 1e3
}

/// Copies of a miRNA in a vesicle that is a drop of the donor's cytosol.
///
/// The parameters `donor-copies`, `cell-volume` and `membrane-thickness` are read.
fn passive_copies(diameter_nm: f64, parameters: &Parameters) -> f64 {
    let concentration = parameters.value(DonorCopies) / (parameters.value(CellVolume) * 1e-12);
    concentration * lumen_litres(diameter_nm, parameters.value(MembraneThickness))
}

/// Enrichment `ε = λ / passive copies` of a miRNA over passive loading.
///
/// Nothing where the vesicle has no lumen. `donor_copies` are the copies in a donor cell where they
/// were measured; else the parameter stands in, which makes this the enrichment over an abundant
/// miRNA.
///
/// ```
/// use exocast_transfer::{Parameters, enrichment_over_passive};
///
/// let fold = enrichment_over_passive(0.00825, 100.0, None, &Parameters::default());
/// assert!(fold.is_some_and(|fold| (fold - 4.3).abs() < 0.1));
/// ```
#[must_use]
pub fn enrichment_over_passive(
    copies_per_vesicle: f64,
    diameter_nm: f64,
    donor_copies: Option<f64>,
    parameters: &Parameters,
) -> Option<f64> {
    let scale = donor_copies.map_or(1.0, |copies| copies / parameters.value(DonorCopies));
    let passive = passive_copies(diameter_nm, parameters) * scale;
    (passive > 0.0).then(|| copies_per_vesicle / passive)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// chain.py of the numeric reference.
    #[test]
    fn passive_loading_is_that_of_the_reference() {
        let parameters = Parameters::default();
        for (diameter, lumen_fl, copies) in [
            (60.0, 6.544_984_694_978_738e-5, 0.000_327_249_234_748_936_87),
            (100.0, 3.817_035_074_111_599_7e-4, 0.001_908_517_537_055_800_2),
            (150.0, 1.436_755_040_241_732_3e-3, 0.007_183_775_201_208_663),
            (300.0, 1.277_005_053_806_691_4e-2, 0.063_850_252_690_334_58),
        ] {
            assert!((lumen_litres(diameter, 5.0) / (lumen_fl * 1e-15) - 1.0).abs() < 1e-9);
            assert!((passive_copies(diameter, &parameters) / copies - 1.0).abs() < 1e-9);
        }
    }
}
