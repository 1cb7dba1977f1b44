//! Vesicles in the body: interstitium, blood, cerebrospinal fluid and organs.

use std::f64::consts::LN_2;

use serde::{Deserialize, Serialize};

use super::{flows::Flows, organ::Organ, tropism::Tropism};
use crate::parameters::{Parameter, Values};
#[allow(clippy::enum_glob_use, reason = "formulas over many parameters")]
use Parameter::*;

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
pub(crate) const CELLS: usize = ORGANS + Organ::COUNT;
const TISSUE_CELLS: usize = CELLS + Organ::COUNT;
const ELSEWHERE: usize = TISSUE_CELLS + 1;
const DECAYED: usize = ELSEWHERE + 1;

/// Adds the flows of the body, with its first compartment at `first`.
///
/// Blood clears `ln 2/t½` of its vesicles an hour. An organ with share `f` keeps `f` of that; as it returns
/// `r` of what enters it, `f/(1 − r)` enter. What the brain returns goes to cerebrospinal fluid. What
/// is left of the clearance goes elsewhere, less what a target tissue `taken` from a site, per hour.
pub(crate) fn body_flows(
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
