//! Order statistics of large samples: fast sorting, percentiles without it, and their intervals.

use super::{
    Interval,
    quantile::{QuantileType, quantile},
    tails::beta_cdf,
};

/// The bits of a float as an integer of the same order.
fn key(value: f64) -> u64 {
    let bits = value.to_bits();
    if bits >> 63 == 1 { !bits } else { bits | 1 << 63 }
}

fn value(key: u64) -> f64 {
    f64::from_bits(if key >> 63 == 1 { key & !(1 << 63) } else { !key })
}

/// Sorts by [`f64::total_cmp`], several times faster: integers are compared instead.
pub fn sort(values: &mut [f64]) {
    let mut keys: Vec<u64> = values.iter().map(|&value| key(value)).collect();
    keys.sort_unstable();
    values.iter_mut().zip(keys).for_each(|(value, key)| *value = self::value(key));
}

/// Percentiles of type 7 of an unsorted sample, by selection and without sorting it.
///
/// Nothing where the sample is empty or holds `NaN`, or a probability is not within 0 to 1.
///
/// ```
/// let sizes = [90.0, 70.0, 110.0, 100.0, 80.0];
/// let found = exocast_core::order::percentiles(&sizes, &[0.1, 0.5, 0.9]);
/// assert_eq!(found, Some(vec![74.0, 90.0, 106.0]));
/// ```
#[must_use]
pub fn percentiles(sample: &[f64], probabilities: &[f64]) -> Option<Vec<f64>> {
    if sample.is_empty() || probabilities.iter().any(|p| !(0.0..=1.0).contains(p)) {
        return None;
    }
    let mut keys = Vec::with_capacity(sample.len());
    let mut nan = false;
    for &value in sample {
        nan |= value.is_nan();
        keys.push(key(value));
    }
    if nan {
        return None;
    }
    let last = (sample.len() - 1) as f64;
    // The places wanted, and the ones above them.
    let mut wanted = Vec::with_capacity(2 * probabilities.len());
    for p in probabilities {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to n − 1")]
        let place = (p * last).floor() as usize;
        wanted.extend([place, (place + 1).min(sample.len() - 1)]);
    }
    wanted.sort_unstable();
    wanted.dedup();
    select(&mut keys, 0, &wanted);
    let at = |place: usize| value(keys[place]);
    let values = probabilities.iter().map(|p| {
        let place = p * last;
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to n − 1")]
        let below = place.floor() as usize;
        let (low, high) = (at(below), at((below + 1).min(sample.len() - 1)));
        low + (place - below as f64) * (high - low)
    });
    Some(values.collect())
}

/// Puts the order statistics at `wanted` into their places; `keys` begin at place `first`.
fn select(keys: &mut [u64], first: usize, wanted: &[usize]) {
    if wanted.is_empty() || keys.len() < 2 {
        return;
    }
    let middle = wanted.len() / 2;
    let place = wanted[middle] - first;
    let (below, _, above) = keys.select_nth_unstable(place);
    select(below, first, &wanted[..middle]);
    select(above, first + place + 1, &wanted[middle + 1..]);
}

/// The interval of a quantile between two order statistics: it holds the quantile of the population
/// with at least the stated confidence, whatever the distribution (Thompson 1936, Ann Math Stat
/// 7:122). `sorted` ascends. Nothing for an empty sample or where `p` or `confidence` is not within
/// 0 to 1, or where the sample is too small for both ends.
///
/// ```
/// let sorted: Vec<f64> = (1..=100).map(f64::from).collect();
/// let found = exocast_core::order::quantile_interval(&sorted, 0.5, 0.95).ok_or("too few")?;
/// assert_eq!((found.value, found.low, found.high), (50.5, 40.0, 61.0));
/// # Ok::<(), &str>(())
/// ```
#[must_use]
pub fn quantile_interval(sorted: &[f64], p: f64, confidence: f64) -> Option<Interval> {
    let estimate = quantile(sorted, p, QuantileType::Type7)?;
    if !(p > 0.0 && p < 1.0 && confidence > 0.0 && confidence < 1.0) {
        return None;
    }
    let n = sorted.len();
    let tail = 0.5 * (1.0 - confidence);
    let at_most = |k: usize| beta_cdf((n - k) as f64, k as f64 + 1.0, 1.0 - p);
    // The smallest k of which P(at most k below) reaches the tail, and the same from above.
    let reach = |tail: f64| {
        let (mut low, mut high) = (0, n);
        while low < high {
            let middle = usize::midpoint(low, high);
            if at_most(middle) >= tail { high = middle } else { low = middle + 1 }
        }
        low
    };
    let (low, high) = (reach(tail), reach(1.0 - tail));
    (low >= 1 && high < n).then(|| Interval::new(estimate, sorted[low - 1], sorted[high]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_keep_the_order_of_floats() {
        let mut values = vec![3.0, -1.0, 0.0, -0.0, f64::INFINITY, 1e-300, -7e8, 2.0];
        let mut wanted = values.clone();
        wanted.sort_by(f64::total_cmp);
        sort(&mut values);
        assert_eq!(values, wanted);
        assert!(values.iter().zip(&wanted).all(|(a, b)| a.to_bits() == b.to_bits()));
    }

    #[test]
    fn intervals_of_millions_are_those_of_the_normal_limit() {
        let n = 4_000_000_u32;
        let sorted: Vec<f64> = (1..=n).map(f64::from).collect();
        let interval = quantile_interval(&sorted, 0.5, 0.95).unwrap();
        let half = 1.959_964 * 0.5 * f64::from(n).sqrt();
        assert!((interval.low - (interval.value - half)).abs() < 3.0, "{interval:?}");
        assert!((interval.high - (interval.value + half)).abs() < 3.0, "{interval:?}");
    }

    #[test]
    fn selection_and_sorting_agree() {
        let sample: Vec<f64> = (0..997).map(|i| f64::from(i * i % 991) - 300.0).collect();
        let mut sorted = sample.clone();
        sort(&mut sorted);
        let probabilities = [0.0, 0.01, 0.25, 0.5, 0.5, 0.9, 0.999, 1.0];
        let selected = percentiles(&sample, &probabilities).unwrap();
        for (p, selected) in probabilities.iter().zip(selected) {
            let wanted = quantile(&sorted, *p, QuantileType::Type7).unwrap();
            assert!((selected - wanted).abs() < 1e-9, "{p}: {selected} {wanted}");
        }
        assert!(percentiles(&[], &[0.5]).is_none() && percentiles(&[1.0], &[1.5]).is_none());
        assert!(percentiles(&[f64::NAN], &[0.5]).is_none());
    }
}
