//! Quantiles of draws by selection instead of sorting.

/// Draws of a quantity that is zero or more.
///
/// Kept as the bits of the numbers: of numbers that are not negative the bits are ordered as the
/// numbers are, and whole numbers are selected faster.
#[derive(Clone, Debug, Default)]
pub(crate) struct Draws(Vec<u64>);

impl Draws {
    /// Takes these draws in the place of those before.
    pub(crate) fn fill(&mut self, values: impl Iterator<Item = f64>) {
        self.0.clear();
        // Adding zero makes a negative zero positive.
        self.0.extend(values.map(|value| (value.max(0.0) + 0.0).to_bits()));
    }

    /// Share of the draws above `threshold`.
    pub(crate) fn above(&self, threshold: f64) -> f64 {
        let bits = threshold.to_bits();
        let above = self.0.iter().filter(|value| **value > bits).count();
        above as f64 / self.0.len().max(1) as f64
    }

    /// Ends of the central 95 %.
    pub(crate) fn central(&mut self) -> (f64, f64) {
        (self.quantile(0.025), self.quantile(0.975))
    }

    /// The median.
    pub(crate) fn median(&mut self) -> f64 {
        self.quantile(0.5)
    }

    /// Quantile of type 7 (Hyndman & Fan 1996); 0 where there are no draws.
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a place inside of the draws"
    )]
    fn quantile(&mut self, p: f64) -> f64 {
        if self.0.is_empty() {
            return 0.0;
        }
        let place = (self.0.len() - 1) as f64 * p;
        let (below, inside) = (place.floor() as usize, place.fract());
        let (_, low, rest) = self.0.select_nth_unstable(below);
        let low = f64::from_bits(*low);
        match rest.iter().min() {
            Some(next) if inside > 0.0 => low + inside * (f64::from_bits(*next) - low),
            _ => low,
        }
    }
}

#[cfg(test)]
mod tests {
    use exocast_core::quantile::{QuantileType, quantile};
    use proptest::prelude::*;

    use super::Draws;

    proptest! {
        #[test]
        fn selection_is_what_sorting_gives(values in prop::collection::vec(0.0..1e3, 1..200), threshold in 0.0..1e3) {
            let mut draws = Draws::default();
            draws.fill(values.iter().copied());
            let mut sorted = values.clone();
            sorted.sort_by(f64::total_cmp);
            let wanted = |p| quantile(&sorted, p, QuantileType::Type7).unwrap_or_default();
            let above = values.iter().filter(|value| **value > threshold).count();
            prop_assert!((draws.above(threshold) - above as f64 / values.len() as f64).abs() < 1e-12);
            let (low, high) = draws.central();
            for (found, wanted) in [(low, wanted(0.025)), (high, wanted(0.975)), (draws.median(), wanted(0.5))] {
                prop_assert!((found - wanted).abs() <= 1e-12 * wanted.abs(), "{found} for {wanted}");
            }
        }
    }
}
