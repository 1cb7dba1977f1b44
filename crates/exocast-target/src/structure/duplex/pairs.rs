//! Two strands held together by pairs.

use super::options::DuplexOptions;
use super::trace;
use std::ops::Range;

use exocast_core::Base;

use super::strands::Strands;
use crate::structure::energy::EnergyModel;

/// Two strands held together by pairs between them.
///
/// Places are 0-based and half-open, each strand read 5' to 3'. As `RNAduplex` has it, the structure shows
/// one unpaired nucleotide next to each end, where there is one, as its dangle is part of the energy.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Duplex {
    /// Free energy of formation, kcal/mol.
    pub energy: f64,
    /// Pairs as places in guide and target, along the guide.
    pub pairs: Vec<(usize, usize)>,
    /// The part of the guide that the structure shows.
    pub guide: Range<usize>,
    /// The part of the target that the structure shows.
    pub target: Range<usize>,
}

impl Duplex {
    /// `pairs` are from the last to the first, with target places counted from its 3' end.
    pub(super) fn new(mut pairs: Vec<(usize, usize)>, strands: &Strands, energy: i32) -> Self {
        let (guide, target) = (strands.guide.len(), strands.target.len());
        pairs.reverse();
        for pair in &mut pairs {
            pair.1 = target - 1 - pair.1;
        }
        let around = |first: usize, last: usize, length: usize| {
            first.saturating_sub(1)..(last + 2).min(length)
        };
        let ends = pairs.first().zip(pairs.last());
        let (guide, target) = ends.map_or((0..0, 0..0), |(first, last)| {
            (around(first.0, last.0, guide), around(last.1, first.1, target))
        });
        Self { energy: f64::from(energy) / 100.0, pairs, guide, target }
    }

    /// From the first to past the last paired nucleotide of the target.
    #[must_use]
    pub fn paired_target(&self) -> Range<usize> {
        let ends = self.pairs.first().zip(self.pairs.last());
        ends.map_or(0..0, |(first, last)| last.1..first.1 + 1)
    }

    /// Dots and brackets of the guide, `&`, dots and brackets of the target.
    #[must_use]
    pub fn structure(&self) -> String {
        let strand = |range: &Range<usize>, bracket: char, place: fn(&(usize, usize)) -> usize| {
            let mut letters = vec!['.'; range.len()];
            for pair in &self.pairs {
                letters[place(pair) - range.start] = bracket;
            }
            letters.into_iter().collect::<String>()
        };
        let guide = strand(&self.guide, '(', |pair| pair.0);
        format!("{guide}&{}", strand(&self.target, ')', |pair| pair.1))
    }

    /// The energy of these pairs between two strands, kcal/mol; nothing where they are no duplex: no
    /// pairs, pairs that cannot form, cross or lie outside, or loops above 30 nucleotides.
    #[must_use]
    pub fn evaluate(
        model: &EnergyModel,
        guide: &[Base],
        target: &[Base],
        pairs: &[(usize, usize)],
    ) -> Option<f64> {
        let strands = Strands::new(guide, target, &DuplexOptions::default());
        trace::energy(&strands, &model.whole, pairs).map(|energy| f64::from(energy) / 100.0)
    }
}
