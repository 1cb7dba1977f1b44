//! The scale of amounts of any unit: as the user says, as the header says, or as the values show.

use super::{AmountScale, Base, ENOUGH_ROWS, Scale, ct};
use crate::stats::quantile::{QuantileType, quantile};

/// Amounts that may be logarithms, or are none as they are.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error(
    "the values, from {low} to {high}, {readings}; say which scale they are in (`--{option} linear`, `log2`, `ln` or `log10`, in a study `{key}`), or give linear amounts (2^-Ct of Ct)"
)]
pub struct UnclearAmounts {
    /// The smallest value.
    pub low: f64,
    /// The largest value.
    pub high: f64,
    /// What they may be.
    pub readings: &'static str,
    /// The option that says the scale.
    pub option: &'static str,
    /// The key of a study that says it.
    pub key: &'static str,
}

/// What values below zero may be.
const BELOW_ZERO: &str =
    "may be logarithms or z-scores: some are below zero, and amounts are zero or more";
/// What values that lie close together may be.
const CLOSE: &str = "may be amounts, logarithms or Ct values: they lie close together";

/// How amounts are brought to their linear scale.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct AmountsInScale {
    /// The scale of the values.
    pub scale: AmountScale,
    /// What was added to each amount before its logarithm; nothing where the values show it.
    pub pseudocount: Option<f64>,
    /// Whether values in no stated scale stay as they are, whatever they look like: scores of any sign.
    pub any: bool,
    /// The option that says the scale.
    pub option: &'static str,
    /// The key of a study that says it.
    pub key: &'static str,
}

impl AmountsInScale {
    /// As the values and the header show, where these decide; the option and the key of a study that say it.
    #[must_use]
    pub const fn new(option: &'static str, key: &'static str) -> Self {
        Self { scale: AmountScale::Auto, pseudocount: None, any: false, option, key }
    }

    /// The scale of a table of so many columns, given row by row. `says_log2` is whether its header says that values are
    /// logarithms to base 2.
    ///
    /// Values that may be logarithms, in no stated scale, are in the one in which they add up to a million in each column, as
    /// those of expression are.
    ///
    /// # Errors
    /// Where they do in none.
    pub fn settle(
        &self,
        values: &(impl Iterator<Item = f64> + Clone),
        columns: usize,
        says_log2: bool,
    ) -> Result<Scale, UnclearAmounts> {
        let of_base = |base: Base| {
            let mut scale = Scale::of_base(base, values.clone());
            if let Some(pseudocount) = self.pseudocount.filter(|_| base != Base::Linear) {
                scale.pseudocount = pseudocount;
            }
            scale
        };
        if let Some(base) = self.scale.base() {
            return Ok(of_base(base));
        }
        if self.any {
            return Ok(Scale::LINEAR);
        }
        if says_log2 {
            return Ok(of_base(Base::Log2));
        }
        let low = values.clone().fold(f64::INFINITY, f64::min);
        if low >= 0.0 && looks_logarithmic(values, columns).is_none() {
            return Ok(Scale::LINEAR);
        }
        // Ct values are above every logarithm of counts: of few rows no sum says what they are.
        let is_long = values.clone().count() >= ENOUGH_ROWS * columns.max(1);
        match Scale::per_million(values, columns) {
            Ok(scale) if scale.base != Base::Linear || low >= 0.0 && is_long => {
                Ok(of_base(scale.base))
            }
            _ => {
                let high = values.clone().fold(f64::NEG_INFINITY, f64::max);
                let readings = if low < 0.0 { BELOW_ZERO } else { CLOSE };
                Err(UnclearAmounts { low, high, readings, option: self.option, key: self.key })
            }
        }
    }
}

/// The largest of values that look like logarithms, or like Ct values of PCR, given row by row; nothing where they do not.
///
/// Logarithms are small, have decimals, and lie evenly around their median, which amounts of many features do not: where
/// these are lognormal with a standard deviation of one (ln), less than transcriptomes have, their mean is 1.65 times the
/// median. Shares of one in 1, 100 or a million are amounts.
#[must_use]
pub fn looks_logarithmic(
    values: &(impl Iterator<Item = f64> + Clone),
    columns: usize,
) -> Option<f64> {
    /// Fewer values show nothing.
    const ENOUGH: usize = 10;
    /// No logarithm to base 2 of an amount in use is larger, nor is a Ct value.
    const LARGEST: f64 = 50.0;
    const MEAN_OVER_MEDIAN: f64 = 1.5;
    let mut positive: Vec<f64> = values.clone().filter(|value| *value > 0.0).collect();
    positive.sort_unstable_by(f64::total_cmp);
    let (&low, &high) = (positive.first()?, positive.last()?);
    let with_decimals = positive.iter().filter(|value| value.fract() != 0.0).count();
    let enough = if ct::are_close(low, high) { ct::ENOUGH } else { ENOUGH };
    if positive.len() < enough
        || !(2.0..=LARGEST).contains(&high)
        || 2 * with_decimals <= positive.len()
    {
        return None;
    }
    let mean = positive.iter().sum::<f64>() / positive.len() as f64;
    let median = quantile(&positive, 0.5, QuantileType::Type7)?;
    let is_whole = |sum: f64| {
        [1.0, 100.0, 1000.0, 1e4, 1e6].iter().any(|whole| (sum / whole - 1.0).abs() < 0.01)
    };
    let mut sums = vec![0.0; columns.max(1)];
    for (at, value) in values.clone().enumerate() {
        let column = at % sums.len();
        sums[column] += value;
    }
    let are_shares = sums.into_iter().all(is_whole);
    (!are_shares && (high < 10.0 * low || mean <= MEAN_OVER_MEDIAN * median)).then_some(high)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(value: impl Fn(u32) -> f64) -> Option<f64> {
        let rounded = |i: u32| (value(i) * 1e3).round() / 1e3;
        let values: Vec<f64> = (0..40).flat_map(|i| [rounded(i), rounded(i + 1)]).collect();
        looks_logarithmic(&values.iter().copied(), 2)
    }

    #[test]
    fn logarithms_and_ct_values_are_seen() {
        let normal = |i: u32| f64::from((i * 17) % 41) / 41.0;
        // Amounts over three decades, their logarithms, and Ct values.
        let amount = |i: u32| 10_f64.powf(3.0 * normal(i));
        assert!(check(|i| amount(i).ln_1p() / std::f64::consts::LN_2).is_some());
        assert!(check(|i| 26.0 + 7.0 * normal(i)).is_some());
        assert_eq!(check(amount), None);
        // Amounts that are small throughout: they are not even around the median.
        assert_eq!(check(|i| 0.04 * amount(i)), None);
        // Counts.
        assert_eq!(check(|i| (20.0 * normal(i)).round()), None);
        let shares = (0..20).map(|i| 4.05 + 0.1 * f64::from(i));
        assert_eq!(looks_logarithmic(&shares, 1), None, "percentages");
    }

    #[test]
    fn what_may_be_logarithms_is_asked_for_and_what_is_said_is_taken() {
        let logarithms = (0..40).map(|i| 1.25 + f64::from(i * 17 % 41) / 5.0);
        let auto = AmountsInScale::new("scale", "cargo_scale");
        let refusal = auto.settle(&logarithms, 1, false).expect_err("two readings").to_string();
        assert!(
            refusal.contains("`--scale linear`") && refusal.contains("`cargo_scale`"),
            "{refusal}"
        );
        assert_eq!(auto.settle(&logarithms, 1, true).map(|scale| scale.base), Ok(Base::Log2));
        let say =
            |scale: AmountScale| AmountsInScale { scale, ..auto }.settle(&logarithms, 1, true);
        assert_eq!(say(AmountScale::Linear), Ok(Scale::LINEAR));
        assert_eq!(say(AmountScale::Ln).map(|scale| scale.base), Ok(Base::Ln));
        let centred = [-1.5, 2.5].into_iter();
        let refusal = auto.settle(&centred, 1, false).expect_err("below zero").to_string();
        assert!(refusal.contains("below zero"), "{refusal}");
        let any = AmountsInScale { any: true, ..auto };
        assert_eq!(any.settle(&centred, 1, true), Ok(Scale::LINEAR));
        let with = AmountsInScale { scale: AmountScale::Log2, pseudocount: Some(1.0), ..auto };
        assert_eq!(with.settle(&centred, 1, false).map(|scale| scale.pseudocount), Ok(1.0));
    }
}
