//! A parameter by name.

use std::{fmt, str::FromStr};

use exocast_core::Interval;

use super::{
    entry::Entry,
    error::BadOption,
    table::{ENTRIES, Parameter},
};

impl Parameter {
    /// Number of parameters.
    pub(crate) const COUNT: usize = Self::ALL.len();

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
    pub(crate) fn default_interval(self) -> Interval {
        let entry = self.entry();
        Interval { value: entry.value, low: entry.low, high: entry.high }
    }
}

impl fmt::Display for Parameter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Reads a name in kebab-case; underscores stand for hyphens.
impl FromStr for Parameter {
    type Err = BadOption;

    fn from_str(text: &str) -> Result<Self, BadOption> {
        let name = text.trim().replace('_', "-");
        Self::ALL
            .iter()
            .copied()
            .find(|parameter| parameter.name() == name)
            .ok_or_else(|| BadOption::Unknown { name: text.to_owned(), nearest: nearest(&name) })
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
