//! The mature part of a tRNA sequence: introns, the CCA end, and what a precursor has around it.
//!
//! The fold of a tRNA is counted from its ends and its anticodon (Sprinzl 1998, Nucleic Acids Res 26:148): 7 pairs of the
//! acceptor stem, the discriminator after it, the T arm of 5 pairs and 7 nucleotides before its 3' strand, and the
//! anticodon stem of 5 pairs around a loop of 7. Introns lie after nucleotide 37, the one behind the anticodon, in all
//! human tRNAs that have one (Chan & Lowe 2016, Nucleic Acids Res 44:D184).
//!
//! Sequences end with CCA, with the discriminator, or, as half of those of `tRNAdb` do, with the acceptor stem. Then the
//! discriminator is not known, and each of the four is a form of its own.

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
/// What a pair of the acceptor stem counts, against one of the T arm or a nucleotide of its loop, which mitochondrial tRNAs
/// may lack.
const WEIGHT: usize = 2;
const BOTH_STEMS: usize = 10;
const CCA: &[u8] = b"CCA";

/// The forms of a tRNA that reads may come from: of a mature sequence, that with CCA; of a precursor, itself and the
/// mature one. A sequence without the fold of a tRNA that is as long as one is taken for one; another stays as it is.
pub(super) fn forms(letters: &[u8], anticodon: Option<[u8; 3]>) -> Vec<Trna> {
    let spliced = splice_by_case(letters).unwrap_or_else(|| letters.to_ascii_uppercase());
    let n = spliced.len();
    let at_end = end(&spliced);
    let has_fold = |end: &usize| acceptor(&spliced, 0..*end) + t_stem(&spliced, *end) >= BOTH_STEMS;
    if let Some(forms) = at_end.filter(has_fold).and_then(|end| to_end(&spliced, end, anticodon)) {
        return forms;
    }
    if let Some(body) = within(&spliced) {
        let mature = Trna::mature(&spliced[body.clone()]);
        return vec![mature, Trna { letters: spliced, body }];
    }
    if let Some(forms) = at_end.and_then(|end| to_end(&spliced, end, anticodon)) {
        return forms;
    }
    if LENGTHS.contains(&n) {
        return vec![Trna::mature(spliced.strip_suffix(CCA).unwrap_or(&spliced))];
    }
    vec![Trna { letters: spliced, body: 0..n }]
}

/// The forms of a mature sequence, perhaps with an intron, whose discriminator ends at `end`; none where it has no length of
/// a tRNA.
fn to_end(letters: &[u8], end: usize, anticodon: Option<[u8; 3]>) -> Option<Vec<Trna>> {
    let body = letters[..end.min(letters.len())].to_vec();
    let body = without_intron(body, anticodon);
    let bodies: Vec<Vec<u8>> = if end > letters.len() {
        b"ACGT".iter().map(|letter| [&body[..], &[*letter]].concat()).collect()
    } else {
        vec![body]
    };
    let is_trna = bodies.iter().all(|body| LENGTHS.contains(&body.len()));
    is_trna.then(|| bodies.iter().map(|body| Trna::mature(body)).collect())
}

impl Trna {
    /// Of a tRNA from its first nucleotide to the discriminator.
    fn mature(body: &[u8]) -> Self {
        Self { letters: [body, CCA].concat(), body: 0..body.len() }
    }
}

/// Behind the discriminator of a mature sequence, with or without CCA; one more than there are letters where it ends with
/// the acceptor stem.
fn end(letters: &[u8]) -> Option<usize> {
    let n = letters.len();
    let with = n.checked_sub(3).filter(|_| letters.ends_with(CCA));
    let ends = with.into_iter().chain([n, n + 1]).map(|end| (acceptor(letters, 0..end), end));
    let fits = |(pairs, end): &(usize, usize)| WEIGHT * pairs + t_arm(letters, *end);
    // Of equal ones the first.
    let mut best: Option<(usize, usize)> = None;
    for place in ends.filter(|(pairs, _)| *pairs >= ACCEPTOR) {
        if best.as_ref().is_none_or(|best| fits(&place) > fits(best)) {
            best = Some(place);
        }
    }
    best.map(|(_, end)| end)
}

fn without_intron(body: Vec<u8>, anticodon: Option<[u8; 3]>) -> Vec<u8> {
    match intron(&body, anticodon) {
        Some(intron) => [&body[..intron.start], &body[intron.end..]].concat(),
        None => body,
    }
}

/// Where a tRNA lies within a precursor: both stems, U8, and the TTC of the T loop, once.
fn within(letters: &[u8]) -> Option<Range<usize>> {
    let mut best: Option<(usize, Range<usize>)> = None;
    for start in 0..letters.len().min(LONGEST_LEADER) {
        for end in
            (start + *LENGTHS.start()..=start + *LENGTHS.end()).filter(|end| *end <= letters.len())
        {
            let is_trna = letters[start + 7] == b'T' && &letters[end - 19..end - 17] == b"TC";
            let pairs = acceptor(letters, start..end) + t_stem(letters, end);
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

/// Pairs of the T arm of a tRNA that ends with its discriminator.
fn t_stem(letters: &[u8], end: usize) -> usize {
    (0..5).filter(|i| pairs(letters[end - 25 + i], letters[end - 9 - i])).count()
}

/// The same, with the first nucleotides of its loop, TTC.
fn t_arm(letters: &[u8], end: usize) -> usize {
    let in_loop = (0..3).filter(|i| letters[end - 20 + i] == b"TTC"[*i]).count();
    t_stem(letters, end) + in_loop
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

    /// Half of the human sequences of `tRNAdb` end with the acceptor stem.
    #[test]
    fn discriminators_may_lack() {
        let stem = &GLY[..GLY.len() - 1];
        let forms = forms(stem, Some(*b"GCC"));
        assert_eq!(forms.len(), 4);
        for (form, letter) in forms.iter().zip(b"ACGT") {
            assert_eq!(form.letters, [stem, &[*letter], CCA].concat());
            assert_eq!(form.body, 0..GLY.len());
        }
        let without = super::forms(&[TYR[0], TYR[1], &TYR[2][..TYR[2].len() - 1]].concat(), None);
        assert_eq!(without[0].letters, [TYR[0], TYR[2], CCA].concat());
    }

    /// Mitochondrial ones without the usual T arm, and one that does not fold.
    #[test]
    fn other_folds() {
        let cys = b"AGCTCCGAGGTGATTTTCATATTGAATTGCAAATTCGAAGAAGCAGCTTCAAACCTGCCGGGGCTT";
        let met = b"AGTAAGGTCAGCTAAATAAGCTATCGGGCCCATACCCCGAAAATGTTGGTTATACCCTTCCCGTACTA";
        let none = [b'A'; 70];
        for letters in [&cys[..], &met[..], &none[..]] {
            assert_eq!(forms(letters, None), [Trna::mature(letters)]);
        }
        assert_eq!(forms(&[&none[..], CCA].concat(), None), [Trna::mature(&none)]);
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
