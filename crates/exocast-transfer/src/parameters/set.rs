//! The table with what the user set.

use std::{borrow::Cow, collections::BTreeMap};

use exocast_core::{Interval, Table};
use serde::{Serialize, Serializer, ser::SerializeMap as _};

use super::{
    entry::{Distribution, Domain, Status},
    error::BadOption,
    overrides::Override,
    spread::Spread,
    table::Parameter,
};

/// One parameter as it is used.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Setting {
    /// Value and 95 % range.
    #[serde(flatten)]
    pub range: Interval,
    /// How it varies over the range.
    pub distribution: Distribution,
    /// Where it comes from.
    pub status: Status,
    /// Citation or reason.
    pub source: Cow<'static, str>,
    /// Whether it differs from the table because somebody said so.
    pub set: bool,
}

/// Every parameter with the value, range, status and source it is used with.
///
/// ```
/// use exocast_transfer::{Parameter, Parameters};
///
/// let mut parameters = Parameters::default();
/// parameters.set("endosomal-escape", 0.1, Some((0.02, 0.4)))?;
/// assert_eq!(parameters.value(Parameter::EndosomalEscape), 0.1);
/// let error = parameters.set("endosomal-escpe", 0.1, None).unwrap_err();
/// assert!(error.to_string().ends_with("did you mean `endosomal-escape`?"));
/// # Ok::<(), exocast_transfer::BadOption>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Parameters {
    settings: Vec<Setting>,
}

impl Default for Parameters {
    fn default() -> Self {
        let setting = |parameter: &Parameter| {
            let entry = parameter.entry();
            Setting {
                range: parameter.default_interval(),
                distribution: entry.distribution,
                status: entry.status,
                source: Cow::Borrowed(entry.source),
                set: false,
            }
        };
        Self { settings: Parameter::ALL.iter().map(setting).collect() }
    }
}

impl Parameters {
    /// The table with these overrides, by name.
    ///
    /// # Errors
    /// At the first unknown name or impossible value.
    pub(crate) fn with(overrides: &BTreeMap<String, Override>) -> Result<Self, BadOption> {
        let mut parameters = Self::default();
        for (name, given) in overrides {
            parameters.apply(name.parse()?, given)?;
        }
        Ok(parameters)
    }

    /// Sets a parameter by name to a value, known without error where no 95 % interval is given.
    ///
    /// # Errors
    /// Where no parameter has the name (the error names the nearest), the value or an end is
    /// impossible, or the interval does not hold the value.
    pub fn set(
        &mut self,
        name: &str,
        value: f64,
        interval: Option<(f64, f64)>,
    ) -> Result<(), BadOption> {
        let (low, high) = interval.unwrap_or((value, value));
        self.apply(name.parse()?, &Override::from(Interval { value, low, high }))
    }

    /// Sets a parameter.
    ///
    /// # Errors
    /// As [`set`](Self::set).
    pub(crate) fn apply(
        &mut self,
        parameter: Parameter,
        given: &Override,
    ) -> Result<(), BadOption> {
        let (range, status, source) = match given {
            Override::Value(value) => (Interval::exact(*value), None, None),
            Override::Full { value, low, high, status, source } => (
                Interval {
                    value: *value,
                    low: low.unwrap_or(*value),
                    high: high.unwrap_or(*value),
                },
                *status,
                source.clone(),
            ),
        };
        let distribution = checked_distribution(parameter, range)?;
        self.settings[parameter as usize] = Setting {
            range,
            distribution,
            status: status.unwrap_or(Status::Assumed),
            source: Cow::Owned(source.unwrap_or_else(|| "set by the user".to_owned())),
            set: true,
        };
        Ok(())
    }

    /// Takes a measured value without error, unless the parameter was set by hand or it cannot be that.
    pub(crate) fn measure(&mut self, parameter: Parameter, value: f64) {
        let setting = &mut self.settings[parameter as usize];
        if !setting.set && parameter.entry().domain.contains(value) {
            setting.range = Interval::exact(value);
            setting.distribution = Distribution::Fixed;
            setting.status = Status::Measured;
            setting.source = Cow::Borrowed("the vesicles measured");
        }
    }

    /// A parameter as it is used.
    #[must_use]
    pub fn get(&self, parameter: Parameter) -> &Setting {
        &self.settings[parameter as usize]
    }

    /// The value of a parameter.
    #[must_use]
    pub fn value(&self, parameter: Parameter) -> f64 {
        self.get(parameter).range.value
    }

    /// All of them with their names, in the order of the table.
    #[must_use]
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (Parameter, &Setting)> {
        Parameter::ALL.iter().copied().zip(&self.settings)
    }

    /// `parameter value low high distribution unit status source`, one row per parameter.
    #[must_use]
    pub fn table(&self) -> Table {
        let mut table = Table::new([
            "parameter",
            "value",
            "low",
            "high",
            "distribution",
            "unit",
            "status",
            "source",
        ]);
        for (parameter, setting) in self.iter() {
            table.push([
                parameter.name().into(),
                setting.range.value.into(),
                setting.range.low.into(),
                setting.range.high.into(),
                setting.distribution.to_string().into(),
                parameter.entry().unit.into(),
                setting.status.to_string().into(),
                setting.source.as_ref().into(),
            ]);
        }
        table
    }

    pub(crate) fn spread(&self, parameter: Parameter) -> Spread {
        let setting = self.get(parameter);
        Spread::new(setting.range, setting.distribution, parameter.entry().domain)
    }
}

impl Parameter {
    /// The whole table: `parameter value low high distribution unit status source`.
    ///
    /// ```
    /// use exocast_transfer::Parameter;
    ///
    /// assert_eq!(Parameter::table().rows().len(), Parameter::ALL.len());
    /// ```
    #[must_use]
    pub fn table() -> Table {
        Parameters::default().table()
    }
}

/// A map from name to setting, in the order of the table.
impl Serialize for Parameters {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.settings.len()))?;
        for (parameter, setting) in self.iter() {
            map.serialize_entry(parameter.name(), setting)?;
        }
        map.end()
    }
}

/// How a parameter with this range varies, where the range is possible.
fn checked_distribution(parameter: Parameter, range: Interval) -> Result<Distribution, BadOption> {
    let entry = parameter.entry();
    let name = entry.name;
    for value in [range.value, range.low, range.high] {
        if !entry.domain.contains(value) {
            return Err(BadOption::Impossible { name, value, domain: entry.domain });
        }
    }
    if !range.contains(range.value) {
        return Err(BadOption::Outside { name, interval: range });
    }
    let inside = range.low > 0.0 && range.high < 1.0;
    let distribution = match entry.distribution {
        _ if range.high <= range.low => Distribution::Fixed,
        Distribution::Fixed if entry.domain == Domain::Share && inside => Distribution::LogitNormal,
        Distribution::Fixed => Distribution::LogNormal,
        other => other,
    };
    if distribution == Distribution::LogitNormal && !inside {
        let wanted = "give ends above 0 and below 1";
        return Err(BadOption::Range { name, interval: range, distribution, wanted });
    }
    if range.low <= 0.0 && distribution == Distribution::LogNormal {
        let wanted = "give a lower end above 0, or a single value to set it to zero";
        return Err(BadOption::Range { name, interval: range, distribution, wanted });
    }
    Ok(distribution)
}
