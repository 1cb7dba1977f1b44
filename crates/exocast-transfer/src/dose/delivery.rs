//! Draws of copies per vesicle turned into the row of results of a miRNA.

use std::borrow::Cow;

use exocast_core::{Draws, Interval, parallel};

use super::{
    copies::Copies,
    cut::in_balance,
    drawn::Delivery,
    family::{FamilyDose, family_dose},
    ledger::{Ledger, MirnaLedger},
};
use crate::{
    input::{CargoEntry, Family, Guide},
    model::Step,
    parameters::Status,
    sampling::CargoDraws,
};

/// miRNAs whose draws are held at a time.
pub(crate) const BLOCK: usize = 64;

impl Delivery<'_> {
    pub(crate) fn entry_copies(&self, entry: &CargoEntry, lambda: &[f64]) -> (Copies, MirnaLedger) {
        let mut draws = Draws::default();
        let nominal = self.frame.nominal;
        let mut ranges = Vec::with_capacity(self.frame.steps.len());
        let value = entry.copies_per_vesicle.value;
        let mut delivered = Interval::exact(0.0);
        for &(step, _) in self.frame.steps {
            draws.fill(self.times(|chain| chain.at(step), lambda));
            let (low, high) = draws.central();
            ranges.push((low, high));
            if step == Step::Present {
                delivered = Interval::new(nominal.at(step) * value, low, high);
            }
        }
        // The last step of every chain is what is held.
        let (probability, median) = (draws.above(self.threshold), draws.median());
        let (low, high) = ranges.last().copied().unwrap_or_default();
        draws.fill(self.times(in_balance, lambda));
        let steady = draws.central();
        let keep = |step: Step| {
            self.times(move |chain| chain.at(step), lambda).take(self.keep_draws).collect()
        };
        let copies = Copies {
            mirna: entry.mirna.clone(),
            guide: entry.guide.clone(),
            status: entry.status,
            copies_per_cell: Interval::new(nominal.at(Step::Held) * value, low, high),
            median,
            steady: Interval::new(in_balance(nominal) * value, steady.0, steady.1),
            delivered,
            probability,
            steady_probability: draws.above(self.threshold),
            draws: keep(Step::Held),
            delivered_draws: keep(Step::Present),
        };
        (copies, self.frame.ledger(entry, &ranges, steady))
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

/// Results of every miRNA, of every seed and of all together.
pub(crate) struct Delivered {
    pub(crate) copies: Vec<Copies>,
    pub(crate) families: Vec<FamilyDose>,
    pub(crate) ledger: Ledger,
    pub(crate) total: Copies,
}

/// Copies per vesicle of all miRNAs together, one a draw.
///
/// In blocks, so that the draws of only a few miRNAs are held at a time, and summed in the order of the names, so that
/// the sum does not depend on that of the cargo.
pub(crate) fn sum_of_cargo(entries: &[CargoEntry], draws: &CargoDraws, count: usize) -> Vec<f64> {
    let mut sum = vec![0.0; count];
    for block in by_name(entries).chunks(BLOCK) {
        for lambda in parallel::map(block.len(), |i| draws.for_entry(&entries[block[i]])) {
            add(&mut sum, &lambda);
        }
    }
    sum
}

fn add(sum: &mut [f64], lambda: &[f64]) {
    sum.iter_mut().zip(lambda).for_each(|(sum, copies)| *sum += copies);
}

pub(crate) fn delivered(
    entries: &[CargoEntry],
    families: &[Family],
    draws: &CargoDraws,
    sum: &[f64],
    delivery: &Delivery<'_>,
) -> Delivered {
    let results = parallel::map(families.len(), |i| {
        let family = &families[i];
        let mut together = vec![0.0; delivery.chains.len()];
        let rows: Vec<(usize, (Copies, MirnaLedger))> = family
            .members
            .iter()
            .map(|&member| {
                let lambda = draws.for_entry(&entries[member]);
                add(&mut together, &lambda);
                (member, delivery.entry_copies(&entries[member], &lambda))
            })
            .collect();
        let members = rows.iter().map(|(_, (copies, _))| copies);
        let endogenous = delivery.endogenous.for_family(family, entries);
        (family_dose(delivery, family, members, &together, &endogenous), rows)
    });
    let mut all: Vec<Option<(Copies, MirnaLedger)>> = vec![None; entries.len()];
    let mut of_families = Vec::with_capacity(families.len());
    for (family, rows) in results {
        of_families.push(family);
        for (place, row) in rows {
            all[place] = Some(row);
        }
    }
    let (copies, mirnas): (Vec<Copies>, Vec<MirnaLedger>) = all.into_iter().flatten().unzip();
    let (total, total_ledger) = delivery.entry_copies(&total_entry(entries, sum), sum);
    let ledger = Ledger { mirnas, total: total_ledger };
    Delivered { copies, families: of_families, ledger, total }
}

/// Places of the guides in the order of their names and isomiRs.
pub(crate) fn by_name(entries: &[CargoEntry]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..entries.len()).collect();
    let key = |i: usize| (&entries[i].mirna, &entries[i].guide.isomir);
    order.sort_by(|&a, &b| key(a).cmp(&key(b)));
    order
}
