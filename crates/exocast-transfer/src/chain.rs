//! The chain from donor to RISC for one set of parameter values, in vesicles per recipient cell.
//!
//! Copies of a miRNA are `copies per vesicle` times these: the chain is linear in the cargo.

use std::f64::consts::LN_2;

use crate::{
    kinetics::{Fluid, phi1, saturable},
    parameter::Parameter,
    parameters::Parameters,
    scenario::{Scenario, Secretion, Setup},
};
#[allow(clippy::enum_glob_use, reason = "formulas over many parameters")]
use Parameter::*;

/// One value a parameter.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Values([f64; Parameter::COUNT]);

impl Values {
    /// The values without their ranges.
    pub(crate) fn nominal(parameters: &Parameters) -> Self {
        let mut values = [0.0; Parameter::COUNT];
        for (parameter, setting) in parameters.iter() {
            values[parameter as usize] = setting.range.value;
        }
        Self(values)
    }

    pub(crate) fn get(&self, parameter: Parameter) -> f64 {
        self.0[parameter as usize]
    }

    pub(crate) fn set(&mut self, parameter: Parameter, value: f64) {
        self.0[parameter as usize] = value;
    }
}

/// A step of the chain, in the order in which copies pass it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Step {
    /// Packed in intraluminal vesicles of multivesicular bodies.
    Intraluminal,
    /// Secreted by donors.
    Secreted,
    /// On the side of the recipients of a transwell membrane.
    Passed,
    /// Given with the sample.
    Given,
    /// Leaving the body fluid, shared among the cells it reaches.
    Circulating,
    /// Taken up by recipients.
    TakenUp,
    /// In the cytosol.
    Escaped,
    /// In RISC.
    Loaded,
    /// Still there at the end of the exposure.
    Present,
}

impl Step {
    /// Number of steps.
    pub(crate) const COUNT: usize = Self::Present as usize + 1;

    /// Name in kebab-case.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Intraluminal => "intraluminal",
            Self::Secreted => "secreted",
            Self::Passed => "passed",
            Self::Given => "given",
            Self::Circulating => "circulating",
            Self::TakenUp => "taken-up",
            Self::Escaped => "escaped",
            Self::Loaded => "loaded",
            Self::Present => "present",
        }
    }
}

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

/// Vesicles secreted by one donor per hour.
pub(crate) fn secretion(values: &Values, route: Secretion) -> f64 {
    match route {
        Secretion::Rate => values.get(SecretionPerCell),
        Secretion::Mvb => intraluminal(values) * values.get(MvbFusionShare),
    }
}

/// Intraluminal vesicles whose multivesicular body meets its fate, per donor and hour.
fn intraluminal(values: &Values) -> f64 {
    values.get(IlvsPerMvb) * values.get(MvbTurnover)
}

/// Computes the chain.
pub(crate) fn chain(values: &Values, setup: Setup) -> Chain {
    let hours = values.get(Hours);
    let decay = LN_2 / values.get(MirnaHalfLife);
    let mut chain = Chain { supply: f64::INFINITY, ..Chain::default() };
    let mut put = |step: Step, value: f64| chain.steps[step as usize] = value;

    let (taken_up, surviving);
    if setup.stated {
        let held = held(values, values.get(RecipientConcentration), f64::INFINITY);
        (taken_up, surviving) = (held.uptake * hours, held.uptake * hours * phi1(decay * hours));
        chain.concentration = values.get(RecipientConcentration);
        chain.steady_uptake = held.uptake;
    } else if let Some(body) = body(values, setup.scenario) {
        let held = held(values, body.at_recipients, body.supply);
        put(Step::Circulating, body.supply * hours);
        (taken_up, surviving) = (held.uptake * hours, held.uptake * hours * phi1(decay * hours));
        chain.concentration = body.at_recipients;
        chain.supply = body.supply;
        chain.steady_uptake = held.uptake;
        chain.limited = held.limited;
    } else {
        let recipients = match setup.scenario {
            Scenario::Tissue => values.get(TissueDensity),
            _ => values.get(RecipientDensity),
        };
        let mut fluid = Fluid {
            start: 0.0,
            source: 0.0,
            loss: values.get(VesicleLoss),
            uptake: values.get(UptakeRate),
            saturation: values.get(UptakeSaturation),
            recipients,
        };
        if setup.scenario == Scenario::PurifiedDose {
            let dose = values.get(DosePerRecipient);
            put(Step::Given, dose);
            fluid.start = dose * recipients;
            chain.supply = dose;
            chain.steady_uptake = saturable(fluid.uptake, fluid.saturation, fluid.start);
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
            chain.steady_uptake = fluid.steady_uptake();
        }
        let exposure = fluid.expose(hours, decay);
        (taken_up, surviving) = (exposure.taken_up, exposure.surviving);
        chain.concentration = exposure.concentration;
    }

    let escape = values.get(EndosomalEscape);
    let competent = values.get(RiscCompetentShare);
    chain.steps[Step::TakenUp as usize] = taken_up;
    chain.steps[Step::Escaped as usize] = taken_up * escape;
    chain.steps[Step::Loaded as usize] = taken_up * escape * competent;
    chain.steps[Step::Present as usize] = surviving * escape * competent;
    // A dose given once never leaves more than itself, however slow the decay.
    let most = if setup.scenario == Scenario::PurifiedDose { chain.supply } else { f64::INFINITY };
    chain.steady = (chain.steady_uptake / decay).min(most) * escape * competent;
    chain
}

/// Uptake from a fluid that holds its concentration, cut to the supply.
struct Held {
    uptake: f64,
    limited: bool,
}

fn held(values: &Values, concentration: f64, supply: f64) -> Held {
    let wanted = saturable(values.get(UptakeRate), values.get(UptakeSaturation), concentration);
    Held { uptake: wanted.min(supply), limited: wanted > supply }
}

/// A body fluid in balance.
struct Body {
    /// Concentration around the recipients, per mL.
    at_recipients: f64,
    /// Vesicles that leave the fluid per hour and cell of those that share them.
    supply: f64,
}

fn body(values: &Values, scenario: Scenario) -> Option<Body> {
    let (fluid, passage, volume, half_life, cells) = match scenario {
        Scenario::Systemic => {
            (PlasmaConcentration, PlasmaToTissue, PlasmaVolume, PlasmaHalfLife, NucleatedCells)
        }
        Scenario::Csf => (CsfConcentration, CsfToTissue, CsfVolume, CsfHalfLife, BrainCells),
        _ => return None,
    };
    let concentration = values.get(fluid) * values.get(SourceShare);
    let per_hour = LN_2 / (values.get(half_life) / 60.0);
    Some(Body {
        at_recipients: concentration * values.get(passage),
        supply: concentration * values.get(volume) * per_hour / values.get(cells),
    })
}

/// The steps of a scenario, each with the parameter that decides how much is lost to it.
pub(crate) fn steps(setup: Setup) -> Vec<(Step, Parameter)> {
    let mut steps = Vec::new();
    if !setup.stated {
        match setup.scenario {
            Scenario::PurifiedDose => steps.push((Step::Given, DosePerRecipient)),
            Scenario::Systemic => steps.push((Step::Circulating, PlasmaHalfLife)),
            Scenario::Csf => steps.push((Step::Circulating, CsfHalfLife)),
            Scenario::CoCulture | Scenario::Transwell | Scenario::Tissue => {
                if setup.secretion == Secretion::Mvb {
                    steps.push((Step::Intraluminal, MvbTurnover));
                    steps.push((Step::Secreted, MvbFusionShare));
                } else {
                    steps.push((Step::Secreted, SecretionPerCell));
                }
                if setup.scenario == Scenario::Transwell {
                    steps.push((Step::Passed, TranswellPassage));
                }
            }
        }
    }
    steps.extend([
        (Step::TakenUp, UptakeRate),
        (Step::Escaped, EndosomalEscape),
        (Step::Loaded, RiscCompetentShare),
        (Step::Present, MirnaHalfLife),
    ]);
    steps
}
