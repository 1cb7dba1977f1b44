//! Where donors, vesicles and recipients meet.

use std::{fmt, str::FromStr};

use exocast_core::options::{UnknownWord, Word};
use serde::{Deserialize, Serialize};

use crate::parameters::Parameter;
#[allow(clippy::enum_glob_use, reason = "formulas over many parameters")]
use Parameter::*;

/// Where donors, vesicles and recipients meet, and so what limits the supply of vesicles.
///
/// ```
/// use exocast_transfer::Scenario;
///
/// let scenario: Scenario = "purified-dose".parse()?;
/// assert_eq!(scenario.to_string(), "purified-dose");
/// # Ok::<(), exocast_core::options::UnknownWord>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scenario {
    /// Donors and recipients in one dish. The medium starts without vesicles and fills by secretion.
    #[default]
    CoCulture,
    /// As co-culture, with a porous membrane that only a part of the vesicles passes.
    Transwell,
    /// Vesicles given once to recipients in a dish, and used up by them.
    PurifiedDose,
    /// Donors and recipients in a closed tissue with little fluid between them.
    Tissue,
    /// Vesicles of blood plasma reach a distant tissue; plasma holds its concentration.
    Systemic,
    /// Vesicles of cerebrospinal fluid reach brain cells; the fluid holds its concentration.
    Csf,
}

impl Scenario {
    /// Name in kebab-case.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::CoCulture => "co-culture",
            Self::Transwell => "transwell",
            Self::PurifiedDose => "purified-dose",
            Self::Tissue => "tissue",
            Self::Systemic => "systemic",
            Self::Csf => "csf",
        }
    }

    /// Whether donors secrete into the fluid of the recipients.
    #[must_use]
    pub(crate) const fn has_donors(self) -> bool {
        matches!(self, Self::CoCulture | Self::Transwell | Self::Tissue)
    }

    /// The parameter that a measured concentration of the sample replaces, if any.
    ///
    /// In `purified-dose` the measurement is of the sample that is given, in `systemic` of plasma, in
    /// `csf` of cerebrospinal fluid. Where donors are present, what they secrete decides, and a
    /// measurement of another fluid says nothing about the fluid between the cells.
    #[must_use]
    pub(crate) const fn measured(self) -> Option<Parameter> {
        match self {
            Self::PurifiedDose => Some(DosePerRecipient),
            Self::Systemic => Some(PlasmaConcentration),
            Self::Csf => Some(CsfConcentration),
            Self::CoCulture | Self::Transwell | Self::Tissue => None,
        }
    }
}

impl fmt::Display for Scenario {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Word for Scenario {
    const ALL: &'static [Self] = &[
        Self::CoCulture,
        Self::Transwell,
        Self::PurifiedDose,
        Self::Tissue,
        Self::Systemic,
        Self::Csf,
    ];

    fn name(self) -> &'static str {
        self.name()
    }
}

impl FromStr for Scenario {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        Self::parse(text.trim())
    }
}
