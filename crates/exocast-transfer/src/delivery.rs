//! Draws of copies per vesicle turned into the row of results of a miRNA.

use std::borrow::Cow;

use exocast_core::Interval;

use crate::{
    cargo::CargoEntry,
    chain::{Chain, Step},
    dose::Copies,
    ledger::{Frame, MirnaLedger},
    order::Draws,
    parameter::Status,
};

/// miRNAs whose draws are held at a time.
pub(crate) const BLOCK: usize = 64;

/// What turns draws of copies per vesicle into a row of results.
pub(crate) struct Delivery<'a> {
    pub(crate) frame: Frame<'a>,
    /// The chain of each draw.
    pub(crate) chains: &'a [Chain],
    pub(crate) threshold: f64,
    /// Draws that each miRNA keeps.
    pub(crate) kept: usize,
}

impl Delivery<'_> {
    pub(crate) fn of(&self, entry: &CargoEntry, lambda: &[f64]) -> (Copies, MirnaLedger) {
        let mut draws = Draws::default();
        let times = |draws: &mut Draws, factor: &dyn Fn(&Chain) -> f64| {
            draws
                .fill(self.chains.iter().zip(lambda).map(|(chain, copies)| factor(chain) * copies));
        };
        let mut ranges = Vec::with_capacity(self.frame.steps.len());
        for &(step, _) in self.frame.steps.iter().filter(|(step, _)| *step != Step::Present) {
            times(&mut draws, &|chain| chain.at(step));
            ranges.push(draws.central());
        }
        times(&mut draws, &|chain| chain.steady);
        let steady_probability = draws.above(self.threshold);
        let steady = draws.central();
        times(&mut draws, &Chain::present);
        let probability = draws.above(self.threshold);
        let (low, high) = draws.central();
        // The last step of every chain.
        ranges.push((low, high));
        let ledger = self.frame.ledger(entry, &ranges, steady);
        let value = entry.copies_per_vesicle.value;
        let copies = Copies {
            mirna: entry.mirna.clone(),
            status: entry.status,
            copies_per_cell: Interval::new(self.frame.nominal.present() * value, low, high),
            median: draws.median(),
            steady: Interval::new(self.frame.nominal.steady * value, steady.0, steady.1),
            probability,
            steady_probability,
            draws: self
                .chains
                .iter()
                .zip(lambda)
                .take(self.kept)
                .map(|(c, l)| c.present() * l)
                .collect(),
        };
        (copies, ledger)
    }
}

/// All miRNAs as one cargo, given the sum of their draws.
pub(crate) fn total_entry(entries: &[CargoEntry], sum: &[f64]) -> CargoEntry {
    let mut draws = Draws::default();
    draws.fill(sum.iter().copied());
    let (low, high) = draws.central();
    let value = entries.iter().map(|entry| entry.copies_per_vesicle.value).sum();
    let measured = entries.iter().all(|entry| entry.status == Status::Measured);
    CargoEntry {
        mirna: "total".to_owned(),
        copies_per_vesicle: Interval::new(value, low, high),
        status: if measured { Status::Measured } else { Status::Assumed },
        source: Cow::Borrowed("sum over the cargo"),
        draws: Vec::new(),
    }
}
