//! The scale of a table of amounts: linear, or logarithms to some base of the amount and a pseudocount.

mod amounts;
mod ct;
mod word;

use std::fmt;

pub use amounts::{AmountsInScale, UnclearAmounts, looks_logarithmic};
pub use word::AmountScale;

/// No logarithm of a share of a million to any base from e upwards is larger than this (2^19.9 is a million).
const LARGEST_LOGARITHM: f64 = 20.0;
/// No logarithm to base 2 of a count of reads is larger than this (2^25 is 34 million).
const LARGEST_OF_COUNTS: f64 = 25.0;
/// TPM add up to a million, or less where rows are left out; rounding and averages add little.
const MOST_IN_ALL: f64 = 1.2e6;
/// The sum of fewer rows does not reveal their scale.
const ENOUGH_ROWS: usize = 1000;
/// The sum of the scale that is found is off by less than this factor, and that of any other by this factor more.
const FACTOR: f64 = 2.0;
/// Pseudocounts in use.
const PSEUDOCOUNTS: [f64; 8] = [1.0, 0.5, 0.25, 0.1, 0.05, 0.01, 0.001, 0.0001];
/// Values that are the same show a pseudocount that is not in use.
const MANY_ZEROS: usize = 10;
/// Half of the last digit of logarithms that are written with two decimals.
const ROUNDING: f64 = 0.006;

/// The base of logarithms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base {
    /// No logarithms.
    Linear,
    /// Base e.
    Ln,
    /// Base 2.
    Log2,
    /// Base 10.
    Log10,
}

/// A scale: `base(amount + pseudocount)`.
///
/// ```
/// use exocast_core::table::scale::{Base, Scale};
///
/// let scale = Scale { base: Base::Log2, pseudocount: 0.001 };
/// assert!((scale.linear(6.64) - 99.7).abs() < 0.1);
/// assert_eq!(scale.linear(-9.97), 0.0);
/// assert_eq!(scale.to_string(), "log2(x + 0.001)");
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    /// Base of the logarithms.
    pub base: Base,
    /// What was added to each amount before.
    pub pseudocount: f64,
}

/// Values that fit more than one scale, or none.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error(
    "the values, from {low} to {high}, may be {readings}; say which (`--scale`, in a study `expression_scale`)"
)]
pub struct UnclearScale {
    /// The smallest value.
    pub low: f64,
    /// The largest value.
    pub high: f64,
    /// What they may be.
    pub readings: &'static str,
}

impl Base {
    const ALL: [Self; 4] = [Self::Linear, Self::Ln, Self::Log2, Self::Log10];

    fn power(self, value: f64) -> f64 {
        match self {
            Self::Linear => value,
            Self::Ln => value.exp(),
            Self::Log2 => value.exp2(),
            Self::Log10 => 10_f64.powf(value),
        }
    }

    fn logarithm(self, value: f64) -> f64 {
        match self {
            Self::Linear => value,
            Self::Ln => value.ln(),
            Self::Log2 => value.log2(),
            Self::Log10 => value.log10(),
        }
    }
}

impl Scale {
    /// No logarithms.
    pub const LINEAR: Self = Self { base: Base::Linear, pseudocount: 0.0 };

    /// The amount of a value, zero or more.
    #[must_use]
    pub fn linear(self, value: f64) -> f64 {
        (self.base.power(value) - self.pseudocount).max(0.0)
    }

    /// The scale of a quantity in words: `log2(TPM + 1)`.
    #[must_use]
    pub fn in_words(self, quantity: &str) -> String {
        let name = match self.base {
            Base::Linear => return quantity.to_owned(),
            Base::Ln => "ln",
            Base::Log2 => "log2",
            Base::Log10 => "log10",
        };
        if self.pseudocount > 0.0 {
            format!("{name}({quantity} + {})", self.pseudocount)
        } else {
            format!("{name}({quantity})")
        }
    }

    /// Logarithms to a base, with the pseudocount that the values show: where the smallest is there many times, it
    /// is that of zero.
    #[must_use]
    pub fn of_base(base: Base, values: impl Iterator<Item = f64> + Clone) -> Self {
        let pseudocount = match smallest(values) {
            Some((low, times, all)) if base != Base::Linear && times > 1 && 200 * times >= all => {
                let known = PSEUDOCOUNTS
                    .into_iter()
                    .find(|known| (base.logarithm(*known) - low).abs() < ROUNDING);
                // Two of the smallest amounts of a short table may be the same.
                let any = (times >= MANY_ZEROS).then(|| base.power(low));
                known.or(any).unwrap_or(0.0)
            }
            _ => 0.0,
        };
        Self { base, pseudocount }
    }

    /// The scale of values per million, such as TPM, by row; `samples` of them in each row, side by side.
    ///
    /// Of 1,000 rows or more the sums decide: back from the right scale they add up to a million in each sample. Fewer rows
    /// are no logarithms where values are above 25, which no logarithm of a count is, or all whole; those that lie close together
    /// as Ct values do may be such. Values below zero are logarithms.
    ///
    /// # Errors
    /// Where more than one scale fits, or none.
    pub fn per_million(
        values: &(impl Iterator<Item = f64> + Clone),
        samples: usize,
    ) -> Result<Self, UnclearScale> {
        let low = values.clone().fold(f64::INFINITY, f64::min);
        let high = values.clone().fold(f64::NEG_INFINITY, f64::max);
        let rows = values.clone().count() / samples.max(1);
        let unclear = |readings| UnclearScale { low, high, readings };
        let is_whole = values.clone().all(|value| value.fract() == 0.0);
        let sum = values.clone().sum::<f64>() / samples.max(1) as f64;
        if rows >= ENOUGH_ROWS && low >= 0.0 && (is_whole || high > LARGEST_LOGARITHM) {
            return match () {
                () if (sum / 1e6).ln().abs() <= FACTOR.ln() => Ok(Self::LINEAR),
                () if is_whole => Err(unclear(COUNTS)),
                () if high <= LARGEST_OF_COUNTS => Err(unclear(
                    "TPM, or logarithms of counts or of other amounts: as they are they do not add up to a million",
                )),
                () => Err(unclear(
                    "TPM of some of the genes, FPKM, or counts that were normalised: they do not add up to a million, as TPM of all genes do",
                )),
            };
        }
        let with_decimals = values.clone().filter(|value| value.fract() != 0.0).count();
        let count = values.clone().count();
        if rows < ENOUGH_ROWS
            && count >= ct::ENOUGH
            && 2 * with_decimals > count
            && ct::are_close(low, high)
        {
            return Err(unclear("TPM, logarithms or Ct values: they lie close together"));
        }
        if rows < ENOUGH_ROWS && low >= 0.0 && (is_whole || high > LARGEST_OF_COUNTS) {
            return if sum > MOST_IN_ALL { Err(unclear(COUNTS)) } else { Ok(Self::LINEAR) };
        }
        if rows < ENOUGH_ROWS {
            let readings = if low < 0.0 {
                "logarithms to base 2, e or 10"
            } else {
                "TPM or logarithms of TPM"
            };
            return Err(unclear(readings));
        }
        let misfit = |scale: Self| {
            let sum: f64 = values.clone().map(|value| scale.linear(value)).sum();
            (sum / samples.max(1) as f64 / 1e6).ln().abs()
        };
        let mut fits: Vec<(f64, Self)> = Base::ALL
            .into_iter()
            .filter(|base| low >= 0.0 || *base != Base::Linear)
            .map(|base| Self::of_base(base, values.clone()))
            .map(|scale| (misfit(scale), scale))
            .collect();
        fits.sort_by(|a, b| a.0.total_cmp(&b.0));
        let [(best, scale), (next, _), ..] = fits.as_slice() else {
            return Err(unclear("in any scale"));
        };
        if *best > FACTOR.ln() || *next < best + FACTOR.ln() {
            return Err(unclear(
                "TPM, or logarithms of TPM to base 2, e or 10: in no scale do they add up to a million",
            ));
        }
        Ok(*scale)
    }

    /// Checks that values which are called TPM are no logarithms of them: 1,000 rows or more, of which none is above 25, add up to
    /// a million as they are.
    ///
    /// # Errors
    /// Where they do not.
    pub fn check_tpm(
        values: &(impl Iterator<Item = f64> + Clone),
        samples: usize,
    ) -> Result<(), UnclearScale> {
        let low = values.clone().fold(f64::INFINITY, f64::min);
        let high = values.clone().fold(f64::NEG_INFINITY, f64::max);
        let rows = values.clone().count() / samples.max(1);
        if rows < ENOUGH_ROWS || high > LARGEST_OF_COUNTS || low < 0.0 {
            return Ok(());
        }
        match Self::per_million(values, samples) {
            Ok(Self { base: Base::Linear, .. }) => Ok(()),
            _ => Err(UnclearScale {
                low,
                high,
                readings: "TPM, as the header says, or logarithms of TPM, as they do not add up to a million",
            }),
        }
    }
}

/// What whole numbers may be.
const COUNTS: &str =
    "counts of reads, which become TPM only with the length of each feature, or TPM in proportion";

/// The smallest value, how often it is there, and the number of values.
fn smallest(values: impl Iterator<Item = f64>) -> Option<(f64, usize, usize)> {
    let mut lowest: Option<(f64, usize)> = None;
    let mut all = 0;
    for value in values {
        all += 1;
        lowest = match lowest {
            Some((low, _)) if value < low => Some((value, 1)),
            Some((low, times)) if value <= low => Some((low, times + 1)),
            None => Some((value, 1)),
            same => same,
        };
    }
    lowest.map(|(low, times)| (low, times, all))
}

impl fmt::Display for Scale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_words("x"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// TPM of 20,000 genes: 6,000 zeros, the others over five decades.
    fn tpm() -> Vec<f64> {
        let raw: Vec<f64> = (0..20_000_u32)
            .map(|i| {
                if i % 10 < 3 {
                    0.0
                } else {
                    10_f64.powf(f64::from(i * 7919 % 5000) / 1000.0 - 2.0)
                }
            })
            .collect();
        let sum: f64 = raw.iter().sum();
        raw.into_iter().map(|value| value * 1e6 / sum).collect()
    }

    #[test]
    fn the_scale_is_that_in_which_tpm_add_up_to_a_million() {
        let check = |base: Base, pseudocount: f64, decimals: f64| {
            let given = Scale { base, pseudocount };
            let log =
                |value: &f64| (base.logarithm(value + pseudocount) * decimals).round() / decimals;
            let values: Vec<f64> = tpm().iter().map(log).collect();
            let scale = Scale::per_million(&values.iter().copied(), 1).expect("a scale");
            assert_eq!(scale, given);
        };
        for base in [Base::Ln, Base::Log2, Base::Log10] {
            for pseudocount in [1.0, 0.5, 0.1, 0.01, 0.001] {
                check(base, pseudocount, 1e2);
                check(base, pseudocount, 1e9);
            }
        }
        assert_eq!(Scale::per_million(&tpm().into_iter(), 1), Ok(Scale::LINEAR));
        // Zeros left out, no pseudocount.
        let values: Vec<f64> = tpm().into_iter().filter(|tpm| *tpm > 0.0).map(f64::log2).collect();
        let scale = Scale::per_million(&values.iter().copied(), 1).expect("a scale");
        assert_eq!((scale.base, scale.pseudocount < 0.01), (Base::Log2, true));
    }

    #[test]
    fn few_values_and_sums_that_fit_no_scale_are_refused() {
        let check = |values: &[f64]| Scale::per_million(&values.iter().copied(), 1);
        assert!(check(&[6.64, 9.97, -9.97]).is_err());
        assert!(check(&[6.64, 9.97, 0.0]).is_err());
        assert_eq!(check(&[6.64, 997.0, 0.0]), Ok(Scale::LINEAR));
        assert_eq!(check(&[6.0, 9.0, 0.0]), Ok(Scale::LINEAR));
        let counts: Vec<f64> = tpm().iter().map(|tpm| (tpm * 30.0 + 1.0).log2()).collect();
        assert!(check(&counts).is_err());
        // Few values up to 22 may be logarithms of counts; whole numbers that add up to more than a million are counts.
        assert!(check(&[6.64, 21.9, 0.0]).is_err());
        assert!(check(&[600_000.0, 900_000.0, 7.0]).is_err());
    }

    #[test]
    fn sums_of_many_rows_are_asked_whatever_the_largest_value() {
        let check = |map: &dyn Fn(f64) -> f64| {
            let values: Vec<f64> = tpm().into_iter().map(map).collect();
            Scale::per_million(&values.into_iter(), 1)
        };
        assert_eq!(check(&|tpm| 0.8 * tpm), Ok(Scale::LINEAR));
        // FPKM, normalised counts, and logarithms of counts of a deep library.
        assert!(check(&|tpm| 0.42 * tpm).is_err());
        assert!(check(&|tpm| 30.0 * tpm).is_err());
        assert!(check(&|tpm| (tpm * 3000.0 + 1.0).log2()).is_err());
        let named = |map: &dyn Fn(f64) -> f64| {
            let values: Vec<f64> = tpm().into_iter().map(map).collect();
            Scale::check_tpm(&values.into_iter(), 1)
        };
        assert!(named(&|tpm| tpm).is_ok() && named(&|tpm| 0.42 * tpm).is_ok());
        assert!(named(&|tpm| (tpm + 1.0).log2()).is_err());
    }
}
