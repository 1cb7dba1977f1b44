//! The guides of each miRNA: its molecules by the seed that they act with.

use std::collections::HashMap;

use exocast_core::{LabelledMatrix, Seed, Stream};
use exocast_mirna::{Catalogue, CountedGuide, Guides};
use exocast_target::{Mirna, Mirnas};
use exocast_transfer::Guide;
use rand_distr::{Distribution, Gamma};

use super::drawn::Drawn;
use crate::{load, result::MirnaResult};

/// The molecules of one row of the counts.
#[derive(Clone, Debug)]
pub(super) struct Molecules {
    pub(super) mirna: String,
    /// Each guide with its reads by column of the counts; they sum to those of the row. The canonical one is first.
    pub(super) guides: Vec<(Guide, Vec<f64>)>,
}

impl Molecules {
    /// Of each row of the counts. What was not counted from reads is canonical.
    pub(super) fn of_counts(counted: &MirnaResult, catalogue: Option<&Catalogue>) -> Vec<Self> {
        let guides = counted.reads.as_ref().map(|reads| &reads.guides);
        let mut by_name: HashMap<&str, &[CountedGuide]> = HashMap::new();
        let all = guides.iter().flat_map(|guides| guides.by_mirna());
        by_name.extend(all.map(|guides| (guides[0].mirna.as_str(), guides)));
        // Where each column of the counts is among the samples with reads.
        let samples = guides.map_or(&[][..], |guides| guides.samples.as_slice());
        let columns = counted.counts.columns().iter();
        let places: Vec<Option<usize>> =
            columns.map(|name| samples.iter().position(|sample| sample == name)).collect();
        let seed_of = |name: &str| -> Option<Seed> {
            let mature = &catalogue?.matures()[catalogue?.find(name)?];
            Seed::new(&mature.sequence)
        };
        let mut molecules = Self::canonical(&counted.counts);
        for of_row in &mut molecules {
            let guides = by_name.get(of_row.mirna.as_str()).copied().unwrap_or_default();
            let (first, counts) = &mut of_row.guides[0];
            first.seed = match guides.first() {
                Some(canonical) => canonical.seed,
                None => seed_of(&of_row.mirna),
            };
            let mut others = Vec::new();
            for guide in guides.iter().skip(1) {
                let of_column = |place: &Option<usize>| place.map_or(0.0, |i| guide.counts[i]);
                let reads: Vec<f64> = places.iter().map(of_column).collect();
                others.push((Guide::new(guide.isomir.clone(), guide.seed), reads));
            }
            for (column, place) in places.iter().enumerate() {
                if let (Some(place), [canonical, _, ..]) = (*place, guides) {
                    counts[column] = canonical.counts[place];
                }
            }
            of_row.guides.extend(others);
        }
        molecules
    }

    /// Of each row of the counts the canonical guide alone, without its seed.
    pub(super) fn canonical(counts: &LabelledMatrix) -> Vec<Self> {
        let values = counts.values();
        let rows = counts.rows().zip(values.rows());
        let molecules = rows.map(|(name, row)| Self {
            mirna: name.to_owned(),
            guides: vec![(Guide::default(), row.iter().copied().collect())],
        });
        molecules.collect()
    }
}

/// Shares of the guides of one miRNA, as the mean over samples, with draws.
#[derive(Clone, Debug, Default)]
pub(super) struct Shares {
    samples: f64,
    /// Sums over the samples.
    sums: Vec<f64>,
    /// Guides × draws.
    draws: Vec<Vec<f64>>,
}

impl Shares {
    /// Adds a sample. Draws are of the Dirichlet distribution of the counts with half a read of each guide (Jeffreys' prior).
    pub(super) fn add(
        &mut self,
        of_row: &Molecules,
        column: usize,
        draws: usize,
        random: &mut Stream,
    ) {
        let counts: Vec<f64> = of_row.guides.iter().map(|(_, reads)| reads[column]).collect();
        let total: f64 = counts.iter().sum();
        if total <= 0.0 || counts.len() < 2 {
            return;
        }
        self.samples += 1.0;
        self.sums.resize(counts.len(), 0.0);
        self.draws.resize(counts.len(), vec![0.0; draws]);
        self.sums.iter_mut().zip(&counts).for_each(|(sum, count)| *sum += count / total);
        let gamma: Vec<_> =
            counts.iter().filter_map(|count| Gamma::new(count + 0.5, 1.0).ok()).collect();
        for d in 0..draws {
            let drawn: Vec<f64> = gamma.iter().map(|gamma| gamma.sample(random)).collect();
            let all: f64 = drawn.iter().sum();
            for (sums, drawn) in self.draws.iter_mut().zip(drawn) {
                sums[d] += drawn / all;
            }
        }
    }

    /// Whether no sample told of any share.
    pub(super) fn is_empty(&self) -> bool {
        self.samples <= 0.0
    }

    /// What a guide has of the copies of its miRNA; all of them where it is the only one.
    pub(super) fn part(&self, place: usize, whole: Option<&Drawn>) -> Option<Drawn> {
        let whole = whole?;
        let Some((share, draws)) = self.sums.get(place).zip(self.draws.get(place)) else {
            return Some(whole.clone());
        };
        let drawn = whole.draws.iter().zip(draws).map(|(copies, sum)| copies * sum / self.samples);
        Some(Drawn::new(whole.interval.value * share / self.samples, drawn.collect()))
    }
}

/// Every molecule that can guide: the miRNAs of a reference, and guides with other seeds that were counted.
pub(super) fn mirnas(catalogue: &Catalogue, counted: &Guides) -> Mirnas {
    let mut mirnas = load::counted_guides(catalogue);
    for guide in counted.guides.iter().filter(|guide| !guide.is_canonical()) {
        if let Ok(mirna) = Mirna::new(guide.mirna.clone(), guide.sequence.clone()) {
            let _ = mirnas.push(mirna.with_isomir(guide.isomir.clone()));
        }
    }
    mirnas
}

#[cfg(test)]
mod tests {
    use exocast_core::SeedPlan;

    use super::*;

    fn of_two(shifted: [f64; 2], canonical: [f64; 2]) -> Molecules {
        let guide = Guide::new("iso_5p:+1", "GCUUAUC".parse().ok());
        let guides = vec![(Guide::default(), canonical.to_vec()), (guide, shifted.to_vec())];
        Molecules { mirna: "miR-21".to_owned(), guides }
    }

    fn shares(molecules: &Molecules) -> Shares {
        let mut shares = Shares::default();
        for column in 0..2 {
            let mut random = SeedPlan::new(1).stream("guides", column as u64);
            shares.add(molecules, column, 500, &mut random);
        }
        shares
    }

    #[test]
    fn guides_share_the_copies_of_their_mirna() {
        let whole = Drawn::new(8.0, (0..500).map(|d| 7.0 + f64::from(d) / 250.0).collect());
        let shares = shares(&of_two([50.0, 300.0], [50.0, 100.0]));
        let parts = [0, 1].map(|place| shares.part(place, Some(&whole)).expect("copies"));
        assert!((parts[0].interval.value - 3.0).abs() < 1e-12);
        assert!((parts[1].interval.value - 5.0).abs() < 1e-12);
        for (d, copies) in whole.draws.iter().enumerate() {
            assert!((parts[0].draws[d] + parts[1].draws[d] - copies).abs() < 1e-12);
        }
        assert!(parts[1].interval.low < 4.9 && parts[1].interval.high > 5.1);
    }

    #[test]
    fn a_single_guide_has_all() {
        let whole = Drawn::new(8.0, vec![7.0, 9.0]);
        assert_eq!(Shares::default().part(0, Some(&whole)), Some(whole));
        // A sample without reads of the miRNA says nothing.
        let shares = shares(&of_two([0.0, 0.0], [0.0, 0.0]));
        assert!(shares.is_empty());
    }
}
