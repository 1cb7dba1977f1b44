//! What numbers say of columns whose names may be those of samples or of something else.

use std::collections::HashMap;

use super::{
    ambiguous,
    column::Column,
    indices,
    likeness::{Likeness, Numbers, Samples, are_no_replicates},
    parts::{self, SPREAD_PARTS},
    quantity::Quantity,
    refusal::Refusal,
    request::Request,
    role::Role,
    words,
};
use crate::words::{first_quoted, quoted};

/// Columns that a message names.
const MOST: usize = 5;

/// Columns while their roles are settled by what is in them.
pub(super) struct Content<'a> {
    columns: &'a [Column],
    numbers: Vec<Option<Numbers>>,
    request: &'a Request<'a>,
}

impl<'a> Content<'a> {
    pub(super) fn new(columns: &'a [Column], request: &'a Request<'a>) -> Self {
        let numbers =
            columns.iter().map(|column| column.is_numeric().then(|| Numbers::new(column)));
        Self { columns, numbers: numbers.collect(), request }
    }

    fn samples(roles: &[Role]) -> Vec<usize> {
        (0..roles.len()).filter(|&place| roles[place] == Role::Sample).collect()
    }

    /// Some of these columns, evenly.
    fn references(places: &[usize]) -> Vec<usize> {
        places.iter().copied().step_by(places.len().div_ceil(REFERENCES).max(1)).collect()
    }

    fn of_places(&self, places: impl Iterator<Item = usize>) -> Samples<'_> {
        Samples::new(places.filter_map(|place| self.numbers[place].as_ref()).collect())
    }

    fn is_looked_for(&self, place: usize) -> bool {
        self.request.samples.contains(&self.columns[place].name.as_str())
    }

    /// Spreads are no samples, where each is next to what it is the spread of: `EV mean`, `EV SD`, `Cell mean`, `Cell SD`.
    pub(super) fn leave_out_spreads(&self, roles: &mut [Role]) {
        let samples = Self::samples(roles);
        let stems: Vec<Option<String>> =
            samples.iter().map(|&place| parts::stem_of_spread(&self.columns[place].key)).collect();
        let is_spread = |at: &usize| {
            let place = samples[*at];
            if self.is_looked_for(place) {
                return false;
            }
            let key = self.columns[place].key.as_str();
            // `EV`, `SD`, `Cell`, `SD`.
            if SPREAD_PARTS.contains(&key) {
                return samples.iter().filter(|other| self.columns[**other].key == key).count() > 1;
            }
            let Some(stem) = &stems[*at] else { return false };
            (0..samples.len()).filter(|other| stems[*other].is_none()).any(|other| {
                parts::stem_of_mean(&self.columns[samples[other]].key) == *stem
                    && self.numbers[place]
                        .as_ref()
                        .zip(self.numbers[samples[other]].as_ref())
                        .is_some_and(|(spread, value)| spread.is_mostly_below(value))
            })
        };
        let spreads: Vec<usize> = (0..samples.len()).filter(is_spread).collect();
        for at in &spreads {
            roles[samples[*at]] = Role::Total;
        }
        // `n` behind them is the number of samples.
        for (place, column) in self.columns.iter().enumerate() {
            let are_few = self.numbers[place].as_ref().is_some_and(Numbers::is_constant);
            if !spreads.is_empty() && column.key == "n" && are_few && roles[place] == Role::Sample {
                roles[place] = Role::Total;
            }
        }
    }

    /// Columns that are something else by a word which may be the name of a sample too are samples if their numbers are.
    ///
    /// # Errors
    /// Where the numbers do not say either.
    pub(super) fn take_samples(&self, roles: &mut [Role]) -> Result<(), Refusal> {
        let samples: Vec<usize> = Self::samples(roles)
            .into_iter()
            .filter(|&place| {
                let numbers = self.numbers[place].as_ref();
                numbers.is_some_and(|it| !it.is_constant() && !it.is_running())
            })
            .collect();
        let known = self.of_places(Self::references(&samples).into_iter());
        for (place, column) in self.columns.iter().enumerate() {
            let may_be = matches!(
                roles[place],
                Role::OtherId | Role::Annotation | Role::Statistic | Role::Total
            );
            let Some(numbers) = self.numbers[place].as_ref().filter(|_| may_be) else { continue };
            let key = column.key.as_str();
            let is_letter = roles[place] == Role::Statistic && self.may_be_sample_letter(column);
            let is_index = indices::is_index(key);
            if !(ambiguous::may_be_sample(key) || is_letter || is_index)
                || is_computed(key, numbers, &known, &samples)
            {
                continue;
            }
            let is_spread = ambiguous::may_be_spread(key);
            // Of samples that do not go together, being near says too little.
            let is_unlike = (is_index && numbers.may_be_classes_or_indices() || is_letter)
                && !known.go_together();
            match known.likeness(numbers) {
                Likeness::Alike if !is_spread && !is_unlike => roles[place] = Role::Sample,
                Likeness::Different if !is_letter || numbers.tell_a_statistic() => {}
                Likeness::Different if samples.is_empty() => {}
                _ => {
                    return Err(Refusal::MayBeSample {
                        column: column.shown(place),
                        role: roles[place].word(),
                        others: self.listed(&samples),
                    });
                }
            }
        }
        Ok(())
    }

    /// Whether a capital letter may be a sample beside results of a test, which are not those of edgeR or limma.
    fn may_be_sample_letter(&self, column: &Column) -> bool {
        let has = |key: &str| self.columns.iter().any(|other| other.key == key);
        column.name.len() == 1
            && column.name.bytes().all(|byte| byte.is_ascii_uppercase())
            && !words::is_of_test_program(has)
    }

    /// Columns that number the rows, or are the same in each, are no samples; those that do not go with the others, which go
    /// together, may be none.
    ///
    /// # Errors
    /// Where a column may be a sample or not.
    pub(super) fn refuse_strangers(&self, roles: &mut [Role]) -> Result<(), Refusal> {
        let samples = Self::samples(roles);
        if samples.len() < 2 {
            return Ok(());
        }
        let is_plain = |place: usize| {
            self.numbers[place].as_ref().is_some_and(|it| it.is_constant() || it.is_running())
        };
        let (plain, rest): (Vec<usize>, Vec<usize>) =
            samples.iter().partition(|&&place| is_plain(place) && !self.is_looked_for(place));
        if !rest.is_empty() {
            for place in plain {
                roles[place] = Role::Annotation;
            }
        }
        if !self.request.samples.is_empty() || self.request.quantity == Quantity::Counts {
            return Ok(());
        }
        let numbers_of = |place: usize| self.numbers[place].as_ref();
        let references = Self::references(&rest);
        let known = self.of_places(references.iter().copied());
        let strange = rest.iter().find(|&&place| {
            let Some(numbers) = numbers_of(place).filter(|_| rest.len() > 1) else { return false };
            if references.contains(&place) {
                let others = references.iter().copied().filter(|other| *other != place);
                let others = self.of_places(others);
                others.is_stranger(numbers) || others.are_beside_index(numbers)
            } else {
                known.is_stranger(numbers) || known.are_beside_index(numbers)
            }
        });
        let pair = || {
            if rest.len() > REPLICATES {
                return None;
            }
            let is_expression = self.request.quantity == Quantity::Expression;
            let pairs = rest
                .iter()
                .enumerate()
                .flat_map(|(at, &first)| rest[at + 1..].iter().map(move |&second| (first, second)));
            pairs.into_iter().find(|&(first, second)| {
                numbers_of(first).zip(numbers_of(second)).is_some_and(|(a, b)| {
                    is_expression && are_no_replicates(a, b)
                        || a.are_logarithms_of(b)
                        || b.are_logarithms_of(a)
                })
            })
        };
        if let Some(&place) = strange {
            let others: Vec<usize> = rest.iter().copied().filter(|it| *it != place).collect();
            let (column, others) = (self.columns[place].shown(place), self.listed(&others));
            return Err(Refusal::Strange { column, others });
        }
        if let Some((first, second)) = pair() {
            let (column, others) = (self.columns[second].shown(second), self.listed(&[first]));
            return Err(Refusal::Strange { column, others });
        }
        Ok(())
    }

    /// A column that is called as a sample with something more, and has its values in another scale, is no second sample.
    pub(super) fn leave_out_twins(&self, roles: &mut [Role]) {
        let samples = Self::samples(roles);
        let parts_of = |place: usize| {
            parts::parts(parts::without_pseudocount(&self.columns[place].key).as_ref())
        };
        let by_name: HashMap<String, usize> =
            samples.iter().map(|&place| (parts_of(place), place)).collect();
        let is_of = |place: usize, stem: &str, more: &str| {
            let other = by_name.get(stem).filter(|other| **other != place);
            let numbers = other.and_then(|&other| self.numbers[other].as_ref());
            more.chars().any(char::is_alphabetic)
                && self.numbers[place]
                    .as_ref()
                    .zip(numbers)
                    .is_some_and(|(twin, sample)| twin.is_in_order_of(sample))
        };
        let is_twin = |place: usize| {
            let parts = parts_of(place);
            // `_ev_1_norm_` is that of `_ev_1_`, and so is `_norm_ev_1_`.
            !self.is_looked_for(place)
                && parts.match_indices('_').any(|(at, _)| {
                    is_of(place, &parts[..=at], &parts[at..])
                        || is_of(place, &parts[at..], &parts[..=at])
                })
        };
        let twins: Vec<usize> = samples.iter().copied().filter(|&place| is_twin(place)).collect();
        for place in twins {
            roles[place] = Role::OtherValues;
        }
    }

    fn listed(&self, places: &[usize]) -> String {
        let names: Vec<String> =
            places.iter().map(|&place| self.columns[place].shown(place)).collect();
        if names.len() > MOST { first_quoted(&names, MOST) } else { quoted(&names) }
    }
}

/// Samples that a column is compared with, at most.
const REFERENCES: usize = 30;
/// Replicates of which each pair is compared, at most.
const REPLICATES: usize = 20;

/// Whether a column holds what its name says is computed over the samples.
fn is_computed(key: &str, numbers: &Numbers, known: &Samples<'_>, samples: &[usize]) -> bool {
    let several = samples.len() > 1;
    match key {
        "max" | "maximum" => known.bound(numbers, |value, _, high| value >= high),
        "min" | "minimum" => known.bound(numbers, |value, low, _| value <= low),
        "media" => {
            !several || known.bound(numbers, |value, low, high| value >= low && value <= high)
        }
        key if ambiguous::may_be_spread(key) => {
            !several || known.bound(numbers, |value, low, high| value <= 1.2 * (high - low))
        }
        _ => false,
    }
}
