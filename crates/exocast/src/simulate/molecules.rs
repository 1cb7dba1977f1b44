//! Invented tables of the proteins and lipids of the samples.

use std::fmt::Write as _;

use exocast_core::SeedPlan;
use rand_distr::{Distribution, StandardNormal};

use super::sample::{TUMOUR, TrueSample};

/// Proteins with their amounts: of vesicles, of a little plasma that came along, and of debris of cells.
const PROTEINS: [(&str, f64); 16] = [
    ("CD9", 900.0),
    ("CD63", 700.0),
    ("CD81", 800.0),
    ("TSG101", 300.0),
    ("PDCD6IP", 500.0),
    ("SDCBP", 400.0),
    ("FLOT1", 250.0),
    ("HSPA8", 1200.0),
    ("ANXA2", 900.0),
    ("ITGB1", 300.0),
    ("NT5E", 60.0),
    ("CD59", 150.0),
    ("ALB", 500.0),
    ("APOA1", 200.0),
    ("APOB", 60.0),
    ("GAPDH", 400.0),
];
/// Proteins that only the samples of the tumour group carry.
const OF_TUMOUR: [(&str, f64); 3] = [("EGFR", 90.0), ("CD274", 40.0), ("ABCB1", 25.0)];
/// Lipids in the parent cell, and how many times their share vesicles have.
const LIPIDS: [(&str, f64, f64); 7] = [
    ("cholesterol", 20.0, 2.3),
    ("SM 34:1", 5.0, 2.4),
    ("PS 36:1", 6.0, 2.0),
    ("Cer d42:1", 0.4, 1.4),
    ("PC 34:1", 40.0, 0.5),
    ("PE 36:2", 20.0, 0.8),
    ("PI 38:4", 5.0, 0.4),
];
/// Standard deviation of amounts, natural logarithm.
const SCATTER: f64 = 0.2;

/// TSV of proteins × samples.
pub(super) fn proteins_tsv(samples: &[TrueSample], seeds: SeedPlan) -> String {
    let both =
        PROTEINS.iter().map(|row| (row, true)).chain(OF_TUMOUR.iter().map(|row| (row, false)));
    let rows = both.map(|((name, amount), everywhere)| {
        let amount_in = |sample: &TrueSample| {
            if everywhere || sample.group == TUMOUR { *amount } else { 0.0 }
        };
        (*name, samples.iter().map(amount_in).collect())
    });
    let names = samples.iter().map(|sample| sample.name.as_str()).collect::<Vec<_>>();
    table("protein", &names, rows, &mut scattered(seeds, "proteins"))
}

/// TSV of lipids × samples, with those of the parent cell.
pub(super) fn lipids_tsv(samples: &[TrueSample], seeds: SeedPlan) -> String {
    let rows = LIPIDS.iter().map(|(name, parent, fold)| {
        let amounts = samples.iter().map(|_| parent * fold);
        (*name, amounts.chain([*parent]).collect())
    });
    let names: Vec<&str> =
        samples.iter().map(|sample| sample.name.as_str()).chain(["parent"]).collect();
    table("lipid", &names, rows, &mut scattered(seeds, "lipids"))
}

fn scattered(seeds: SeedPlan, name: &str) -> impl FnMut(f64) -> f64 + use<> {
    let mut random = seeds.stream(name, 0);
    move |amount| {
        let z: f64 = StandardNormal.sample(&mut random);
        amount * (SCATTER * z).exp()
    }
}

fn table<'a>(
    what: &str,
    names: &[&str],
    rows: impl Iterator<Item = (&'a str, Vec<f64>)>,
    scattered: &mut impl FnMut(f64) -> f64,
) -> String {
    let mut text = format!("{what}\t{}\n", names.join("\t"));
    for (name, amounts) in rows {
        text += name;
        for amount in amounts {
            let _ = write!(text, "\t{:.2}", scattered(amount));
        }
        text.push('\n');
    }
    text
}
