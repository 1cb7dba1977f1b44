//! What reads say of their layout without any known sequence.

use std::collections::HashSet;

use memchr::memmem;

use super::tail::most_frequent;

/// Reads were not trimmed where at least this share has the same length; assumed.
const UNIFORM: f64 = 0.8;
/// Trimmed small-RNA reads have a median below this length; assumed.
const TRIMMED_MEDIAN: usize = 51;
/// Share of distinct inserts that random ends have to explain for a library to have them; assumed: isomiRs and errors
/// explain a few percent, random ends most.
const RANDOM_ENDS: f64 = 0.25;
/// No nucleotide of random ones has this share; those of a template switch may be mostly G.
const RANDOM: f64 = 0.6;
/// What follows the UMI behind an adapter: the adapter of the second read (Illumina).
const SECOND_READ: &[u8] = b"AGATCGGAAG";
/// Share of reads in which it is at the same place, and fewest of them.
const SAME_PLACE: f64 = 0.8;
const LEAST: usize = 20;
/// Shortest and longest UMI behind an adapter.
const UMI: std::ops::RangeInclusive<usize> = 4..=12;

/// Whether inserts that differ become equal once `n` nucleotides are cut off both ends.
pub(super) fn has_random_ends(inserts: &[&[u8]], n: usize) -> bool {
    // At least as long as the shortest small RNAs once cut.
    let long = inserts.iter().filter(|insert| insert.len() >= 15 + 2 * n);
    let whole: HashSet<&[u8]> = long.copied().collect();
    let inner: HashSet<&[u8]> = whole.iter().map(|insert| &insert[n..insert.len() - n]).collect();
    (whole.len() - inner.len()) as f64 > RANDOM_ENDS * whole.len() as f64
}

/// Trimmed reads vary in length and are short.
pub(super) fn looks_trimmed(reads: &[&[u8]]) -> bool {
    let mut lengths: Vec<usize> = reads.iter().map(|read| read.len()).collect();
    lengths.sort_unstable();
    let mode = lengths.chunk_by(|a, b| a == b).map(<[usize]>::len).max().unwrap_or_default();
    let median = lengths.get(lengths.len() / 2).copied().unwrap_or_default();
    (mode as f64) < UNIFORM * lengths.len() as f64 && median < TRIMMED_MEDIAN
}

/// Whether every one of the first (or last) `n` nucleotides of the fragments varies as random ones do.
pub(super) fn is_random(fragments: &[&[u8]], n: usize, from_end: bool) -> bool {
    (0..n).all(|place| {
        let letter = |fragment: &&[u8]| {
            let place = if from_end { fragment.len().checked_sub(place + 1)? } else { place };
            fragment.get(place).copied()
        };
        most_frequent(fragments.iter().filter_map(letter))
            .is_some_and(|(_, share, _)| share < RANDOM)
    })
}

/// What is behind an adapter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Behind {
    /// A UMI of this length, then the adapter of the second read; 0 where that follows at once.
    Umi(usize),
    Unknown,
}

/// What the reads have behind `adapter`.
pub(super) fn behind(reads: &[&[u8]], adapter: &str) -> Behind {
    let finder = memmem::Finder::new(adapter.as_bytes());
    let rests: Vec<&[u8]> =
        reads.iter().filter_map(|read| Some(&read[finder.find(read)? + adapter.len()..])).collect();
    let places: Vec<usize> =
        rests.iter().filter_map(|rest| memmem::find(rest, SECOND_READ)).collect();
    let mut counts = vec![0_usize; UMI.end() + 1];
    for place in &places {
        if let Some(count) = counts.get_mut(*place) {
            *count += 1;
        }
    }
    let Some(place) = (0..counts.len()).max_by_key(|place| counts[*place]) else {
        return Behind::Unknown;
    };
    let agrees = counts[place] as f64 >= SAME_PLACE * places.len() as f64 && counts[place] >= LEAST;
    if agrees && (place == 0 || UMI.contains(&place) && is_random(&rests, place, false)) {
        Behind::Umi(place)
    } else {
        Behind::Unknown
    }
}
