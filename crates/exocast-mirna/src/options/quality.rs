//! Options of verdicts on libraries.

use std::collections::BTreeMap;

use exocast_core::options::Options;
use serde::{Deserialize, Serialize};

use super::{
    bad::BadOption,
    quality_limits::{LIMITS, Limit},
};

/// Options of the [verdicts](crate::Quantification::verdicts) on libraries.
///
/// ```
/// use exocast_mirna::{QualityOptions, core::options::Options};
///
/// let mut options = QualityOptions::default();
/// options.biofluid = Some("plasma".into());
/// options.limits.insert("dimers-care".into(), 0.6);
/// assert!(options.clone().check().is_ok());
/// options.limits.insert("dimer-care".into(), 0.6);
/// assert!(options.check().unwrap_err().to_string().contains("did you mean `dimers-care`?"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[non_exhaustive]
pub struct QualityOptions {
    /// What the vesicles were taken from: `plasma`, `serum`, `urine`, `culture medium`, `cells`, …
    pub biofluid: Option<String>,
    /// Samples that are replicates of each other, by the name of their group.
    pub groups: BTreeMap<String, Vec<String>>,
    /// Limits that differ from those of the table, by name; `_` may be written for `-`.
    pub limits: BTreeMap<String, f64>,
}

impl Options for QualityOptions {
    type Error = BadOption;

    fn validate(&self) -> Result<(), BadOption> {
        for (name, value) in &self.limits {
            let Some(limit) = find(name) else {
                return Err(BadOption::Limit { name: name.clone(), near: nearest(name) });
            };
            let (low, high) = limit.range;
            if !(low..=high).contains(value) {
                return Err(BadOption::Range { option: limit.name, value: *value, low, high });
            }
        }
        Ok(())
    }
}

impl QualityOptions {
    /// A limit in force.
    pub(crate) fn limit(&self, name: &str) -> f64 {
        let set = self.limits.iter().find(|(set, _)| is_called(name, set));
        set.map(|(_, value)| *value)
            .or_else(|| find(name).map(|limit| limit.value))
            .unwrap_or(f64::NAN)
    }
}

fn is_called(name: &str, given: &str) -> bool {
    given.replace('_', "-") == name
}

fn find(given: &str) -> Option<&'static Limit> {
    LIMITS.iter().find(|limit| is_called(limit.name, given))
}

/// The limit whose name differs least from what was given.
fn nearest(given: &str) -> &'static str {
    let given = given.replace('_', "-");
    let distance = |limit: &&Limit| {
        bio::alignment::distance::levenshtein(limit.name.as_bytes(), given.as_bytes())
    };
    LIMITS.iter().min_by_key(distance).map_or("", |limit| limit.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_set_by_name() {
        let mut options = QualityOptions::default();
        assert!((options.limit("dimers-care") - 0.4).abs() < 1e-12);
        options.limits.insert("dimers_care".into(), 0.6);
        assert!((options.limit("dimers-care") - 0.6).abs() < 1e-12);
        options.limits.insert("dimers_care".into(), 1.6);
        assert_eq!(
            options.check().unwrap_err().to_string(),
            "`dimers-care` is 1.6; it has to be from 0 to 1"
        );
    }

    #[test]
    fn limits_are_in_their_range_and_named_once() {
        for (i, limit) in LIMITS.iter().enumerate() {
            assert!((limit.range.0..=limit.range.1).contains(&limit.value), "{}", limit.name);
            assert!(["derived", "published", "assumed"].contains(&limit.status));
            assert!(LIMITS[..i].iter().all(|other| other.name != limit.name), "{}", limit.name);
        }
    }

    #[test]
    fn reads_that_show_a_doubling() {
        // Power of 80 % at p < 0.05 of ln 2 between counts of k and 2k.
        let error = |k: f64| (1.0 / k + 0.5 / k).sqrt();
        assert!((1.959_964 + 0.841_621) * error(25.0) <= std::f64::consts::LN_2);
        assert!((1.959_964 + 0.841_621) * error(24.0) > std::f64::consts::LN_2);
    }
}
