//! The mature part of a tRNA sequence: introns, the CCA end, and what a precursor has around it.
//!
//! The fold of a tRNA is counted from its ends and its anticodon (Sprinzl 1998, Nucleic Acids Res 26:148): 7 pairs of the
//! acceptor stem, the discriminator after it, the T arm of 5 pairs and 7 nucleotides before its 3' strand, and the
//! anticodon stem of 5 pairs around a loop of 7. Introns lie after nucleotide 37, the one behind the anticodon, in all
//! human tRNAs that have one (Chan & Lowe 2016, Nucleic Acids Res 44:D184).

use std::ops::Range;

/// A tRNA sequence as reads show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Trna {
    /// Without intron, with CCA.
    pub(super) letters: Vec<u8>,
    /// From the first nucleotide of the tRNA to the discriminator, before CCA.
    pub(super) body: Range<usize>,
}

const LENGTHS: std::ops::RangeInclusive<usize> = 58..=98;
const LONGEST_INTRON: usize = 120;
const LONGEST_LEADER: usize = 120;
/// Fewest pairs, of 7 of the acceptor stem, and of 12 with those of the T arm, that are taken for them.
const ACCEPTOR: usize = 5;
const BOTH_STEMS: usize = 10;
const CCA: &[u8] = b"CCA";

/// The forms of a tRNA that reads may come from: of a mature sequence, that with CCA; of a precursor, itself and the
/// mature one. A sequence without the fold of a tRNA stays as it is.
pub(super) fn forms(letters: &[u8], anticodon: Option<[u8; 3]>) -> Vec<Trna> {
    let spliced = splice_by_case(letters).unwrap_or_else(|| letters.to_ascii_uppercase());
    let plain = |letters: Vec<u8>, body: Range<usize>| Trna { letters, body };
    if let Some(mature) = mature(&spliced, anticodon) {
        return vec![mature];
    }
    let whole = 0..spliced.len();
    let Some(body) = within(&spliced) else { return vec![plain(spliced, whole)] };
    let alone = [&spliced[body.clone()], CCA].concat();
    let mature = plain(alone, 0..body.len());
    vec![mature, plain(spliced, body)]
}

/// The mature sequence, where `letters` are one with or without intron and CCA.
fn mature(letters: &[u8], anticodon: Option<[u8; 3]>) -> Option<Trna> {
    let n = letters.len();
    let with = n
        .checked_sub(3)
        .filter(|_| letters.ends_with(CCA))
        .map(|end| (acceptor(letters, 0..end), end));
    let without = (acceptor(letters, 0..n), n);
    let (pairs, end) = with.filter(|with| with.0 >= without.0).unwrap_or(without);
    if pairs < ACCEPTOR {
        return None;
    }
    let body = &letters[..end];
    let body = match intron(body, anticodon) {
        Some(intron) => [&body[..intron.start], &body[intron.end..]].concat(),
        None => body.to_vec(),
    };
    LENGTHS
        .contains(&body.len())
        .then(|| Trna { letters: [&body, CCA].concat(), body: 0..body.len() })
}

/// Where a tRNA lies within a precursor: both stems, U8, and the TTC of the T loop, once.
fn within(letters: &[u8]) -> Option<Range<usize>> {
    let mut best: Option<(usize, Range<usize>)> = None;
    for start in 0..letters.len().min(LONGEST_LEADER) {
        for end in
            (start + *LENGTHS.start()..=start + *LENGTHS.end()).filter(|end| *end <= letters.len())
        {
            let is_trna = letters[start + 7] == b'T' && &letters[end - 19..end - 17] == b"TC";
            let pairs = acceptor(letters, start..end) + t_arm(letters, end);
            if is_trna && pairs >= BOTH_STEMS && best.as_ref().is_none_or(|(most, _)| pairs > *most)
            {
                best = Some((pairs, start..end));
            }
        }
    }
    best.map(|(_, range)| range)
}

/// The intron, where the anticodon stem does not pair without its removal.
fn intron(body: &[u8], anticodon: Option<[u8; 3]>) -> Option<Range<usize>> {
    // Nucleotide 38 is the 37th to 41st of sequences: the D loop varies.
    let stems = |length: usize| {
        (33..=42_usize).filter_map(move |at| {
            let after = body.get(at + length..at + length + 6)?;
            // U33 is in all tRNAs.
            let fits = body[at - 5] == b'T'
                && anticodon.is_none_or(|anticodon| body[at - 4..at - 1] == anticodon);
            let pairs = (0..5).filter(|i| pairs(body[at - 11 + i], after[5 - i])).count();
            fits.then_some((pairs, at))
        })
    };
    if body.len() < 80 || stems(0).any(|(pairs, _)| pairs >= 4) {
        return None;
    }
    let lengths =
        (4..=LONGEST_INTRON).filter(|length| LENGTHS.contains(&body.len().saturating_sub(*length)));
    let candidates =
        lengths.flat_map(|length| stems(length).map(move |(pairs, at)| (pairs, at, length)));
    // Most pairs; of equal ones the length that is nearest to that of most tRNAs.
    let key = |(pairs, _, length): &(usize, usize, usize)| {
        (*pairs, std::cmp::Reverse((body.len() - length).abs_diff(73)))
    };
    let (pairs, at, length) = candidates.max_by_key(key)?;
    (pairs == 5).then_some(at..at + length)
}

/// Introns in lower case, as `GtRNAdb` shows them: one run inside of a sequence in upper case.
fn splice_by_case(letters: &[u8]) -> Option<Vec<u8>> {
    let start = letters.iter().position(u8::is_ascii_lowercase).filter(|start| *start > 0)?;
    let end = letters.iter().rposition(u8::is_ascii_lowercase)? + 1;
    let is_run = end < letters.len() && letters[start..end].iter().all(u8::is_ascii_lowercase);
    is_run.then(|| [&letters[..start], &letters[end..]].concat())
}

/// Pairs of the acceptor stem of a tRNA that ends with its discriminator.
fn acceptor(letters: &[u8], Range { start, end }: Range<usize>) -> usize {
    if end - start < *LENGTHS.start() {
        return 0;
    }
    (0..7).filter(|i| pairs(letters[start + i], letters[end - 2 - i])).count()
}

fn t_arm(letters: &[u8], end: usize) -> usize {
    (0..5).filter(|i| pairs(letters[end - 25 + i], letters[end - 9 - i])).count()
}

fn pairs(a: u8, b: u8) -> bool {
    matches!((a, b), (b'A', b'T') | (b'T', b'A' | b'G') | (b'C', b'G') | (b'G', b'C' | b'T'))
}

#[cfg(test)]
mod tests {
    use super::*;

    // tRNA-Gly-GCC and tRNA-Tyr-GTA with an intron (tRNAdb).
    const GLY: &[u8] = b"GCATTGGTGGTTCAGTGGTAGAATTCTCGCCTGCCACGCGGGAGGCCCGGGTTCGATTCCCGGCCAATGCA";
    const TYR: [&[u8]; 3] = [
        b"CCTTCGATAGCTCAGCTGGTAGAGCGGAGGACTGTAG",
        b"ATTGTATAGACATTTGCGGAC",
        b"ATCCTTAGGTCGCTGGTTCGATTCCGGCTCGAAGGA",
    ];

    #[test]
    fn cca_is_added_once() {
        let with = [GLY, CCA].concat();
        for letters in [GLY, &with] {
            let forms = forms(letters, Some(*b"GCC"));
            assert_eq!(forms, [Trna { letters: with.clone(), body: 0..GLY.len() }]);
        }
    }

    #[test]
    fn introns_are_removed() {
        let mature = [TYR[0], TYR[2], CCA].concat();
        let lower = [TYR[0].to_vec(), TYR[1].to_ascii_lowercase(), TYR[2].to_vec()].concat();
        for letters in [TYR.concat(), lower] {
            assert_eq!(forms(&letters, Some(*b"GTA"))[0].letters, mature);
        }
        assert_eq!(forms(&TYR.concat(), None)[0].letters, mature);
        assert_eq!(forms(&mature, Some(*b"GTA"))[0].letters, mature);
    }

    #[test]
    fn precursors_have_flanks() {
        let flanked = [b"ACGTTAGGCTAAGTCCA", GLY, b"GTTCGATATTTTT"].concat();
        let forms = forms(&flanked, Some(*b"GCC"));
        assert_eq!(forms[0].letters, [GLY, CCA].concat());
        assert_eq!(
            (forms[1].letters.as_slice(), forms[1].body.clone()),
            (&flanked[..], 17..17 + GLY.len())
        );
    }

    #[test]
    fn other_sequences_stay() {
        for letters in [&GLY[..40], &b"ACGTACGTACGTACGTAGCTAGCTAGCATCGATCGATCAGCTACGACTACGA"[..]] {
            assert_eq!(
                forms(letters, None),
                [Trna { letters: letters.to_vec(), body: 0..letters.len() }]
            );
        }
    }
}
