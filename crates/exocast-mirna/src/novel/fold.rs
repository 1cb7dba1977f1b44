//! Folding, which comes from outside.

use exocast_core::Base;

/// The structure of a strand that folds by itself.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct FoldedHairpin {
    /// Free energy in kcal/mol.
    pub energy: f64,
    /// The partner of each nucleotide, by their places from 0.
    pub pairs: Vec<Option<usize>>,
}

impl FoldedHairpin {
    /// A structure by its energy in kcal/mol and the partner of each nucleotide.
    #[must_use]
    pub fn new(energy: f64, pairs: Vec<Option<usize>>) -> Self {
        Self { energy, pairs }
    }

    /// As brackets and dots.
    pub(crate) fn dot_bracket(&self) -> String {
        let letter = |(i, partner): (usize, &Option<usize>)| match partner {
            Some(j) if *j > i => '(',
            Some(_) => ')',
            None => '.',
        };
        self.pairs.iter().enumerate().map(letter).collect()
    }
}

/// What folds a strand to its structure of least free energy, such as `StrandFolder` of exocast-target.
///
/// A closure is one.
pub trait FoldHairpin: Sync {
    /// The structure of a strand, one entry in its pairs for each nucleotide.
    fn fold(&self, strand: &[Base]) -> FoldedHairpin;
}

impl<F: Fn(&[Base]) -> FoldedHairpin + Sync> FoldHairpin for F {
    fn fold(&self, strand: &[Base]) -> FoldedHairpin {
        self(strand)
    }
}
