//! Vesicles in the body: interstitium, blood, cerebrospinal fluid and organs.

use std::f64::consts::LN_2;

use exocast_core::{
    Interval, SeedPlan, Table, parallel,
    quantile::{QuantileType, quantile},
};
use serde::{Deserialize, Serialize};

use crate::{
    chain::Values,
    draws::{Half, Points, draw},
    error::CourseError,
    flows::Flows,
    options::Checked,
    parameter::Parameter,
    tropism::Tropism,
};
#[allow(clippy::enum_glob_use, reason = "formulas over many parameters")]
use Parameter::*;

/// An organ that takes vesicles out of blood or cerebrospinal fluid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Organ {
    /// Liver.
    Liver,
    /// Spleen.
    Spleen,
    /// Lung.
    Lung,
    /// Kidney.
    Kidney,
    /// Brain, behind the blood-brain barrier.
    Brain,
}

impl Organ {
    /// Number of organs.
    pub const COUNT: usize = 5;
    /// All of them.
    pub const ALL: [Self; Self::COUNT] =
        [Self::Liver, Self::Spleen, Self::Lung, Self::Kidney, Self::Brain];

    const fn share(self) -> Parameter {
        match self {
            Self::Liver => LiverShare,
            Self::Spleen => SpleenShare,
            Self::Lung => LungShare,
            Self::Kidney => KidneyShare,
            Self::Brain => BrainShare,
        }
    }

    const fn cells(self) -> Parameter {
        match self {
            Self::Liver => LiverCells,
            Self::Spleen => SpleenCells,
            Self::Lung => LungCells,
            Self::Kidney => KidneyCells,
            Self::Brain => BrainCells,
        }
    }
}

/// Where vesicles enter the body.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Site {
    /// Between the cells of a tissue, where donors secrete.
    Interstitium,
    /// Blood plasma, as by injection into a vein.
    #[default]
    Blood,
    /// Cerebrospinal fluid.
    Csf,
}

impl Site {
    pub(crate) const fn index(self) -> usize {
        self as usize
    }
}

/// Fluids, organs, then where vesicles end: in cells of each organ, of the tissue of the donors, cleared
/// elsewhere, decayed.
pub(crate) const COMPARTMENTS: [&str; 16] = [
    "interstitium",
    "blood",
    "csf",
    "liver",
    "spleen",
    "lung",
    "kidney",
    "brain",
    "in-liver-cells",
    "in-spleen-cells",
    "in-lung-cells",
    "in-kidney-cells",
    "in-brain-cells",
    "in-tissue-cells",
    "cleared-elsewhere",
    "interstitial-loss",
];
const ORGANS: usize = 3;
const CELLS: usize = ORGANS + Organ::COUNT;
const TISSUE_CELLS: usize = CELLS + Organ::COUNT;
const ELSEWHERE: usize = TISSUE_CELLS + 1;
const DECAYED: usize = ELSEWHERE + 1;

/// Adds the flows of the body, with its first compartment at `first`.
///
/// Blood clears `ln 2/t½` of its vesicles an hour. An organ with share `f` keeps `f` of that; as it returns
/// `r` of what enters it, `f/(1 − r)` enter. What the brain returns goes to cerebrospinal fluid. What
/// is left of the clearance goes elsewhere, less what a target tissue `taken` from a site, per hour.
pub(crate) fn flows(
    flows: &mut Flows,
    first: usize,
    values: &Values,
    tropism: &Tropism,
    taken: Option<(Site, f64)>,
) {
    let (interstitium, blood, csf) = (
        first + Site::Interstitium.index(),
        first + Site::Blood.index(),
        first + Site::Csf.index(),
    );
    let taken_from = |site| taken.filter(|(from, _)| *from == site).map_or(0.0, |(_, rate)| rate);
    let per_hour = |half_life| LN_2 / (values.get(half_life) / 60.0);
    let turnover = values.get(OrganTurnover);
    let back = values.get(OrganReturn);

    flows.add(interstitium, blood, values.get(InterstitialDrainage));
    flows.add(interstitium, first + DECAYED, values.get(VesicleLoss));
    flows.add(
        interstitium,
        first + TISSUE_CELLS,
        (values.get(UptakeRate) + values.get(FusionRate)) * values.get(TissueDensity),
    );

    let clearance = per_hour(PlasmaHalfLife);
    let shares: f64 = Organ::ALL.iter().map(|organ| values.get(organ.share())).sum();
    // Ranges of shares may add up to more than the whole.
    let scale = if shares > 1.0 { 1.0 / shares } else { 1.0 };
    for (i, organ) in Organ::ALL.into_iter().enumerate() {
        let fold = 1.0 + (values.get(TropismFold) - 1.0) * tropism.strength(organ);
        let share = values.get(organ.share()) * scale * fold;
        let (fluid, cells) = (first + ORGANS + i, first + CELLS + i);
        flows.add(blood, fluid, clearance * share / (1.0 - back).max(f64::EPSILON));
        flows.add(fluid, if organ == Organ::Brain { csf } else { blood }, turnover * back);
        flows.add(fluid, cells, turnover * (1.0 - back));
    }
    let rest = clearance * (1.0 - shares * scale) - taken_from(Site::Blood);
    flows.add(blood, first + ELSEWHERE, rest.max(0.0));

    let drained = per_hour(CsfHalfLife);
    let into_brain = values.get(CsfToBrain);
    let brain = first + ORGANS + Organ::Brain as usize;
    flows.add(csf, brain, drained * into_brain / (1.0 - back).max(f64::EPSILON));
    flows.add(csf, blood, (drained * (1.0 - into_brain) - taken_from(Site::Csf)).max(0.0));
}

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
/// use exocast_transfer::{Options, Site, Tropism, distribute};
///
/// let options = Options { draws: 64, ..Options::default() }.check()?;
/// let found = distribute(Site::Blood, &Tropism::default(), &options, 24.0)?;
/// let liver = found.at("in-liver-cells", 24.0).ok_or("no liver")?;
/// assert!(liver.low < 0.6 && 0.6 < liver.high);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BodyDistribution {
    /// Where the dose was given.
    pub site: Site,
    /// The times, h: twelve, each twice the one before, up to the last.
    pub hours: Vec<f64>,
    /// Share of the dose in each compartment, one row a time, one column a compartment.
    pub shares: Vec<Vec<Interval>>,
    /// What each organ's cells hold at the end.
    pub organs: Vec<OrganDose>,
}

/// What of a dose ends in an organ.
#[derive(Clone, Debug, PartialEq, Serialize)]
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
) -> Result<BodyDistribution, CourseError> {
    if !(hours.is_finite() && hours > 0.0) {
        return Err(CourseError::Hours);
    }
    let parameters = options.parameters();
    let points =
        Points::new(SeedPlan::new(options.options().seed), options.options().draws.min(MOST));
    let drawn = draw(points, Half::A, parameters, &USED).values;
    let times: Vec<f64> = (1 - TIMES..=0).map(|power| hours * 2f64.powi(power)).collect();
    let n = COMPARTMENTS.len();
    let course = |values: &Values| {
        let mut body = Flows::new(n);
        flows(&mut body, 0, values, tropism, None);
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
        let mut values: Vec<f64> = draws.iter().map(|rows| rows[time][column]).collect();
        values.sort_unstable_by(f64::total_cmp);
        let end = |p| quantile(&values, p, QuantileType::Type7).unwrap_or_default();
        Interval::new(nominal[time][column], end(0.025), end(0.975)).scale(scale)
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
    Ok(BodyDistribution { site, hours: times, shares, organs })
}

/// Draws behind the intervals of a distribution; more change them by less than their digits.
const MOST: usize = 512;
/// Vesicles given, to which vesicles per cell of an organ relate.
const PER: f64 = 1e12;

impl BodyDistribution {
    /// Names of the compartments, in the order of the columns.
    #[must_use]
    pub const fn compartments() -> &'static [&'static str] {
        &COMPARTMENTS
    }

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
