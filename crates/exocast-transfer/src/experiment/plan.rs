//! Doses that are looked at, and what would be seen of each.

use exocast_core::{Interval, SeedPlan, options::Options as _, parallel};

use super::{
    controls::CONTROLS,
    design::{Design, DesignRow},
    peak::{Look, Peak},
    power::{detection_probability, replicates_needed},
};
use crate::{
    error::ComputeError,
    input::{CargoEntry, Scenario, Vesicles},
    model::{Effect, Tabulated, check_entry, resolve},
    options::{Checked, Options},
    parameters::{Override, Parameter, Values},
    sampling::{CargoDraws, EndogenousDraws, Half, Points, draw},
};
#[allow(clippy::enum_glob_use, reason = "formulas over many parameters")]
use Parameter::*;

/// Doses that are looked at, vesicles per cell: four for each factor of ten from 1,000 to ten million.
fn doses() -> impl Iterator<Item = f64> {
    (0..=16).map(|i| 10f64.powf(3.0 + f64::from(i) / 4.0))
}

/// Plans an experiment in which purified vesicles are given once to recipients in culture.
///
/// Copies in RISC `m(t)` are those of the scenario `purified-dose` at each dose. The mRNA follows `dM/dt = δ_M·(1 − M/f(m))` with `f` the
/// fold change that `effect` gives, the protein `dP/dt = δ_P·(M − P)`; the largest change within a week and its time are taken. Detection is that of a
/// two-sided t test at 5 % with standard deviation `assay-sd`.
///
/// From which dose on would a reporter with one 8mer site show miR-21, with the published copies per vesicle and with ten
/// thousand times as many?
///
/// ```
/// use exocast_transfer::{
///     CargoEntry, Options, ReferenceTarget, Scenario,
///     core::{Interval, SeedPlan, options::Options as _},
///     design,
/// };
///
/// let mut options = Options::new(Scenario::PurifiedDose);
/// options.draws = 64;
/// let options = options.check()?;
/// for (copies_per_vesicle, is_seen) in [(0.008, false), (80.0, true)] {
///     let mir21 = CargoEntry::measured("hsa-miR-21-5p", Interval::exact(copies_per_vesicle));
///     let plan = design(&mir21, None, &options, &ReferenceTarget, SeedPlan::new(1))?;
///     assert_eq!(plan.smallest_at_best.is_some(), is_seen);
///     for row in &plan.rows {
///         println!("{:9.0} vesicles per cell: {:?} replicates", row.vesicles_per_cell, row.replicates);
///     }
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// As [`dose`](crate::dose()).
pub fn design(
    entry: &CargoEntry,
    vesicles: Option<&Vesicles>,
    options: &Checked,
    effect: &(dyn Effect + Sync),
    plan: SeedPlan,
) -> Result<Design, ComputeError> {
    check_entry(entry)?;
    let source = |source| ComputeError::Vesicles { sample: "design".to_owned(), source };
    let mut plain = Options::clone(options);
    plain.scenario = Scenario::PurifiedDose;
    let given = plain.check().map_err(source)?;
    let mut parameters = resolve(&given, vesicles, &mut Vec::new())?;
    // The dose is what is planned: it is known.
    parameters.apply(DosePerRecipient, &Override::Value(1e5)).map_err(source)?;
    let setup = given.setup();
    let mut used = setup.parameters();
    used.extend([MrnaHalfLife, ProteinHalfLife]);
    let points = Points::new(plan, options.draws.min(MOST));
    let mut drawn = draw(points, Half::A, &parameters, &used).values;
    let recipient = EndogenousDraws::new(options, points, plan);
    recipient.put_total(&mut drawn);
    let endogenous = recipient.for_entry(entry);
    let nominal = Values::nominal(&parameters);
    let lambda = CargoDraws::new(points, plan).for_entry(entry);
    let look = Look { setup, effect: Tabulated::new(effect) };
    let assay_sd = parameters.value(AssaySd);
    let density = parameters.value(RecipientDensity);
    let doses: Vec<f64> = doses().collect();
    let rows = parallel::map(doses.len(), |i| {
        let dose = doses[i];
        let middle = look.at(&nominal, dose, entry.copies_per_vesicle.value, endogenous.value());
        let all: Vec<Peak> = drawn
            .iter()
            .zip(&lambda)
            .enumerate()
            .map(|(d, (values, copies))| look.at(values, dose, *copies, endogenous.draw(d)))
            .collect();
        let over = |quantity: fn(&Peak) -> f64| {
            let values: Vec<f64> = all.iter().map(quantity).collect();
            Interval::of_draws(quantity(&middle), &values)
        };
        let log2fc_mrna = over(|peak| peak.mrna);
        let best = if log2fc_mrna.low.abs() > log2fc_mrna.high.abs() {
            log2fc_mrna.low
        } else {
            log2fc_mrna.high
        };
        DesignRow {
            vesicles_per_cell: dose,
            per_ml: dose * density,
            copies: over(|peak| peak.copies),
            hours_mrna: middle.hours_mrna,
            log2fc_mrna,
            hours_protein: middle.hours_protein,
            log2fc_protein: over(|peak| peak.protein),
            detection_with_3: detection_probability(log2fc_mrna.value, assay_sd, 3),
            detection_with_3_at_best: detection_probability(best, assay_sd, 3),
            replicates: replicates_needed(log2fc_mrna.value, assay_sd),
            replicates_at_best: replicates_needed(best, assay_sd),
        }
    });
    let first = |seen: fn(&DesignRow) -> f64| {
        rows.iter().find(|row| seen(row) >= 0.8).map(|row| row.vesicles_per_cell)
    };
    Ok(Design {
        mirna: entry.label(),
        assay_sd,
        smallest_seen: first(|row| row.detection_with_3),
        smallest_at_best: first(|row| row.detection_with_3_at_best),
        rows,
        controls: &CONTROLS,
    })
}

/// Draws behind the intervals.
const MOST: usize = 256;
