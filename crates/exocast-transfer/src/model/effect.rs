//! From copies in a recipient cell to the change of a gene.

use crate::error::ComputeError;

/// What copies of a miRNA in RISC do to a gene.
///
/// Any function of copies per cell is one: a caller with a model of targets gives its own.
pub trait Effect {
    /// Log2 fold change of the gene once `copies` per cell act long enough; zero without copies, and
    /// monotone in them.
    fn log2fc(&self, copies: f64) -> f64;

    /// Whether [`log2fc`](Self::log2fc) is on top of what the recipient holds of the miRNA itself; else it is that of all
    /// copies of its seed, own ones included.
    fn is_on_top(&self) -> bool {
        false
    }
}

impl<F: Fn(f64) -> f64> Effect for F {
    fn log2fc(&self, copies: f64) -> f64 {
        self(copies)
    }
}

/// Fewest and most copies at which an effect is looked at.
pub(super) const RANGE: (f64, f64) = (1e-6, 1e8);

/// How far the change at the copies found may be off the change asked for, as a share of it.
const TOLERANCE: f64 = 1e-6;

/// Evaluations of an effect after which the root is taken as it is.
const ATTEMPTS: u32 = 60;

/// Copies per cell at which `effect` reaches `log2fc`.
///
/// The effect itself is searched, by halving down to a decade and then by regula falsi with the Illinois rule (Dowell &
/// Jarratt 1971 BIT 11:168) on the logarithm of copies: its change at the copies found is that asked for to 1e-6.
///
/// # Errors
/// Where `log2fc` is zero or not finite, or no number of copies reaches it.
pub fn copies_for(effect: &dyn Effect, log2fc: f64) -> Result<f64, ComputeError> {
    if !log2fc.is_finite() || log2fc.abs() < f64::MIN_POSITIVE {
        return Err(ComputeError::Change(log2fc));
    }
    // Above zero where the change is reached.
    let beyond = |log: f64| effect.log2fc(log.exp()) / log2fc - 1.0;
    let (mut low, mut high) = (RANGE.0.ln(), RANGE.1.ln());
    let (mut at_low, mut at_high) = (beyond(low), beyond(high));
    if at_high.is_nan() || at_high < 0.0 {
        return Err(ComputeError::Unreachable { wanted: log2fc, most: effect.log2fc(RANGE.1) });
    }
    if at_low >= 0.0 {
        return Ok(low.exp());
    }
    let mut last = 0;
    for _ in 0..ATTEMPTS {
        let halve = high - low > std::f64::consts::LN_10;
        let middle = if halve {
            f64::midpoint(low, high)
        } else {
            (low - at_low * (high - low) / (at_high - at_low)).clamp(low, high)
        };
        let at_middle = beyond(middle);
        if at_middle.is_nan() || at_middle.abs() <= TOLERANCE {
            return Ok(middle.exp());
        }
        let side = if at_middle < 0.0 { -1 } else { 1 };
        if side < 0 {
            (low, at_low) = (middle, at_middle);
        } else {
            (high, at_high) = (middle, at_middle);
        }
        // The end that stays a second time counts half.
        if !halve && side == last {
            if side < 0 { at_high /= 2.0 } else { at_low /= 2.0 }
        }
        last = if halve { 0 } else { side };
    }
    Ok(high.exp())
}

#[cfg(test)]
pub(super) mod tests {
    use std::cell::Cell;

    use proptest::prelude::*;

    use super::*;

    /// Any change that saturates, and how often it was asked for.
    pub(in crate::model) fn saturating(
        most: f64,
        half: f64,
        power: f64,
        asked: &Cell<u32>,
    ) -> impl Fn(f64) -> f64 {
        move |copies: f64| {
            asked.set(asked.get() + 1);
            let bound = copies.powf(power) / (copies.powf(power) + half.powf(power));
            most * bound
        }
    }

    proptest! {
        #[test]
        fn copies_for_a_change_have_it(
            most in 0.01..5.0_f64, log_half in -2.0..6.0_f64, power in 0.5..2.0_f64, share in 0.01..0.9_f64,
        ) {
            let asked = Cell::new(0);
            let effect = saturating(-most, 10f64.powf(log_half), power, &asked);
            let wanted = -most * share;
            let copies = copies_for(&effect, wanted).unwrap();
            prop_assert!(asked.get() < 30, "{}", asked.get());
            prop_assert!((effect(copies) / wanted - 1.0).abs() <= 1e-6, "{copies}");
        }
    }
}
