//! Factors that make the counts of samples comparable.

use exocast_core::{
    BadMatrix, LabelledMatrix, Table,
    quantile::{QuantileType, quantile},
    rank::ranks,
};

use crate::assign::Quantification;

impl Quantification<'_> {
    /// Factors that make samples comparable: `sample total per_million median_of_ratios tmm`. Counts times `per_million`
    /// are RPM; counts divided by `median_of_ratios` are of equal depth where most miRNAs are unchanged; counts
    /// divided by `total · tmm` and times a million are CPM by TMM. Cells of a sample without reads are empty.
    ///
    /// # Errors
    /// Where two samples have the same name.
    pub fn factors_table(&self) -> Result<Table, BadMatrix> {
        let counts = self.counts()?;
        let mut table = Table::new(["sample", "total", "per_million", "median_of_ratios", "tmm"]);
        let (ratios, tmm) = (median_of_ratios(&counts), tmm(&counts));
        let values = counts.values();
        let columns = counts.columns().iter().zip(values.columns());
        for ((sample, values), (ratio, tmm)) in columns.zip(ratios.into_iter().zip(tmm)) {
            let total = values.sum();
            let million = (total > 0.0).then(|| 1e6 / total);
            let name = sample.as_str();
            table.push([name.into(), total.into(), million.into(), ratio.into(), tmm.into()]);
        }
        Ok(table)
    }
}

/// Size factors: of each sample the median, over the rows that are above zero in all, of its count over the
/// geometric mean of the row (Anders & Huber 2010, Genome Biol 11:R106). None where there is no such row;
/// samples without counts are left out.
fn median_of_ratios(counts: &LabelledMatrix) -> Vec<Option<f64>> {
    let used = with_counts(counts);
    let mut ratios: Vec<Vec<f64>> = vec![Vec::new(); counts.columns().len()];
    for row in counts.values().rows() {
        if used.iter().all(|&i| row[i] > 0.0) && !used.is_empty() {
            let mean = used.iter().map(|&i| row[i].ln()).sum::<f64>() / used.len() as f64;
            for &i in &used {
                ratios[i].push(row[i].ln() - mean);
            }
        }
    }
    let median = |mut all: Vec<f64>| {
        all.sort_unstable_by(f64::total_cmp);
        let middle = all.len() / 2;
        let upper = *all.get(middle)?;
        let lower = if all.len().is_multiple_of(2) { all[middle - 1] } else { upper };
        Some(f64::midpoint(lower, upper).exp())
    };
    ratios.into_iter().map(median).collect()
}

fn with_counts(counts: &LabelledMatrix) -> Vec<usize> {
    (0..counts.columns().len()).filter(|&i| counts.values().column(i).sum() > 0.0).collect()
}

/// Shares of the log ratios, and of the abundances, that are trimmed at each end.
const TRIM: (f64, f64) = (0.3, 0.05);

/// Trimmed means of M values (Robinson & Oshlack 2010, Genome Biol 11:R25), as `calcNormFactors` of edgeR with its
/// defaults: the reference is the sample whose upper quartile is nearest to the mean of all; the factors multiply
/// to 1. None for samples without counts.
///
/// ```
/// use exocast_mirna::{core::LabelledMatrix, tmm};
///
/// let table = "mirna\tEV_1\tEV_2\na\t10\t30\nb\t200\t600\nc\t50\t150\n";
/// let factors = tmm(&LabelledMatrix::read(table.as_bytes(), "counts.tsv")?);
/// assert!(factors.iter().all(|factor| (factor.unwrap() - 1.0).abs() < 1e-9));
/// # Ok::<(), exocast_mirna::core::ReadError>(())
/// ```
#[must_use]
pub fn tmm(counts: &LabelledMatrix) -> Vec<Option<f64>> {
    let mut factors = vec![None; counts.columns().len()];
    let used = with_counts(counts);
    let columns: Vec<Vec<f64>> = used
        .iter()
        .map(|&i| {
            let values = counts.values();
            let present = values.rows().into_iter().filter(|row| row.sum() > 0.0);
            present.map(|row| row[i]).collect()
        })
        .collect();
    let Some(reference) = reference(&columns).map(|i| &columns[i]) else { return factors };
    let logs: Vec<f64> = columns.iter().map(|column| factor(column, reference).ln()).collect();
    let mean = logs.iter().sum::<f64>() / logs.len() as f64;
    for (&i, log) in used.iter().zip(logs) {
        factors[i] = Some((log - mean).exp());
    }
    factors
}

fn reference(columns: &[Vec<f64>]) -> Option<usize> {
    let upper: Vec<f64> = columns
        .iter()
        .map(|column| {
            let mut sorted = column.clone();
            sorted.sort_unstable_by(f64::total_cmp);
            let quartile = quantile(&sorted, 0.75, QuantileType::Type7).unwrap_or_default();
            quartile / column.iter().sum::<f64>()
        })
        .collect();
    let mut sorted = upper.clone();
    sorted.sort_unstable_by(f64::total_cmp);
    let (low, high) = (sorted.get((sorted.len().max(1) - 1) / 2)?, sorted.get(sorted.len() / 2)?);
    // Where most rows are zero, quartiles are zero too: the sample with the most counts, by square roots.
    if f64::midpoint(*low, *high) < 1e-20 {
        let sums = columns.iter().map(|column| column.iter().map(|n| n.sqrt()).sum::<f64>());
        return sums.enumerate().rev().max_by(|a, b| a.1.total_cmp(&b.1)).map(|(i, _)| i);
    }
    let mean = upper.iter().sum::<f64>() / upper.len() as f64;
    let distance = |i: &usize| (upper[*i] - mean).abs();
    (0..upper.len()).min_by(|a, b| distance(a).total_cmp(&distance(b)))
}

fn factor(sample: &[f64], reference: &[f64]) -> f64 {
    let (total, of_reference) = (sample.iter().sum::<f64>(), reference.iter().sum::<f64>());
    let (mut ratios, mut levels, mut variances) = (Vec::new(), Vec::new(), Vec::new());
    for (a, b) in sample.iter().zip(reference).filter(|(a, b)| **a > 0.0 && **b > 0.0) {
        let (p, q) = (a / total, b / of_reference);
        ratios.push((p / q).log2());
        levels.push(f64::midpoint(p.log2(), q.log2()));
        variances.push((total - a) / total / a + (of_reference - b) / of_reference / b);
    }
    if ratios.iter().all(|ratio| ratio.abs() < 1e-6) {
        return 1.0;
    }
    let n = ratios.len() as f64;
    let window = |trim: f64| (n * trim).floor() + 1.0..=n + 1.0 - ((n * trim).floor() + 1.0);
    let (by_ratio, by_level) = (ranks(&ratios), ranks(&levels));
    let (ratio_window, level_window) = (window(TRIM.0), window(TRIM.1));
    let (mut sum, mut weights) = (0.0, 0.0);
    for i in 0..ratios.len() {
        if ratio_window.contains(&by_ratio[i]) && level_window.contains(&by_level[i]) {
            sum += ratios[i] / variances[i];
            weights += 1.0 / variances[i];
        }
    }
    if weights > 0.0 { (sum / weights).exp2() } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matrix(columns: &[&str], values: Vec<f64>) -> LabelledMatrix {
        let rows = (0..values.len() / columns.len()).map(|i| i.to_string()).collect();
        LabelledMatrix::new(rows, columns.iter().map(|&c| c.to_owned()).collect(), values).unwrap()
    }

    #[test]
    fn size_factors_by_hand() {
        let factors = median_of_ratios(&matrix(&["x", "y"], vec![1.0, 4.0, 10.0, 40.0, 5.0, 0.0]));
        assert!(
            (factors[0].unwrap() - 0.5).abs() < 1e-12 && (factors[1].unwrap() - 2.0).abs() < 1e-12
        );
        let none = median_of_ratios(&matrix(&["x", "y"], vec![1.0, 0.0, 0.0, 1.0, 0.0, 0.0]));
        assert_eq!(none, [None, None]);
        let empty = median_of_ratios(&matrix(&["x", "y", "z"], vec![1.0, 4.0, 0.0, 2.0, 8.0, 0.0]));
        assert!(empty[2].is_none() && (empty[0].unwrap() - 0.5).abs() < 1e-12);
    }

    /// Ten rows in proportion, one that is ten times as high in the second sample: TMM trims it, so that its factor
    /// is the share that is left for the others.
    #[test]
    fn tmm_trims_what_differs() {
        let mut values: Vec<f64> = (1..=10).flat_map(|i| [100.0 * f64::from(i); 2]).collect();
        values.extend([500.0, 5000.0]);
        let factors = tmm(&matrix(&["x", "y"], values));
        let (x, y) = (factors[0].unwrap(), factors[1].unwrap());
        assert!((x * y - 1.0).abs() < 1e-12);
        // Totals are 6000 and 10,500; equal rows have shares in the ratio 6000 : 10,500.
        assert!((y / x - 6000.0 / 10_500.0).abs() < 1e-12, "{y} / {x}");
        assert_eq!(tmm(&matrix(&["x", "y"], vec![0.0; 4])), [None, None]);
        let single = tmm(&matrix(&["x", "y"], vec![3.0, 0.0, 4.0, 0.0]));
        assert_eq!(single, [Some(1.0), None]);
    }
}
