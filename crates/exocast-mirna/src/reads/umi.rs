//! UMIs as numbers.

/// A UMI as a number of base 5, so that an unknown nucleotide is a letter of its own, with a leading 1, so that lengths
/// differ. The last [`LONGEST`] nucleotides fit.
pub(crate) type Umi = u64;

/// Nucleotides of a UMI that are used.
pub(crate) const LONGEST: usize = 26;

/// The UMI of letters with these codes, of which 4 is unknown, and how many there are.
pub(crate) fn encode(codes: impl Iterator<Item = u8>) -> (Umi, usize) {
    let (code, n) = codes
        .fold((0, 0), |(code, n): (Umi, usize), next| ((code * 5 + Umi::from(next)) % FULL, n + 1));
    (code + (0..n.min(LONGEST)).fold(1, |power, _| power * 5), n)
}

const FULL: Umi = 5_u64.pow(26);

/// Codes of its nucleotides, the last one first.
pub(super) fn codes(umi: Umi) -> impl Iterator<Item = u8> {
    let mut rest = umi;
    std::iter::from_fn(move || {
        let next = (rest > 1).then_some((rest % 5) as u8);
        rest /= 5;
        next
    })
}

/// All UMIs that differ in one nucleotide.
pub(super) fn neighbours(umi: Umi) -> impl Iterator<Item = Umi> {
    let mut unit = 1;
    codes(umi).flat_map(move |code| {
        let place = unit;
        unit *= 5;
        let others = (0..5).filter(move |other| *other != code);
        others.map(move |other| umi - Umi::from(code) * place + Umi::from(other) * place)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn code(umi: &str) -> Umi {
        encode(umi.bytes().map(crate::reads::packed::code)).0
    }

    proptest! {
        #[test]
        fn neighbours_differ_in_one(umi in "[ACGTN]{0,14}", other in "[ACGTN]{0,14}") {
            let all: Vec<Umi> = neighbours(code(&umi)).collect();
            prop_assert_eq!(all.len(), 4 * umi.len());
            let differ = umi.bytes().zip(other.bytes()).filter(|(a, b)| a != b).count();
            let is_near = umi.len() == other.len() && differ == 1;
            prop_assert_eq!(all.contains(&code(&other)), is_near);
            let back: Vec<u8> = codes(code(&umi)).collect();
            let letters = umi.bytes().rev().map(crate::reads::packed::code);
            prop_assert_eq!(back, letters.collect::<Vec<_>>());
        }
    }

    #[test]
    fn long_ones_keep_their_end() {
        let long = "ACGT".repeat(10);
        assert_eq!(encode(long.bytes().map(crate::reads::packed::code)).1, 40);
        assert_eq!(codes(code(&long)).count(), LONGEST);
        assert_eq!(code(&long), code(&long[40 - LONGEST..]));
    }
}
