//! What the numbers of the first rows say of columns whose names may be those of samples or of something else.

use super::column::Column;

/// Rows that say something.
const ENOUGH: usize = 4;

/// Whether one column is another in a different unit: whatever was done to the values of a sample, their order stays. Nothing
/// where too few rows tell.
pub(super) fn is_same_sample(a: &Column, b: &Column) -> Option<bool> {
    let both: Vec<(f64, f64)> =
        a.values.iter().zip(&b.values).filter_map(|(a, b)| Some(((*a)?, (*b)?))).collect();
    let (mut telling, mut against) = (0_usize, 0_usize);
    for (at, first) in both.iter().enumerate() {
        for second in &both[at + 1..] {
            let (left, right) = (first.0 - second.0, first.1 - second.1);
            if left != 0.0 && right != 0.0 {
                telling += 1;
                against += usize::from((left > 0.0) != (right > 0.0));
            }
        }
    }
    (telling >= ENOUGH * (ENOUGH - 1) / 2).then_some(50 * against <= telling)
}

/// Whether a column cannot be the sum of others: it is smaller than one of them in some row.
pub(super) fn is_no_sum(column: &Column, others: &[&Column]) -> bool {
    let smaller = |row: &usize| {
        let all = others.iter().filter_map(|other| other.values.get(*row).copied().flatten());
        let largest = all.fold(f64::NEG_INFINITY, f64::max);
        column.values[*row].is_some_and(|value| value < largest * (1.0 - 1e-6))
    };
    let rows = column.values.len();
    let against = (0..rows).filter(smaller).count();
    against > 0 && 20 * against >= rows
}

/// Whether a column with a capital letter for a name, next to results of a test, is a sample: its numbers are whole as those of
/// the other samples, which no statistic is; or the other samples are letters too.
pub(super) fn is_sample_letter(column: &Column, others: &[&Column], of_program: bool) -> bool {
    let is_letter = |column: &Column| {
        column.name.len() == 1 && column.name.bytes().all(|byte| byte.is_ascii_uppercase())
    };
    if !is_letter(column) || others.is_empty() {
        return false;
    }
    let values = || column.values.iter().flatten();
    let is_share = values().all(|value| (0.0..=1.0).contains(value));
    if is_share || values().any(|value| *value < 0.0) {
        return false;
    }
    let are_whole = others.iter().all(|other| other.whole);
    if are_whole {
        column.whole
    } else {
        !of_program && others.iter().all(|other| is_letter(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::records::Fields;

    fn columns(header: &[&str], rows: &[&[&str]]) -> Vec<Column> {
        let fields = |texts: &[&str]| texts.iter().map(|&text| text.to_owned()).collect::<Vec<_>>();
        let rows: Vec<Fields> =
            rows.iter().map(|row| Fields::from_texts(&fields(row), 1)).collect();
        Column::all(&fields(header), &rows.iter())
    }

    #[test]
    fn the_order_of_values_shows_whether_two_columns_are_of_one_sample() {
        let rows: [&[&str]; 5] = [
            &["100", "9.9", "3"],
            &["30", "2.9", "80"],
            &["50", "5.1", "9"],
            &["7", "0.8", "120"],
            &["900", "88", "55"],
        ];
        let all = columns(&["P1", "P1_norm", "P2"], &rows);
        assert_eq!(is_same_sample(&all[0], &all[1]), Some(true));
        assert_eq!(is_same_sample(&all[0], &all[2]), Some(false));
        let few = columns(&["P1", "P1_norm"], &[&["1", "2"], &["3", "1"]]);
        assert_eq!(is_same_sample(&few[0], &few[1]), None);
    }

    #[test]
    fn a_total_is_no_smaller_than_its_parts() {
        let rows: [&[&str]; 2] = [&["9", "4", "5", "3"], &["7", "6", "1", "8"]];
        let all = columns(&["Total", "A", "B", "C"], &rows);
        assert!(!is_no_sum(&all[0], &[&all[1], &all[2]]));
        assert!(is_no_sum(&all[0], &[&all[1], &all[3]]));
    }

    #[test]
    fn letters_are_samples_by_their_values() {
        let rows: [&[&str]; 2] = [&["9", "4", "5.5", ".3"], &["7", "6", "1.5", ".8"]];
        let all = columns(&["M", "F", "T", "P"], &rows);
        assert!(is_sample_letter(&all[1], &[&all[0]], true));
        assert!(!is_sample_letter(&all[2], &[&all[0]], false));
        assert!(!is_sample_letter(&all[3], &[&all[0]], false));
        assert!(is_sample_letter(&all[1], &[&all[2]], false));
        assert!(!is_sample_letter(&all[1], &[&all[2]], true));
    }
}
