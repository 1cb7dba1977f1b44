//! Genes of similar length, composition and expression.

use crate::input::{Message, Transcripts};

/// Parts of equal size by length of the 3'UTR, and of each of these by its share of A and U.
const PARTS: [usize; 2] = [5, 3];
/// The same where expression is known, and of each of these by expression.
const PARTS_BY_EXPRESSION: [usize; 3] = [4, 2, 3];

/// Most strata that there are.
pub(crate) const STRATA: usize = 24;

/// The stratum of each gene.
pub(crate) struct Strata(Vec<usize>);

impl Strata {
    /// All genes in one.
    pub(crate) fn single(genes: usize) -> Self {
        Self(vec![0; genes])
    }

    /// Of genes, by their transcripts and, where known, their expression.
    pub(crate) fn new(
        genes: &[usize],
        transcripts: &Transcripts,
        expression: Option<&[f64]>,
    ) -> Self {
        let (lengths, shares): (Vec<f64>, Vec<f64>) = genes
            .iter()
            .map(|&place| match transcripts.get(place) {
                Some(transcript) => {
                    let share = Message::new(&transcript).au_utr3().unwrap_or(0.5);
                    (transcript.utr3.len() as f64, share)
                }
                None => (0.0, 0.5),
            })
            .unzip();
        let mut strata = vec![0; genes.len()];
        let mut all: Vec<usize> = (0..genes.len()).collect();
        let ties = |i: usize| (genes[i], i);
        match expression {
            None => {
                let keys: [&[f64]; 2] = [&lengths, &shares];
                divide(&mut all, &keys, &PARTS, (0, &mut strata), &ties);
            }
            Some(expression) => {
                let keys: [&[f64]; 3] = [&lengths, &shares, expression];
                divide(&mut all, &keys, &PARTS_BY_EXPRESSION, (0, &mut strata), &ties);
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

/// Divides genes into parts of equal size by the first key, each of these by the next, and numbers the last parts.
fn divide(
    genes: &mut [usize],
    keys: &[&[f64]],
    parts: &[usize],
    (number, strata): (usize, &mut [usize]),
    ties: &dyn Fn(usize) -> (usize, usize),
) {
    let (Some((key, keys)), Some((&count, parts))) = (keys.split_first(), parts.split_first())
    else {
        for &gene in genes.iter() {
            strata[gene] = number;
        }
        return;
    };
    genes.sort_by(|&a, &b| key[a].total_cmp(&key[b]).then(ties(a).cmp(&ties(b))));
    let size = genes.len().div_ceil(count).max(1);
    for (place, part) in genes.chunks_mut(size).enumerate() {
        divide(part, keys, parts, (number * count + place, strata), ties);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn genes_are_divided_by_expression_last() {
        let mut transcripts = Transcripts::default();
        for i in 0..48 {
            let utr3 = "A".repeat(1 + i / 12) + &"C".repeat(i % 2);
            transcripts.push(&format!("t{i}"), None, b"", utr3.as_bytes()).unwrap();
        }
        let genes: Vec<usize> = (0..48).collect();
        let expression: Vec<f64> = (0..48).map(|i| f64::from(i * 7 % 48)).collect();
        let strata = Strata::new(&genes, &transcripts, Some(&expression));
        let mut counts = [0; STRATA];
        for &gene in &genes {
            counts[strata.stratum_of(gene)] += 1;
        }
        assert_eq!(counts, [2; STRATA]);
        let means = |third: usize| -> f64 {
            let of_third = genes.iter().filter(|&&gene| strata.stratum_of(gene) % 3 == third);
            of_third.map(|&gene| expression[gene]).sum()
        };
        assert!(means(0) < means(1) && means(1) < means(2));
        let without = Strata::new(&genes, &transcripts, None);
        assert!(genes.iter().all(|&gene| without.stratum_of(gene) < 15));
    }
}
