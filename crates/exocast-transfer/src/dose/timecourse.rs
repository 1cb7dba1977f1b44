//! The ledger in time, with intervals.

use exocast_core::{Draws, Interval, SeedPlan, Table, parallel};
use serde::Serialize;

use crate::{
    error::ComputeError,
    input::{CargoEntry, Vesicles},
    model::{Argonaute, Step, check_entry, draw_measured, follow, resolve},
    options::Checked,
    parameters::{Parameter, Values},
    sampling::{CargoDraws, EndogenousDraws, Half, Points, draw},
    to_table::ToTable,
};

/// A quantity at one time.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct TimeRow {
    /// The time, h.
    pub hours: f64,
    /// The quantity.
    pub quantity: &'static str,
    /// Its amount with the central 95 % of the draws.
    pub amount: Interval,
    /// Its unit.
    pub unit: &'static str,
}

/// Quantities of a time course with their units.
const QUANTITIES: [(&str, &str); 8] = [
    ("concentration", "EV/mL"),
    ("taken-up", "EV/cell"),
    ("in-endosomes", "EV/cell"),
    ("in-lysosomes", "EV/cell"),
    ("recycled", "EV/cell"),
    ("escaped", "copies/cell"),
    ("present", "copies/cell"),
    ("held", "copies/cell"),
];

/// The ledger of one miRNA at each of `hours`: vesicles around and inside of a recipient, copies that came to its cytosol
/// (`escaped`, summed), those fit for RISC that are left (`present`) and those in RISC (`held`), where no other miRNA is delivered.
///
/// Rows come time by time. At the study's own `hours` they are those of [`dose`](crate::dose()), draw by draw, and so
/// are their intervals.
///
/// When does a recipient of a single dose hold most copies?
///
/// ```
/// use exocast_transfer::{
///     CargoEntry, Options, Scenario,
///     core::{Interval, SeedPlan, options::Options as _},
///     time_course,
/// };
///
/// let mut options = Options::new(Scenario::PurifiedDose);
/// options.draws = 64;
/// let options = options.check()?;
/// let mir21 = CargoEntry::measured("hsa-miR-21-5p", Interval::exact(0.008));
/// let hours = [0.0, 6.0, 12.0, 24.0, 48.0, 96.0, 192.0];
/// let rows = time_course(&mir21, None, &options, &hours, SeedPlan::new(1))?;
/// let copies = rows.iter().filter(|row| row.quantity == "held");
/// let peak = copies.max_by(|a, b| a.amount.value.total_cmp(&b.amount.value)).ok_or("no row")?;
/// assert!(peak.hours > 12.0 && peak.hours < 192.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// As [`dose`](crate::dose()).
pub fn time_course(
    entry: &CargoEntry,
    vesicles: Option<&Vesicles>,
    options: &Checked,
    hours: &[f64],
    plan: SeedPlan,
) -> Result<Vec<TimeRow>, ComputeError> {
    check_entry(entry)?;
    let parameters = resolve(options, vesicles, &mut Vec::new())?;
    let setup = options.setup();
    let mut used = setup.parameters();
    used.push(Parameter::RecyclingShare);
    let points = Points::new(plan, options.draws);
    let mut drawn = draw(points, Half::A, &parameters, &used).values;
    draw_measured(&mut drawn, vesicles, &parameters, options);
    EndogenousDraws::new(options, points, plan).put_total(&mut drawn);
    let lambda = CargoDraws::new(points, plan).for_entry(entry);
    let at = |values: &Values, copies: f64, hours: f64| {
        let (chain, exposure) = follow(values, setup, hours);
        let escape = values.get(Parameter::EndosomalEscape);
        let recycled = values.get(Parameter::RecyclingShare);
        let left = (exposure.endocytosed - exposure.endosomal).max(0.0) * (1.0 - escape);
        [
            chain.concentration,
            exposure.taken_up(),
            exposure.endosomal,
            left * (1.0 - recycled),
            left * recycled,
            chain.at(Step::Escaped) * copies,
            chain.present() * copies,
            Argonaute::new(values).held(chain.present() * copies),
        ]
    };
    let nominal = Values::nominal(&parameters);
    let rows = parallel::map(hours.len(), |i| {
        let middle = at(&nominal, entry.copies_per_vesicle.value, hours[i]);
        let all: Vec<[f64; QUANTITIES.len()]> = drawn
            .iter()
            .zip(&lambda)
            .map(|(values, copies)| at(values, *copies, hours[i]))
            .collect();
        let row = |(q, (quantity, unit)): (usize, &(&'static str, &'static str))| {
            let mut draws = Draws::default();
            draws.fill(all.iter().map(|amounts| amounts[q]));
            let (low, high) = draws.central();
            TimeRow { hours: hours[i], quantity, amount: Interval::new(middle[q], low, high), unit }
        };
        QUANTITIES.iter().enumerate().map(row).collect::<Vec<_>>()
    });
    Ok(rows.into_iter().flatten().collect())
}

/// `hours quantity value low high unit`.
impl ToTable for [TimeRow] {
    fn to_table(&self) -> Table {
        let mut table = Table::new(["hours", "quantity", "value", "low", "high", "unit"]);
        for row in self {
            table.push([
                row.hours.into(),
                row.quantity.into(),
                row.amount.value.into(),
                row.amount.low.into(),
                row.amount.high.into(),
                row.unit.into(),
            ]);
        }
        table
    }
}
