//! How many miRNA reads there are, and what follows from their number.

use exocast_core::{Z95, words::plural};

use super::sample::Sample;
use crate::quality::{
    bounds::Bounded,
    check::{Check, Limits, percent},
};

/// The share of a miRNA whose error is stated.
const SHARE: f64 = 0.01;

/// Reads or molecules of miRNAs.
pub(super) fn depth(sample: &Sample<'_>) -> Check {
    let n = sample.measures.mirnas;
    let value = n as f64;
    let limits = Limits::Below(sample.limit("depth-care"), Some(sample.limit("depth-not-usable")));
    // The number is counted, not estimated: what is uncertain is what it stands for.
    let number = Bounded { value, low: value, high: value };
    Check::new("depth", number, limits, |_| {
        let unit = sample.measures.unit_name();
        if n == 0 {
            return format!("no miRNA {unit}s");
        }
        let seen = sample.qc().mirnas_detected;
        let error = Z95 / (SHARE * value).sqrt();
        // The smallest share that is seen with a probability of 95 %.
        let missed = 1.0 - 0.05_f64.powf(1.0 / value);
        format!(
            "{} of {}: one with {} of them is known to ± {}, one with less than {} may be missing",
            plural(n, &format!("miRNA {unit}")),
            plural(seen, "miRNA"),
            percent(SHARE),
            percent(error),
            percent(missed),
        )
    })
}

/// The share of the miRNA pool whose miRNAs were seen (Good 1953).
pub(super) fn coverage(sample: &Sample<'_>) -> Option<Check> {
    let amounts = sample.counted.amounts(sample.at);
    let once = amounts.iter().filter(|amount| (0.5..1.5).contains(*amount)).count() as u64;
    let seen = Bounded::share(once, sample.measures.mirnas)?.complement();
    let limits = Limits::Below(sample.limit("coverage-care"), None);
    Some(Check::new("coverage", seen, limits, |_| {
        format!("{} of the miRNA pool is of miRNAs that were seen", percent(seen.value))
    }))
}

/// Whether more reads would show more molecules, and whether there are UMIs for them.
pub(super) fn molecules(sample: &Sample<'_>) -> Vec<Check> {
    let measures = sample.measures;
    let Some(used) = measures.used_umis else { return Vec::new() };
    let mut checks = Vec::new();
    if let Some(seen) = Bounded::share(measures.once, measures.mirna_reads.max(measures.once)) {
        let seen = seen.complement();
        // Depth judges molecules; that more reads show more of them is no fault.
        let limits = Limits::Below(0.0, None);
        let mut check = Check::new("molecules", seen, limits, |_| {
            format!(
                "{} of {}; the next read is of a molecule that was seen with a probability of {}",
                plural(measures.mirna_reads, "miRNA read"),
                plural(measures.mirnas, "molecule"),
                percent(seen.value)
            )
        });
        check.care = None;
        checks.push(check);
    }
    let limits = Limits::Above(sample.limit("umis-used-care"), None);
    let number = Bounded { value: used, low: used, high: used };
    checks.push(Check::new("umis", number, limits, |_| {
        format!("{} of the UMIs were seen with one insert", percent(used))
    }));
    checks
}
