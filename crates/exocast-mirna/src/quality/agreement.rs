//! Whether the samples of a group agree, and whether two samples are the same reads.
//!
//! Samples are compared at one depth, by thinning: else one with few reads would differ by its noise alone. A sample is an
//! outlier where it agrees less with the others than these agree among themselves: with three samples, the two that agree
//! name the third; with two, nothing does.

use std::collections::BTreeMap;

use exocast_core::{SeedPlan, rank::spearman};
use rand_distr::{Binomial, Distribution};

use super::{
    bounds::Bounded,
    check::{Check, Limits, Verdict},
};
use crate::{assign::Quantification, options::QualityOptions, reads::whole};

/// Fewest miRNAs that are compared.
const MIRNAS: usize = 10;
/// Fewest samples of which one can be an outlier.
const SAMPLES: usize = 3;
/// Variance of Fisher's z of rank correlations, times the number of pairs less 3 (Fieller 1957).
const FIELLER: f64 = 1.06;
/// Standard errors that correlations have to be apart.
const ERRORS: f64 = 3.0;
/// Fewest different inserts that two samples are the same by.
const INSERTS: usize = 100;

/// The checks of each sample against the others.
pub(super) fn checks(counted: &Quantification<'_>, options: &QualityOptions) -> Vec<Vec<Check>> {
    let mut checks = vec![Vec::new(); counted.qc.len()];
    let place = |name: &String| counted.qc.iter().position(|qc| qc.sample == *name);
    for (group, names) in &options.groups {
        let members: Vec<usize> = names.iter().filter_map(place).collect();
        if members.len() < 2 {
            continue;
        }
        let columns: Vec<&[f64]> = members.iter().map(|&at| counted.amounts(at)).collect();
        for (at, check) in members.iter().zip(of_group(group, &columns, options)) {
            checks[*at].push(check);
        }
    }
    for (a, b) in same(counted) {
        for (at, other) in [(a, b), (b, a)] {
            let other = &counted.qc[other].sample;
            let text = format!("its reads are those of {other}: one of the two is a copy");
            checks[at].push(Check::stated("copy", Some(Verdict::UsableWithCare), text));
        }
    }
    checks
}

/// Pairs of samples with the same inserts and numbers of reads, which no two libraries have.
fn same(counted: &Quantification<'_>) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for b in 1..counted.samples.len() {
        for a in 0..b {
            let (x, y) = (&counted.samples[a], &counted.samples[b]);
            let is_same = x.inserts.len() >= INSERTS
                && x.fates.total == y.fates.total
                && x.inserts.len() == y.inserts.len()
                && x.inserts.iter().zip(&y.inserts).all(|(x, y)| x == y);
            if is_same {
                pairs.push((a, b));
            }
        }
    }
    pairs
}

/// How well each sample agrees with the others.
fn of_group(group: &str, columns: &[&[f64]], options: &QualityOptions) -> Vec<Check> {
    let stated = |text: String| Check::stated("agreement", None, text);
    let totals: Vec<f64> = columns.iter().map(|column| column.iter().sum()).collect();
    // Shallow samples are left out where enough others are there: all would be compared at their depth.
    let enough = |least: f64| totals.iter().filter(|total| **total >= least).count();
    let (care, least) = (options.limit("depth-care"), options.limit("depth-not-usable"));
    let least = if enough(care) >= SAMPLES { care } else { least };
    let used: Vec<usize> = (0..columns.len()).filter(|&i| totals[i] >= least).collect();
    let depth = used.iter().map(|&i| totals[i]).fold(f64::INFINITY, f64::min).floor();
    let rows = expressed(columns, &used, options.limit("agreement-reads") / depth);
    let too_few = || stated(format!("too few reads to be compared with the others of {group}"));
    if used.len() < 2 || rows.len() < MIRNAS {
        return columns.iter().map(|_| too_few()).collect();
    }
    let thinned: Vec<Vec<f64>> =
        used.iter().map(|&i| thin(columns[i], totals[i], depth, &rows)).collect();
    let z = |a: usize, b: usize| {
        // Perfect agreement has no finite z.
        let most = 1.0 - 1.0 / (rows.len() * rows.len()) as f64;
        spearman(&thinned[a], &thinned[b]).unwrap_or(0.0).clamp(-most, most).atanh()
    };
    let mut pairs: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    for a in 0..used.len() {
        for b in a + 1..used.len() {
            pairs.insert((a, b), z(a, b));
        }
    }
    let error = (FIELLER / (rows.len() as f64 - 3.0)).sqrt();
    let fold = options.limit("agreement-care");
    let judge = |i: usize| -> Check {
        let Some(at) = used.iter().position(|&used| used == i) else { return too_few() };
        let with = |is_in: bool| {
            let chosen = pairs.iter().filter(|((a, b), _)| (*a == at || *b == at) == is_in);
            median(chosen.map(|(_, z)| *z).collect())
        };
        let this = with(true).unwrap_or(0.0);
        let rho = Bounded {
            value: this.tanh(),
            low: Bounded::normal(this, error).low.tanh(),
            high: Bounded::normal(this, error).high.tanh(),
        };
        let mut check =
            Check::new("agreement", rho, Limits::Below(f64::MIN, None), |_| String::new());
        check.care = None;
        let words = format!(
            "rank correlation {:.2} with the other samples of {group}, over {} miRNAs",
            rho.value,
            rows.len()
        );
        check.text.clone_from(&words);
        if let Some(others) = with(false).filter(|_| used.len() >= SAMPLES) {
            let unexplained = |z: f64| 1.0 - z.tanh().powi(2);
            let apart = others - this > ERRORS * std::f64::consts::SQRT_2 * error;
            if apart && this < others && unexplained(this) > fold * unexplained(others) {
                check.finding = Some(Verdict::UsableWithCare);
                check.text =
                    format!("{words}, which agree to {:.2} without it: an outlier", others.tanh());
            }
        } else {
            check.finding = None;
            check.text = format!("{words}; two samples do not tell which of them is right");
        }
        check
    };
    (0..columns.len()).map(judge).collect()
}

/// Rows whose median share over the samples is at least `least`.
fn expressed(columns: &[&[f64]], used: &[usize], least: f64) -> Vec<usize> {
    let rows = columns.first().map_or(0, |column| column.len());
    let totals: Vec<f64> = used.iter().map(|&i| columns[i].iter().sum::<f64>()).collect();
    (0..rows)
        .filter(|&row| {
            let shares = used.iter().zip(&totals).map(|(&i, total)| columns[i][row] / total);
            median(shares.collect()).is_some_and(|share| share >= least)
        })
        .collect()
}

/// Counts of the rows at a lower depth: each read stays with the same probability.
fn thin(column: &[f64], total: f64, depth: f64, rows: &[usize]) -> Vec<f64> {
    let stays = (depth / total).min(1.0);
    let mut stream = SeedPlan::new(1).stream("one depth", 0);
    rows.iter()
        .map(|&row| {
            let count = whole(column[row]);
            match Binomial::new(count, stays) {
                Ok(reads) if stays < 1.0 => reads.sample(&mut stream) as f64,
                _ => count as f64,
            }
        })
        .collect()
}

fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let n = values.len();
    (n > 0).then(|| f64::midpoint(values[(n - 1) / 2], values[n / 2]))
}

#[cfg(test)]
mod tests {
    use rand_distr::Poisson;

    use super::*;

    /// Counts of a profile whose miRNAs vary between samples by `spread`, in natural logarithms.
    fn counts(profile: u64, sample: u64, reads: f64, spread: f64) -> Vec<f64> {
        let abundance = SeedPlan::new(profile).normals("abundance", 0, 300);
        let varies = SeedPlan::new(sample).normals("sample", 0, 300);
        let shares: Vec<f64> =
            abundance.iter().zip(&varies).map(|(a, v)| (2.0 * a + spread * v).exp()).collect();
        let sum: f64 = shares.iter().sum();
        let mut stream = SeedPlan::new(sample).stream("reads", 0);
        shares
            .iter()
            .map(|share| Poisson::new(reads * share / sum + 1e-9).unwrap().sample(&mut stream))
            .collect()
    }

    fn outliers(columns: &[Vec<f64>]) -> Vec<usize> {
        let columns: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
        let checks = of_group("A", &columns, &QualityOptions::default());
        (0..checks.len()).filter(|&i| checks[i].finding > Some(Verdict::Good)).collect()
    }

    #[test]
    fn the_third_sample_is_named_by_two() {
        let columns: Vec<Vec<f64>> =
            [(1, 2, 2e5), (1, 3, 1e5), (9, 4, 3e5)].map(|(p, s, n)| counts(p, s, n, 0.3)).into();
        assert_eq!(outliers(&columns), [2]);
        // Of two, neither.
        assert_eq!(outliers(&columns[1..]), [0_usize; 0]);
        // Two against two.
        let mut four = columns.clone();
        four.push(counts(9, 5, 1e5, 0.3));
        assert_eq!(outliers(&four), [0_usize; 0]);
    }

    #[test]
    fn replicates_are_no_outliers_at_any_depth() {
        let mut called = 0;
        for seed in 0..200 {
            let reads = [3e3, 1e6, 5e4, 2e4, 200.0];
            let columns: Vec<Vec<f64>> = (0..3 + seed % 3)
                .zip(reads)
                .map(|(i, reads)| counts(seed, 100 * seed + i, reads, 0.4))
                .collect();
            called += outliers(&columns).len();
        }
        assert!(called <= 2, "{called} of some 800");
    }

    #[test]
    fn the_order_of_samples_changes_nothing() {
        let columns: Vec<Vec<f64>> = (0..4).map(|i| counts(1 + i / 3, i, 1e5, 0.3)).collect();
        let turned: Vec<Vec<f64>> = columns.iter().rev().cloned().collect();
        let called = outliers(&columns);
        assert_eq!(called, [3]);
        assert_eq!(outliers(&turned), [0]);
    }
}
