//! Draws of copies per vesicle turned into the row of results of a miRNA.

use std::borrow::Cow;

use exocast_core::{Draws, Interval, parallel};

use super::{
    copies::Copies,
    frame::Frame,
    ledger::{Ledger, MirnaLedger},
};
use crate::{
    input::{CargoEntry, Guide},
    model::{Chain, Step},
    parameters::Status,
    sampling::CargoDraws,
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
    pub(crate) keep_draws: usize,
}

impl Delivery<'_> {
    pub(crate) fn entry_copies(&self, entry: &CargoEntry, lambda: &[f64]) -> (Copies, MirnaLedger) {
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
            guide: entry.guide.clone(),
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
                .take(self.keep_draws)
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
        guide: Guide::default(),
        copies_per_vesicle: Interval::new(value, low, high),
        status: if measured { Status::Measured } else { Status::Assumed },
        source: Cow::Borrowed("sum over the cargo"),
        draws: Vec::new(),
    }
}

/// Results of every miRNA and of all together.
pub(crate) struct Delivered {
    pub(crate) copies: Vec<Copies>,
    pub(crate) ledger: Ledger,
    pub(crate) total: Copies,
    /// Copies per vesicle of all miRNAs together, one a draw.
    pub(crate) sum: Vec<f64>,
}

pub(crate) fn delivered(
    entries: &[CargoEntry],
    draws: &CargoDraws,
    delivery: &Delivery<'_>,
) -> Delivered {
    let mut all: Vec<Option<(Copies, MirnaLedger)>> = vec![None; entries.len()];
    let mut sum = vec![0.0; delivery.chains.len()];
    // In blocks, so that the draws of only a few miRNAs are held at a time, and summed in the order of the
    // names, so that the sum does not depend on that of the cargo.
    for block in by_name(entries).chunks(BLOCK) {
        let results = parallel::map(block.len(), |i| {
            let entry = &entries[block[i]];
            let lambda = draws.for_entry(entry);
            (delivery.entry_copies(entry, &lambda), lambda)
        });
        for (&place, (result, lambda)) in block.iter().zip(results) {
            all[place] = Some(result);
            sum.iter_mut().zip(lambda).for_each(|(sum, copies)| *sum += copies);
        }
    }
    let (copies, mirnas): (Vec<Copies>, Vec<MirnaLedger>) = all.into_iter().flatten().unzip();
    let (total, total_ledger) = delivery.entry_copies(&total_entry(entries, &sum), &sum);
    Delivered { copies, ledger: Ledger { mirnas, total: total_ledger }, total, sum }
}

/// Places of the guides in the order of their names and isomiRs.
pub(crate) fn by_name(entries: &[CargoEntry]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..entries.len()).collect();
    let key = |i: usize| (&entries[i].mirna, &entries[i].guide.isomir);
    order.sort_by(|&a, &b| key(a).cmp(&key(b)));
    order
}
