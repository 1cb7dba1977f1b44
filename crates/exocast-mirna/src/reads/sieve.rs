//! Which UMIs are not in a list, without looking for them in it.

use super::umi::Umi;

/// A filter of one hash (Bloom 1970, Commun ACM 13:422).
#[derive(Debug, Default)]
pub(super) struct Sieve {
    words: Vec<u64>,
    shift: u32,
}

/// Bits for each UMI: of those that are not there, one in so many is let through.
const BITS: usize = 32;
/// 2^64 divided by the golden ratio (Knuth 1973, The Art of Computer Programming 3, 6.4).
const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;

impl Sieve {
    /// Takes these UMIs in place of those before.
    pub(super) fn fill(&mut self, umis: impl ExactSizeIterator<Item = Umi>) {
        let bits = (umis.len() * BITS).next_power_of_two().max(64);
        self.shift = 64 - bits.trailing_zeros();
        self.words.clear();
        self.words.resize(bits / 64, 0);
        for umi in umis {
            let (word, bit) = self.place(umi);
            self.words[word] |= bit;
        }
    }

    /// Whether a UMI may be there; one that is always may.
    pub(super) fn may_hold(&self, umi: Umi) -> bool {
        let (word, bit) = self.place(umi);
        self.words.get(word).is_some_and(|word| word & bit != 0)
    }

    #[allow(clippy::cast_possible_truncation, reason = "there are as many bits in memory")]
    fn place(&self, umi: Umi) -> (usize, u64) {
        let hash = umi.wrapping_mul(GOLDEN) >> self.shift;
        ((hash >> 6) as usize, 1 << (hash & 63))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn none_that_is_there_is_denied(
            before in prop::collection::vec(0_u64..1 << 40, 0..50),
            umis in prop::collection::vec(0_u64..1 << 40, 0..500),
        ) {
            let mut sieve = Sieve::default();
            sieve.fill(before.into_iter());
            sieve.fill(umis.iter().copied());
            prop_assert!(umis.iter().all(|umi| sieve.may_hold(*umi)));
            let others = (1_u64 << 50..).take(2000).filter(|umi| sieve.may_hold(*umi)).count();
            prop_assert!(others < 300, "{}", others);
        }
    }
}
