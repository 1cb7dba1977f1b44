//! Whether amounts are counts, and of what size.

use crate::constants::WHOLE;

/// Whether most positive values are whole numbers, as reads are.
pub(crate) fn looks_like_counts<'a>(values: impl Iterator<Item = &'a f64>) -> bool {
    let (mut positive, mut whole) = (0_usize, 0_usize);
    for value in values.filter(|value| **value > 0.0) {
        positive += 1;
        whole += usize::from((value - value.round()).abs() < 1e-9);
    }
    positive > 0 && whole as f64 >= WHOLE * positive as f64
}

/// The amount of one count, where amounts are counts times a factor, as counts per million are: the
/// smallest amount, or the largest whole part of it, of which the other small ones are multiples.
pub(super) fn unit_of_counts(y: &[f64]) -> Option<f64> {
    /// Most counts that the smallest amount may be.
    const PARTS: u32 = 12;
    /// Fewer small amounts may be multiples by chance.
    const ENOUGH: usize = 10;
    let smallest = smallest(y);
    (1..=PARTS).map(|parts| smallest / f64::from(parts)).find(|unit| {
        // Multiples above this say little: rounding in a file hides what they are multiples of.
        let small = if *unit < smallest { 200.0 } else { 50.0 };
        let above = 1.5 * smallest / unit;
        let ratios: Vec<f64> =
            y.iter().map(|y| y / unit).filter(|ratio| (above..small).contains(ratio)).collect();
        let whole = ratios.iter().filter(|ratio| (**ratio - ratio.round()).abs() < 0.02).count();
        ratios.len() >= ENOUGH && whole as f64 >= 0.9 * ratios.len() as f64
    })
}

pub(super) fn smallest(y: &[f64]) -> f64 {
    y.iter().copied().filter(|y| *y > 0.0).fold(f64::INFINITY, f64::min)
}
