//! The structure of a strand.

/// A strand folded by itself.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct FoldedStrand {
    /// Free energy in kcal/mol; 0 if nothing is better than no pair.
    pub energy: f64,
    /// The partner of each nucleotide, by their places from 0.
    pub pairs: Vec<Option<usize>>,
}

impl FoldedStrand {
    /// The structure as brackets and dots, one per nucleotide.
    #[must_use]
    pub fn dot_bracket(&self) -> String {
        let letter = |(i, partner): (usize, &Option<usize>)| match partner {
            Some(j) if *j > i => '(',
            Some(_) => ')',
            None => '.',
        };
        self.pairs.iter().enumerate().map(letter).collect()
    }
}
