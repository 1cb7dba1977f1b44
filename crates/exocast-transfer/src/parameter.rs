//! The one table of every number of the model: value, range, unit, source and status.

use std::{fmt, str::FromStr};

use exocast_core::{Interval, Table};
use serde::{Deserialize, Serialize};

use crate::{error::BadParameter, table::ENTRIES};

pub use crate::table::Parameter;

/// Where a number comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Measured, in the cited paper or by the user.
    Measured,
    /// Fitted to data by this project.
    Fitted,
    /// Believed or chosen; no measurement is cited for it.
    Assumed,
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Measured => "measured",
            Self::Fitted => "fitted",
            Self::Assumed => "assumed",
        })
    }
}

/// How a parameter varies over its 95 % range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Distribution {
    /// It does not vary.
    Fixed,
    /// The logarithm is normal and the range is its central 95 %; shares are cut at 1.
    LogNormal,
    /// The log odds are normal and the range is its central 95 %; for shares.
    LogitNormal,
}

impl fmt::Display for Distribution {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Fixed => "fixed",
            Self::LogNormal => "log-normal",
            Self::LogitNormal => "logit-normal",
        })
    }
}

/// What values a parameter can take at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Domain {
    /// Above zero.
    Positive,
    /// Zero or more.
    NonNegative,
    /// From 0 to 1.
    Share,
}

impl Domain {
    /// Whether `value` is possible.
    #[must_use]
    pub fn contains(self, value: f64) -> bool {
        value.is_finite()
            && match self {
                Self::Positive => value > 0.0,
                Self::NonNegative => value >= 0.0,
                Self::Share => (0.0..=1.0).contains(&value),
            }
    }
}

impl fmt::Display for Domain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Positive => "a finite number above zero",
            Self::NonNegative => "a finite number, zero or more",
            Self::Share => "a share from 0 to 1",
        })
    }
}

/// One row of the table: everything known of a parameter before the user says anything.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Entry {
    /// Name in kebab-case, as options, ledger and sensitivity table have it.
    pub name: &'static str,
    /// Default value.
    pub value: f64,
    /// Lower end of the 95 % range.
    pub low: f64,
    /// Upper end of the 95 % range.
    pub high: f64,
    /// How it varies over the range.
    pub distribution: Distribution,
    /// What it can be at all.
    pub domain: Domain,
    /// Unit; empty for shares and counts.
    pub unit: &'static str,
    /// Where the value comes from.
    pub status: Status,
    /// Citation, or the reason of the assumption.
    pub source: &'static str,
}

impl Parameter {
    /// Number of parameters.
    pub const COUNT: usize = Self::ALL.len();

    /// The row of the table.
    #[must_use]
    pub const fn entry(self) -> &'static Entry {
        const TABLE: &[Entry; Parameter::COUNT] = &ENTRIES;
        &TABLE[self as usize]
    }

    /// Name in kebab-case.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.entry().name
    }

    /// Default value and 95 % range.
    #[must_use]
    pub fn default_interval(self) -> Interval {
        let entry = self.entry();
        Interval { value: entry.value, low: entry.low, high: entry.high }
    }

    /// The whole table: `parameter value low high distribution unit status source`.
    ///
    /// ```
    /// use exocast_transfer::Parameter;
    ///
    /// assert_eq!(Parameter::table().rows().len(), Parameter::COUNT);
    /// ```
    #[must_use]
    pub fn table() -> Table {
        crate::Parameters::default().table()
    }
}

impl fmt::Display for Parameter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Reads a name in kebab-case; underscores stand for hyphens.
impl FromStr for Parameter {
    type Err = BadParameter;

    fn from_str(text: &str) -> Result<Self, BadParameter> {
        let name = text.trim().replace('_', "-");
        Self::ALL
            .iter()
            .copied()
            .find(|parameter| parameter.name() == name)
            .ok_or_else(|| BadParameter::Unknown { name: text.to_owned(), nearest: nearest(&name) })
    }
}

/// The known name most like `name`; one that holds it whole comes before all others.
fn nearest(name: &str) -> &'static str {
    let likeness = |parameter: &Parameter| {
        let whole = !name.is_empty() && parameter.name().contains(name);
        strsim::jaro_winkler(parameter.name(), name) + f64::from(u8::from(whole))
    };
    Parameter::ALL
        .iter()
        .max_by(|a, b| likeness(a).total_cmp(&likeness(b)))
        .map_or("", |parameter| parameter.name())
}
