//! Joining two reads of one fragment where they overlap.

/// Shortest overlap, and nucleotides of it for each mismatch.
const LEAST: usize = 14;
const LETTERS_PER_MISMATCH: usize = 8;

/// The first read, with each nucleotide of the overlap as the better of both reads has it, and what the second read has
/// beyond it; nothing where they do not overlap.
///
/// A fragment of length f is the first f nucleotides of one read, and of the other's reverse complement the last f; what
/// the first read has behind it stays, because the adapter is there.
pub(super) fn join(
    (first, quality): (&[u8], &[u8]),
    (second, second_quality): (&[u8], &[u8]),
) -> Option<(Vec<u8>, Vec<u8>)> {
    let reverse: Vec<u8> = second.iter().rev().map(|letter| complement(*letter)).collect();
    let longest = (first.len() + reverse.len()).checked_sub(LEAST)?;
    let fits = |fragment: &usize| {
        let (start, other) = overlap(*fragment, reverse.len());
        let (a, b) = (&first[start.min(first.len())..], &reverse[other.min(reverse.len())..]);
        let length = a.len().min(b.len());
        let allowed = length / LETTERS_PER_MISMATCH;
        let mut mismatches = 0;
        let fits = length >= LEAST
            && a.iter().zip(b).all(|(a, b)| {
                mismatches += usize::from(a != b);
                mismatches <= allowed
            });
        fits.then_some(length - 4 * mismatches.min(length / 4))
    };
    let fragment = (LEAST..=longest)
        .filter_map(|fragment| Some((fits(&fragment)?, std::cmp::Reverse(fragment))))
        .max()?
        .1
        .0;
    let (start, other) = overlap(fragment, reverse.len());
    let (mut letters, mut qualities) = (first.to_vec(), quality.to_vec());
    let others = reverse[other..].iter().zip(second_quality.iter().rev().skip(other));
    for (place, (letter, quality)) in (start..).zip(others) {
        let (known, best) = (letters.get_mut(place), qualities.get_mut(place));
        if let (Some(known), Some(best)) = (known, best) {
            if quality > best {
                (*known, *best) = (*letter, *quality);
            }
        } else {
            letters.push(*letter);
            qualities.push(*quality);
        }
    }
    Some((letters, qualities))
}

/// Where the overlap of a fragment starts in the first read, and in the reverse complement of the second.
fn overlap(fragment: usize, second: usize) -> (usize, usize) {
    (fragment.saturating_sub(second), second.saturating_sub(fragment))
}

fn complement(letter: u8) -> u8 {
    match letter {
        b'A' => b'T',
        b'C' => b'G',
        b'G' => b'C',
        b'T' => b'A',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn reverse(text: &str) -> String {
        text.bytes().rev().map(|letter| char::from(complement(letter))).collect()
    }

    const RA3: &str = "TGGAATTCTCGGGTGCCAAGGAACTCCAGTCAC";
    const RA5: &str = "GATCGTCGGACTGTAGAACTCTGAACGTGTAGA";

    proptest! {
        /// Both reads of a fragment, whatever its length, are the first read, or the fragment where that is longer.
        #[test]
        fn fragments(fragment in "[ACGT]{16,70}", length in 36_usize..50) {
            let read = |text: String| text[..length.min(text.len())].to_owned();
            let first = read(format!("{fragment}{RA3}"));
            let two = read(reverse(&fragment) + RA5);
            let quality = "I".repeat(length);
            let overlap = (2 * length).saturating_sub(fragment.len());
            let joined = join(
                (first.as_bytes(), &quality.as_bytes()[..first.len()]),
                (two.as_bytes(), &quality.as_bytes()[..two.len()]),
            );
            if overlap >= LEAST {
                let (letters, qualities) = joined.unwrap();
                let expected = if fragment.len() > length { &fragment } else { &first };
                prop_assert_eq!(String::from_utf8(letters).unwrap(), expected.clone());
                prop_assert_eq!(qualities.len(), expected.len());
            }
        }
    }

    #[test]
    fn better_read_wins() {
        let fragment = "TGAGGTAGTAGGTTGTATAGTT";
        let misread = "TGAGGTAGTCGGTTGTATAGTT";
        let (poor, good) = ("#".repeat(22), "I".repeat(22));
        let two = reverse(fragment);
        let (letters, _) =
            join((misread.as_bytes(), poor.as_bytes()), (two.as_bytes(), good.as_bytes())).unwrap();
        assert_eq!(letters, fragment.as_bytes());
        assert_eq!(
            join((b"ACGTACGTACGTACGTACGT", &[b'I'; 20]), (b"CCCCCCCCCCCCCCCCCCCC", &[b'I'; 20])),
            None
        );
    }
}
