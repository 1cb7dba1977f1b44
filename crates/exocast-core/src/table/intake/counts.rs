//! Whether values that are wanted as counts can be counts.

use std::sync::Arc;

use super::{quantity::Unit, refusal::Refusal, remark::Remark};

/// No logarithm of a count to any base from 2 upwards, and no Ct value, is larger than this.
const LARGEST_LOGARITHM: f64 = 50.0;
/// Values that say something of their scale.
const ENOUGH: usize = 5;
/// How far a sum of rounded shares may be off a million.
const OFF_A_MILLION: f64 = 1e3;

/// Refuses values below zero, and fractions that are all small: logarithms or Ct values. A remark on other values
/// that are no counts.
pub(super) fn check(
    names: &[Arc<str>],
    values: &[f64],
    width: usize,
    unit: Unit,
) -> Result<Option<Remark>, Refusal> {
    if let Some(place) = values.iter().position(|value| *value < 0.0) {
        let feature = names.get(place / width.max(1)).map_or("", AsRef::as_ref).to_owned();
        return Err(Refusal::NegativeCount { value: values[place].to_string(), feature });
    }
    let positive = || values.iter().copied().filter(|value| *value > 0.0);
    let (all, fractions) = positive().fold((0_usize, 0_usize), |(all, fractions), value| {
        (all + 1, fractions + usize::from(value.fract() > 0.0))
    });
    let most_are_fractions = all >= ENOUGH && 2 * fractions > all;
    let high = values.iter().copied().fold(0.0, f64::max);
    if most_are_fractions && high < LARGEST_LOGARITHM {
        let low = positive().fold(f64::INFINITY, f64::min);
        return Err(Refusal::NoCounts { low: low.to_string(), high: high.to_string() });
    }
    let sums_to_a_million = |column: usize| {
        let sum: f64 = values.iter().skip(column).step_by(width).sum();
        (sum - 1e6).abs() <= OFF_A_MILLION
    };
    let per_million =
        unit == Unit::Cpm || most_are_fractions && width > 0 && (0..width).all(sums_to_a_million);
    let not_whole = all >= ENOUGH && 10 * fractions > 9 * all;
    Ok(if per_million { Some(Remark::PerMillion) } else { not_whole.then_some(Remark::NotWhole) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_count_is_refused_or_said() {
        let check = |values: &[f64], width, unit| {
            let names: Vec<Arc<str>> =
                (0..values.len()).map(|i| Arc::from(format!("m{i}"))).collect();
            super::check(&names, values, width, unit)
        };
        let counts = [120.0, 3.0, 0.0, 55.0, 7.0, 1.0];
        assert!(check(&counts, 2, Unit::Unknown).expect("counts").is_none());
        let shared = [120.5, 3.0, 0.0, 55.5, 7.0, 1.0];
        assert!(check(&shared, 2, Unit::Counts).expect("shared reads").is_none());
        let log: Vec<f64> = counts.iter().map(|count| (count + 1.5_f64).log2()).collect();
        assert!(matches!(check(&log, 2, Unit::Unknown), Err(Refusal::NoCounts { .. })));
        let ct = [22.5, 31.2, 28.7, 39.9, 25.0, 33.3];
        assert!(matches!(check(&ct, 1, Unit::Unknown), Err(Refusal::NoCounts { .. })));
        let negative = check(&[5.0, 2.0, -3.0, 4.0], 2, Unit::Unknown);
        assert!(matches!(negative, Err(Refusal::NegativeCount { feature, .. }) if feature == "m1"));
        let share = [600_000.25, 300_000.5, 99_000.2, 900.05, 50.0, 50.0];
        assert_eq!(check(&share, 1, Unit::Unknown), Ok(Some(Remark::PerMillion)));
        let share: Vec<f64> = share.iter().map(|value| value / 3.1 + 0.01).collect();
        assert_eq!(check(&share, 1, Unit::Unknown), Ok(Some(Remark::NotWhole)));
        assert_eq!(check(&counts, 2, Unit::Cpm), Ok(Some(Remark::PerMillion)));
        // Too few to say.
        assert_eq!(check(&[0.5, 2.5], 1, Unit::Unknown), Ok(None));
    }
}
