//! What differs between libraries of one pool beyond counting.

/// Reads of a sequence in all libraries below which it says nothing about their differences.
const FEWEST: f64 = 10.0;
/// Largest variance of the logarithm.
const MOST: f64 = 10.0;

/// φ of the variance μ + φ·μ² of the reads of each sequence in each library, all sequences together: where Pearson's statistic is what
/// counting leaves free (Breslow 1984, Appl Stat 33:38), n·(R − 1). None with one library. `reads` are libraries × sequences.
pub(super) fn dispersion(reads: &[Vec<f64>]) -> Option<f64> {
    let libraries = reads.len();
    if libraries < 2 {
        return None;
    }
    let totals: Vec<f64> = reads.iter().map(|library| library.iter().sum()).collect();
    let all: f64 = totals.iter().sum();
    let mut points: Vec<(f64, f64)> = Vec::new();
    let mut sequences = 0.0_f64;
    for i in 0..reads.first().map_or(0, Vec::len) {
        let sum: f64 = reads.iter().map(|library| library[i]).sum();
        if sum >= FEWEST {
            sequences += 1.0;
            points.extend(
                reads.iter().zip(&totals).map(|(library, total)| (library[i], sum * total / all)),
            );
        }
    }
    let free = (sequences - 1.0).max(0.0) * (libraries - 1) as f64;
    let pearson = |phi: f64| -> f64 {
        points.iter().map(|(y, mean)| (y - mean).powi(2) / (mean + phi * mean * mean)).sum()
    };
    if pearson(0.0) <= free {
        return Some(0.0);
    }
    let (mut low, mut high) = (0.0, MOST);
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if pearson(middle) > free {
            low = middle;
        } else {
            high = middle;
        }
    }
    Some(f64::midpoint(low, high))
}

#[cfg(test)]
mod tests {
    use exocast_core::SeedPlan;

    use super::*;

    #[test]
    fn libraries_that_differ_show_by_how_much() {
        assert_eq!(dispersion(&[vec![100.0, 200.0]]), None);
        assert_eq!(dispersion(&[vec![100.0, 200.0], vec![200.0, 400.0]]), Some(0.0));
        let plan = SeedPlan::new(5);
        let library = |r: u64| -> Vec<f64> {
            let (a, b) = (plan.normals("share", r, 400), plan.normals("count", r, 400));
            let reads = a.into_iter().zip(b).enumerate();
            reads
                .map(|(i, (share, count))| {
                    let mean = (200.0 + 10.0 * i as f64) * (0.2 * share).exp();
                    (mean + mean.sqrt() * count).max(0.0)
                })
                .collect()
        };
        let phi = dispersion(&[library(0), library(1), library(2)]).unwrap();
        assert!((phi.sqrt() - 0.2).abs() < 0.02, "{}", phi.sqrt());
    }
}
