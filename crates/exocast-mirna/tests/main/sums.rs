//! Every table sums to the counts, for every name.

use std::collections::BTreeMap;

use exocast_core::Table;
use exocast_mirna::{Quantification, mirgff3};

use crate::fixture::cells;

type Sums = BTreeMap<(String, String), f64>;

/// Sums of `value` by sample and name.
fn sums(table: &Table, sample: usize, name: usize, value: usize) -> Sums {
    let mut sums = Sums::new();
    for row in cells(table) {
        let key = (row[sample].clone(), row[name].clone());
        *sums.entry(key).or_default() += row[value].parse::<f64>().unwrap();
    }
    sums
}

/// Sums of a table with one column per sample, from `from` on.
fn by_column(table: &Table, name: usize, from: usize) -> Sums {
    let samples: Vec<String> = table.columns()[from..].to_vec();
    let mut sums = Sums::new();
    for row in cells(table) {
        for (sample, value) in samples.iter().zip(&row[from..]) {
            *sums.entry((sample.clone(), row[name].clone())).or_default() +=
                value.parse::<f64>().unwrap();
        }
    }
    sums
}

#[track_caller]
fn same(what: &str, table: &Sums, counts: &Sums) {
    let keys = table.keys().chain(counts.keys());
    for key in keys {
        let (a, b) =
            (table.get(key).copied().unwrap_or(0.0), counts.get(key).copied().unwrap_or(0.0));
        assert!(
            (a - b).abs() <= 1e-9 * b.max(1.0),
            "{what}: {key:?} has {a}, but {b} in the counts"
        );
    }
}

/// isomiRs, tails, families, arms and editing have for every name what the counts have.
#[track_caller]
pub(crate) fn assert_tables_sum_to_the_counts(result: &Quantification<'_>) {
    let counts = by_column(&result.counts_table().unwrap(), 0, 1);
    same("isomiRs", &by_column(&result.isomir_counts_table(), 0, 4), &counts);
    same("tails", &sums(&result.tails_table(), 0, 1, 2), &counts);
    let editing = sums(&result.editing_table(), 0, 1, 9);
    for key in editing.keys() {
        let rows = cells(&result.editing_table());
        for row in rows.iter().filter(|row| (&row[0], &row[1]) == (&key.0, &key.1)) {
            assert_eq!(row[9].parse::<f64>().unwrap().to_bits(), counts[key].to_bits());
        }
    }
    // Of names of several sequences, or a family, the members have it together.
    let joined = |table: &Sums, parts: &dyn Fn(&str) -> Vec<String>| -> Sums {
        let mut sums = Sums::new();
        for ((sample, names), value) in table {
            let all: f64 =
                parts(names).iter().map(|name| counts[&(sample.clone(), name.clone())]).sum();
            sums.insert((sample.clone(), names.clone()), all);
            assert!(value.is_finite());
        }
        sums
    };
    let split =
        |names: &str| names.split(',').filter(|n| !n.is_empty()).map(str::to_owned).collect();
    let families = by_column(&result.families_table().unwrap(), 1, 2);
    same("families", &families, &joined(&families, &split));
    let mut arms = sums(&result.arms_table().unwrap(), 0, 4, 2);
    arms.extend(sums(&result.arms_table().unwrap(), 0, 5, 3));
    arms.retain(|(_, names), _| !names.is_empty());
    same("arms", &arms, &joined(&arms, &split));
    let total = |sums: &Sums| sums.values().sum::<f64>();
    for (what, table) in [("families", &families), ("arms", &arms)] {
        assert!((total(table) - total(&counts)).abs() <= 1e-9 * total(&counts).max(1.0), "{what}");
    }
    if let Some(table) = result.molecules_table() {
        same("molecules", &sums(&table, 0, 1, 4), &counts);
    }
    let gff = result.write_isomirs(Vec::new(), "synthetic", &[]).unwrap();
    let reader = mirgff3::Reader::new(&gff[..], "g", true).unwrap();
    let samples = reader.header().samples.clone();
    let (mut by_name, mut whole) = (Sums::new(), 0);
    let rows: Vec<String> = counts.keys().map(|(_, name)| name.clone()).collect();
    for record in reader {
        let record = record.unwrap();
        assert_eq!(record.counts.len(), samples.len());
        whole += record.expression.iter().sum::<u64>();
        let row = rows.iter().find(|row| row.split('/').any(|name| name == record.name)).unwrap();
        for (sample, count) in samples.iter().zip(&record.counts) {
            *by_name.entry((sample.clone(), row.clone())).or_default() += count;
        }
    }
    // A group that names are in besides their own row is not told from it by name.
    if !rows
        .iter()
        .any(|row| row.contains('/') && rows.contains(&row.split('/').next().unwrap().to_owned()))
    {
        same("mirGFF3", &by_name, &counts);
    }
    assert!((total(&by_name) - total(&counts)).abs() <= 1e-9 * total(&counts).max(1.0));
    assert!((whole as f64 - total(&counts)).abs() < 0.5);
}
