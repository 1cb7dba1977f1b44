//! Draws of what a recipient holds itself.

use exocast_core::{Interval, SeedPlan};

use super::{points::Points, strata::Strata};
use crate::{
    input::{CargoEntry, EndogenousMirna, Family, family_key, sum},
    options::Options,
    parameters::{Distribution, Domain, Parameter, Spread, Values},
};

/// Own copies of a seed.
#[derive(Clone, Debug, Default)]
pub(crate) struct Endogenous {
    /// With 95 % interval; nothing where the recipient's miRNAs are not known.
    pub(crate) copies: Option<Interval>,
    /// One a draw; empty where there are none.
    pub(crate) draws: Vec<f64>,
}

impl Endogenous {
    pub(crate) fn value(&self) -> f64 {
        self.copies.map_or(0.0, |copies| copies.value)
    }

    pub(crate) fn draw(&self, d: usize) -> f64 {
        self.draws.get(d).copied().unwrap_or(0.0)
    }
}

/// Draws of the recipient's own miRNAs.
pub(crate) struct EndogenousDraws<'a> {
    entries: &'a [EndogenousMirna],
    columns: Vec<Vec<f64>>,
    /// Whether there are others than those listed.
    has_total: bool,
}

impl<'a> EndogenousDraws<'a> {
    pub(crate) fn new(options: &'a Options, points: Points, plan: SeedPlan) -> Self {
        let entries = options.endogenous.as_slice();
        let strata = Strata::new(plan, points.count);
        let column = |entry: &EndogenousMirna| {
            let copies = entry.copies_per_cell;
            let spread = Spread::new(copies, Distribution::LogNormal, Domain::NonNegative);
            let key = family_key(&entry.mirna, &entry.guide);
            strata.column(spread, &format!("transfer/endogenous/{key}"))
        };
        let columns = entries.iter().map(column).collect();
        Self { entries, columns, has_total: options.has_total() }
    }

    /// Puts the copies of all miRNAs of the recipient where the parameter is, where they are listed: draws of a part and
    /// of the whole belong together.
    pub(crate) fn put_total(&self, values: &mut [Values]) {
        if self.entries.is_empty() {
            return;
        }
        for (d, row) in values.iter_mut().enumerate() {
            let listed: f64 = self.columns.iter().filter_map(|column| column.get(d)).sum();
            let stated = if self.has_total { row.get(Parameter::EndogenousCopies) } else { 0.0 };
            row.set(Parameter::EndogenousCopies, listed.max(stated));
        }
    }

    /// Copies of each miRNA that is listed: the value, then the first draws.
    pub(crate) fn listed(&self, draws: usize) -> Vec<Vec<f64>> {
        let columns = self.entries.iter().zip(&self.columns);
        columns
            .map(|(entry, column)| {
                let value = entry.copies_per_cell.value;
                std::iter::once(value).chain(column.iter().copied().take(draws)).collect()
            })
            .collect()
    }

    /// Own copies of the seed of a family.
    pub(crate) fn for_family(&self, family: &Family, cargo: &[CargoEntry]) -> Endogenous {
        self.matching(|entry| family.members.iter().any(|&i| entry.acts_as(&cargo[i])))
    }

    /// Own copies of the seed of an entry.
    pub(crate) fn for_entry(&self, cargo: &CargoEntry) -> Endogenous {
        self.matching(|entry| entry.acts_as(cargo))
    }

    fn matching(&self, acts: impl Fn(&EndogenousMirna) -> bool) -> Endogenous {
        if self.entries.is_empty() {
            return Endogenous::default();
        }
        let which: Vec<usize> =
            (0..self.entries.len()).filter(|&i| acts(&self.entries[i])).collect();
        let copies = Some(sum(which.iter().map(|&i| &self.entries[i])));
        let mut draws = Vec::new();
        for &i in &which {
            if draws.is_empty() {
                draws.clone_from(&self.columns[i]);
            } else {
                draws.iter_mut().zip(&self.columns[i]).for_each(|(sum, copies)| *sum += copies);
            }
        }
        Endogenous { copies, draws }
    }
}
