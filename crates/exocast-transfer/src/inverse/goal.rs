//! What is to be reached.

use crate::{
    input::{CargoEntry, Setup, sum},
    model::{Argonaute, Chain, Standing, chain},
    options::Options,
    parameters::{Parameter, Values},
};

use super::requirement::Moment;

/// What copies of a miRNA are to reach in a recipient cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Goal {
    /// As many copies in RISC of those delivered.
    Held(f64),
    /// The change of occupancy that `effect-threshold` copies make in a cell without own copies of the seed, on top of
    /// those that this recipient has.
    Effect,
}

/// A number is one of copies in RISC.
impl From<f64> for Goal {
    fn from(copies: f64) -> Self {
        Self::Held(copies)
    }
}

/// A goal for one seed in one recipient.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Aim {
    pub(crate) goal: Goal,
    /// The recipient's own copies of the seed.
    pub(crate) endogenous: f64,
}

impl Aim {
    pub(crate) fn new(goal: Goal, entry: &CargoEntry, options: &Options) -> Self {
        let same = options.endogenous.iter().filter(|endogenous| endogenous.acts_as(entry));
        Self { goal, endogenous: sum(same).value }
    }

    /// Copies that have to be delivered; infinite where no number is enough.
    fn to_deliver(self, values: &Values) -> f64 {
        match self.goal {
            Goal::Held(copies) => Argonaute::new(values).to_deliver(copies),
            Goal::Effect => Standing::new(values, self.endogenous).to_deliver(0.0),
        }
    }

    /// Delivered copies over those that have to be: 1 and more where the goal is reached.
    pub(crate) fn ratio(self, values: &Values, delivered: f64) -> f64 {
        let needed = self.to_deliver(values);
        if needed.is_finite() { delivered / needed } else { 0.0 }
    }

    /// Copies in RISC of those delivered.
    pub(crate) fn held(self, values: &Values, delivered: f64) -> f64 {
        match self.goal {
            Goal::Held(_) => Argonaute::new(values).held(delivered),
            Goal::Effect => Standing::new(values, self.endogenous).held(delivered, 0.0),
        }
    }
}

/// Copies delivered to a recipient cell and there at a moment.
pub(crate) fn delivered_at(values: &Values, setup: Setup, moment: Moment) -> f64 {
    at_moment(&chain(values, setup), moment) * values.get(Parameter::CopiesPerVesicle)
}

/// Vesicles whose copies are there at a moment.
pub(crate) fn at_moment(chain: &Chain, moment: Moment) -> f64 {
    match moment {
        Moment::Steady => chain.steady,
        Moment::Hours => chain.present(),
    }
}
