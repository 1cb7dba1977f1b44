//! The chain from donor to RISC for one set of parameter values, in vesicles per recipient cell.
//!
//! Copies of a miRNA are `copies per vesicle` times these: the chain is linear in the cargo.

use super::{
    exposure::Exposure,
    fluid::Fluid,
    rates::{body_fluid, inside, intraluminal, recipients, secretion, uptake},
    step::Step,
};
use crate::{
    input::{Scenario, Secretion, Setup},
    parameters::{Parameter, Values},
};
#[allow(clippy::enum_glob_use, reason = "formulas over many parameters")]
use Parameter::*;

/// The chain of one set of values.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Chain {
    /// Vesicles per recipient that come to each step within the exposure; 0 where the scenario has
    /// no such step.
    pub(crate) steps: [f64; Step::COUNT],
    /// Vesicles per mL around the recipients at the end.
    pub(crate) concentration: f64,
    /// The most vesicles a recipient can get: per hour, or in all where they are given once.
    /// Infinite where the concentration is stated.
    pub(crate) supply: f64,
    /// Vesicles taken up per recipient and hour in balance.
    pub(crate) steady_uptake: f64,
    /// Vesicles loaded and not yet decayed, per recipient, in balance.
    pub(crate) steady: f64,
    /// Whether uptake was cut to the supply.
    pub(crate) limited: bool,
}

impl Chain {
    pub(crate) fn at(&self, step: Step) -> f64 {
        self.steps[step as usize]
    }

    /// Vesicles loaded and still there at the end.
    pub(crate) fn present(&self) -> f64 {
        self.at(Step::Present)
    }
}

/// Computes the chain at the time `hours`.
pub(crate) fn chain(values: &Values, setup: Setup) -> Chain {
    follow(values, setup, values.get(Hours)).0
}

/// The chain after some hours, and what the exposure came to.
pub(crate) fn follow(values: &Values, setup: Setup, hours: f64) -> (Chain, Exposure) {
    let inside = inside(values);
    let uptake = uptake(values);
    let mut chain = Chain { supply: f64::INFINITY, ..Chain::default() };
    let mut put = |step: Step, value: f64| chain.steps[step as usize] = value;

    let (exposure, steady);
    if setup.stated {
        let concentration = values.get(RecipientConcentration);
        steady = uptake.at(concentration);
        exposure = Exposure::held(steady, concentration, hours, inside);
    } else if let Some(body) = body_fluid(values, setup.scenario) {
        put(Step::Circulating, body.supply * hours);
        steady = uptake.at(body.at_recipients);
        exposure = Exposure::held(steady, body.at_recipients, hours, inside);
        chain.supply = body.supply;
        chain.limited = body.limited;
    } else {
        let recipients = recipients(values, setup.scenario);
        let loss = values.get(VesicleLoss);
        let mut fluid = Fluid { start: 0.0, source: 0.0, loss, recipients, uptake };
        if setup.scenario == Scenario::PurifiedDose {
            let dose = values.get(DosePerRecipient);
            put(Step::Given, dose);
            fluid.start = dose * recipients;
            chain.supply = dose;
            steady = uptake.at(fluid.start);
        } else {
            let ratio = values.get(DonorPerRecipient);
            let secreted = secretion(values, setup.secretion) * ratio;
            if setup.secretion == Secretion::Mvb {
                put(Step::Intraluminal, intraluminal(values) * ratio * hours);
            }
            put(Step::Secreted, secreted * hours);
            chain.supply = secreted;
            if setup.scenario == Scenario::Transwell {
                chain.supply *= values.get(TranswellPassage);
                put(Step::Passed, chain.supply * hours);
            }
            fluid.source = chain.supply * recipients;
            steady = fluid.steady_uptake();
        }
        exposure = fluid.expose(hours, inside);
    }

    let escape = values.get(EndosomalEscape);
    let competent = values.get(RiscCompetentShare);
    let escaped = exposure.endocytosed * escape + exposure.fused;
    chain.concentration = exposure.concentration;
    chain.steps[Step::TakenUp as usize] = exposure.taken_up();
    chain.steps[Step::Escaped as usize] = escaped;
    chain.steps[Step::Loaded as usize] = escaped * competent;
    chain.steps[Step::Present as usize] =
        (exposure.processed * escape + exposure.surviving) * competent;
    chain.steady_uptake = steady.0 + steady.1;
    // A dose given once never leaves more than itself, however slow the decay.
    let once = setup.scenario == Scenario::PurifiedDose && !setup.stated;
    let most = if once { chain.supply } else { f64::INFINITY };
    let held = chain.steady_uptake / inside.decay;
    let left = if held > most { most / held } else { 1.0 };
    chain.steady = (steady.0 * escape + steady.1) / inside.decay * left * competent;
    (chain, exposure)
}
