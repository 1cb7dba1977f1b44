//! What Argonaute of a recipient can hold.

use super::{chain::Chain, step::Step};
use crate::parameters::{Parameter, Parameters};

/// Endogenous and delivered copies that Argonaute can hold: all scaled down alike where they are more.
fn ago_capacity(ago: f64, endogenous: f64, delivered: f64) -> (f64, f64) {
    let all = endogenous + delivered;
    let scale = if all > ago { ago / all } else { 1.0 };
    (endogenous * scale, delivered * scale)
}

/// Argonaute of a recipient, with what it holds of its own.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Argonaute {
    pub(crate) ago: f64,
    endogenous: f64,
}

impl Argonaute {
    pub(crate) fn new(parameters: &Parameters) -> Self {
        Self {
            ago: parameters.value(Parameter::AgoPerCell),
            endogenous: parameters.value(Parameter::EndogenousCopies),
        }
    }

    pub(crate) fn is_exceeded_by(self, copies: f64) -> bool {
        copies > 0.0 && self.endogenous + copies > self.ago
    }

    /// Copies held of those delivered.
    pub(crate) fn held(self, delivered: f64) -> f64 {
        ago_capacity(self.ago, self.endogenous, delivered).1
    }

    /// Copies to deliver for `held` to be held; infinite where Argonaute cannot hold them.
    pub(crate) fn to_deliver(self, held: f64) -> f64 {
        if self.endogenous + held <= self.ago {
            held
        } else if held < self.ago {
            held * self.endogenous / (self.ago - held)
        } else {
            f64::INFINITY
        }
    }

    /// The chain with its copies in RISC cut to what Argonaute holds of them.
    pub(crate) fn cut(self, chain: &Chain, copies_per_vesicle: f64) -> Chain {
        let share_held = |vesicles: f64| {
            let all = vesicles * copies_per_vesicle;
            if all > 0.0 { self.held(all) / all } else { 1.0 }
        };
        let mut cut = *chain;
        cut.steps[Step::Present as usize] *= share_held(chain.present());
        cut.steady *= share_held(chain.steady);
        cut
    }
}

#[cfg(test)]
mod tests {
    use super::{Argonaute, ago_capacity};

    /// chain.py of the numeric reference.
    #[test]
    fn argonaute_is_shared() {
        for (delivered, endogenous_held, delivered_held) in [
            (0.0, 95_000.0, 0.0),
            (1e3, 95_000.0, 1_000.0),
            (5e3, 95_000.0, 5_000.0),
            (2e4, 82_608.695_652_173_9, 17_391.304_347_826_088),
            (1e5, 48_717.948_717_948_71, 51_282.051_282_051_274),
        ] {
            let (endogenous, exogenous) = ago_capacity(1e5, 9.5e4, delivered);
            assert!((endogenous / endogenous_held - 1.0).abs() < 1e-12);
            assert!((exogenous - delivered_held).abs() < 1e-6);
        }
    }

    #[test]
    fn what_is_delivered_for_it_is_held() {
        for ago in [1e5, 2e5] {
            let argonaute = Argonaute { ago, endogenous: 9.5e4 };
            for copies in [1.0, 5e3, 2e4, 9e4] {
                let held = argonaute.held(argonaute.to_deliver(copies));
                assert!((held / copies - 1.0).abs() < 1e-12, "{held} for {copies}");
            }
            assert!(argonaute.to_deliver(ago).is_infinite());
        }
    }
}
