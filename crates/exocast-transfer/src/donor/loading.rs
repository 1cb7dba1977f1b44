//! Cargo of a miRNA against passive loading, from sizes and absolute copies.

use exocast_core::{Interval, Table};
use serde::Serialize;

use super::passive::lumen_litres;
use crate::{
    input::{Cargo, CargoEntry},
    parameters::{Parameter, Parameters, Status},
};

/// Sizes of vesicles: outer diameters in nm, each with its weight.
pub type Diameters<'a> = &'a [(f64, f64)];

/// Mean volume inside of the membrane over vesicles of these sizes, L. Nothing where no weight is above zero.
///
/// Loading goes with the volume, so that the mean of volumes counts and not the volume at the mean: few
/// large vesicles hold most.
#[must_use]
pub fn mean_lumen_litres(diameters: Diameters<'_>, membrane_nm: f64) -> Option<f64> {
    let all: f64 = diameters.iter().map(|(_, weight)| weight).sum();
    let sum: f64 =
        diameters.iter().map(|(nm, weight)| weight * lumen_litres(*nm, membrane_nm)).sum();
    (all > 0.0 && all.is_finite()).then(|| sum / all)
}

/// How a miRNA is loaded.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Loading {
    /// Name of the miRNA.
    pub mirna: String,
    /// Copies per vesicle, as measured or assumed.
    pub copies_per_vesicle: Interval,
    /// Copies that a vesicle of average volume holds if it is a drop of cytosol.
    pub passive: f64,
    /// `ε`, the first over the second; nothing without a lumen or copies in the donor.
    pub enrichment: Option<Interval>,
    /// Vesicles for each that holds a copy, where copies are spread at random.
    pub vesicles_per_loaded: Option<Interval>,
    /// `measured` where copies per vesicle and copies in the donor were.
    pub status: Status,
}

/// Loading of every miRNA of a cargo, over the sizes of the vesicles.
///
/// `donor_copies` gives copies of a miRNA in a donor cell where they were measured; else the parameter
/// `donor-copies` stands in, and `ε` is that over an abundant miRNA. Nothing where the sizes have no weight.
///
/// ```
/// use exocast_core::Interval;
/// use exocast_transfer::{Cargo, CargoEntry, Parameters, loading};
///
/// let cargo = Cargo::new(vec![CargoEntry::measured("miR-1", Interval::exact(0.00825))]);
/// let sizes = [(60.0, 1.0), (100.0, 2.0), (150.0, 1.0)];
/// let found = loading(&cargo, &sizes, |_| None, &Parameters::default()).ok_or("no sizes")?;
/// let fold = found[0].enrichment.ok_or("no lumen")?.value;
/// assert!((fold - 2.92).abs() < 0.01);
/// # Ok::<(), &str>(())
/// ```
#[must_use]
pub fn loading(
    cargo: &Cargo,
    diameters: Diameters<'_>,
    donor_copies: impl Fn(&str) -> Option<f64>,
    parameters: &Parameters,
) -> Option<Vec<Loading>> {
    let membrane = parameters.value(Parameter::MembraneThickness);
    let lumen = mean_lumen_litres(diameters, membrane)?;
    let litres = parameters.value(Parameter::CellVolume) * 1e-12;
    let one = |entry: &CargoEntry| {
        let counted = donor_copies(&entry.mirna);
        let donor = counted.unwrap_or(parameters.value(Parameter::DonorCopies));
        let passive = donor / litres * lumen;
        let copies = entry.copies_per_vesicle;
        let measured = counted.is_some() && entry.status == Status::Measured;
        // Poisson: a share 1 − e^{−λ} of the vesicles holds one or more.
        let loaded = |copies: f64| -(-copies).exp_m1();
        Loading {
            mirna: entry.mirna.clone(),
            copies_per_vesicle: copies,
            passive,
            enrichment: (passive > 0.0).then(|| copies.scale(1.0 / passive)),
            vesicles_per_loaded: (copies.low > 0.0).then(|| Interval {
                value: 1.0 / loaded(copies.value),
                low: 1.0 / loaded(copies.high),
                high: 1.0 / loaded(copies.low),
            }),
            status: if measured { Status::Measured } else { Status::Assumed },
        }
    };
    Some(cargo.entries().iter().map(one).collect())
}

/// `mirna copies_per_vesicle low high passive enrichment low high vesicles_per_loaded status`.
#[must_use]
pub fn loading_table(rows: &[Loading]) -> Table {
    let mut table = Table::new([
        "mirna",
        "copies_per_vesicle",
        "low",
        "high",
        "passive",
        "enrichment",
        "low",
        "high",
        "vesicles_per_loaded",
        "status",
    ]);
    for row in rows {
        let enrichment = |end: fn(Interval) -> f64| row.enrichment.map(end);
        table.push([
            row.mirna.as_str().into(),
            row.copies_per_vesicle.value.into(),
            row.copies_per_vesicle.low.into(),
            row.copies_per_vesicle.high.into(),
            row.passive.into(),
            enrichment(|one| one.value).into(),
            enrichment(|one| one.low).into(),
            enrichment(|one| one.high).into(),
            row.vesicles_per_loaded.map(|one| one.value).into(),
            row.status.to_string().into(),
        ]);
    }
    table
}
