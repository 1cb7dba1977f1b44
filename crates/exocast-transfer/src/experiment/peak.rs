//! The largest change of a target in time.

use std::f64::consts::LN_2;

use crate::{
    input::Setup,
    model::{Standing, Tabulated, follow},
    parameters::{Parameter, Values},
};
#[allow(clippy::enum_glob_use, reason = "formulas over many parameters")]
use Parameter::*;

/// Hours between the points of a course, and how many there are: a week.
const STEP: f64 = 2.0;
const STEPS: u32 = 84;

/// The largest changes of one course.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Peak {
    pub(super) copies: f64,
    pub(super) hours_mrna: f64,
    pub(super) mrna: f64,
    pub(super) hours_protein: f64,
    pub(super) protein: f64,
}

pub(super) struct Look {
    pub(super) setup: Setup,
    pub(super) effect: Tabulated,
}

impl Look {
    /// With `endogenous` copies of the seed in the recipient.
    pub(super) fn at(
        &self,
        values: &Values,
        dose: f64,
        copies_per_vesicle: f64,
        endogenous: f64,
    ) -> Peak {
        let standing = Standing::new(values, endogenous);
        let before = standing.before();
        let mut values = *values;
        values.set(DosePerRecipient, dose);
        let decay = |half_life: Parameter| LN_2 / values.get(half_life);
        let (of_mrna, of_protein) = (decay(MrnaHalfLife), decay(ProteinHalfLife));
        let (mut mrna, mut protein) = (1.0_f64, 1.0_f64);
        let mut peak = Peak::default();
        for step in 1..=STEPS {
            let hours = STEP * f64::from(step);
            let (chain, _) = follow(&values, self.setup, hours - STEP / 2.0);
            let delivered = chain.present() * copies_per_vesicle;
            let copies = standing.held(delivered, 0.0);
            let settles = self.effect.change(before, standing.after(delivered, delivered)).exp2();
            // Each step is exact for what it holds constant.
            let earlier = mrna;
            mrna = settles + (mrna - settles) * (-of_mrna / settles * STEP).exp();
            let middle = f64::midpoint(earlier, mrna);
            protein = middle + (protein - middle) * (-of_protein * STEP).exp();
            if mrna.log2().abs() > peak.mrna.abs() {
                (peak.mrna, peak.hours_mrna, peak.copies) = (mrna.log2(), hours, copies);
            }
            if protein.log2().abs() > peak.protein.abs() {
                (peak.protein, peak.hours_protein) = (protein.log2(), hours);
            }
        }
        peak
    }
}
