//! Argonaute of a cell, where it is known together with the dose.

/// Argonaute of a cell and the copies that it makes itself beside those given by name, drawn together with the dose.
///
/// Where a dose was computed with them, the response is cut by the same numbers: draw `d` of one belongs to draw `d` of
/// all, as [`Amounts::drawn`](crate::Amounts::drawn) has it.
///
/// ```
/// use exocast_target::Argonaute;
///
/// // At the central values, then in two draws.
/// let argonaute = Argonaute::drawn(vec![5e4, 2e4, 1e5], vec![1e5, 1.2e5, 9e4]);
/// assert_eq!(argonaute, Argonaute::drawn(vec![5e4, 2e4, 1e5], vec![1e5, 1.2e5, 9e4]));
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Argonaute {
    ago: Vec<f64>,
    unlisted: Vec<f64>,
}

impl Argonaute {
    /// Argonaute proteins per cell, and copies of the cell's own miRNAs that are not given by name: each at the central values
    /// first, then by draw; used again from the first draw where there are fewer than the response has.
    #[must_use]
    pub fn drawn(ago: Vec<f64>, unlisted: Vec<f64>) -> Self {
        Self { ago, unlisted }
    }

    /// Proteins and copies of a draw, the first of which is the central one; nothing where none are given.
    pub(crate) fn draw(&self, d: usize) -> Option<(f64, f64)> {
        let at = |column: &[f64]| {
            let draws = column.len().saturating_sub(1).max(1);
            let place = if d == 0 { 0 } else { 1 + (d - 1) % draws };
            column.get(place).or(column.first()).copied()
        };
        Some((at(&self.ago)?, at(&self.unlisted).unwrap_or(0.0)))
    }
}

#[cfg(test)]
mod tests {
    use super::Argonaute;

    #[test]
    fn draws_are_used_again_and_the_central_one_is_not() {
        let given = Argonaute::drawn(vec![1.0, 2.0, 3.0], vec![10.0, 20.0, 30.0]);
        let drawn: Vec<_> = (0..5).filter_map(|d| given.draw(d)).collect();
        assert_eq!(drawn, [(1.0, 10.0), (2.0, 20.0), (3.0, 30.0), (2.0, 20.0), (3.0, 30.0)]);
        assert_eq!(Argonaute::drawn(vec![7.0], Vec::new()).draw(3), Some((7.0, 0.0)));
        assert_eq!(Argonaute::default().draw(0), None);
    }
}
