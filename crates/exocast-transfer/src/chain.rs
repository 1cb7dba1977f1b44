//! The chain from donor to RISC for one set of parameter values, in vesicles per recipient cell.
//!
//! Copies of a miRNA are `copies per vesicle` times these: the chain is linear in the cargo.

use std::f64::consts::LN_2;

use crate::{
    kinetics::{Exposure, Fluid, Inside, Uptake},
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
    } else if let Some(body) = body(values, setup.scenario) {
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
    let kept = if held > most { most / held } else { 1.0 };
    chain.steady = (steady.0 * escape + steady.1) / inside.decay * kept * competent;
    (chain, exposure)
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

pub(crate) fn body(values: &Values, scenario: Scenario) -> Option<BodyFluid> {
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
