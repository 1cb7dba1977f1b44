//! A dose with everything that follows from the same numbers.

use exocast_core::{Interval, SeedPlan};
use exocast_mirna::Guides;
use exocast_transfer::{
    BodyDistribution, Cargo, CargoEntry, Checked, ComputeError, Goal, Moment, Scenario, Site,
    Tropism, Vesicles, distribute, dose, mechanisms, require_sets, single_cells, swings,
    time_course,
};

use crate::{
    figures::{self, Bar, Figure},
    result::Transferred,
};

/// A transfer that cannot be computed.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum TransferError {
    /// The dose.
    #[error("the dose cannot be computed")]
    Dose(#[from] ComputeError),
}

/// miRNAs with single-cell rows, and sets of parameters that are listed.
const MOST: usize = 10;
/// Points of a course within the exposure.
const POINTS: u32 = 48;

impl Transferred {
    /// Computes the dose and all that follows from the same numbers: the course in time of the miRNA that comes nearest
    /// to an effect, vesicles in the body, single cells, what would be required, and competing mechanisms.
    ///
    /// # Errors
    /// As [`dose`].
    pub fn new(
        cargo: Cargo,
        vesicles: Option<Vesicles>,
        options: Checked,
        plan: SeedPlan,
    ) -> Result<Self, TransferError> {
        let delivered = dose(&cargo, vesicles.as_ref(), &options, plan)?;
        let known = vesicles.as_ref();
        let families = cargo.families();
        let nearest = families.iter().find(|family| family.label() == delivered.verdict.mirna);
        let ways = mechanisms(&delivered, known, &options, plan)?;
        let cells = single_cells(&delivered, MOST);
        let (mut sets, mut course, mut distribution) = (None, None, None);
        let mut pictures = Vec::new();
        let bar = |label: &str, value: Interval| Bar { label: label.to_owned(), value };
        let waterfall = delivered.ledger.total.waterfall();
        let steps: Vec<Bar> = waterfall.iter().map(|step| bar(step.step, step.amount)).collect();
        if steps.iter().any(|step| step.value.value > 0.0) {
            pictures.push(figures::dose(&steps));
        }
        if let Some(entry) = nearest.map(|family| &family.pooled) {
            if delivered.verdict.threshold > 0.0 {
                let moment = Moment::Steady;
                sets = Some(require_sets(entry, known, &options, Goal::Effect, moment, MOST)?);
            }
            pictures.extend(tornado(entry, known, &options)?);
            let hours: Vec<f64> =
                (0..=POINTS).map(|i| delivered.hours * f64::from(i) / f64::from(POINTS)).collect();
            let rows = time_course(entry, known, &options, &hours, plan)?;
            let present: Vec<(f64, Interval)> = rows
                .iter()
                .filter(|row| row.quantity == "held")
                .map(|row| (row.hours, row.amount))
                .collect();
            if present.iter().filter(|(_, copies)| copies.low > 0.0).count() > 1 {
                pictures.push(figures::time_course(&entry.label(), &present));
            }
            course = Some(rows);
        }
        if let Some((site, name)) = site(delivered.scenario) {
            let body = distribute(site, &Tropism::default(), &options, WEEK, plan)?;
            pictures.push(in_body(name, &body));
            distribution = Some(body);
        }
        Ok(Self {
            dose: delivered,
            cargo,
            guides: Guides::default(),
            vesicles,
            options,
            mechanisms: ways,
            single_cells: cells,
            requirement_sets: sets,
            time_course: course,
            body: distribution,
            figures: pictures,
        })
    }
}

/// Hours that vesicles are followed in the body.
const WEEK: f64 = 168.0;

/// Where vesicles of a scenario enter the body, where they do.
fn site(scenario: Scenario) -> Option<(Site, &'static str)> {
    match scenario {
        Scenario::Systemic => Some((Site::Blood, "blood")),
        Scenario::Csf => Some((Site::Csf, "cerebrospinal fluid")),
        Scenario::Tissue => Some((Site::Interstitium, "the interstitium of a tissue")),
        Scenario::CoCulture | Scenario::Transwell | Scenario::PurifiedDose => None,
    }
}

fn tornado(
    entry: &CargoEntry,
    vesicles: Option<&Vesicles>,
    options: &Checked,
) -> Result<Option<Figure>, ComputeError> {
    let rows: Vec<Bar> = swings(entry, vesicles, options, Moment::Hours)?
        .into_iter()
        .map(|swing| Bar {
            label: swing.parameter.to_owned(),
            value: Interval::new(
                swing.at_value,
                swing.at_low.min(swing.at_high),
                swing.at_low.max(swing.at_high),
            ),
        })
        .collect();
    let any = rows.iter().any(|row| row.value.low > 0.0);
    Ok(any.then(|| figures::tornado(&entry.label(), &rows)))
}

fn in_body(site: &str, body: &BodyDistribution) -> Figure {
    const SHOWN: [&str; 7] = [
        "interstitium",
        "blood",
        "csf",
        "in-liver-cells",
        "in-lung-cells",
        "in-brain-cells",
        "cleared-elsewhere",
    ];
    let curves: Vec<(&str, Vec<(f64, f64)>)> = SHOWN
        .into_iter()
        .filter_map(|name| {
            let column = body.compartments.iter().position(|compartment| *compartment == name)?;
            let points = body.hours.iter().zip(&body.shares);
            Some((name, points.map(|(hours, row)| (*hours, row[column].value)).collect()))
        })
        .collect();
    figures::compartments(site, &curves)
}
