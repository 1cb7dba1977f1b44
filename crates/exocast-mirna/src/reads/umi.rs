//! Molecules from UMIs, of which some were misread.
//!
//! Directional adjacency (Smith 2017, Genome Res 27:491): a UMI one substitution away from one with at least
//! twice its reads less one is a copy with an error. Where UMIs are short or molecules many, neighbours are
//! there by chance too, so the error also has to be likelier than another molecule.

/// Errors per nucleotide; assumed, a base quality of 30.
const ERROR: f64 = 1e-3;

/// A UMI as a number of base 5, so that an unknown nucleotide is a letter of its own, with a leading
/// 1, so that lengths differ; and its length. 12 nucleotides fit.
pub(crate) fn encode(codes: impl Iterator<Item = u8>) -> (u32, usize) {
    codes.fold((1, 0), |(code, n): (u32, usize), next| {
        (code.wrapping_mul(5).wrapping_add(u32::from(next)), n + 1)
    })
}

/// Molecules among the UMIs of one insert, given in ascending order with their reads.
///
/// Copies with an error always have fewer reads than what they are copied from, so that following them up
/// ends at a UMI that is not a copy: molecules are the UMIs that are not copies.
pub(crate) fn molecules(umis: &[(u32, u64)]) -> u64 {
    let most = umis.iter().map(|(_, reads)| *reads).max().unwrap_or_default();
    let copies = if most < 2 { 0 } else { umis.iter().filter(|umi| is_copy(**umi, umis)).count() };
    (umis.len() - copies) as u64
}

fn is_copy((code, reads): (u32, u64), umis: &[(u32, u64)]) -> bool {
    let reads_of =
        |code: u32| umis.binary_search_by_key(&code, |umi| umi.0).ok().map(|i| umis[i].1);
    let (mut unit, mut rest, mut length) = (1_u32, code, 0);
    while rest > 1 {
        (unit, rest, length) = (unit.wrapping_mul(5), rest / 5, length + 1);
    }
    let by_chance = umis.len() as f64 / 4_f64.powi(length);
    let outweighs = |other: u64| {
        other > reads && other >= 2 * reads - 1 && other as f64 * ERROR / 3.0 >= by_chance
    };
    let mut place = 1_u32;
    while place < unit {
        let letter = code / place % 5;
        let neighbours = (0..5).filter(|other| *other != letter);
        let mut counts =
            neighbours.filter_map(|other| reads_of(code - letter * place + other * place));
        if counts.any(outweighs) {
            return true;
        }
        place = place.wrapping_mul(5);
    }
    false
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn count(umis: &[(&str, u64)]) -> u64 {
        let code = |umi: &str| encode(umi.bytes().map(crate::reads::packed::code)).0;
        let mut codes: Vec<(u32, u64)> = umis.iter().map(|(umi, n)| (code(umi), *n)).collect();
        codes.sort_unstable();
        molecules(&codes)
    }

    #[test]
    fn errors_are_copies() {
        assert_eq!(count(&[]), 0);
        assert_eq!(count(&[("ACGTACGTACGT", 9)]), 1);
        // Misread once; twice as often as that is another molecule; two places differ.
        assert_eq!(count(&[("ACGTACGTACGT", 9), ("ACGTACGTACGA", 1)]), 1);
        assert_eq!(count(&[("ACGTACGTACGT", 9), ("ACGTACGTACGA", 6)]), 2);
        assert_eq!(count(&[("ACGTACGTACGT", 9), ("ACGTACGTACAA", 1)]), 2);
        // A copy of a copy; an unknown nucleotide; single reads are not each other's copies.
        assert_eq!(count(&[("AAAAAAAAAAAA", 90), ("AAAAAAAAAAAC", 9), ("AAAAAAAAAACC", 1)]), 1);
        assert_eq!(count(&[("AAAAAAAAAAAA", 3), ("NAAAAAAAAAAA", 1)]), 1);
        assert_eq!(count(&[("AAAAAAAAAAAA", 1), ("AAAAAAAAAAAC", 1)]), 2);
        // In a UMI of 4, two UMIs are neighbours by chance.
        assert_eq!(count(&[("AAAA", 3), ("AAAC", 1)]), 2);
    }

    proptest! {
        /// The same by comparing every pair, letter by letter.
        #[test]
        fn every_pair(umis in prop::collection::btree_map("[ACGTN]{10}|[AC]{10}", 1_u64..40, 0..12)) {
            let umis: Vec<(&str, u64)> = umis.iter().map(|(umi, n)| (umi.as_str(), *n)).collect();
            let copies = umis.iter().filter(|(a, n)| umis.iter().any(|(b, m)| {
                a.bytes().zip(b.bytes()).filter(|(x, y)| x != y).count() == 1
                    && m > n && *m >= 2 * n - 1
                    && *m as f64 * 1e-3 / 3.0 >= umis.len() as f64 / 4_f64.powi(10)
            }));
            prop_assert_eq!(count(&umis), (umis.len() - copies.count()) as u64);
        }
    }
}
