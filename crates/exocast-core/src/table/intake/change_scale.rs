//! The scale of fold changes: logarithms, or ratios.

use serde::{Deserialize, Serialize};

use super::refusal::Refusal;
use crate::{
    options::Word,
    stats::quantile::{QuantileType, quantile},
};

/// The scale of fold changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChangeScale {
    /// As the name of the column says.
    #[default]
    Auto,
    /// Logarithms to base 2.
    Log2,
    /// Natural logarithms.
    Ln,
    /// Logarithms to base 10.
    Log10,
    /// Ratios of treated over control: 0.5 is half.
    Ratio,
    /// Ratios, of which those below one are turned round and negative: -2 is half.
    SignedRatio,
}

impl Word for ChangeScale {
    const ALL: &'static [Self] =
        &[Self::Auto, Self::Log2, Self::Ln, Self::Log10, Self::Ratio, Self::SignedRatio];

    fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Log2 => "log2",
            Self::Ln => "ln",
            Self::Log10 => "log10",
            Self::Ratio => "ratio",
            Self::SignedRatio => "signed-ratio",
        }
    }
}

impl ChangeScale {
    /// Whether values are ratios.
    pub(super) const fn is_ratio(self) -> bool {
        matches!(self, Self::Ratio | Self::SignedRatio)
    }

    /// What a value has to be.
    pub(super) const fn wanted(self) -> &'static str {
        match self {
            Self::Ratio => "a ratio of zero or more",
            Self::SignedRatio => "a ratio that is 1 or more, or -1 or less",
            _ => "a log2 fold change",
        }
    }

    /// The log2 fold change of a value; nothing where the value cannot be in this scale.
    pub(super) fn log2(self, value: f64) -> Option<f64> {
        match self {
            Self::Auto | Self::Log2 => Some(value),
            Self::Ln => Some(value * std::f64::consts::LOG2_E),
            Self::Log10 => Some(value * std::f64::consts::LOG2_10),
            Self::Ratio => (value >= 0.0).then(|| value.log2()),
            Self::SignedRatio => (value.abs() >= 1.0).then(|| value.signum() * value.abs().log2()),
        }
    }
}

/// What is known of the scale of a column by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// That it holds logarithms.
    Logarithms,
    /// That it holds ratios or fold changes.
    Ratios,
    /// Nothing.
    Nothing,
}

/// Refuses a column that was chosen and that nothing says to hold logarithms, where its values look like ratios.
pub(super) fn refuse_ratios(column: &str, said: Said, values: &[f64]) -> Result<(), Refusal> {
    /// The median of ratios lies in here.
    const NEAR_ONE: std::ops::RangeInclusive<f64> = 0.5..=2.0;
    if said == Said::Logarithms || values.is_empty() {
        return Ok(());
    }
    let none_below_zero = values.iter().all(|value| *value >= 0.0);
    let none_within_one = values.iter().all(|value| value.abs() >= 1.0);
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let median = quantile(&sorted, 0.5, QuantileType::Type7).unwrap_or_default();
    let is_near_one = none_below_zero && NEAR_ONE.contains(&median);
    let is_ratio = match said {
        Said::Ratios => none_below_zero || none_within_one,
        _ => is_near_one || none_within_one && values.len() >= ENOUGH,
    };
    if is_ratio { Err(Refusal::Ratio { column: column.to_owned() }) } else { Ok(()) }
}

/// Changes of which some lie between -1 and 1, if they are logarithms.
const ENOUGH: usize = 20;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn values_show_ratios_where_the_name_does_not_say_logarithms() {
        let ratios = [0.8, 1.1, 2.5, 0.4, 1.0];
        let signed = [-2.0, 1.5, -1.2, 3.0];
        let logarithms = [-0.8, 0.1, 2.5, -3.0];
        for (values, said, refused) in [
            (&ratios[..], Said::Nothing, true),
            (&ratios, Said::Ratios, true),
            (&ratios, Said::Logarithms, false),
            (&signed, Said::Ratios, true),
            (&logarithms, Said::Ratios, false),
            (&logarithms, Said::Nothing, false),
            (&[5.0, 6.0, 7.0], Said::Nothing, false),
            (&[5.0, 6.0, 7.0], Said::Ratios, true),
        ] {
            assert_eq!(refuse_ratios("x", said, values).is_err(), refused, "{values:?} {said:?}");
        }
    }

    proptest! {
        #[test]
        fn each_scale_gives_back_the_change(log2 in -20.0..20.0_f64) {
            let ratio = log2.exp2();
            let signed = if log2 >= 0.0 { ratio } else { -1.0 / ratio };
            for (scale, value) in [
                (ChangeScale::Log2, log2),
                (ChangeScale::Ln, log2 * std::f64::consts::LN_2),
                (ChangeScale::Log10, log2 * std::f64::consts::LOG10_2),
                (ChangeScale::Ratio, ratio),
                (ChangeScale::SignedRatio, signed),
            ] {
                let back = scale.log2(value).expect("in the scale");
                prop_assert!((back - log2).abs() < 1e-9, "{scale:?}");
            }
        }
    }
}
