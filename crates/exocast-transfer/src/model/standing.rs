//! What delivered copies of a seed add to what the recipient holds of it.

use super::{argonaute::Argonaute, reference_target::ReferenceTarget};
use crate::parameters::{Parameter, Values};

/// A recipient under one set of values, as the copies of one seed meet it.
///
/// `θ` is the occupancy of the [`ReferenceTarget`]. Copies of the seed in RISC are `o·c(0)` before and `(o + n)·c(D)` after
/// `n` copies of it were delivered among `D` in all, with `o` its own copies and `c` the share that Argonaute holds. The
/// change is enough where `θ(after) − θ(before) ≥ θ(threshold) − θ(0)`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Standing {
    argonaute: Argonaute,
    /// Own copies of the seed.
    endogenous: f64,
    threshold: f64,
}

impl Standing {
    pub(crate) fn new(values: &Values, endogenous: f64) -> Self {
        let mut argonaute = Argonaute::new(values);
        // A part is never more than the whole.
        argonaute.endogenous = argonaute.endogenous.max(endogenous);
        Self { argonaute, endogenous, threshold: values.get(Parameter::EffectThreshold) }
    }

    /// Own copies of the seed in RISC before delivery.
    pub(crate) fn before(self) -> f64 {
        self.endogenous * self.argonaute.share(0.0)
    }

    /// Copies of the seed in RISC once `delivered` of it have come among `all` delivered copies.
    pub(crate) fn after(self, delivered: f64, all: f64) -> f64 {
        (self.endogenous + delivered) * self.argonaute.share(all)
    }

    /// Share of all copies in RISC that are of the seed, after delivery.
    pub(crate) fn share_in_risc(self, delivered: f64, all: f64) -> f64 {
        let copies = self.argonaute.endogenous + all;
        if copies > 0.0 { (self.endogenous + delivered) / copies } else { 0.0 }
    }

    /// Copies of the seed in RISC from which the change is enough; infinite where its sites are too full of its own
    /// copies for any number to be.
    pub(crate) fn wanted(self) -> f64 {
        if self.endogenous > 0.0 {
            let change = ReferenceTarget::occupancy(self.threshold);
            ReferenceTarget::copies_at(ReferenceTarget::occupancy(self.before()) + change)
        } else {
            self.threshold
        }
    }

    /// Copies of the seed to deliver for that, where `others` copies of other seeds come with them; infinite where no
    /// number is enough.
    pub(crate) fn to_deliver(self, others: f64) -> f64 {
        let (wanted, ago) = (self.wanted(), self.argonaute.ago);
        let there = self.argonaute.endogenous + others;
        let plain = wanted - self.endogenous;
        if there + plain <= ago {
            plain
        } else if wanted < ago {
            (wanted * there - ago * self.endogenous) / (ago - wanted)
        } else {
            f64::INFINITY
        }
    }

    /// Copies in RISC of `delivered` ones, where `others` copies of other seeds come with them.
    pub(crate) fn held(self, delivered: f64, others: f64) -> f64 {
        if delivered.is_finite() {
            delivered * self.argonaute.share(delivered + others)
        } else {
            f64::INFINITY
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::parameters::Parameters;

    fn standing(ago: f64, others: f64, endogenous: f64) -> Standing {
        let mut values = Values::nominal(&Parameters::default());
        values.set(Parameter::AgoPerCell, ago);
        values.set(Parameter::EndogenousCopies, others + endogenous);
        Standing::new(&values, endogenous)
    }

    /// Change of occupancy, straight from the definition.
    fn change(at: &Standing, delivered: f64, all: f64) -> f64 {
        let occupied = ReferenceTarget::occupancy;
        occupied(at.after(delivered, all)) - occupied(at.before())
    }

    proptest! {
        #[test]
        fn what_is_to_be_delivered_is_just_enough(
            ago in 1e4..3e5_f64, rest in 0.0..3e5_f64, endogenous in 0.0..2e4_f64, others in 0.0..1e5_f64,
        ) {
            let at = standing(ago, rest, endogenous);
            let needed = at.to_deliver(others);
            let enough = ReferenceTarget::occupancy(1000.0);
            if needed.is_finite() {
                prop_assert!(needed > 0.0);
                let reached = change(&at, needed, needed + others);
                prop_assert!((reached / enough - 1.0).abs() < 1e-6, "{reached} for {enough}");
            } else {
                prop_assert!(change(&at, 1e12, 1e12 + others) < enough * (1.0 + 1e-6));
            }
        }

        #[test]
        fn more_of_its_own_never_helps(
            ago in 1e4..3e5_f64, rest in 0.0..3e5_f64, endogenous in 1.0..1e5_f64, more in 1.0..4.0_f64,
            delivered in 0.0..1e5_f64, others in 0.0..1e5_f64,
        ) {
            let less = standing(ago, rest, endogenous);
            let more = standing(ago, rest, endogenous * more);
            let all = delivered + others;
            let is_enough = |at: &Standing| at.after(delivered, all) > at.wanted();
            prop_assert!(is_enough(&less) || !is_enough(&more));
            prop_assert!(change(&more, delivered, all) <= change(&less, delivered, all).max(0.0) + 1e-12);
        }

        #[test]
        fn no_copies_are_no_change(
            ago in 1e4..3e5_f64, rest in 0.0..3e5_f64, endogenous in 0.0..1e6_f64,
        ) {
            prop_assert!(change(&standing(ago, rest, endogenous), 0.0, 0.0).abs() < 1e-300);
        }
    }
}
