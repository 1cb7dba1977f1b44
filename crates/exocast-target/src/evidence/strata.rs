//! Genes of similar length and composition.

use crate::input::{Message, Transcripts};

/// Parts of equal size by length of the 3'UTR, and of each of these by its share of A and U.
const LENGTHS: usize = 5;

const SHARES: usize = 3;

/// Most strata that there are.
pub(crate) const STRATA: usize = LENGTHS * SHARES;

/// The stratum of each gene.
pub(crate) struct Strata(Vec<usize>);

impl Strata {
    /// All genes in one.
    pub(crate) fn single(genes: usize) -> Self {
        Self(vec![0; genes])
    }

    /// Of genes, by their transcripts.
    pub(crate) fn new(genes: &[usize], transcripts: &Transcripts) -> Self {
        let facts: Vec<(usize, f64)> = genes
            .iter()
            .map(|&place| match transcripts.get(place) {
                Some(transcript) => {
                    let share = Message::new(&transcript).au_utr3().unwrap_or(0.5);
                    (transcript.utr3.len(), share)
                }
                None => (0, 0.5),
            })
            .collect();
        let mut strata = vec![0; genes.len()];
        let mut by_length: Vec<usize> = (0..genes.len()).collect();
        by_length.sort_by_key(|&i| (facts[i].0, genes[i]));
        let size = |all: usize, parts: usize| all.div_ceil(parts).max(1);
        for (length, part) in by_length.chunks_mut(size(genes.len(), LENGTHS)).enumerate() {
            part.sort_by(|&a, &b| facts[a].1.total_cmp(&facts[b].1).then(genes[a].cmp(&genes[b])));
            let count = part.len();
            for (share, same) in part.chunks(size(count, SHARES)).enumerate() {
                for &i in same {
                    strata[i] = length * SHARES + share;
                }
            }
        }
        Self(strata)
    }

    /// The stratum of a gene, below [`STRATA`].
    pub(crate) fn stratum_of(&self, gene: usize) -> usize {
        self.0[gene]
    }

    #[cfg(test)]
    pub(crate) fn from_numbers(strata: Vec<usize>) -> Self {
        Self(strata)
    }
}
