//! What a time of exposure comes to.

use super::phi::phi1;

/// What becomes of vesicles inside of a recipient.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Inside {
    /// Rate at which vesicles leave the endosome, per hour.
    pub(crate) turnover: f64,
    /// Rate at which delivered copies decay, per hour.
    pub(crate) decay: f64,
}

/// What a time of exposure comes to, per recipient cell.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Exposure {
    /// Concentration at the end, per mL.
    pub(crate) concentration: f64,
    /// Vesicles endocytosed until the end.
    pub(crate) endocytosed: f64,
    /// Vesicles fused at the plasma membrane until the end.
    pub(crate) fused: f64,
    /// Of those endocytosed, how many are still in endosomes.
    pub(crate) endosomal: f64,
    /// Of those that left the endosome, how many are left at the end where each decays from then on.
    pub(crate) processed: f64,
    /// Of those fused, how many are left at the end where each decays from then on.
    pub(crate) surviving: f64,
    /// Vesicles lost to decay and drainage, per recipient.
    pub(crate) lost: f64,
}

impl Exposure {
    /// Vesicles taken up until the end, by either branch.
    #[must_use]
    pub(crate) fn taken_up(&self) -> f64 {
        self.endocytosed + self.fused
    }

    /// Exposure to a concentration that is held: constant rates of endocytosis and fusion.
    pub(crate) fn held(rates: (f64, f64), concentration: f64, hours: f64, inside: Inside) -> Self {
        let (endocytosis, fusion) = rates;
        let inside = inside.apart();
        let left = |decay: f64| hours * phi1(decay * hours);
        Self {
            concentration,
            endocytosed: endocytosis * hours,
            fused: fusion * hours,
            endosomal: endocytosis * left(inside.turnover),
            processed: endocytosis * inside.processed(left(inside.decay), left(inside.turnover)),
            surviving: fusion * left(inside.decay),
            lost: 0.0,
        }
    }
}

impl Inside {
    /// The same with the two rates far enough apart for their difference to be divided by.
    pub(crate) fn apart(self) -> Self {
        let near = (self.turnover - self.decay).abs() < 1e-6 * self.turnover;
        Self { turnover: if near { self.turnover * (1.0 + 1e-6) } else { self.turnover }, ..self }
    }

    /// `∫∫ u(σ) k e^{−k(τ−σ)} e^{−δ(t−τ)}`, from what `u` leaves under `δ` and under `k`.
    pub(crate) fn processed(self, under_decay: f64, under_turnover: f64) -> f64 {
        let difference = self.turnover / (self.turnover - self.decay);
        (difference * (under_decay - under_turnover)).max(0.0)
    }
}
