//! Approximate search of a sequence in a read.

use bio::pattern_matching::myers::Myers;

/// Shortest part of the sequence that is searched at the end of a read: it occurs by chance in 1 read of 1024.
const MIN_OVERLAP: usize = 5;
/// One mismatch is allowed per this many letters.
const LETTERS_PER_MISMATCH: usize = 8;
/// Edits allowed in the search with indels, and the letters that it uses.
pub(super) const MAX_EDITS: u8 = 2;
pub(super) const MYERS: usize = 16;

/// The leftmost place where the adapter, as far as the read reaches, matches with few mismatches.
pub(super) fn with_mismatches(adapter: &[u8], read: &[u8]) -> Option<usize> {
    (0..(read.len() + 1).saturating_sub(MIN_OVERLAP)).find(|&at| {
        let window = &read[at..];
        let overlap = window.len().min(adapter.len());
        let allowed = overlap / LETTERS_PER_MISMATCH;
        let mut left = allowed;
        window.iter().zip(adapter).all(|(a, b)| {
            a == b || {
                let within = left > 0;
                left = left.saturating_sub(1);
                within
            }
        })
    })
}

/// The best approximate match, the leftmost of equals.
pub(super) fn with_indels(myers: &mut Myers<u64>, read: &[u8]) -> Option<(usize, usize)> {
    myers
        .find_all(read, MAX_EDITS)
        .min_by_key(|&(start, end, edits)| (edits, start, end))
        .map(|(start, end, _)| (start, end))
}
