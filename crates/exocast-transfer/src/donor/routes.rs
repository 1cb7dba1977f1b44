//! Vesicles that a donor releases by each route.

use super::regulators::{Process, Sign};
use crate::parameters::{Parameter, Values};
#[allow(clippy::enum_glob_use, reason = "formulas over many parameters")]
use Parameter::*;

/// A regulator as it is used: which way it acts, or either way.
pub(super) struct Acting {
    pub(super) process: Process,
    pub(super) ratio: f64,
    pub(super) sign: Option<Sign>,
}

/// Vesicles by each route for one set of values.
pub(super) struct Routes {
    pub(super) fold: f64,
    pub(super) share: f64,
    pub(super) exosomes: f64,
    pub(super) degraded: f64,
    pub(super) microvesicles: f64,
    pub(super) apoptotic: f64,
    pub(super) activity: [f64; Process::COUNT],
}

impl Routes {
    /// Regulators without a sign act as `unknown`, or not at all.
    pub(super) fn new(
        values: &Values,
        acting: &[Acting],
        unknown: Option<Sign>,
        changed: bool,
    ) -> Self {
        let control = values.get(RegulatorControl);
        let mut activity = [1.0; Process::COUNT];
        for regulator in acting {
            let scale = 1.0 - control + control * 2.0 * regulator.ratio / (1.0 + regulator.ratio);
            activity[regulator.process as usize] *= match regulator.sign.or(unknown) {
                Some(Sign::Promotes) => scale,
                Some(Sign::Hinders) => 1.0 / scale.max(f64::MIN_POSITIVE),
                None => 1.0,
            };
        }
        let at = |process: Process| activity[process as usize];
        let through_escrt = values.get(EscrtShare);
        let budding = through_escrt * at(Process::EscrtBudding)
            + (1.0 - through_escrt) * at(Process::OtherBudding);
        let before = values.get(MvbFusionShare);
        let fusing = before * at(Process::MembraneFusion);
        let degraded = (1.0 - before) * at(Process::LysosomeFusion);
        let share = if fusing + degraded > 0.0 { fusing / (fusing + degraded) } else { before };
        let misfit = if changed { values.get(MachineryMisfit) } else { 1.0 };
        let made = values.get(IlvsPerMvb) * values.get(MvbTurnover) * budding;
        Self {
            fold: if before > 0.0 { budding * share / before * misfit } else { 0.0 },
            share,
            exosomes: made * share * misfit,
            degraded: made * (1.0 - share),
            microvesicles: values.get(MicrovesicleRate) * at(Process::Shedding),
            apoptotic: values.get(ApoptosisRate) * values.get(ApoptoticBodies),
            activity,
        }
    }
}
