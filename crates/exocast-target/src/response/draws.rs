//! Draws of what is uncertain.

use exocast_core::{Interval, SeedPlan};

use crate::{input::Argonaute, options::RespondOptions};

/// One normal deviate per draw; the first is 0, as draw 0 is the central one.
pub(crate) fn deviates(plan: SeedPlan, name: &str, draws: usize) -> Vec<f64> {
    std::iter::once(0.0).chain(plan.normals(name, 0, draws)).collect()
}

/// The parameters of one draw.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Draw {
    pub(crate) slope: f64,
    pub(crate) orf_error: f64,
    pub(crate) volume_pl: f64,
    pub(crate) mrna: f64,
    pub(crate) ago: f64,
    /// Own copies that are not given by name; nothing where no one said how many there are.
    pub(crate) unlisted: Option<f64>,
    pub(crate) background: f64,
}

impl Draw {
    /// Takes what is known of Argonaute in this draw.
    pub(crate) fn take(&mut self, argonaute: &Argonaute, d: usize) {
        if let Some((ago, unlisted)) = argonaute.draw(d) {
            (self.ago, self.unlisted) = (ago, Some(unlisted));
        }
    }
}

/// The central draw, then as many as the options say.
pub(crate) fn parameters(options: &RespondOptions, slope: Interval, plan: SeedPlan) -> Vec<Draw> {
    let sample = |name: &str, interval: Interval| -> Vec<f64> {
        deviates(plan, name, options.draws).into_iter().map(|z| interval.at_deviate(z)).collect()
    };
    let slope = sample("repression-slope", options.repression_slope.unwrap_or(slope));
    let orf = deviates(plan, "orf-penalty", options.draws);
    let orf: Vec<f64> = orf.into_iter().map(|z| z * options.orf_error).collect();
    let volume = sample("cell-volume-pl", options.cell_volume_pl);
    let mrna = sample("mrna-per-cell", options.mrna_per_cell);
    let ago = sample("ago-per-cell", options.ago_per_cell);
    let background = sample("background-sites", options.background_sites);
    (0..=options.draws)
        .map(|d| Draw {
            slope: slope[d],
            orf_error: orf[d],
            volume_pl: volume[d],
            mrna: mrna[d],
            ago: ago[d],
            unlisted: None,
            background: background[d],
        })
        .collect()
}

/// Amounts of several miRNAs whose errors are correlated by `correlation`: miRNAs × draws.
pub(crate) fn amounts(
    entries: &[(String, Interval)],
    purpose: &str,
    correlation: f64,
    draws: usize,
    plan: SeedPlan,
) -> Vec<Vec<f64>> {
    let common = deviates(plan, purpose, draws);
    let (of_all, of_each) = (correlation.sqrt(), (1.0 - correlation).sqrt());
    entries
        .iter()
        .map(|(name, amount)| {
            if amount.low.to_bits() == amount.high.to_bits() {
                return vec![amount.value; draws + 1];
            }
            deviates(plan, &format!("{purpose}:{name}"), draws)
                .iter()
                .zip(&common)
                .map(|(z, common)| amount.at_deviate(of_all * common + of_each * z))
                .collect()
        })
        .collect()
}
