//! Rates of the chain from the parameters.

use std::f64::consts::LN_2;

use super::{exposure::Inside, uptake::Uptake};
use crate::{
    input::{Scenario, Secretion},
    parameters::{Parameter, Values},
};
#[allow(clippy::enum_glob_use, reason = "formulas over many parameters")]
use Parameter::*;

/// Vesicles secreted by one donor per hour.
pub(crate) fn secretion(values: &Values, route: Secretion) -> f64 {
    match route {
        Secretion::Rate => values.get(SecretionPerCell),
        Secretion::Mvb => intraluminal(values) * values.get(MvbFusionShare),
    }
}

/// Intraluminal vesicles whose multivesicular body meets its fate, per donor and hour.
pub(crate) fn intraluminal(values: &Values) -> f64 {
    values.get(IlvsPerMvb) * values.get(MvbTurnover)
}

/// How recipients take vesicles up.
pub(crate) fn uptake(values: &Values) -> Uptake {
    Uptake {
        endocytosis: values.get(UptakeRate),
        saturation: values.get(UptakeSaturation),
        fusion: values.get(FusionRate),
        fusion_saturation: values.get(FusionSaturation),
    }
}

/// What becomes of vesicles inside of a recipient.
pub(crate) fn inside(values: &Values) -> Inside {
    Inside { turnover: values.get(EndosomeTurnover), decay: LN_2 / values.get(MirnaHalfLife) }
}

/// Recipients per mL of the fluid they share with the vesicles.
pub(crate) fn recipients(values: &Values, scenario: Scenario) -> f64 {
    values.get(if scenario == Scenario::Tissue { TissueDensity } else { RecipientDensity })
}

/// A body fluid in balance.
pub(crate) struct BodyFluid {
    /// Concentration around the recipients, per mL.
    pub(crate) at_recipients: f64,
    /// Vesicles that leave the fluid per hour and cell of those that share them.
    pub(crate) supply: f64,
    /// Whether recipients would take up more than that, and the concentration is what it sustains.
    pub(crate) limited: bool,
}

pub(crate) fn body_fluid(values: &Values, scenario: Scenario) -> Option<BodyFluid> {
    let (fluid, passage, volume, half_life, cells) = match scenario {
        Scenario::Systemic => {
            (PlasmaConcentration, PlasmaToTissue, PlasmaVolume, PlasmaHalfLife, NucleatedCells)
        }
        Scenario::Csf => (CsfConcentration, CsfToTissue, CsfVolume, CsfHalfLife, BrainCells),
        _ => return None,
    };
    let concentration = values.get(fluid) * values.get(SourceShare);
    let per_hour = LN_2 / (values.get(half_life) / 60.0);
    let supply = concentration * values.get(volume) * per_hour / values.get(cells);
    let uptake = uptake(values);
    let there = concentration * values.get(passage);
    let (endocytosed, fused) = uptake.at(there);
    let limited = endocytosed + fused > supply;
    let at_recipients = if limited { uptake.sustained_by(supply, there) } else { there };
    Some(BodyFluid { at_recipients, supply, limited })
}
