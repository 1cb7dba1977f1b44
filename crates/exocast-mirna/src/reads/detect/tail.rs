//! A sequence that follows known inserts, though no preset has it.

use std::collections::BTreeMap;

use super::{clips::FRONT, known::Known};

/// Reads that are searched for known inserts.
const READS: usize = 400;
/// Lengths of the inserts that are tried.
const LENGTHS: std::ops::RangeInclusive<usize> = 18..=26;
/// A longer insert has to be this much likelier: a template that continues like the adapter gains 1.
const LONGER: u32 = 3;
/// Nucleotides by which tails are compared, and the longest that is proposed.
const WORD: usize = 10;
const LONGEST: usize = 24;
/// Places behind the insert where the tail may begin: random nucleotides may be before it.
const GAP: usize = 8;
/// Fewest reads with the tail, and their share of those with a known insert; share of the most frequent nucleotide up
/// to which it is read; share of the most frequent word that an earlier one needs.
const LEAST: usize = 8;
const SHARE: f64 = 0.3;
const AGREE: f64 = 0.7;
const EARLIER: f64 = 0.6;
/// Fewest kinds of nucleotides of a tail: homopolymers are no adapters, but dark cycles.
const KINDS: usize = 3;

/// The sequence that follows known inserts most often.
pub(super) fn propose(reads: &[&[u8]], known: &dyn Known) -> Option<String> {
    let tails: Vec<&[u8]> = reads
        .iter()
        .take(READS)
        .filter_map(|read| Some(&read[insert_end(read, known)?..]))
        .collect();
    // Of each word, how often it is there, and the sum of its distances from the insert.
    let mut words: BTreeMap<&[u8], (usize, usize)> = BTreeMap::new();
    for tail in &tails {
        for (gap, word) in tail.windows(WORD).take(GAP + 1).enumerate() {
            let entry = words.entry(word).or_default();
            *entry = (entry.0 + 1, entry.1 + gap);
        }
    }
    let most = words.values().map(|(count, _)| *count).max()?;
    let is_frequent = |count: usize| {
        count as f64 >= EARLIER * most as f64
            && count >= LEAST
            && count as f64 >= SHARE * tails.len() as f64
    };
    let distance = |(count, gaps): (usize, usize)| gaps as f64 / count as f64;
    let (word, _) = words
        .iter()
        .filter(|(_, (count, _))| is_frequent(*count))
        .min_by(|(_, a), (_, b)| distance(**a).total_cmp(&distance(**b)))?;
    let behind: Vec<&[u8]> = tails
        .iter()
        .filter_map(|tail| {
            let at = tail.windows(WORD).take(GAP + 1).position(|other| other == *word)?;
            Some(&tail[at..])
        })
        .collect();
    let mut tail = String::new();
    for place in 0..LONGEST {
        let letters = behind.iter().filter_map(|tail| tail.get(place)).copied();
        match most_frequent(letters) {
            Some((letter, share, reads)) if share >= AGREE && reads >= LEAST => {
                tail.push(char::from(letter));
            }
            _ => break,
        }
    }
    let kinds = [b'A', b'C', b'G', b'T'].iter().filter(|letter| tail.as_bytes().contains(letter));
    (tail.len() >= WORD && kinds.count() >= KINDS).then_some(tail)
}

/// Where the most likely known insert of a read ends.
fn insert_end(read: &[u8], known: &dyn Known) -> Option<usize> {
    let mut best = (0, 0);
    for front in 0..=FRONT {
        let mut longest = (0, 0);
        for length in LENGTHS {
            let Some(insert) = read.get(front..front + length) else { break };
            let odds = known.log_odds(insert);
            if odds >= longest.0 + LONGER {
                longest = (odds, front + length);
            }
        }
        best = best.max(longest);
    }
    (best.0 > 0).then_some(best.1)
}

/// The most frequent letter, its share, and the number of letters.
pub(super) fn most_frequent(letters: impl Iterator<Item = u8>) -> Option<(u8, f64, usize)> {
    let mut counts = [0_usize; 256];
    letters.for_each(|letter| counts[usize::from(letter)] += 1);
    let total: usize = counts.iter().sum();
    let letter = b"ACGT".iter().rev().max_by_key(|letter| counts[usize::from(**letter)])?;
    (total > 0).then(|| (*letter, counts[usize::from(*letter)] as f64 / total as f64, total))
}
