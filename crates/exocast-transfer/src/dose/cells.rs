//! What single recipient cells get, where few vesicles carry the cargo.

use exocast_core::{Table, tails::beta_cdf};
use serde::Serialize;

use super::compute::Dose;
use crate::{
    model::Occupancy,
    parameters::{Parameter, Status},
    to_table::ToTable,
};

/// Copies in single cells for one way of spreading the cargo over vesicles.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct CellRow {
    /// Name of the miRNA.
    pub mirna: String,
    /// Copies in each vesicle that carries any.
    pub copies_per_loaded: f64,
    /// Share of vesicles that carry any.
    pub loaded_share: f64,
    /// Copies that reach the cytosol of a cell within the exposure: mean, share of cells without
    /// any, coefficient of variation.
    pub occupancy: Occupancy,
    /// 95 % interval of the mean, from the ledger.
    pub interval: (f64, f64),
    /// Share of cells that get the copies of the effect threshold within the exposure.
    pub above_threshold: f64,
    /// Status of the copies per vesicle; how they are spread over vesicles is always assumed.
    pub status: Status,
}

/// Ways of spreading a cargo that are looked at: copies in each loaded vesicle.
const COPIES_PER_LOADED: [f64; 3] = [1.0, 10.0, 100.0];

/// Single cells for the `most` miRNAs delivered most, with one, ten and a hundred copies in each loaded vesicle.
///
/// The mean does not depend on how the cargo is spread; everything else does. A way that would need more loaded
/// vesicles than there are is left out.
///
/// How many recipient cells get no copy at all, if each loaded vesicle carries 1, 10 or 100 copies?
///
/// ```
/// use exocast_transfer::{
///     Cargo, CargoEntry, Options, Scenario,
///     core::{Interval, SeedPlan, options::Options as _},
///     dose, single_cells,
/// };
///
/// let mut options = Options::new(Scenario::PurifiedDose);
/// options.draws = 64;
/// let cargo = Cargo::new(vec![CargoEntry::measured("hsa-miR-21-5p", Interval::exact(0.008))]);
/// let dose = dose(&cargo, None, &options.check()?, SeedPlan::new(1))?;
/// let cells = single_cells(&dose, 1);
/// assert_eq!(cells.len(), 3);
/// assert!(cells[2].occupancy.none > cells[0].occupancy.none, "rich vesicles reach fewer cells");
/// assert!((cells[2].occupancy.mean / cells[0].occupancy.mean - 1.0).abs() < 1e-9);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn single_cells(dose: &Dose, most: usize) -> Vec<CellRow> {
    let mut order: Vec<usize> = (0..dose.copies.len()).collect();
    let value = |i: usize| dose.copies[i].copies_per_cell.value;
    order.sort_by(|&a, &b| value(b).total_cmp(&value(a)).then(a.cmp(&b)));
    let escape = dose.parameters.value(Parameter::EndosomalEscape);
    let competent = dose.parameters.value(Parameter::RiscCompetentShare);
    let threshold = dose.parameters.value(Parameter::EffectThreshold);
    let mut rows = Vec::new();
    for i in order.into_iter().take(most) {
        let ledger = &dose.ledger.mirnas[i];
        let row = |step: &str| ledger.rows.iter().find(|row| row.step == step);
        let (Some(cargo), Some(taken), Some(escaped)) =
            (row("copies-per-vesicle"), row("taken-up"), row("escaped"))
        else {
            continue;
        };
        let copies = cargo.amount.value;
        if copies <= 0.0 {
            continue;
        }
        let vesicles = taken.amount.value / copies;
        // Fusion at the membrane counts as escape of the same vesicle.
        let reach = if taken.amount.value > 0.0 {
            escaped.amount.value / taken.amount.value
        } else {
            escape
        };
        for per_loaded in COPIES_PER_LOADED {
            let Some(occupancy) = Occupancy::new(vesicles, reach.min(1.0), copies, per_loaded)
            else {
                continue;
            };
            rows.push(CellRow {
                mirna: ledger.guide.label(&ledger.mirna),
                copies_per_loaded: per_loaded,
                loaded_share: copies / per_loaded,
                occupancy,
                interval: (escaped.amount.low, escaped.amount.high),
                above_threshold: above(
                    vesicles,
                    reach.min(1.0) * copies / per_loaded,
                    threshold / (competent * per_loaded),
                ),
                status: cargo.status,
            });
        }
    }
    rows
}

/// Probability of `wanted` or more hits among `trials`.
fn above(trials: f64, hit: f64, wanted: f64) -> f64 {
    if !wanted.is_finite() || wanted > trials {
        return 0.0;
    }
    let (trials, least) = (trials.round(), wanted.ceil().max(1.0));
    if least > trials { 0.0 } else { beta_cdf(least, trials - least + 1.0, hit.clamp(0.0, 1.0)) }
}

/// `mirna copies_per_loaded_vesicle loaded_share mean_escaped low high none cv above_threshold unit status`.
impl ToTable for [CellRow] {
    fn to_table(&self) -> Table {
        let mut table = Table::new([
            "mirna",
            "copies_per_loaded_vesicle",
            "loaded_share",
            "mean_escaped",
            "low",
            "high",
            "none",
            "cv",
            "above_threshold",
            "unit",
            "status",
        ]);
        for row in self {
            table.push([
                row.mirna.as_str().into(),
                row.copies_per_loaded.into(),
                row.loaded_share.into(),
                row.occupancy.mean.into(),
                row.interval.0.min(row.occupancy.mean).into(),
                row.interval.1.max(row.occupancy.mean).into(),
                row.occupancy.none.into(),
                Some(row.occupancy.cv).filter(|cv| cv.is_finite()).into(),
                row.above_threshold.into(),
                "copies/cell".into(),
                row.status.to_string().into(),
            ]);
        }
        table
    }
}
