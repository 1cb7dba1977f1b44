//! Base qualities of reads with one insert and one UMI, summed by place.

/// Reads of an insert with a UMI, and where their qualities are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Seen {
    pub(super) reads: u32,
    /// Where their sums start; [`NONE`] without any.
    pub(super) at: u32,
}

/// No sums: qualities are not needed, or the read had none.
const NONE: u32 = u32::MAX;
/// Sums end here; more reads than that are weighed by their number.
const MOST: u8 = u8::MAX;

impl Default for Seen {
    fn default() -> Self {
        Self::new(0)
    }
}

impl Seen {
    /// Reads without qualities.
    pub(super) fn new(reads: u32) -> Self {
        Self { reads, at: NONE }
    }
}

/// Sums of Phred qualities, of each insert with a UMI one a place.
#[derive(Clone, Debug, Default)]
pub(super) struct Qualities(Vec<u8>);

impl Qualities {
    /// Adds the qualities of `copies` equal reads. Sums do not depend on the order.
    pub(super) fn add(
        &mut self,
        seen: &mut Seen,
        copies: u32,
        qualities: impl ExactSizeIterator<Item = u8>,
    ) {
        let copies = u8::try_from(copies).unwrap_or(MOST);
        let each = qualities.map(|quality| quality.saturating_mul(copies));
        match u32::try_from(self.0.len()) {
            _ if seen.at != NONE => {
                let sums = &mut self.0[seen.at as usize..];
                sums.iter_mut().zip(each).for_each(|(sum, quality)| {
                    *sum = sum.saturating_add(quality);
                });
            }
            // More than 4 GB of sums: later ones are weighed by their number of reads.
            Ok(NONE) | Err(_) => {}
            Ok(start) => {
                seen.at = start;
                self.0.extend(each);
            }
        }
    }

    /// Appends those of another list; returns by how much its places are shifted.
    pub(super) fn append(&mut self, other: Self) -> Option<u32> {
        let start = u32::try_from(self.0.len()).ok()?;
        start.checked_add(u32::try_from(other.0.len()).ok()?).filter(|end| *end != NONE)?;
        if self.0.is_empty() {
            *self = other;
        } else {
            self.0.extend(other.0);
        }
        Some(start)
    }

    /// Adds what was seen of the same insert and UMI elsewhere, `length` nucleotides long.
    pub(super) fn merge(&mut self, seen: Seen, other: Seen, length: usize) -> Seen {
        let reads = seen.reads.saturating_add(other.reads);
        if seen.at == NONE || other.at == NONE {
            return Seen { reads, at: seen.at.min(other.at) };
        }
        for i in 0..length {
            let more = self.0[other.at as usize + i];
            let sum = &mut self.0[seen.at as usize + i];
            *sum = sum.saturating_add(more);
        }
        Seen { reads, at: seen.at }
    }

    /// The sum at a place, where reads without qualities, and those beyond the largest sum, have `typical` each.
    pub(super) fn sum(&self, seen: Seen, place: usize, typical: f64) -> f64 {
        let all = typical * f64::from(seen.reads);
        match self.0.get(seen.at as usize + place) {
            Some(&sum) if seen.at != NONE && sum < MOST => f64::from(sum),
            Some(_) if seen.at != NONE => all.max(f64::from(MOST)),
            _ => all,
        }
    }
}

impl Qualities {
    /// The sums of an insert of `length` nucleotides.
    pub(super) fn sums(&self, seen: Seen, length: usize) -> Option<&[u8]> {
        let start = seen.at as usize;
        self.0.get(start..start + length).filter(|_| seen.at != NONE)
    }
}

impl Seen {
    /// The same in a list that starts `shift` places further on.
    pub(super) fn shifted(self, shift: Option<u32>) -> Self {
        let at = match shift {
            Some(shift) if self.at != NONE => self.at + shift,
            _ => NONE,
        };
        Self { at, ..self }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Sums are the same in any order and by any number of lists.
        #[test]
        fn order_is_nothing(reads in prop::collection::vec(prop::collection::vec(0_u8..42, 5), 1..20), cut: prop::sample::Index) {
            let cut = cut.index(reads.len());
            let summed = |reads: &[Vec<u8>]| {
                let (mut all, mut seen) = (Qualities::default(), Seen::default());
                for read in reads {
                    seen.reads += 1;
                    all.add(&mut seen, 1, read.iter().copied());
                }
                (all, seen)
            };
            let (whole, seen) = summed(&reads);
            let (mut first, a) = summed(&reads[..cut]);
            let (second, b) = summed(&reads[cut..]);
            let shift = first.append(second);
            let merged = first.merge(b.shifted(shift), a, 5);
            prop_assert_eq!(merged.reads, seen.reads);
            for place in 0..5 {
                let sum: u32 = reads.iter().map(|read| u32::from(read[place])).sum();
                let expected = if sum < 255 { f64::from(sum) } else { (30.0 * reads.len() as f64).max(255.0) };
                prop_assert!((whole.sum(seen, place, 30.0) - expected).abs() < 1e-9);
                prop_assert!((first.sum(merged, place, 30.0) - expected).abs() < 1e-9);
            }
        }
    }
}
