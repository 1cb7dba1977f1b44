//! Whether the numbers of columns are of one kind: samples of a table go together, and what describes the features does not.

use super::column::Column;

/// Rows that tell.
const ENOUGH: usize = 8;
/// Rows that tell for whose sake a table is refused.
const MANY: usize = 20;
/// Rank correlations from here upwards are those of samples of one kind, those below the other are none.
const AGREES: f64 = 0.5;
const DIFFERS: f64 = 0.25;
/// The largest number of a class.
const CLASSES: f64 = 50.0;
/// How many times the largest amount of a sample is that of classes and indices.
const ABOVE_INDEX: f64 = 10.0;
/// How many times the median the largest number of what describes features is at most, and that of amounts at least.
const NARROW: f64 = 5.0;
const WIDE: f64 = 10.0;
/// How many times the sums of samples of one table may differ, and from where on they are those of different quantities.
const NEAR: f64 = 5.0;
const FAR: f64 = 30.0;

/// What the numbers of a column say next to those of samples.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Likeness {
    /// As those of the samples.
    Alike,
    /// Of another kind.
    Different,
    /// Neither is plain.
    Unclear,
}

/// The numbers of the first rows of a column, and their ranks.
#[derive(Clone, Debug)]
pub(super) struct Numbers {
    values: Vec<f64>,
    ranks: Vec<f64>,
    whole: bool,
    sum: f64,
    zeros: usize,
}

impl Numbers {
    pub(super) fn new(column: &Column) -> Self {
        let values: Vec<f64> =
            column.values.iter().map(|value| value.unwrap_or_default()).collect();
        let zeros = values.iter().filter(|value| **value == 0.0).count();
        let whole = values.iter().all(|value| value.fract() == 0.0);
        let sum = values.iter().map(|value| value.abs()).sum();
        Self { ranks: ranks(&values), values, whole, sum, zeros }
    }

    const fn rows(&self) -> usize {
        self.values.len()
    }

    /// Whether they are those of a statistic and of no amounts: below zero, or shares; or so many that they show what they are.
    pub(super) fn tell_a_statistic(&self) -> bool {
        self.rows() >= ENOUGH
            || self.values.iter().any(|value| *value < 0.0)
            || self.values.iter().all(|value| (0.0..=1.0).contains(value))
    }

    fn largest(&self) -> f64 {
        self.values.iter().copied().fold(f64::NEG_INFINITY, f64::max)
    }

    /// Whether they are marks of rows: 0 and 1, many of them 1, which a blank does not have.
    fn are_marks(&self) -> bool {
        let ones = self.values.iter().filter(|value| value.total_cmp(&1.0).is_eq()).count();
        self.rows() >= MANY && ones + self.zeros == self.rows() && 10 * ones >= 3 * self.rows()
    }

    /// How many times the median the largest of them is.
    fn spread(&self) -> f64 {
        let mut sorted = self.values.clone();
        sorted.sort_unstable_by(f64::total_cmp);
        let median = sorted.get(sorted.len() / 2).copied().unwrap_or_default();
        self.largest() / median.max(0.0)
    }

    /// Whether they are logarithms of others to any base, with a pseudocount in use.
    pub(super) fn are_logarithms_of(&self, other: &Self) -> bool {
        /// Correlations from here upwards are of rounding alone.
        const SAME: f64 = 0.999_99;
        if self.rows() < MANY
            || other.values.iter().any(|value| *value < 0.0)
            || correlation(&self.values, &other.values).is_none_or(|it| it > 0.999)
        {
            return false;
        }
        [0.0, 1.0, 0.5, 0.1, 0.01, 0.001].into_iter().any(|pseudocount| {
            let logarithms: Vec<f64> =
                other.values.iter().map(|value| (value + pseudocount).ln()).collect();
            logarithms.iter().all(|value| value.is_finite())
                && correlation(&self.values, &logarithms).is_some_and(|it| it > SAME)
        })
    }

    /// Whether none is larger than classes and indices are.
    pub(super) fn may_be_classes_or_indices(&self) -> bool {
        self.largest() <= CLASSES
    }

    /// Whether they may be classes of features: small whole numbers that come back; or indices from 0 to 1.
    fn may_be_index(&self) -> bool {
        if self.are_marks() {
            return true;
        }
        if self.rows() < MANY || self.is_sparse() {
            return false;
        }
        if !self.whole {
            return self.values.iter().all(|value| (0.0..=1.0).contains(value));
        }
        let mut distinct: Vec<f64> = self.values.clone();
        distinct.sort_unstable_by(f64::total_cmp);
        distinct.dedup();
        (-1.0..=CLASSES).contains(&distinct[0])
            && self.largest() <= CLASSES
            && 3 * distinct.len() <= self.rows()
    }

    fn is_sparse(&self) -> bool {
        2 * self.zeros >= self.rows()
    }

    /// Whether every row has the same number, which is not zero.
    pub(super) fn is_constant(&self) -> bool {
        let first = self.values.first().copied().unwrap_or_default();
        self.rows() >= MANY
            && first != 0.0
            && self.values.iter().all(|value| value.total_cmp(&first).is_eq())
    }

    /// Whether the rows are numbered, from 0 or 1.
    pub(super) fn is_running(&self) -> bool {
        let begins = self.values.first().is_some_and(|first| [0.0, 1.0].contains(first));
        self.rows() >= MANY
            && begins
            && self.values.windows(2).all(|pair| (pair[1] - pair[0] - 1.0).abs() < 1e-9)
    }

    /// Whether the sums of two columns differ by more than a factor.
    fn is_beyond(&self, low: f64, high: f64, factor: f64) -> bool {
        self.sum * factor < low || self.sum > high * factor
    }

    /// Whether no pair of rows is in another order, but the values are others: one may be computed from the other.
    pub(super) fn is_in_order_of(&self, other: &Self) -> bool {
        if self.values == other.values {
            return false;
        }
        let (mut telling, rows) = (0_usize, self.rows().min(other.rows()));
        for first in 0..rows {
            for second in first + 1..rows {
                let left = self.values[first] - self.values[second];
                let right = other.values[first] - other.values[second];
                if left * right < 0.0 {
                    return false;
                }
                telling += usize::from(left != 0.0 && right != 0.0);
            }
        }
        telling >= MANY * (MANY - 1) / 2
    }

    /// Whether most values are no larger than those of another column.
    pub(super) fn is_mostly_below(&self, other: &Self) -> bool {
        let rows = self.values.iter().zip(&other.values);
        let below = rows.filter(|(spread, value)| **spread >= 0.0 && spread <= value).count();
        10 * below >= 7 * self.rows()
    }
}

/// The ranks of values, those of ties their mean.
fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| values[a].total_cmp(&values[b]));
    let mut ranks = vec![0.0; values.len()];
    let mut start = 0;
    while start < order.len() {
        let same = order[start..]
            .iter()
            .take_while(|&&at| values[at].total_cmp(&values[order[start]]).is_eq());
        let end = start + same.count().max(1);
        for &at in &order[start..end] {
            ranks[at] = (start + end - 1) as f64 / 2.0;
        }
        start = end;
    }
    ranks
}

/// The correlation of two columns; nothing where one of them does not vary.
fn correlation(a: &[f64], b: &[f64]) -> Option<f64> {
    let n = a.len().min(b.len()) as f64;
    let mean = |values: &[f64]| values.iter().sum::<f64>() / n;
    let (mean_a, mean_b) = (mean(a), mean(b));
    let (mut ab, mut aa, mut bb) = (0.0, 0.0, 0.0);
    for (a, b) in a.iter().zip(b) {
        ab += (a - mean_a) * (b - mean_b);
        aa += (a - mean_a).powi(2);
        bb += (b - mean_b).powi(2);
    }
    (aa > 0.0 && bb > 0.0).then(|| ab / (aa * bb).sqrt())
}

/// Samples that columns are compared with.
pub(super) struct Samples<'n> {
    all: Vec<&'n Numbers>,
    /// The sum of their ranks.
    total: Vec<f64>,
    /// The rank correlation that most of them have at least with the others; nothing where there are no two.
    agreement: Option<f64>,
}

impl<'n> Samples<'n> {
    pub(super) fn new(all: Vec<&'n Numbers>) -> Self {
        let mut total = vec![0.0; all.first().map_or(0, |first| first.rows())];
        for numbers in &all {
            add(&mut total, &numbers.ranks, 1.0);
        }
        let mut samples = Self { all, total, agreement: None };
        samples.agreement = samples.agreement();
        samples
    }

    fn sums(&self) -> (f64, f64) {
        let sums = self.all.iter().map(|numbers| numbers.sum);
        (sums.clone().fold(f64::INFINITY, f64::min), sums.fold(0.0, f64::max))
    }

    /// Whether the numbers of all are whole, or of none; nothing where some are.
    fn are_whole(&self) -> Option<bool> {
        let whole = self.all.iter().filter(|numbers| numbers.whole).count();
        match whole {
            0 => Some(false),
            whole if whole == self.all.len() => Some(true),
            _ => None,
        }
    }

    fn agreement(&self) -> Option<f64> {
        let mut all: Vec<f64> =
            self.all.iter().filter_map(|it| self.correlation(it, 1.0)).collect();
        all.sort_unstable_by(f64::total_cmp);
        (self.all.len() > 1).then(|| all.get(all.len() / 2).copied().unwrap_or_default())
    }

    /// The rank correlation of a column with these, without itself if it is one of them.
    fn correlation(&self, numbers: &Numbers, is_there: f64) -> Option<f64> {
        let mut others = self.total.clone();
        add(&mut others, &numbers.ranks, -is_there);
        correlation(&numbers.ranks, &others)
    }

    /// Whether a column that is not one of these is like them.
    pub(super) fn likeness(&self, numbers: &Numbers) -> Likeness {
        let (low, high) = self.sums();
        if self.all.is_empty()
            || numbers.rows() < ENOUGH
            || numbers.is_constant()
            || numbers.is_running()
        {
            return Likeness::Different;
        }
        let is_other_kind = self.are_whole().is_some_and(|whole| whole != numbers.whole);
        if is_other_kind || numbers.is_beyond(low, high, 2.0 * NEAR) {
            return Likeness::Different;
        }
        let correlation = self.correlation(numbers, 0.0).unwrap_or_default();
        // One other sample alone says nothing of what goes together.
        let agreement = self.agreement.unwrap_or(0.0);
        let is_near = !numbers.is_beyond(low, high, NEAR);
        match () {
            // Sources of a signature need not go together.
            () if agreement < AGREES && is_near => Likeness::Alike,
            () if agreement < AGREES => Likeness::Unclear,
            () if correlation >= AGREES && is_near => Likeness::Alike,
            () if correlation < DIFFERS => Likeness::Different,
            () => Likeness::Unclear,
        }
    }

    /// Whether they go together, as far as two or more show it.
    pub(super) fn go_together(&self) -> bool {
        self.agreement.is_some_and(|agreement| agreement >= AGREES)
    }

    /// Whether a column that was taken for a sample may be classes or indices beside these, which hold amounts.
    pub(super) fn are_beside_index(&self, numbers: &Numbers) -> bool {
        let smallest = self.all.iter().map(|other| other.largest()).fold(f64::INFINITY, f64::min);
        let correlation = || self.correlation(numbers, 0.0);
        let is_index = || {
            numbers.may_be_index()
                && smallest > ABOVE_INDEX * numbers.largest()
                && correlation().is_none_or(|it| it < AGREES)
        };
        // Numbers of cells, of exons, of samples.
        let is_narrow = || {
            // One other sample alone does not say what goes together.
            self.all.len() > 1
                && numbers.rows() >= MANY
                && !numbers.is_sparse()
                && numbers.spread() <= NARROW
                && self.all.iter().all(|other| other.spread() >= WIDE)
                && correlation().is_none_or(|it| it < DIFFERS)
        };
        !self.all.is_empty() && (is_index() || is_narrow())
    }

    /// Whether a column that was taken for a sample is of another kind than these others, which go together.
    pub(super) fn is_stranger(&self, numbers: &Numbers) -> bool {
        if self.all.is_empty() || numbers.rows() < MANY || numbers.is_sparse() {
            return false;
        }
        let (low, high) = self.sums();
        let are_near = high <= low * FAR;
        // Amounts of one table are not that much larger than several others of it; a poor sample may be that much smaller.
        if are_near && self.all.len() > 1 && numbers.sum > high * FAR * FAR {
            return true;
        }
        // One other sample alone does not say what goes together.
        let agreement = self.agreement.unwrap_or(0.0);
        let is_other_kind = self.are_whole().is_some_and(|whole| whole != numbers.whole)
            || are_near && numbers.is_beyond(low, high, 2.0 * NEAR);
        let correlation = self.correlation(numbers, 0.0);
        agreement >= AGREES && is_other_kind && correlation.is_some_and(|it| it < DIFFERS)
    }

    /// Whether every row, but for few, has its number between the smallest and the largest of these, both with a factor.
    pub(super) fn bound(
        &self,
        numbers: &Numbers,
        is_within: impl Fn(f64, f64, f64) -> bool,
    ) -> bool {
        let row = |(row, value): (usize, &f64)| {
            let all = self.all.iter().map(|numbers| numbers.values[row]);
            let low = all.clone().fold(f64::INFINITY, f64::min);
            is_within(*value, low, all.fold(f64::NEG_INFINITY, f64::max))
        };
        let rows = numbers.values.iter().enumerate();
        let within = rows.filter(|pair| row(*pair)).count();
        20 * within >= 19 * numbers.rows()
    }
}

fn add(total: &mut [f64], ranks: &[f64], times: f64) {
    for (total, rank) in total.iter_mut().zip(ranks) {
        *total += times * rank;
    }
}

/// Whether two columns of expression cannot be averaged: they do not go together, or one may be computed from the other.
pub(super) fn are_no_replicates(a: &Numbers, b: &Numbers) -> bool {
    if a.rows() < MANY || a.is_sparse() || b.is_sparse() {
        return false;
    }
    let correlation = correlation(&a.ranks, &b.ranks);
    correlation.is_some_and(|it| it < DIFFERS)
        || a.is_beyond(b.sum, b.sum, FAR)
        || a.is_in_order_of(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Amounts of 40 features, in an order of their own for each seed, times a factor.
    fn numbers(seed: u32, noise: u32, factor: f64) -> Numbers {
        let values: Vec<f64> = (0..40_u32)
            .map(|i| {
                let amount = f64::from(i * 17 % 41 + 1).powi(2);
                let noise = f64::from((i * seed + 3) % 13) * f64::from(noise);
                ((amount + noise) * factor).round()
            })
            .collect();
        of_values(&values)
    }

    fn of_values(values: &[f64]) -> Numbers {
        let zeros = values.iter().filter(|value| **value == 0.0).count();
        Numbers {
            values: values.to_vec(),
            ranks: ranks(values),
            whole: values.iter().all(|value| value.fract() == 0.0),
            sum: values.iter().sum(),
            zeros,
        }
    }

    #[test]
    fn ties_share_a_rank() {
        assert_eq!(ranks(&[3.0, 1.0, 3.0, 0.0]), [2.5, 1.0, 2.5, 0.0]);
    }

    #[test]
    fn samples_go_together_and_descriptions_do_not() {
        let [a, b, c] = [numbers(5, 8, 1.0), numbers(7, 8, 1.2), numbers(11, 8, 0.7)];
        let samples = Samples::new(vec![&a, &b]);
        assert_eq!(samples.likeness(&c), Likeness::Alike);
        assert!(!samples.is_stranger(&c));
        let check = |values: Vec<f64>| {
            let other = of_values(&values);
            assert_eq!(samples.likeness(&other), Likeness::Different, "{values:?}");
            assert!(samples.is_stranger(&other) || other.is_constant() || other.is_running());
        };
        // Entrez and places, shares of GC, lengths, running numbers, one organism.
        check((0..40).map(|i| f64::from(100_000 + 37 * (i * 11 % 40))).collect());
        check((0..40).map(|i| 35.0 + f64::from(i * 11 % 40) / 3.0).collect());
        check((1..=40).map(f64::from).collect());
        check(vec![9606.0; 40]);
        // A blank has no reads of most.
        let blank: Vec<f64> = (0..40).map(|i| f64::from(u32::from(i % 7 == 0))).collect();
        assert!(!samples.is_stranger(&of_values(&blank)));
        assert!(!of_values(&vec![0.0; 40]).is_constant());
    }

    #[test]
    fn sources_need_not_go_together() {
        let source = |at: u32| {
            let values: Vec<f64> =
                (0..40).map(|i| if i % 4 == at { 900.5 + f64::from(i) } else { 7.5 }).collect();
            of_values(&values)
        };
        let [a, b, c] = [source(0), source(1), source(2)];
        let sources = Samples::new(vec![&a, &b]);
        assert_eq!(sources.likeness(&c), Likeness::Alike);
        assert!(!sources.is_stranger(&c));
    }

    #[test]
    fn what_is_computed_from_a_sample_is_no_second_one() {
        let a = numbers(5, 8, 1.0);
        let logarithms: Vec<f64> = a.values.iter().map(|value| (value + 1.0).log2()).collect();
        let logarithms = of_values(&logarithms);
        assert!(logarithms.is_in_order_of(&a) && are_no_replicates(&a, &logarithms));
        assert!(!a.is_in_order_of(&a));
        assert!(!are_no_replicates(&a, &numbers(7, 8, 1.2)));
        assert!(are_no_replicates(&a, &of_values(&vec![1.0; 40])));
        let spread = of_values(&a.values.iter().map(|value| value / 10.0).collect::<Vec<_>>());
        assert!(spread.is_mostly_below(&a) && !a.is_mostly_below(&spread));
    }

    #[test]
    fn bounds_show_what_is_computed_over_samples() {
        let [a, b] = [numbers(5, 8, 1.0), numbers(7, 8, 1.2)];
        let samples = Samples::new(vec![&a, &b]);
        let largest: Vec<f64> = a.values.iter().zip(&b.values).map(|(a, b)| a.max(*b)).collect();
        let is_largest = |value: f64, _: f64, high: f64| value >= high;
        assert!(samples.bound(&of_values(&largest), is_largest));
        assert!(!samples.bound(&numbers(11, 8, 0.7), is_largest));
    }
}
