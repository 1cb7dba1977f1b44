//! Accessibility by its definition: partition functions with and without a constraint, window by window.

use exocast_core::{Base, Rna, options::Options as _};
use proptest::prelude::*;

use super::{
    accessibility::{Accessibility, CORE},
    options::AccessOptions,
};
use crate::structure::energy::{Edge, EnergyModel, Letter, MAX_LOOP, PairType, letters};

/// A window of a sequence in which some nucleotides may not pair.
struct Plain<'a> {
    model: &'a EnergyModel,
    text: &'a [Letter],
    span: usize,
    free: std::ops::Range<usize>,
}

impl Plain<'_> {
    fn pair(&self, i: usize, j: usize) -> Option<PairType> {
        let barred = self.free.contains(&i) || self.free.contains(&j);
        let pair = PairType::new(self.text[i], self.text[j])?;
        (!barred && j - i < self.span && j - i > 3).then_some(pair)
    }

    fn before(&self, i: usize) -> Option<Letter> {
        i.checked_sub(1).map(|i| self.text[i])
    }

    fn after(&self, i: usize) -> Option<Letter> {
        self.text.get(i + 1).copied()
    }

    fn outer(&self, i: usize, j: usize, pair: PairType) -> Edge {
        Edge { pair, after: self.text[i + 1], before: self.text[j - 1] }
    }

    /// Partition function of the places from `start` to before `end`.
    #[allow(clippy::needless_range_loop, reason = "places of the published formula")]
    fn sum(&self, start: usize, end: usize) -> f64 {
        let exact = &self.model.exact;
        let factor = |energy| self.model.boltzmann(energy);
        let n = self.text.len();
        let mut paired = vec![vec![0.0; n + 1]; n + 1];
        // Some stems, and no nucleotide unpaired before the first.
        let mut stems = vec![vec![[0.0; 3]; n + 2]; n + 2];
        for length in 1..=end - start {
            for i in start..=end - length {
                let j = i + length - 1;
                if let Some(pair) = self.pair(i, j) {
                    let outer = self.outer(i, j, pair);
                    let mut sum = factor(exact.hairpin(outer, &self.text[i..=j]));
                    for k in i + 1..j {
                        for l in k + 1..j {
                            let sides = (k - i - 1, j - l - 1);
                            let Some(inner) = self.pair(k, l) else { continue };
                            if sides.0 + sides.1 <= MAX_LOOP {
                                let edge = Edge {
                                    pair: inner.reversed(),
                                    after: self.text[l + 1],
                                    before: self.text[k - 1],
                                };
                                let energy = exact.interior(sides, outer, edge);
                                sum += paired[k][l] * factor(energy);
                            }
                        }
                    }
                    let around = (self.before(j), self.after(i));
                    let closing =
                        exact.multi_closing + exact.multi(pair.reversed(), around.0, around.1);
                    sum += stems[i + 1][j - 1][2] * factor(closing);
                    paired[i][j] = sum;
                }
                // By number of stems: none, one, two and more.
                let mut all = [1.0, 0.0, 0.0];
                let next = if i < j { stems[i + 1][j] } else { [1.0, 0.0, 0.0] };
                all[1] += next[1];
                all[2] += next[2];
                for l in i + 4..=j {
                    let Some(pair) = self.pair(i, l) else { continue };
                    let energy = exact.multi(pair, self.before(i), self.after(l));
                    let stem = paired[i][l] * factor(energy);
                    let rest = if l < j { stems[l + 1][j] } else { [1.0, 0.0, 0.0] };
                    all[1] += stem * rest[0];
                    all[2] += stem * (rest[1] + rest[2]);
                }
                stems[i][j] = all;
            }
        }
        let mut exterior = vec![1.0; n + 2];
        for i in (start..end).rev() {
            exterior[i] = if i + 1 < end { exterior[i + 1] } else { 1.0 };
            for l in i + 4..end {
                let Some(pair) = self.pair(i, l) else { continue };
                let energy = exact.exterior(pair, self.before(i), self.after(l));
                let rest = if l + 1 < end { exterior[l + 1] } else { 1.0 };
                exterior[i] += paired[i][l] * factor(energy) * rest;
            }
        }
        exterior[start]
    }
}

fn plain(
    model: &EnergyModel,
    sequence: &[Base],
    options: &AccessOptions,
    stretch: std::ops::Range<usize>,
) -> f64 {
    let text = letters(sequence);
    let window = options.window.min(text.len());
    let free = |free| Plain { model, text: &text, span: options.span.min(window), free };
    let (none, some) = (free(0..0), free(stretch.clone()));
    let starts = stretch.end.saturating_sub(window)..=stretch.start.min(text.len() - window);
    let count = starts.clone().count() as f64;
    let sum: f64 = starts.map(|a| some.sum(a, a + window) / none.sum(a, a + window)).sum();
    sum / count
}

/// Sequences of several compositions: each letter of the first with equal chances, and so on.
fn rna(length: std::ops::Range<usize>) -> impl Strategy<Value = Vec<Base>> {
    const LETTERS: [&str; 8] =
        ["ACGU", "ACGUGCGCGCN", "GC", "GGCU", "AU", "AAAAACGU", "NNACGU", "A"];
    let of_letters = move |letters: &'static str| {
        prop::collection::vec(prop::sample::select(letters.as_bytes()), length.clone())
    };
    prop::sample::select(&LETTERS[..]).prop_flat_map(of_letters).prop_map(|letters| {
        Rna::parse_with_n(&letters).map(|rna| rna.bases().to_vec()).unwrap_or_default()
    })
}

/// Whether two probabilities are the same, small ones too: all sums are of numbers above 0.
fn same(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-11 * a.max(b)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn probabilities_are_those_of_the_definition(
        sequence in rna(1..46), window in 5_usize..40, less in 0_usize..10, length in 1_usize..12,
        celsius in prop::sample::select(vec![30.0, 37.0]),
    ) {
        let model = EnergyModel::turner2004_at(celsius).unwrap();
        let options = AccessOptions { window, span: window.saturating_sub(less).max(5) };
        let access = Accessibility::new(&model, &options.clone().check().unwrap());
        let unpaired = access.unpaired(&sequence, length);
        let count = if length > window { 0 } else { (sequence.len() + 1).saturating_sub(length) };
        prop_assert_eq!(unpaired.len(), count);
        let parts = access.unpaired_in(&sequence, length, &[2..4, 4..7, 30..90]);
        for (start, part) in parts.iter().enumerate() {
            let asked = (2..7).contains(&start) || (30..90).contains(&start);
            let equal = unpaired.get(start).is_some_and(|&whole| same(whole, *part));
            prop_assert!(part.is_nan() || equal);
            prop_assert!(!asked || unpaired.is_empty() || equal);
        }
        for (start, &probability) in unpaired.iter().enumerate().step_by(3) {
            let wanted = plain(&model, &sequence, &options, start..start + length);
            prop_assert!(same(probability, wanted), "{} {} {}", start, probability, wanted);
            let alone = access.unpaired_at(&sequence, start, length);
            prop_assert!(alone.is_some_and(|alone| same(alone, probability)));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    #[test]
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a place of the sequence"
    )]
    fn windows_of_80_nt_are_those_of_the_definition(
        sequence in rna(20..170), length in prop::sample::select(vec![1_usize, 8, 14]),
        at in 0.0_f64..1.0,
    ) {
        let (model, options) = (EnergyModel::turner2004(), AccessOptions::default());
        let access = Accessibility::new(&model, &options.clone().check().unwrap());
        let unpaired = access.unpaired(&sequence, length);
        let start = (at * unpaired.len() as f64) as usize;
        let wanted = plain(&model, &sequence, &options, start..start + length);
        prop_assert!(same(unpaired[start], wanted), "{} {} {}", start, unpaired[start], wanted);
    }

    /// Long sequences are computed in parts.
    #[test]
    fn parts_are_seamless(sequence in rna(CORE - 20..2 * CORE + 90), length in 1_usize..16) {
        let options = AccessOptions::default().check().unwrap();
        let access = Accessibility::new(&EnergyModel::turner2004(), &options);
        let unpaired = access.unpaired(&sequence, length);
        let ends = [0, CORE - 17, CORE - 1, CORE, CORE + 1, 2 * CORE - 1, 2 * CORE];
        for start in ends.iter().flat_map(|end| [*end, end.saturating_sub(length - 1)]) {
            let alone = access.unpaired_at(&sequence, start, length);
            let equal = match (alone, unpaired.get(start)) {
                (Some(alone), Some(&whole)) => same(alone, whole),
                (alone, whole) => alone.is_none() && whole.is_none(),
            };
            prop_assert!(equal, "{}", start);
        }
    }
}
