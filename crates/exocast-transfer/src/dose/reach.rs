//! How far parameters inside of their ranges reach.

use exocast_core::Interval;

use super::family::FamilyDose;
use crate::{
    input::Setup,
    inverse::{Moment, delivered_at},
    model::{Argonaute, Standing},
    parameters::{Parameter, Parameters, Values},
};

/// The recipient at the values of the parameters, with each alone at an end of its range, and with all at the ends that
/// favour transfer; each with the copies that one copy per vesicle comes to in balance.
pub(crate) struct Reach {
    nominal: (Values, f64),
    single: Vec<(Values, f64)>,
    best: (Values, f64),
}

impl Reach {
    pub(crate) fn new(parameters: &Parameters, setup: Setup) -> Self {
        let mut nominal = Values::nominal(parameters);
        nominal.set(Parameter::CopiesPerVesicle, 1.0);
        let at = |values: Values| (values, delivered_at(&values, setup, Moment::Steady));
        let held = |(values, copies): &(Values, f64)| Argonaute::new(values).held(*copies);
        let mut single = Vec::new();
        let mut best = nominal;
        for parameter in setup.judged(parameters) {
            if parameter == Parameter::CopiesPerVesicle {
                continue;
            }
            let range = parameters.get(parameter).range;
            let [low, high] = [range.low, range.high].map(|value| {
                let mut values = nominal;
                values.set(parameter, value);
                at(values)
            });
            // Copies are monotone in every parameter, whatever the others, so that each end can be chosen alone. The
            // threshold moves none of them: the lower is the better.
            best.set(parameter, if held(&high) > held(&low) { range.high } else { range.low });
            single.extend([low, high]);
        }
        Self { nominal: at(nominal), single, best: at(best) }
    }

    /// Copies in RISC in balance with every parameter at the better end of its range.
    pub(crate) fn best_case(&self, copies_per_vesicle: f64) -> f64 {
        let (values, copies) = &self.best;
        Argonaute::new(values).held(copies * copies_per_vesicle)
    }

    /// Whether the change is enough with one parameter, the copies per vesicle or the recipient's own copies moved inside of
    /// their range, and nothing else delivered.
    pub(crate) fn by_one_move(&self, copies: Interval, endogenous: Option<Interval>) -> bool {
        let endogenous = endogenous.unwrap_or(Interval::exact(0.0));
        let enough = |(values, per_copy): &(Values, f64), copies: f64, endogenous: f64| {
            let standing = Standing::new(values, endogenous);
            let delivered = per_copy * copies;
            standing.after(delivered, delivered) >= standing.wanted()
        };
        enough(&self.nominal, copies.high, endogenous.value)
            || enough(&self.nominal, copies.value, endogenous.low)
            || self.single.iter().any(|moved| enough(moved, copies.value, endogenous.value))
    }

    /// The fewest copies in RISC that can be enough, with all that decides it at favourable ends; infinite where none is.
    pub(crate) fn least_needed(&self, dose: &FamilyDose) -> f64 {
        let endogenous = dose.endogenous.map_or(0.0, |copies| copies.low);
        let standing = Standing::new(&self.best.0, endogenous);
        let most_argonaute = standing.held(standing.to_deliver(0.0), 0.0);
        // Own copies keep fewer sites where Argonaute holds fewer of them.
        let nominal = Standing::new(&self.nominal.0, endogenous);
        most_argonaute.min(nominal.held(nominal.to_deliver(0.0), 0.0))
    }
}
