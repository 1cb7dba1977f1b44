//! Which miRNAs differ between two groups of samples: a table in, a table out.
//!
//! ```text
//! cargo run -p exocast-core --example compare_groups
//! ```
#![allow(clippy::print_stderr, reason = "an example says what it found")]

use std::{error::Error, io};

use exocast_core::{
    LabelledMatrix, Table,
    adjust::benjamini_hochberg,
    quantile::{QuantileType, quantile},
    rank::mann_whitney,
};

/// Copies per vesicle of five healthy and five tumour samples.
const CARGO: &str = "\
mirna\th1\th2\th3\th4\th5\tt1\tt2\tt3\tt4\tt5
miR-21\t0.010\t0.012\t0.009\t0.014\t0.011\t0.031\t0.028\t0.044\t0.026\t0.037
let-7a\t0.006\t0.005\t0.007\t0.004\t0.008\t0.005\t0.006\t0.007\t0.005\t0.006
miR-155\t0.001\t0.002\t0.001\t0.001\t0.003\t0.002\t0.004\t0.003\t0.005\t0.004
";

fn main() -> Result<(), Box<dyn Error>> {
    let cargo = LabelledMatrix::read(CARGO.as_bytes(), "cargo.tsv")?;
    let group = |row: &[f64], first: char| -> Vec<f64> {
        let names = cargo.columns().iter();
        names
            .zip(row)
            .filter(|(name, _)| name.starts_with(first))
            .map(|(_, value)| *value)
            .collect()
    };
    let median = |mut values: Vec<f64>| {
        values.sort_by(f64::total_cmp);
        quantile(&values, 0.5, QuantileType::default())
    };
    let (mut p, mut medians) = (Vec::new(), Vec::new());
    for row in cargo.values().rows() {
        let row = row.to_vec();
        let (healthy, tumour) = (group(&row, 'h'), group(&row, 't'));
        p.push(mann_whitney(&healthy, &tumour).map_or(1.0, |test| test.p));
        medians.push([median(healthy), median(tumour)]);
    }
    let q = benjamini_hochberg(&p);
    let mut table = Table::new(["mirna", "healthy", "tumour", "p", "q"]);
    for (i, mirna) in cargo.rows().enumerate() {
        let [healthy, tumour] = medians[i];
        table.push([mirna.into(), healthy.into(), tumour.into(), p[i].into(), q[i].into()]);
    }
    table.write_tsv(io::stdout().lock())?;

    // A wrong value is an error that says where it is.
    let wrong = CARGO.replace("0.028", "O.028");
    if let Err(error) = LabelledMatrix::read(wrong.as_bytes(), "typed_by_hand.tsv") {
        eprintln!("{error}: {}", error.source().map_or_else(String::new, ToString::to_string));
    }
    Ok(())
}
