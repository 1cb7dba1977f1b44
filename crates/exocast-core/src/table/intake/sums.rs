//! Rows and columns that are the sum of all others: totals, whatever their name.

/// Rows, or columns, whose values the sum needs at least.
const LEAST: usize = 4;
/// How far a sum of rounded values may be off, of itself.
const ROUNDING: f64 = 1e-6;

/// Rows that are the sum of all other rows in each column, of values that are zero or more.
pub(super) fn rows(values: &[f64], width: usize) -> Vec<usize> {
    let height = values.len() / width.max(1);
    // With one column, a few small numbers add up by chance.
    let least = if width > 1 { LEAST } else { 2 * LEAST };
    if width == 0 || values.iter().any(|value| *value < 0.0) {
        return Vec::new();
    }
    let mut sums = vec![0.0; width];
    let mut filled = vec![0; width];
    for row in values.chunks_exact(width) {
        for ((sum, filled), value) in sums.iter_mut().zip(&mut filled).zip(row) {
            *sum += value;
            *filled += usize::from(*value > 0.0);
        }
    }
    if filled.iter().any(|&filled| filled <= least) {
        return Vec::new();
    }
    let is_sum = |row: &usize| {
        let row = &values[row * width..(row + 1) * width];
        row.iter().zip(&sums).all(|(&value, &all)| is_half(value, all))
    };
    (0..height).filter(is_sum).collect()
}

/// Columns that are the sum of all other columns in each row, of values that are zero or more.
pub(super) fn columns(values: &[f64], width: usize) -> Vec<usize> {
    if width < 3 || values.iter().any(|value| *value < 0.0) {
        return Vec::new();
    }
    let mut may_be: Vec<usize> = (0..width).collect();
    let mut telling = 0;
    for row in values.chunks_exact(width) {
        let all: f64 = row.iter().sum();
        may_be.retain(|&column| is_half(row[column], all));
        // A column is equal to the only other one that is not zero.
        telling += usize::from(row.iter().filter(|value| **value > 0.0).count() > 2);
        if may_be.is_empty() {
            break;
        }
    }
    if telling >= LEAST { may_be } else { Vec::new() }
}

/// How far a mean that was rounded to two decimals, or to three digits, may be off.
const OFF_MEAN: (f64, f64) = (5.1e-3, 1e-3);

/// Columns that are the mean of all other columns in each row, where enough rows differ between the others.
pub(super) fn mean_columns(values: &[f64], width: usize) -> Vec<usize> {
    if width < 3 {
        return Vec::new();
    }
    let others = (width - 1) as f64;
    let mut may_be: Vec<usize> = (0..width).collect();
    let mut telling = vec![0; width];
    for row in values.chunks_exact(width) {
        let all: f64 = row.iter().sum();
        let (low, high) =
            row.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
                (low.min(*value), high.max(*value))
            });
        may_be.retain(|&column| {
            let mean = (all - row[column]) / others;
            telling[column] += usize::from(high - low > 0.1 * mean.abs() + 0.05);
            (row[column] - mean).abs() <= OFF_MEAN.0.max(OFF_MEAN.1 * mean.abs())
        });
        if may_be.is_empty() {
            break;
        }
    }
    may_be.retain(|&column| telling[column] >= LEAST);
    may_be
}

fn is_half(value: f64, all: f64) -> bool {
    (2.0 * value - all).abs() <= ROUNDING * all
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn sums_of_the_others_are_found() {
        let table = [1., 9., 2., 8., 3., 7., 5., 5., 0., 6., 11., 35.];
        assert_eq!(rows(&table, 2), [5]);
        assert_eq!(rows(&table[..10], 2), [0_usize; 0]);
        // Three numbers of one column that add up by chance.
        assert_eq!(rows(&[1., 2., 3.], 1), [0_usize; 0]);
        let table = [1., 9., 10., 2., 8., 10., 3., 7., 10., 5., 5., 10.];
        assert_eq!(columns(&table, 3), [2]);
        // One column twice, beside an empty one.
        let table = [9., 0., 9., 8., 0., 8., 7., 0., 7., 5., 0., 5.];
        assert_eq!(columns(&table, 3), [0_usize; 0]);
        assert_eq!(columns(&[-1., 1., 0.], 3), [0_usize; 0]);
    }

    #[test]
    fn means_of_the_others_are_found() {
        let table = [1., 9., 5., 2., 8., 5., 3., 7., 5., 5., 1., 3.];
        assert_eq!(mean_columns(&table, 3), [2]);
        let table = [1., 9., 5., 2., 8., 5., 3., 7., 5., 5., 1., 4.];
        assert_eq!(mean_columns(&table, 3), [0_usize; 0]);
        // Rows that do not differ say nothing.
        assert_eq!(mean_columns(&[2.; 15], 3), [0_usize; 0]);
    }

    proptest! {
        #[test]
        fn a_rounded_mean_is_found_wherever_it_is(
            values in prop::collection::vec((1_u32..1000, 2_u32..500), 8..20),
            place in 0_usize..3,
        ) {
            let row = |(a, more): &(u32, u32)| {
                let (a, b) = (f64::from(*a), f64::from(a + a * more));
                let mut row = vec![a, b];
                row.insert(place, (f64::midpoint(a, b) * 100.0).round() / 100.0);
                row
            };
            let table: Vec<f64> = values.iter().flat_map(row).collect();
            prop_assert_eq!(mean_columns(&table, 3), [place]);
        }

        #[test]
        fn a_sum_is_found_wherever_it_is(
            values in prop::collection::vec(1_u32..1000, 30),
            place in 0_usize..11,
        ) {
            let values: Vec<f64> = values.into_iter().map(f64::from).collect();
            let total: Vec<f64> =
                (0..3).map(|column| values.chunks(3).map(|row| row[column]).sum()).collect();
            let mut table = values;
            table.splice(3 * place..3 * place, total);
            prop_assert!(rows(&table, 3).contains(&place));
            // Turned round, it is a column.
            let turned: Vec<f64> =
                (0..3).flat_map(|column| table.chunks(3).map(move |row| row[column])).collect();
            let sums = columns(&turned, 11);
            prop_assert!(sums.is_empty() || sums.contains(&place));
        }
    }
}
