//! Tables of amounts that are zero or more.

use exocast_core::{
    LabelledMatrix,
    quantile::{QuantileType, quantile},
};

use crate::error::OriginError;

/// Whether every amount is zero or more; `column` is what the columns are, for the message.
pub(super) fn non_negative(
    matrix: &LabelledMatrix,
    column: &'static str,
) -> Result<(), OriginError> {
    if matrix.values().nrows() == 0 {
        return Err(OriginError::NoFeature);
    }
    if matrix.columns().is_empty() {
        return Err(OriginError::NoColumn(column));
    }
    for (name, row) in matrix.rows().zip(matrix.values().rows()) {
        if let Some(j) = row.iter().position(|value| *value < 0.0) {
            return Err(OriginError::Negative {
                feature: name.to_owned(),
                column: matrix.columns()[j].clone(),
                value: row[j],
            });
        }
    }
    Ok(())
}

/// The largest value of a table whose values look like logarithms, or like Ct values of PCR; nothing where they do not.
///
/// Logarithms are small, have decimals, and lie evenly around their median, which amounts of many features do not: where
/// these are lognormal with a standard deviation of one (ln), less than transcriptomes have, their mean is 1.65 times the
/// median. Shares of one in 1, 100 or a million are amounts.
pub(crate) fn looks_logarithmic(matrix: &LabelledMatrix) -> Option<f64> {
    /// Fewer values show nothing.
    const ENOUGH: usize = 10;
    /// No logarithm to base 2 of an amount in use is larger, nor is a Ct value.
    const LARGEST: f64 = 50.0;
    const MEAN_OVER_MEDIAN: f64 = 1.5;
    let mut values: Vec<f64> =
        matrix.values().iter().copied().filter(|value| *value > 0.0).collect();
    values.sort_unstable_by(f64::total_cmp);
    let (&low, &high) = (values.first()?, values.last()?);
    let with_decimals = values.iter().filter(|value| value.fract() != 0.0).count();
    if values.len() < ENOUGH
        || !(2.0..=LARGEST).contains(&high)
        || 2 * with_decimals <= values.len()
    {
        return None;
    }
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    let median = quantile(&values, 0.5, QuantileType::Type7)?;
    let is_whole = |sum: f64| {
        [1.0, 100.0, 1000.0, 1e4, 1e6].iter().any(|whole| (sum / whole - 1.0).abs() < 0.01)
    };
    let are_shares = matrix.values().columns().into_iter().all(|column| is_whole(column.sum()));
    (!are_shares && (high < 10.0 * low || mean <= MEAN_OVER_MEDIAN * median)).then_some(high)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(value: impl Fn(u32) -> f64) -> Option<f64> {
        let rows = (0..40).map(|i| format!("G{i}\t{:.3}\t{:.3}\n", value(i), value(i + 1)));
        let text = format!("gene\tA\tB\n{}", rows.collect::<String>());
        let matrix = LabelledMatrix::read(text.as_bytes(), "t").expect("a table");
        looks_logarithmic(&matrix)
    }

    #[test]
    fn logarithms_and_ct_values_are_seen() {
        let normal = |i: u32| f64::from((i * 17) % 41) / 41.0;
        // Amounts over three decades, their logarithms, and Ct values.
        let amount = |i: u32| 10_f64.powf(3.0 * normal(i));
        assert!(check(|i| amount(i).ln_1p() / std::f64::consts::LN_2).is_some());
        assert!(check(|i| 26.0 + 7.0 * normal(i)).is_some());
        assert_eq!(check(amount), None);
        // Amounts that are small throughout: they are not even around the median.
        assert_eq!(check(|i| 0.04 * amount(i)), None);
        // Counts.
        assert_eq!(check(|i| (20.0 * normal(i)).round()), None);
        let rows = (0..20).map(|i| format!("G{i}\t{:.3}", 4.05 + 0.1 * f64::from(i)));
        let shares = format!("gene\tA\n{}\n", rows.collect::<Vec<_>>().join("\n"));
        let shares = LabelledMatrix::read(shares.as_bytes(), "t").expect("a table");
        assert_eq!(looks_logarithmic(&shares), None, "percentages");
    }
}
