//! Options of a computation.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    input::{Scenario, Secretion, Setup},
    parameters::{BadOption, Override, Parameter, Parameters},
};

/// What to compute, as it is written in a study file.
///
/// ```
/// use exocast_transfer::{Options, Scenario, core::options::Options as _};
///
/// let mut options = Options::new(Scenario::Tissue);
/// options.parameters.insert("donor_per_recipient".into(), 2.0.into());
/// assert!(options.validate().is_ok());
/// options.parameters.insert("endosomal-escape".into(), 1.5.into());
/// assert!(options.check().is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Options {
    /// Where donors, vesicles and recipients meet.
    pub scenario: Scenario,
    /// How the secretion of a donor is found, in scenarios with donors.
    pub secretion: Secretion,
    /// Random draws over the ranges of the parameters, 16 to 65,536; powers of two are best.
    pub draws: usize,
    /// Resamples behind the intervals of the sensitivity table.
    pub bootstrap: usize,
    /// How many miRNAs, most delivered first, get sensitivity rows beside the total.
    pub sensitivity_mirnas: usize,
    /// Draws of the copies that are kept of each miRNA, to go on from; none where only intervals are wanted.
    pub keep_draws: usize,
    /// Parameters by name that differ from the table.
    pub parameters: BTreeMap<String, Override>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            scenario: Scenario::default(),
            secretion: Secretion::default(),
            draws: 4096,
            bootstrap: 200,
            sensitivity_mirnas: 10,
            keep_draws: 0,
            parameters: BTreeMap::new(),
        }
    }
}

/// Options that are valid.
pub type Checked = exocast_core::options::Checked<Options>;

impl exocast_core::options::Options for Options {
    type Error = BadOption;

    fn validate(&self) -> Result<(), BadOption> {
        if !Self::DRAWS.contains(&self.draws) {
            let (low, high) = (*Self::DRAWS.start(), *Self::DRAWS.end());
            return Err(BadOption::Draws { draws: self.draws, low, high });
        }
        Parameters::with(&self.parameters).map(|_| ())
    }
}

impl Options {
    /// Fewest and most draws; the Sobol' points are made for no more.
    const DRAWS: std::ops::RangeInclusive<usize> = 16..=65_536;

    /// Default options for a scenario.
    #[must_use]
    pub fn new(scenario: Scenario) -> Self {
        Self { scenario, ..Self::default() }
    }

    /// Every parameter as it is used, before a vesicle measurement replaces any. An invalid parameter, which checked
    /// options do not have, leaves all at their defaults.
    #[must_use]
    pub fn parameters(&self) -> Parameters {
        Parameters::with(&self.parameters).unwrap_or_default()
    }

    /// The parameters that this computation reads, in the order of the table.
    #[must_use]
    pub fn used(&self) -> Vec<Parameter> {
        self.setup().parameters()
    }

    pub(crate) fn setup(&self) -> Setup {
        Setup {
            scenario: self.scenario,
            secretion: self.secretion,
            stated: self
                .parameters
                .keys()
                .any(|name| name.parse() == Ok(Parameter::RecipientConcentration)),
        }
    }
}
