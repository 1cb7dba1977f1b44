//! The difference of two groups in one quantity, and what is adjusted over many such.

use exocast_core::adjust::benjamini_hochberg;
use exocast_vesicle::welch_at_least;

use crate::{result::Difference, steps::drawn::central};

/// What the interval of a difference comes from, where it has none.
const NO_REPLICATES: &str = "no replicates";

/// Whether draws of what was measured say how far groups of these numbers of samples are apart. They do for two samples,
/// and for two means as far as these samples go; of one sample against a group that scatters they say too little.
fn is_shown_by_draws(samples: [usize; 2]) -> bool {
    let [a, b] = samples;
    (a == 1) == (b == 1)
}

/// Share of the draws for which something is so, where they say how far groups of these numbers of samples are apart.
pub(super) fn share_of_draws(
    draws: &[f64],
    samples: [usize; 2],
    is: impl Fn(f64) -> bool,
) -> Option<f64> {
    let share =
        || draws.iter().filter(|draw| is(**draw)).count() as f64 / draws.len().max(1) as f64;
    is_shown_by_draws(samples).then(share)
}

impl Difference {
    /// Of the means of two groups of samples, which has at least the variance `least`; `measured` gives the interval
    /// where there are no replicates.
    pub(super) fn of_means(
        case: &[f64],
        against: &[f64],
        least: f64,
        measured: impl FnOnce() -> Option<(f64, f64, &'static str)>,
    ) -> Option<Self> {
        if case.is_empty() || against.is_empty() {
            return None;
        }
        let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
        let value = Some(mean(case) - mean(against));
        if let Some((interval, test)) = welch_at_least(case, against, least) {
            let ends = Some((interval.low, interval.high));
            let interval_from = "samples".to_owned();
            return Some(Self { value, ends, p: Some(test.p), q: None, interval_from });
        }
        let is_of_two = case.len().max(against.len()) == 1;
        let measured = if is_of_two { measured() } else { None };
        let from = measured.map_or(NO_REPLICATES, |(_, _, from)| from);
        let ends = measured.map(|(low, high, _)| (low, high));
        Some(Self { value, ends, p: None, q: None, interval_from: from.to_owned() })
    }

    /// Of what follows from the cargo of two groups of these numbers of samples, with the draws of the difference.
    pub(super) fn of_draws(value: f64, draws: &[f64], samples: [usize; 2]) -> Self {
        let is_shown = is_shown_by_draws(samples);
        let ends = is_shown.then(|| central(value, draws)).map(|range| (range.low, range.high));
        let interval_from = if is_shown { "measurement" } else { NO_REPLICATES }.to_owned();
        Self { value: Some(value), ends, p: None, q: None, interval_from }
    }

    /// Something that one group alone has.
    pub(super) fn only_in(group: &str) -> Self {
        let interval_from = format!("only in {group}");
        Self { value: None, ends: None, p: None, q: None, interval_from }
    }

    /// The same without a test.
    pub(super) fn untested(self) -> Self {
        Self { p: None, ..self }
    }

    pub(super) fn scaled(mut self, factor: f64) -> Self {
        self.value = self.value.map(|value| value * factor);
        self.ends = self.ends.map(|(low, high)| (low * factor, high * factor));
        self
    }
}

/// Sets q of those that were tested, over the rows of each contrast, which follow one another.
pub(super) fn adjust<R>(
    rows: &mut [R],
    same: impl Fn(&R, &R) -> bool,
    difference: impl Fn(&mut R) -> &mut Difference,
) {
    for contrast in rows.chunk_by_mut(same) {
        let mut tested: Vec<&mut Difference> =
            contrast.iter_mut().map(&difference).filter(|row| row.p.is_some()).collect();
        let p: Vec<f64> = tested.iter().filter_map(|row| row.p).collect();
        for (row, q) in tested.iter_mut().zip(benjamini_hochberg(&p)) {
            row.q = Some(q);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replicates_give_a_test_and_single_samples_what_was_measured() {
        let none = || None;
        let (case, against) = ([3.0, 3.2, 3.1], [1.0, 1.2, 0.9]);
        let tested = Difference::of_means(&case, &against, 0.0, none).expect("values");
        assert!(tested.p.is_some_and(|p| p < 0.01) && tested.interval_from == "samples");
        assert!(
            tested.interval().is_some_and(|interval| interval.low > 1.5 && interval.high < 2.6)
        );
        let single = Difference::of_means(&[3.0], &[1.0], 0.0, || Some((1.0, 3.0, "measurement")));
        let single = single.expect("values");
        assert!(single.p.is_none() && single.ends == Some((1.0, 3.0)));
        let uneven =
            Difference::of_means(&[3.0], &[1.0, 1.2], 0.0, || Some((1.0, 3.0, "measurement")));
        assert!(uneven.is_some_and(|uneven| uneven.ends.is_none() && uneven.p.is_none()));
        assert!(Difference::of_means(&[], &[1.0], 0.0, none).is_none());
        // Values that agree by chance are no surer than what they were measured with.
        let alike = Difference::of_means(&[1.0; 3], &[0.0; 3], 2.0, none).expect("values");
        assert!(alike.p.is_some_and(|p| p > 0.4));
    }

    #[test]
    fn draws_of_one_sample_against_several_give_no_interval() {
        let draws = [0.9, 1.0, 1.1];
        for (samples, shown) in
            [([1, 1], true), ([1, 2], false), ([3, 1], false), ([2, 2], true), ([3, 4], true)]
        {
            let difference = Difference::of_draws(1.0, &draws, samples);
            assert_eq!(difference.value, Some(1.0));
            assert_eq!(difference.ends.is_some(), shown, "{samples:?}");
            let from = if shown { "measurement" } else { "no replicates" };
            assert_eq!(difference.interval_from, from);
            let share = share_of_draws(&draws, samples, |draw| draw > 0.95);
            assert_eq!(share, shown.then_some(2.0 / 3.0));
        }
    }

    #[test]
    fn q_is_adjusted_within_a_contrast() {
        let row = |contrast: &'static str, p: f64| {
            let interval_from = "samples".to_owned();
            (
                contrast,
                Difference { value: Some(1.0), ends: None, p: Some(p), q: None, interval_from },
            )
        };
        let mut rows = [row("a", 0.01), row("a", 0.04), row("b", 0.03)];
        adjust(&mut rows, |a, b| a.0 == b.0, |row| &mut row.1);
        assert_eq!(rows.map(|row| row.1.q), [Some(0.02), Some(0.04), Some(0.03)]);
    }
}
