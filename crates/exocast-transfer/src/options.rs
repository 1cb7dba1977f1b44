//! Options of a computation.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    error::BadOption,
    input::{Scenario, Secretion, Setup},
    parameters::{Override, Parameter, Parameters},
};

/// What to compute, as it is written in a study file; [`check`](Self::check) makes it usable.
///
/// ```
/// use exocast_transfer::{Options, Scenario};
///
/// let mut options = Options { scenario: Scenario::Tissue, ..Options::default() };
/// options.parameters.insert("donor_per_recipient".into(), 2.0.into());
/// assert!(options.check().is_ok());
/// options.parameters.insert("endosomal-escape".into(), 1.5.into());
/// assert!(options.check().is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Options {
    /// Where donors, vesicles and recipients meet.
    pub scenario: Scenario,
    /// How the secretion of a donor is found, in scenarios with donors.
    pub secretion: Secretion,
    /// Random draws over the ranges of the parameters, 16 to 65,536; powers of two are best.
    pub draws: usize,
    /// Seed of the draws.
    pub seed: u64,
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
            seed: 1,
            bootstrap: 200,
            sensitivity_mirnas: 10,
            keep_draws: 0,
            parameters: BTreeMap::new(),
        }
    }
}

/// Options that were checked.
#[derive(Clone, Debug, PartialEq)]
pub struct Checked {
    pub(crate) options: Options,
    pub(crate) parameters: Parameters,
}

impl Options {
    /// Fewest and most draws; the Sobol' points are made for no more.
    pub const DRAWS: std::ops::RangeInclusive<usize> = 16..=65_536;

    /// Checks the options and resolves the parameters.
    ///
    /// # Errors
    /// Where a parameter is unknown or impossible, or the number of draws is out of range.
    pub fn check(&self) -> Result<Checked, BadOption> {
        if !Self::DRAWS.contains(&self.draws) {
            let (low, high) = (*Self::DRAWS.start(), *Self::DRAWS.end());
            return Err(BadOption::Draws { found: self.draws, low, high });
        }
        let parameters = Parameters::with(&self.parameters)?;
        Ok(Checked { options: self.clone(), parameters })
    }
}

impl Checked {
    /// The options as they were given.
    #[must_use]
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// Every parameter as it is used, before a vesicle measurement replaces any.
    #[must_use]
    pub fn parameters(&self) -> &Parameters {
        &self.parameters
    }

    /// The scenario.
    #[must_use]
    pub fn scenario(&self) -> Scenario {
        self.options.scenario
    }

    /// The parameters that this computation reads, in the order of the table.
    #[must_use]
    pub fn used(&self) -> Vec<Parameter> {
        self.setup().parameters()
    }

    pub(crate) fn setup(&self) -> Setup {
        Setup {
            scenario: self.options.scenario,
            secretion: self.options.secretion,
            stated: self.parameters.get(Parameter::RecipientConcentration).set,
        }
    }
}
