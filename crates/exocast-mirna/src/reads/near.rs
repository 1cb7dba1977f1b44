//! Pairs of sequences with few differences.

use super::packed::Packed;

/// Most differences of a pair.
pub(super) const MOST: u32 = 2;
/// Groups of at most this size are compared pair by pair.
const SMALL: usize = 32;

/// Visits every pair of `sequences`, as places in the list, that has the same length and one or two differences.
pub(super) fn pairs(sequences: &[Packed], mut visit: impl FnMut(usize, usize, u32)) {
    if sequences.len() <= SMALL {
        for (i, a) in sequences.iter().enumerate() {
            for (j, b) in sequences.iter().enumerate().skip(i + 1) {
                if let Some(n @ 1..=MOST) = a.differences(*b) {
                    visit(i, j, n);
                }
            }
        }
        return;
    }
    // Of three parts of a pair with two differences, one is equal: sequences are sorted by each part in turn.
    for part in 0..=MOST as usize {
        let mut by_part: Vec<(usize, u128, usize)> = sequences
            .iter()
            .enumerate()
            .map(|(i, sequence)| (sequence.len(), key(*sequence, part), i))
            .collect();
        by_part.sort_unstable();
        for same in by_part.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
            for (x, &(.., i)) in same.iter().enumerate() {
                for &(.., j) in &same[x + 1..] {
                    let (a, b) = (sequences[i], sequences[j]);
                    // An earlier part that is equal has shown this pair already.
                    let is_new = (0..part).all(|before| key(a, before) != key(b, before));
                    if is_new && let Some(n @ 1..=MOST) = a.differences(b) {
                        visit(i.min(j), i.max(j), n);
                    }
                }
            }
        }
    }
}

/// How two sequences differ that [`pairs`] leaves out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Far {
    /// In more nucleotides.
    Substitutions(u32),
    /// One is the other without a nucleotide, or without a few at its 3' end.
    Length,
}

/// Most differences of a pair in a small group.
pub(super) const MOST_FAR: u32 = 5;

/// Visits the pairs of a small group that differ in more nucleotides, or by one nucleotide or up to `ends` at the 3' end that
/// one of them lacks. In large groups, such pairs are there by chance.
pub(super) fn far(sequences: &[Packed], ends: usize, mut visit: impl FnMut(usize, usize, Far)) {
    if sequences.len() > SMALL {
        return;
    }
    for (i, a) in sequences.iter().enumerate() {
        for (j, b) in sequences.iter().enumerate().skip(i + 1) {
            match a.differences(*b) {
                Some(n) if (MOST + 1..=MOST_FAR).contains(&n) => visit(i, j, Far::Substitutions(n)),
                None if a.is_shorter_or_longer(*b, ends) => visit(i, j, Far::Length),
                _ => {}
            }
        }
    }
}

/// One third of a sequence.
fn key(sequence: Packed, part: usize) -> u128 {
    let cut = |part: usize| sequence.len() * part / 3;
    let (start, end) = (cut(part), cut(part + 1));
    if start == end { 0 } else { (sequence.bits() << (2 * start)) >> (128 - 2 * (end - start)) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        /// The same letter by letter, in large groups as in small ones.
        #[test]
        fn letter_by_letter(
            texts in prop::collection::vec("[AC]{6}|[AC]{7}|[ACG]{5}", 0..80),
        ) {
            let packed: Vec<Packed> =
                texts.iter().map(|text| Packed::new(text.as_bytes()).unwrap()).collect();
            let mut near = Vec::new();
            pairs(&packed, |i, j, n| near.push((i, j, n)));
            near.sort_unstable();
            let mut expected = Vec::new();
            for (i, a) in texts.iter().enumerate() {
                for (j, b) in texts.iter().enumerate().skip(i + 1).filter(|(_, b)| b.len() == a.len()) {
                    let n: u32 = a.bytes().zip(b.bytes()).map(|(x, y)| u32::from(x != y)).sum();
                    if (1..=MOST).contains(&n) {
                        expected.push((i, j, n));
                    }
                }
            }
            prop_assert_eq!(near, expected);
        }
    }
}
