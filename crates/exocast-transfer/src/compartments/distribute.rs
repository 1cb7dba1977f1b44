//! A dose of vesicles followed through the body.

use exocast_core::{Interval, SeedPlan, Table, parallel};
use serde::Serialize;

use super::{
    body::{CELLS, COMPARTMENTS, Site, body_flows},
    flows::Flows,
    organ::Organ,
    tropism::Tropism,
};
use crate::{
    error::ComputeError,
    options::Checked,
    parameters::{Parameter, Values},
    sampling::{Half, Points, draw},
};
#[allow(clippy::enum_glob_use, reason = "formulas over many parameters")]
use Parameter::*;

/// The parameters of the body.
const USED: [Parameter; 17] = [
    PlasmaHalfLife,
    CsfHalfLife,
    UptakeRate,
    FusionRate,
    TissueDensity,
    VesicleLoss,
    InterstitialDrainage,
    LiverShare,
    SpleenShare,
    LungShare,
    KidneyShare,
    BrainShare,
    OrganReturn,
    OrganTurnover,
    CsfToBrain,
    TropismFold,
    SourceShare,
];

/// Where a dose of vesicles is in time.
///
/// ```
/// use exocast_transfer::{
///     Options, Site, Tropism, distribute,
///     core::{SeedPlan, options::Options as _},
/// };
///
/// let mut options = Options::default();
/// options.draws = 64;
/// let options = options.check()?;
/// let body = distribute(Site::Blood, &Tropism::default(), &options, 24.0, SeedPlan::new(1))?;
/// let liver = body.at("in-liver-cells", 24.0).ok_or("no liver")?;
/// assert!(liver.low < 0.6 && 0.6 < liver.high);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct BodyDistribution {
    /// Where the dose was given.
    pub site: Site,
    /// The times, h: twelve, each twice the one before, up to the last.
    pub hours: Vec<f64>,
    /// Names of the compartments, in the order of the columns.
    #[serde(skip)]
    pub compartments: &'static [&'static str],
    /// Share of the dose in each compartment, one row per time, one column per compartment.
    pub shares: Vec<Vec<Interval>>,
    /// What each organ's cells hold at the end.
    pub organs: Vec<OrganDose>,
}

/// What of a dose ends in an organ.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct OrganDose {
    /// The organ.
    pub organ: Organ,
    /// Share of the dose.
    pub share: Interval,
    /// Vesicles per cell of the organ for each 1e12 given.
    pub per_cell: Interval,
}

/// Doubling times of a distribution.
const TIMES: i32 = 12;

/// Follows vesicles given at once at `site` through the body for `hours`, over the draws of the
/// parameters. The equations are linear and their solution is exact.
///
/// # Errors
/// Where `hours` is not above zero.
pub fn distribute(
    site: Site,
    tropism: &Tropism,
    options: &Checked,
    hours: f64,
    plan: SeedPlan,
) -> Result<BodyDistribution, ComputeError> {
    if !(hours.is_finite() && hours > 0.0) {
        return Err(ComputeError::Hours);
    }
    let parameters = &options.parameters();
    let points = Points::new(plan, options.draws.min(MOST));
    let drawn = draw(points, Half::A, parameters, &USED).values;
    let times: Vec<f64> = (1 - TIMES..=0).map(|power| hours * 2f64.powi(power)).collect();
    let n = COMPARTMENTS.len();
    let course = |values: &Values| {
        let mut body = Flows::new(n);
        body_flows(&mut body, 0, values, tropism, None);
        let mut start = vec![0.0; n];
        start[site.index()] = 1.0;
        let mut propagator = body.propagator(&vec![0.0; n], times[0]);
        let mut rows = vec![propagator.apply(&start)];
        for _ in 1..times.len() {
            propagator = propagator.twice();
            rows.push(propagator.apply(&start));
        }
        rows
    };
    let nominal = course(&Values::nominal(parameters));
    let draws = parallel::map(drawn.len(), |d| course(&drawn[d]));
    let ends = |time: usize, column: usize, scale: f64| {
        let values: Vec<f64> = draws.iter().map(|rows| rows[time][column]).collect();
        Interval::of_draws(nominal[time][column], &values).scale(scale)
    };
    let shares =
        (0..times.len()).map(|time| (0..n).map(|i| ends(time, i, 1.0)).collect()).collect();
    let organs = Organ::ALL
        .into_iter()
        .map(|organ| {
            let column = CELLS + organ as usize;
            let per_cell = PER / parameters.value(organ.cells());
            let last = times.len() - 1;
            OrganDose {
                organ,
                share: ends(last, column, 1.0),
                per_cell: ends(last, column, per_cell),
            }
        })
        .collect();
    Ok(BodyDistribution { site, hours: times, compartments: &COMPARTMENTS, shares, organs })
}

/// Draws behind the intervals of a distribution; more change them by less than their digits.
const MOST: usize = 512;

/// Vesicles given, to which vesicles per cell of an organ relate.
const PER: f64 = 1e12;

impl BodyDistribution {
    /// Share of the dose in a compartment, at the last time that is not after `hours`.
    #[must_use]
    pub fn at(&self, compartment: &str, hours: f64) -> Option<Interval> {
        let column = COMPARTMENTS.iter().position(|name| *name == compartment)?;
        let row = self.hours.iter().rposition(|time| *time <= hours * (1.0 + 1e-9))?;
        self.shares.get(row)?.get(column).copied()
    }

    /// `hours compartment value low high unit status`; the value is a share of the dose.
    #[must_use]
    pub fn table(&self) -> Table {
        let mut table =
            Table::new(["hours", "compartment", "value", "low", "high", "unit", "status"]);
        for (hours, row) in self.hours.iter().zip(&self.shares) {
            for (name, share) in COMPARTMENTS.iter().zip(row) {
                table.push([
                    (*hours).into(),
                    (*name).into(),
                    share.value.into(),
                    share.low.into(),
                    share.high.into(),
                    "share of dose".into(),
                    "assumed".into(),
                ]);
            }
        }
        table
    }
}
