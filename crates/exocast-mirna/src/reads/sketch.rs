//! Some reads from all parts of a sample, the same ones however it is shared among threads.

/// Reads of which a hash of the place begins with zeros, of which it needs more as reads become many.
#[derive(Debug, Default)]
pub(super) struct Sketch {
    zeros: u32,
    reads: Vec<(u64, Vec<u8>)>,
}

/// Most reads; about half as many are there at least, if the sample has them.
const MOST: usize = 4096;
/// 2^64 divided by the golden ratio (Knuth 1973, The Art of Computer Programming 3, 6.4): what comes at every twentieth
/// place is taken as often as others.
const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;

fn zeros(place: u64) -> u32 {
    place.wrapping_mul(GOLDEN).leading_zeros()
}

impl Sketch {
    /// Takes the read at a place of its lane, or leaves it out.
    pub(super) fn see(&mut self, place: u64, read: &[u8]) {
        if zeros(place) >= self.zeros {
            self.reads.push((place, read.to_vec()));
            self.thin();
        }
    }

    fn thin(&mut self) {
        while self.reads.len() > MOST && self.zeros < u64::BITS {
            self.zeros += 1;
            self.reads.retain(|(place, _)| zeros(*place) >= self.zeros);
        }
    }

    /// Adds those of another part of the sample.
    pub(super) fn add(&mut self, other: Self) {
        self.zeros = self.zeros.max(other.zeros);
        self.reads.extend(other.reads);
        self.reads.retain(|(place, _)| zeros(*place) >= self.zeros);
        self.thin();
    }

    /// The reads, in an order that is always the same.
    pub(super) fn into_reads(mut self) -> Vec<Vec<u8>> {
        self.reads.sort_unstable();
        self.reads.into_iter().map(|(_, read)| read).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// However many parts there are, and whichever has which block.
        #[test]
        fn parts_are_nothing(reads in 0_u64..30_000, parts in 1_usize..5, seed: u64) {
            let read = |place: u64| place.to_le_bytes();
            let mut whole = Sketch::default();
            let mut of_parts: Vec<Sketch> = (0..parts).map(|_| Sketch::default()).collect();
            for place in 0..reads {
                whole.see(place, &read(place));
                let part = ((place / 500).wrapping_mul(seed | 1) >> 7) as usize % parts;
                of_parts[part].see(place, &read(place));
            }
            let mut joined = Sketch::default();
            for part in of_parts {
                joined.add(part);
            }
            let (whole, joined) = (whole.into_reads(), joined.into_reads());
            prop_assert!(whole.len() <= MOST && whole.len() as u64 >= reads.min(MOST as u64 / 3));
            prop_assert_eq!(whole, joined);
        }
    }
}
