//! Whether the tables of one run sum to its counts.

use std::{collections::BTreeMap, error::Error};

use exocast_core::Table;
use exocast_mirna::{Quantification, mirgff3};

use super::molecules::cells;

type Sums = BTreeMap<String, f64>;

fn sums(table: &Table, name: usize, value: usize) -> Result<Sums, Box<dyn Error>> {
    let mut sums = Sums::new();
    for row in cells(table)? {
        *sums.entry(row[name].clone()).or_default() += row[value].parse::<f64>()?;
    }
    Ok(sums)
}

/// The largest difference, against the counts of the name where these are above 1, of isomiRs (table and mirGFF3), tails,
/// guides, editing, families and arms, of one sample.
///
/// # Errors
/// Where a table cannot be made or read.
pub fn largest_difference(result: &Quantification<'_>) -> Result<f64, Box<dyn Error>> {
    let counts = sums(&result.counts_table()?, 0, 1)?;
    let count = |name: &str| counts.get(name).copied().unwrap_or(0.0);
    let mut worst = 0.0_f64;
    let mut compare = |a: f64, b: f64| worst = worst.max((a - b).abs() / b.max(1.0));
    for table in [sums(&result.isomir_counts_table(), 0, 4)?, sums(&result.tails_table(), 1, 2)?] {
        for name in counts.keys().chain(table.keys()) {
            compare(table.get(name).copied().unwrap_or(0.0), count(name));
        }
    }
    for row in cells(&result.editing_table())? {
        compare(row[9].parse()?, count(&row[1]));
    }
    let joined =
        |names: &str| -> f64 { names.split(',').filter(|name| !name.is_empty()).map(count).sum() };
    for (names, value) in sums(&result.families_table()?, 1, 2)? {
        compare(value, joined(&names));
    }
    for (names, value) in [(4, 2), (5, 3)] {
        for (names, value) in sums(&result.arms_table()?, names, value)? {
            if !names.is_empty() {
                compare(value, joined(&names));
            }
        }
    }
    let gff = result.write_isomirs(Vec::new(), "simulated", &[])?;
    let row_by_name: BTreeMap<&str, &str> = counts
        .keys()
        .flat_map(|row| row.split('/').map(move |name| (name, row.as_str())))
        .collect();
    let mut by_row: BTreeMap<&str, f64> = BTreeMap::new();
    for record in mirgff3::Reader::new(gff.as_slice(), "isomirs.gff3", true)? {
        let record = record?;
        let row = row_by_name.get(&*record.name).ok_or("a name without a row")?;
        *by_row.entry(row).or_default() += record.counts.iter().sum::<f64>();
    }
    for name in counts.keys() {
        compare(by_row.get(name.as_str()).copied().unwrap_or(0.0), count(name));
    }
    Ok(worst)
}
