//! What all ledgers of a computation have in common.

use exocast_core::Interval;

use super::{
    cut::{Cut, in_balance},
    ledger::{COPIES, LedgerRow, MirnaLedger, STEADY},
};
use crate::{
    input::CargoEntry,
    model::Step,
    parameters::{Parameter, Parameters},
};

/// What every ledger of a computation has in common.
pub(crate) struct Frame<'a> {
    pub(crate) parameters: &'a Parameters,
    pub(crate) steps: &'a [(Step, Parameter)],
    pub(crate) nominal: &'a Cut<'a>,
    pub(crate) concentration: Interval,
    pub(crate) concentration_parameter: Parameter,
}

impl Frame<'_> {
    /// The rows of `entry`; `ranges` holds the 95 % interval of each step and of the steady state.
    pub(crate) fn ledger(
        &self,
        entry: &CargoEntry,
        ranges: &[(f64, f64)],
        steady: (f64, f64),
    ) -> MirnaLedger {
        let copies = entry.copies_per_vesicle;
        let mut rows = vec![
            self.row(
                "concentration",
                self.concentration,
                "EV/mL",
                None,
                self.concentration_parameter,
            ),
            LedgerRow {
                step: "copies-per-vesicle",
                amount: copies,
                unit: "copies/EV",
                lost_fraction: None,
                parameter: Parameter::CopiesPerVesicle.name(),
                status: entry.status,
                source: entry.source.clone(),
            },
        ];
        let mut before: Option<f64> = None;
        for (&(step, parameter), &(low, high)) in self.steps.iter().zip(ranges) {
            let vesicles = self.nominal.at(step);
            let lost = before
                .filter(|before| *before > 0.0 && copies.value > 0.0)
                .map(|before| (1.0 - vesicles / before).clamp(0.0, 1.0));
            let amount = Interval::new(vesicles * copies.value, low, high);
            rows.push(self.row(step.name(), amount, COPIES, lost, parameter));
            before = Some(vesicles);
        }
        let amount = Interval::new(in_balance(self.nominal) * copies.value, steady.0, steady.1);
        rows.push(self.row(STEADY, amount, COPIES, None, Parameter::MirnaHalfLife));
        MirnaLedger { mirna: entry.mirna.clone(), guide: entry.guide.clone(), rows }
    }

    fn row(
        &self,
        step: &'static str,
        amount: Interval,
        unit: &'static str,
        lost_fraction: Option<f64>,
        parameter: Parameter,
    ) -> LedgerRow {
        let setting = self.parameters.get(parameter);
        LedgerRow {
            step,
            amount,
            unit,
            lost_fraction,
            parameter: parameter.name(),
            status: setting.status,
            source: setting.source.clone(),
        }
    }
}
