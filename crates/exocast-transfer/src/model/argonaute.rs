//! What Argonaute of a recipient holds of its own and of delivered copies.

use crate::parameters::{Parameter, Values};

/// Argonaute of a recipient, with the copies of all miRNAs that it makes itself.
///
/// Where there are more copies than Argonaute, all are held by the same share.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Argonaute {
    pub(crate) ago: f64,
    pub(crate) endogenous: f64,
}

impl Argonaute {
    pub(crate) fn new(values: &Values) -> Self {
        Self {
            ago: values.get(Parameter::AgoPerCell),
            endogenous: values.get(Parameter::EndogenousCopies),
        }
    }

    /// The share of all copies that is held where `delivered` copies come to those that the cell makes itself.
    pub(crate) fn share(self, delivered: f64) -> f64 {
        let all = self.endogenous + delivered;
        if all > self.ago { self.ago / all } else { 1.0 }
    }

    /// Copies held of those delivered.
    pub(crate) fn held(self, delivered: f64) -> f64 {
        delivered * self.share(delivered)
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
}

#[cfg(test)]
mod tests {
    use super::Argonaute;

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
            let argonaute = Argonaute { ago: 1e5, endogenous: 9.5e4 };
            let endogenous = 9.5e4 * argonaute.share(delivered);
            assert!((endogenous / endogenous_held - 1.0).abs() < 1e-12);
            assert!((argonaute.held(delivered) - delivered_held).abs() < 1e-6);
        }
    }

    #[test]
    fn what_is_delivered_for_it_is_held() {
        for ago in [2e4, 1e5, 2e5] {
            let argonaute = Argonaute { ago, endogenous: 9.5e4 };
            for copies in [1.0, 5e3, 1.5e4] {
                let held = argonaute.held(argonaute.to_deliver(copies));
                assert!((held / copies - 1.0).abs() < 1e-12, "{held} for {copies}");
            }
            assert!(argonaute.to_deliver(ago).is_infinite());
        }
    }
}
