//! Options of a computation.

use std::collections::{BTreeMap, HashSet};

use exocast_core::words::plural;
use serde::{Deserialize, Serialize};

use crate::{
    input::{EndogenousMirna, Scenario, Secretion, Setup, sum},
    parameters::{BadOption, Override, Parameter, Parameters, Status},
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
    /// Copies that the recipient makes itself, by miRNA; empty where they are not known. Their sum is the parameter
    /// `endogenous-copies`, unless that was set to a total of which they are a part.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub endogenous: Vec<EndogenousMirna>,
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
            endogenous: Vec::new(),
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
        let parameters = Parameters::with(&self.parameters)?;
        check_endogenous(&self.endogenous)?;
        let total = parameters.get(Parameter::EndogenousCopies);
        let listed = sum(self.endogenous.iter()).value;
        // A sum of decimals is not exact.
        if total.set && total.range.value < listed * (1.0 - 1e-9) {
            return Err(BadOption::FewerThanListed { total: total.range.value, listed });
        }
        Ok(())
    }
}

fn check_endogenous(entries: &[EndogenousMirna]) -> Result<(), BadOption> {
    let mut names = HashSet::new();
    for entry in entries {
        let copies = entry.copies_per_cell;
        let ends = [copies.low, copies.value, copies.high];
        let possible = ends.iter().all(|copies| copies.is_finite() && *copies >= 0.0);
        if !possible || !copies.contains(copies.value) {
            return Err(BadOption::Endogenous { mirna: entry.label(), copies });
        }
        if !names.insert((&entry.mirna, &entry.guide.isomir)) {
            return Err(BadOption::DuplicateEndogenous(entry.label()));
        }
    }
    Ok(())
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
        let mut parameters = Parameters::with(&self.parameters).unwrap_or_default();
        if !self.endogenous.is_empty() && !self.has_total() {
            let listed = sum(self.endogenous.iter());
            let of_table = |low, high| Override::Full {
                value: listed.value,
                low,
                high,
                status: Some(Status::Measured),
                source: Some(format!(
                    "sum of the {} given of the recipient",
                    plural(self.endogenous.len(), "miRNA")
                )),
            };
            let ends = of_table(Some(listed.low), Some(listed.high));
            // An interval down to zero has no logarithm: the value is what was measured.
            let _applied = parameters
                .apply(Parameter::EndogenousCopies, &ends)
                .or_else(|_| parameters.apply(Parameter::EndogenousCopies, &of_table(None, None)));
        }
        parameters
    }

    /// Whether the copies of all miRNAs of the recipient were set, and not only those of some.
    pub(crate) fn has_total(&self) -> bool {
        self.sets(Parameter::EndogenousCopies)
    }

    fn sets(&self, parameter: Parameter) -> bool {
        self.parameters.keys().any(|name| name.parse() == Ok(parameter))
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
            stated: self.sets(Parameter::RecipientConcentration),
        }
    }
}
