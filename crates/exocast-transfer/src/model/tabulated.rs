//! A costly effect as a table.

use super::effect::{Effect, RANGE};

/// An effect looked up between points, so that a costly one is computed only there.
///
/// Changes are in proportion to a power of copies between two points. Points are added until the change halfway between
/// two is within [`Self::ERROR`] of what was looked up there, which leaves about a quarter of that.
#[derive(Clone, Debug)]
pub(crate) struct Tabulated {
    /// ln of copies, and change.
    points: Vec<(f64, f64)>,
    is_on_top: bool,
}

impl Tabulated {
    /// Largest error that is left, as a share of the change.
    pub(crate) const ERROR: f64 = 5e-3;

    /// A change below this counts as none.
    const NONE: f64 = 1e-6;

    /// Shortest distance between points, in ln of copies: an effect with a step has no end of points.
    const NEAREST: f64 = 0.01;

    pub(crate) fn new(effect: &dyn Effect) -> Self {
        let at = |log: f64| (log, effect.log2fc(log.exp()));
        let (first, last) = (RANGE.0.ln(), RANGE.1.ln());
        let decades = ((last - first) / std::f64::consts::LN_10).round();
        let mut points = vec![at(first)];
        let mut to_come: Vec<(f64, f64)> = Vec::new();
        let mut decade = decades;
        while decade >= 1.0 {
            to_come.push(at(first + (last - first) * decade / decades));
            decade -= 1.0;
        }
        // The next point is last of those to come.
        while let (Some(&from), Some(&to)) = (points.last(), to_come.last()) {
            let middle = at(f64::midpoint(from.0, to.0));
            let off = (between(from, to, middle.0) - middle.1).abs();
            let allowed = (Self::ERROR * middle.1.abs()).max(Self::NONE);
            if off > allowed && to.0 - from.0 > Self::NEAREST {
                to_come.push(middle);
            } else {
                points.extend([middle, to]);
                to_come.pop();
            }
        }
        Self { points, is_on_top: effect.is_on_top() }
    }

    /// The change by copies in RISC of the seed that were `before` and are `after`.
    pub(crate) fn change(&self, before: f64, after: f64) -> f64 {
        if self.is_on_top {
            self.at(after - before)
        } else {
            self.at(after) - if before > 0.0 { self.at(before) } else { 0.0 }
        }
    }

    pub(crate) fn at(&self, copies: f64) -> f64 {
        let first = self.points.first().copied().unwrap_or_default();
        if copies <= RANGE.0 {
            return first.1 * copies.max(0.0) / RANGE.0;
        }
        let log = copies.ln();
        let above = self.points.partition_point(|(at, _)| *at <= log);
        match (self.points.get(above.wrapping_sub(1)), self.points.get(above)) {
            (Some(&from), Some(&to)) => between(from, to, log),
            (Some(&(_, last)), None) => last,
            _ => first.1,
        }
    }
}

/// The change between two points: in proportion to a power of copies where both have one sign, else linear in the logarithm.
fn between(from: (f64, f64), to: (f64, f64), log: f64) -> f64 {
    let inside = (log - from.0) / (to.0 - from.0);
    if from.1 * to.1 > 0.0 {
        from.1 * (to.1 / from.1).powf(inside)
    } else {
        from.1 + (to.1 - from.1) * inside
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use proptest::prelude::*;

    use super::{
        super::{effect::tests::saturating, reference_target::ReferenceTarget},
        *,
    };

    proptest! {
        #[test]
        fn a_table_is_within_its_error(
            log in -5.0..7.5_f64, most in 0.01..5.0_f64, log_half in -2.0..6.0_f64, power in 0.5..2.0_f64,
        ) {
            let asked = Cell::new(0);
            let effect = saturating(-most, 10f64.powf(log_half), power, &asked);
            let table = Tabulated::new(&effect);
            prop_assert!(asked.get() < 150, "{}", asked.get());
            let (copies, reference) = (10f64.powf(log), Tabulated::new(&ReferenceTarget));
            for (looked_up, exact) in [
                (table.at(copies), effect(copies)),
                (reference.at(copies), ReferenceTarget.log2fc(copies)),
            ] {
                let allowed = Tabulated::ERROR * exact.abs() + 2e-6;
                prop_assert!((looked_up - exact).abs() <= allowed, "{looked_up} for {exact}");
            }
        }
    }

    #[test]
    fn an_effect_with_a_step_has_an_end_of_points() {
        let step = |copies: f64| if copies > 7.0 { -1.0 } else { 0.0 };
        let table = Tabulated::new(&step);
        assert!(table.points.len() < 200);
        assert!((table.at(8.0) + 1.0).abs() < 1e-12 && table.at(6.0).abs() < 1e-12);
        assert!(table.at(1e9).abs() > 0.9 && table.at(1e-9).abs() < 1e-12);
    }

    #[test]
    fn own_copies_are_in_the_change_or_under_it() {
        let table = Tabulated::new(&ReferenceTarget);
        assert!(table.change(500.0, 500.0).abs() < 1e-12);
        let plain = ReferenceTarget.log2fc(3000.0) - ReferenceTarget.log2fc(500.0);
        assert!((table.change(500.0, 3000.0) / plain - 1.0).abs() < 0.02);
    }
}
