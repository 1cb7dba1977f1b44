//! Base qualities of reads with one insert and one UMI, summed by place.

/// Reads of an insert with a UMI, and where their qualities are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Seen {
    pub(super) reads: u32,
    /// Where their sums start; [`NONE`] without any.
    pub(super) at: u32,
}

/// Least errors per nucleotide: qualities do not know of those before sequencing. Assumed.
pub(super) const LEAST_ERROR: f64 = 1e-3;

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
    /// Whether there are sums of its qualities.
    pub(super) fn has_qualities(self) -> bool {
        self.at != NONE
    }

    /// Reads without qualities.
    pub(super) fn new(reads: u32) -> Self {
        Self { reads, at: NONE }
    }
}

/// Sums of Phred qualities, of each insert with a UMI one a place, and two bytes for the UMI.
#[derive(Clone, Debug, Default)]
pub(super) struct Qualities(Vec<u8>);

impl Qualities {
    /// Adds the qualities of `copies` equal reads, and the errors in their UMI where its qualities are known; those of the
    /// first read alone are kept. Sums do not depend on the order.
    pub(super) fn add(
        &mut self,
        seen: &mut Seen,
        copies: u32,
        qualities: impl Iterator<Item = u8>,
        in_umi: Option<InUmi>,
    ) {
        let copies = u8::try_from(copies).unwrap_or(MOST);
        let each = qualities.map(|quality| quality.saturating_mul(copies));
        let in_umi = in_umi.map_or([MOST; 2], |umi| [to_byte(umi.expected), to_byte(umi.several)]);
        let each = each.chain(in_umi);
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

/// Errors in a UMI.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct InUmi {
    /// Expected ones.
    pub(super) expected: f64,
    /// The probability of more than one.
    pub(super) several: f64,
}

/// Expected errors where each place has this probability of one, and the probability of none and of one.
pub(super) fn errors(places: impl Iterator<Item = f64>) -> (f64, f64, f64) {
    places.fold((0.0, 1.0, 0.0), |(sum, none, once), error| {
        (sum + error, none * (1.0 - error), once * (1.0 - error) + none * error)
    })
}

impl InUmi {
    /// Of a UMI whose places have this probability of an error.
    pub(super) fn new(places: impl Iterator<Item = f64>) -> Self {
        let (expected, none, once) = errors(places);
        Self { expected, several: 1.0 - none - once }
    }
}

/// Steps of a byte for one decimal order, and the first order.
const STEPS: f64 = 40.0;
const FIRST: f64 = 1.0;

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within its bounds")]
fn to_byte(number: f64) -> u8 {
    (STEPS * (FIRST - f64::from((number as f32).log10()))).round().clamp(0.0, f64::from(MOST - 1))
        as u8
}

/// Bytes for the errors in a UMI.
pub(super) const IN_UMI: usize = 2;

impl InUmi {
    /// As it is kept; none where it is not known.
    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let value = |byte: u8| 10_f64.powf(FIRST - f64::from(byte) / STEPS);
        match bytes {
            [MOST, _] => None,
            [expected, several] => {
                Some(Self { expected: value(*expected), several: value(*several) })
            }
            _ => None,
        }
    }
}

impl Qualities {
    /// The sums of an insert of `length` nucleotides, and the bytes of the errors in its UMI.
    pub(super) fn all(&self, seen: Seen, length: usize) -> Option<&[u8]> {
        let start = seen.at as usize;
        self.0.get(start..start + length + IN_UMI).filter(|_| seen.has_qualities())
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

    #[test]
    fn several_errors() {
        let umi = |places: &[f64]| InUmi::new(places.iter().copied());
        assert!((umi(&[0.1, 0.2]).several - 0.02).abs() < 1e-12);
        assert!((umi(&[0.1, 0.2, 0.0]).expected - 0.3).abs() < 1e-12);
        assert!(umi(&[0.5]).several.abs() < 1e-12);
    }

    proptest! {
        /// Errors in UMIs within 3 %.
        #[test]
        fn errors_in_umis(order in -4.0_f64..0.9, length in 0_usize..30) {
            let errors = 10_f64.powf(order);
            let (mut all, mut seen) = (Qualities::default(), Seen::new(1));
            all.add(&mut Seen::new(1), 1, std::iter::repeat_n(7, 3), None);
            all.add(&mut seen, 1, std::iter::repeat_n(30, length), Some(InUmi { expected: errors, several: errors / 9.0 }));
            let (sums, umi) = all.all(seen, length).unwrap().split_at(length);
            let umi = InUmi::from_bytes(umi).unwrap();
            for ratio in [umi.expected / errors, umi.several / errors * 9.0] {
                prop_assert!((0.97..1.03).contains(&ratio), "{}", ratio);
            }
            prop_assert_eq!(sums, vec![30; length]);
        }

        /// Sums are the same in any order and by any number of lists.
        #[test]
        fn order_is_nothing(reads in prop::collection::vec(prop::collection::vec(0_u8..42, 5), 1..20), cut: prop::sample::Index) {
            let cut = cut.index(reads.len());
            let summed = |reads: &[Vec<u8>]| {
                let (mut all, mut seen) = (Qualities::default(), Seen::default());
                for read in reads {
                    seen.reads += 1;
                    all.add(&mut seen, 1, read.iter().copied(), None);
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
