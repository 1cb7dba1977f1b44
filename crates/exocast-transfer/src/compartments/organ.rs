//! Organs that take vesicles up.

use serde::{Deserialize, Serialize};

use crate::parameters::Parameter;
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
    pub(crate) const COUNT: usize = 5;
    /// All of them.
    pub(crate) const ALL: [Self; Self::COUNT] =
        [Self::Liver, Self::Spleen, Self::Lung, Self::Kidney, Self::Brain];

    pub(super) const fn share(self) -> Parameter {
        match self {
            Self::Liver => LiverShare,
            Self::Spleen => SpleenShare,
            Self::Lung => LungShare,
            Self::Kidney => KidneyShare,
            Self::Brain => BrainShare,
        }
    }

    pub(super) const fn cells(self) -> Parameter {
        match self {
            Self::Liver => LiverCells,
            Self::Spleen => SpleenCells,
            Self::Lung => LungCells,
            Self::Kidney => KidneyCells,
            Self::Brain => BrainCells,
        }
    }
}
