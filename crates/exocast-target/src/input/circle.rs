//! Circular sequences: where they begin does not matter.

use exocast_core::Base;

/// A circle of fewer nucleotides is shorter than Argonaute's footprint.
pub(crate) const SHORTEST_CIRCLE: usize = 12;

/// Where the rotation begins that comes first in the order of the letters; of equal ones the first (Shiloach 1981).
pub(crate) fn first_rotation(circle: &[Base]) -> usize {
    let length = circle.len();
    let (mut first, mut second, mut equal) = (0, 1, 0);
    while first < length && second < length && equal < length {
        let [a, b] = [first, second].map(|start| circle[(start + equal) % length]);
        match a.cmp(&b) {
            std::cmp::Ordering::Equal => {
                equal += 1;
                continue;
            }
            std::cmp::Ordering::Greater => first += equal + 1,
            std::cmp::Ordering::Less => second += equal + 1,
        }
        if first == second {
            second += 1;
        }
        equal = 0;
    }
    first.min(second).min(length.saturating_sub(1))
}

/// Past the last nucleotide of a stretch on a circle: at most the length of the circle.
pub(crate) const fn end_on(circle: usize, start: usize, length: usize) -> usize {
    let end = start + length;
    if end > circle { end - circle } else { end }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rotated(circle: &[Base], start: usize) -> Vec<Base> {
        [&circle[start..], &circle[..start]].concat()
    }

    proptest! {
        #[test]
        fn the_first_rotation_is_the_least(
            letters in proptest::collection::vec(proptest::sample::select(vec![Base::A, Base::C, Base::N]), 1..30),
        ) {
            let least = (0..letters.len()).map(|start| rotated(&letters, start)).min().unwrap();
            prop_assert_eq!(rotated(&letters, first_rotation(&letters)), least);
        }
    }

    #[test]
    fn ends_are_on_the_circle() {
        assert_eq!((end_on(60, 56, 4), end_on(60, 56, 8), end_on(60, 0, 60)), (60, 4, 60));
        assert_eq!(first_rotation(&[]), 0);
    }
}
