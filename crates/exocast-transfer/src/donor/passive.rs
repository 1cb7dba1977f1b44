//! Cargo against passive loading: what a vesicle would hold if it were a drop of cytosol.

use std::f64::consts::PI;

use crate::parameters::{
    Parameter::{CellVolume, DonorCopies, MembraneThickness},
    Parameters,
};

/// Volume inside of the membrane, L: `π/6·(d − 2t)³`; zero where the membrane leaves no lumen.
///
/// `diameter_nm` is the outer diameter `d`, `membrane_nm` the thickness `t`, both in nm.
#[must_use]
pub fn lumen_litres(diameter_nm: f64, membrane_nm: f64) -> f64 {
    let inner_metres = (diameter_nm - 2.0 * membrane_nm).max(0.0) * 1e-9;
    PI / 6.0 * inner_metres.powi(3) * 1e3
}

/// Copies of a miRNA in a vesicle that is a drop of the donor's cytosol.
///
/// The parameters `donor-copies`, `cell-volume` and `membrane-thickness` are read.
///
/// ```
/// use exocast_transfer::{Parameters, passive_copies};
///
/// let copies = passive_copies(100.0, &Parameters::default());
/// assert!((copies - 0.0019).abs() < 1e-4);
/// ```
#[must_use]
pub fn passive_copies(diameter_nm: f64, parameters: &Parameters) -> f64 {
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
