//! The plain twin of the fold of one strand: least free energy, and that of the ensemble.

use exocast_core::Base;

use crate::structure::energy::{
    Cost, Edge, EnergyModel, Letter, MAX_LOOP, PairType, Tables, letters,
};

/// Free energies of a sequence that folds by itself, pairs of any span allowed.
///
/// Recursions of Zuker & Stiegler 1981 (Nucleic Acids Res. 9:133) and `McCaskill` 1990 (Biopolymers
/// 29:1105) as they are written, cubic in the length but for the bound on interior loops: meant for
/// sequences of a few hundred nucleotides, and as a check of the energy model.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Fold {
    /// Least free energy of any structure, kcal/mol; 0 where nothing is better than no pair.
    pub(crate) least: f64,
    /// −RT ln of the partition function, kcal/mol.
    pub(crate) ensemble: f64,
}

impl Fold {
    /// Folds a sequence.
    pub(crate) fn new(model: &EnergyModel, sequence: &[Base]) -> Self {
        let text = letters(sequence);
        let least = Recursion {
            text: &text,
            tables: &model.whole,
            none: i32::FORBIDDEN,
            empty: 0,
            weigh: &|cost| cost,
            with: &|a: i32, b: i32| a.saturating_add(b).min(i32::FORBIDDEN),
            or: &|a: i32, b: i32| a.min(b),
        };
        let weight = |energy: f64| model.boltzmann(energy);
        let sum = Recursion {
            text: &text,
            tables: &model.exact,
            none: 0.0,
            empty: 1.0,
            weigh: &weight,
            with: &|a: f64, b: f64| a * b,
            or: &|a: f64, b: f64| a + b,
        };
        Self {
            least: f64::from(least.all()) / 100.0,
            ensemble: -model.thermal_energy() * sum.all().ln(),
        }
    }
}

/// One recursion for minima and sums: how a cost counts, how parts go together, how cases do.
struct Recursion<'a, T> {
    text: &'a [Letter],
    tables: &'a Tables<T>,
    none: T,
    empty: T,
    weigh: &'a dyn Fn(T) -> T,
    with: &'a dyn Fn(T, T) -> T,
    or: &'a dyn Fn(T, T) -> T,
}

impl<T: Cost> Recursion<'_, T> {
    fn before(&self, i: usize) -> Option<Letter> {
        i.checked_sub(1).map(|i| self.text[i])
    }

    fn after(&self, i: usize) -> Option<Letter> {
        self.text.get(i + 1).copied()
    }

    fn all(&self) -> T {
        let n = self.text.len();
        let square = |value| vec![vec![value; n + 1]; n + 1];
        let (mut paired, mut one_stem, mut many) =
            (square(self.none), square(self.none), square(self.none));
        // One stem that begins at the start and unpaired nucleotides behind it.
        let mut first = square(self.none);
        for length in 5..=n {
            for i in 0..=n - length {
                let j = i + length - 1;
                if let Some(pair) = PairType::new(self.text[i], self.text[j]) {
                    paired[i][j] = self.closed(i, j, pair, &paired, &many);
                    let stem = self.tables.multi(pair, self.before(i), self.after(j));
                    first[i][j] = (self.with)(paired[i][j], (self.weigh)(stem));
                }
                first[i][j] = (self.or)(first[i][j], first[i][j - 1]);
                // The last stem begins at k; before it nothing or stems.
                let (mut some, mut more) = (first[i][j], self.none);
                for k in i + 1..j {
                    some = (self.or)(some, first[k][j]);
                    more = (self.or)(more, (self.with)(one_stem[i][k - 1], first[k][j]));
                }
                one_stem[i][j] = (self.or)(some, more);
                many[i][j] = more;
            }
        }
        let mut exterior = vec![self.empty; n + 1];
        for j in 0..n {
            let mut best = exterior[j];
            for k in 0..j {
                if let Some(pair) = PairType::new(self.text[k], self.text[j]) {
                    let stem = self.tables.exterior(pair, self.before(k), self.after(j));
                    let stem = (self.with)(paired[k][j], (self.weigh)(stem));
                    best = (self.or)(best, (self.with)(exterior[k], stem));
                }
            }
            exterior[j + 1] = best;
        }
        exterior[n]
    }

    /// All structures closed by a pair.
    #[allow(clippy::needless_range_loop, reason = "places of the published formula")]
    fn closed(&self, i: usize, j: usize, pair: PairType, paired: &[Vec<T>], many: &[Vec<T>]) -> T {
        let outer = Edge { pair, after: self.text[i + 1], before: self.text[j - 1] };
        let mut best = (self.weigh)(self.tables.hairpin(outer, &self.text[i..=j]));
        for k in i + 1..j.min(i + MAX_LOOP + 2) {
            let room = MAX_LOOP - (k - i - 1);
            for l in (k + 4).max((j - 1).saturating_sub(room))..j {
                if let Some(inner) = PairType::new(self.text[k], self.text[l]) {
                    let (after, before) = (self.text[l + 1], self.text[k - 1]);
                    let inner = Edge { pair: inner.reversed(), after, before };
                    let step = self.tables.interior((k - i - 1, j - l - 1), outer, inner);
                    best = (self.or)(best, (self.with)(paired[k][l], (self.weigh)(step)));
                }
            }
        }
        let stem = self.tables.multi(pair.reversed(), self.before(j), self.after(i));
        let closing = (self.weigh)(self.tables.multi_closing + stem);
        (self.or)(best, (self.with)(many[i + 1][j - 1], closing))
    }
}

#[cfg(test)]
mod tests {
    use exocast_core::Rna;

    use super::*;
    use crate::reference::vector;

    #[test]
    fn sequences_fold_with_the_energies_of_viennarna() {
        let Some(text) = vector("target/viennarna_mfe.tsv") else { return };
        let (model, mut compared) = (EnergyModel::turner2004(), 0);
        for line in text.lines().filter(|line| !line.starts_with('#')).skip(1) {
            let row: Vec<&str> = line.split('\t').collect();
            let sequence = Rna::parse_with_n(row[1].as_bytes()).unwrap();
            let [least, ensemble] = [3, 4].map(|column| row[column].parse::<f64>().unwrap());
            let fold = Fold::new(&model, sequence.bases());
            assert!((fold.least - least).abs() <= 0.001, "{line}: {}", fold.least);
            assert!((fold.ensemble - ensemble).abs() <= 1e-4, "{line}: {}", fold.ensemble);
            compared += 1;
        }
        assert!(compared > 0);
    }
}
