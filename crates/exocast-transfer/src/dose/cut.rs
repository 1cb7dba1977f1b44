//! The chain with its copies cut to what Argonaute holds of them.

use crate::{
    model::{Argonaute, Chain, Step},
    parameters::Values,
};

/// The chain of one set of values, with the share of its copies that Argonaute holds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cut<'a> {
    pub(crate) chain: &'a Chain,
    /// Share held at `hours`.
    present: f64,
    /// Share held in balance.
    steady: f64,
    /// Copies per vesicle of all miRNAs together.
    pub(crate) all: f64,
}

impl<'a> Cut<'a> {
    /// `all` is the number of copies per vesicle of all miRNAs together: they compete with one another.
    pub(crate) fn new(values: &Values, chain: &'a Chain, all: f64) -> Self {
        let argonaute = Argonaute::new(values);
        let share = |vesicles: f64| argonaute.share(vesicles * all);
        Self { chain, present: share(chain.present()), steady: share(chain.steady), all }
    }

    /// Vesicles whose copies come to a step.
    pub(crate) fn at(&self, step: Step) -> f64 {
        match step {
            Step::Held => self.chain.present() * self.present,
            other => self.chain.at(other),
        }
    }

    /// Whether Argonaute holds less than all, at `hours` or in balance.
    pub(crate) fn is_cut(&self) -> bool {
        self.present < 1.0 || self.steady < 1.0
    }

    /// Share of copies held in balance.
    pub(crate) fn steady_share(&self) -> f64 {
        self.steady
    }
}

/// Vesicles whose copies are held in balance.
pub(crate) fn in_balance(cut: &Cut<'_>) -> f64 {
    cut.chain.steady * cut.steady
}
