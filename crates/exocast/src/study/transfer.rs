//! `[transfer]`: the scenario, and the parameters that a study sets.

use std::{collections::BTreeMap, fmt};

use exocast_core::Interval;
use exocast_transfer::{Override, Scenario};
use schemars::JsonSchema;
use serde::{
    Deserialize, Deserializer, Serialize,
    de::{DeserializeSeed, MapAccess, SeqAccess, Visitor},
};

use super::word;

/// `[transfer]`: the scenario, and any parameter by name.
#[derive(Clone, Debug, Default, PartialEq, Serialize, JsonSchema)]
pub struct Transfer {
    /// How vesicles reach the recipient.
    #[serde(default)]
    #[schemars(schema_with = "word::schema::<Scenario>")]
    pub scenario: Scenario,
    /// Parameters by name, with `-` or `_`: a value, `[low, high]` or `[value, low, high]`.
    #[serde(flatten)]
    pub parameters: BTreeMap<String, Setting>,
}

/// A parameter of the transfer model as a study sets it.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum Setting {
    /// A value without interval.
    Value(f64),
    /// `[low, high]`, or `[value, low, high]`.
    Interval(Vec<f64>),
}

// By hand, so that errors keep the line of the parameter and list what is possible.
impl<'de> Deserialize<'de> for Transfer {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Section;
        impl<'de> Visitor<'de> for Section {
            type Value = Transfer;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a section of parameters")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Transfer, A::Error> {
                let mut transfer = Transfer::default();
                while let Some(key) = map.next_key::<String>()? {
                    if key == "scenario" {
                        transfer.scenario = map.next_value_seed(ScenarioWord)?;
                    } else {
                        transfer.parameters.insert(key, map.next_value()?);
                    }
                }
                Ok(transfer)
            }
        }
        from.deserialize_map(Section)
    }
}

struct ScenarioWord;

impl<'de> DeserializeSeed<'de> for ScenarioWord {
    type Value = Scenario;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Scenario, D::Error> {
        word::read(from)
    }
}

impl<'de> Deserialize<'de> for Setting {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Numbers;
        impl<'de> Visitor<'de> for Numbers {
            type Value = Setting;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number, [low, high] or [value, low, high]")
            }

            fn visit_f64<E>(self, value: f64) -> Result<Setting, E> {
                Ok(Setting::Value(value))
            }

            fn visit_i64<E>(self, value: i64) -> Result<Setting, E> {
                Ok(Setting::Value(value as f64))
            }

            fn visit_u64<E>(self, value: u64) -> Result<Setting, E> {
                Ok(Setting::Value(value as f64))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut numbers: A) -> Result<Setting, A::Error> {
                let mut all = Vec::new();
                while let Some(number) = numbers.next_element()? {
                    all.push(number);
                }
                Ok(Setting::Interval(all))
            }
        }
        from.deserialize_any(Numbers)
    }
}

/// A setting that has neither one, two nor three values.
#[derive(Debug, thiserror::Error)]
#[error("it has {0} numbers; give a value, [low, high] or [value, low, high]")]
pub(crate) struct BadSetting(usize);

impl Setting {
    /// The value with its interval: two numbers are a range around its geometric mean, three a value in its
    /// range.
    pub(crate) fn amount(&self) -> Result<Override, BadSetting> {
        let interval = match self {
            Self::Value(value) => return Ok((*value).into()),
            Self::Interval(numbers) => match numbers.as_slice() {
                [low, high] if *low > 0.0 => {
                    Interval { value: (low * high).sqrt(), low: *low, high: *high }
                }
                [low, high] => {
                    Interval { value: f64::midpoint(*low, *high), low: *low, high: *high }
                }
                [value, low, high] => Interval { value: *value, low: *low, high: *high },
                _ => return Err(BadSetting(numbers.len())),
            },
        };
        Ok(interval.into())
    }
}
