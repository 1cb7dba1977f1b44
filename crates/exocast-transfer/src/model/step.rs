//! The steps of the chain.

use crate::{
    input::{Scenario, Secretion, Setup},
    parameters::Parameter,
};
#[allow(clippy::enum_glob_use, reason = "formulas over many parameters")]
use Parameter::*;

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
    /// In a form that Argonaute takes.
    Loaded,
    /// Still there at the end of the exposure.
    Present,
    /// In RISC at the end, in competition with the recipient's own copies and with what else was delivered.
    Held,
}

impl Step {
    /// Number of steps.
    pub(crate) const COUNT: usize = Self::Held as usize + 1;

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
            Self::Held => "held",
        }
    }
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
        (Step::Held, AgoPerCell),
    ]);
    steps
}
