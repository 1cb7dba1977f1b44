//! What an insert is recognised by.

use std::collections::HashMap;

use super::mature::sequences;
use crate::reads::packed::{Packed, code};

/// Tells sequences that a sample is expected to hold from others.
pub(crate) trait Known: Sync {
    /// How much likelier an insert is one of them than random, in tenths of a decimal order; 0 where that is not
    /// certain.
    fn log_odds(&self, insert: &[u8]) -> u32;
}

/// Mature miRNAs of no given reference.
pub(crate) struct Matures {
    sequences: Vec<&'static str>,
    /// By the first and by the following word.
    words: [HashMap<u32, Vec<usize>>; 2],
}

/// Nucleotides of a word, and mismatches behind a word that is exact.
const WORD: usize = 8;
const MISMATCHES: usize = 1;
/// Largest difference in length.
const SHIFT: usize = 4;
/// A nucleotide is 4 to 1, one of all sequences one of some 2600, a substitution and a nucleotide more or less at the
/// 3' end what they are in the assignment of reads.
const NUCLEOTIDE: f64 = 6.02;
const ONE_OF_ALL: f64 = 34.0;
const SUBSTITUTION: f64 = 33.0;
const SHIFTED: f64 = 5.0;
/// Least odds.
const LEAST: f64 = 10.0;

impl Matures {
    pub(crate) fn new() -> Self {
        let sequences: Vec<&str> = sequences().collect();
        let words = [0, WORD].map(|start| {
            let mut words: HashMap<u32, Vec<usize>> = HashMap::new();
            for (i, sequence) in sequences.iter().enumerate() {
                if let Some(word) = word(&sequence.as_bytes()[start..]) {
                    words.entry(word).or_default().push(i);
                }
            }
            words
        });
        Self { sequences, words }
    }
}

fn word(letters: &[u8]) -> Option<u32> {
    letters.get(..WORD)?.iter().try_fold(0, |word, letter| {
        let code = code(*letter);
        (code < 4).then_some(word << 2 | u32::from(code))
    })
}

impl Known for Matures {
    fn log_odds(&self, insert: &[u8]) -> u32 {
        let mut best = 0.0_f64;
        for (words, start) in self.words.iter().zip([0, WORD]) {
            let Some(word) = insert.get(start..).and_then(word) else { continue };
            for &i in words.get(&word).into_iter().flatten() {
                let sequence = self.sequences[i].as_bytes();
                let mismatches = sequence.iter().zip(insert).filter(|(a, b)| a != b).count();
                let shift = sequence.len().abs_diff(insert.len());
                if mismatches > MISMATCHES || shift > SHIFT {
                    continue;
                }
                let cost = SUBSTITUTION * mismatches as f64 + SHIFTED * shift as f64;
                let length = sequence.len().min(insert.len()) as f64;
                best = best.max(NUCLEOTIDE * length - cost - ONE_OF_ALL);
            }
        }
        if best < LEAST { 0 } else { tenths(best) }
    }
}

/// Log-odds of an insert whose explanation costs `cost`, against `one_of_all` sequences.
pub(crate) fn tenths(value: f64) -> u32 {
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it is small and not negative"
    )]
    let tenths = value.max(0.0) as u32;
    tenths
}

/// Whether an insert can be compared at all.
pub(super) fn fits(insert: &[u8]) -> bool {
    (SHORTEST..=crate::reads::packed::CAPACITY).contains(&insert.len())
        && Packed::new(insert).is_some()
}

/// Shortest insert that a layout is judged by: shorter ones fit by chance.
const SHORTEST: usize = 16;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mature_mirnas() {
        let known = Matures::new();
        let odds = |insert: &str| known.log_odds(insert.as_bytes());
        assert_eq!(odds("TGAGGTAGTAGGTTGTATAGTT"), 98);
        // A substitution in the first word, one nucleotide less; another sequence, other 5' end.
        assert_eq!(odds("TGACGTAGTAGGTTGTATAGTT"), 65);
        assert_eq!(odds("TGAGGTAGTAGGTTGTATAGT"), 87);
        assert_eq!(odds("CAATGAGGTAGTAGGTTGTATAGTT"), 0);
        assert_eq!(odds("GGATCCTTAGCTAAGGCATTCGG"), 0);
    }

    #[test]
    fn table_is_dna() {
        assert!(sequences().count() > 2500);
        assert!(sequences().all(|sequence| fits(sequence.as_bytes()) && sequence.len() < 30));
    }
}
