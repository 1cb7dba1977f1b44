//! How long the default draws take on one thread, for all mature human miRNAs in a systemic scenario.
//!
//! `cargo run --release -p exocast-lab --example dose_speed`
#![allow(clippy::print_stdout, reason = "an example prints what it found")]

use std::time::Instant;

use exocast_core::{
    Interval, SeedPlan,
    options::{Options as _, Word as _},
};
use exocast_transfer::{Cargo, CargoEntry, Options, Scenario, dose};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let entry = |i: u32| {
        let copies = 0.008 / f64::from(i + 1);
        CargoEntry::measured(format!("miR-{i}"), Interval::new(copies, copies / 3.0, copies * 3.0))
    };
    let cargo = Cargo::new((0..2656).map(entry).collect());
    for &scenario in Scenario::ALL {
        let options = Options::new(scenario).check()?;
        let mut seconds: Vec<f64> = Vec::new();
        for _ in 0..5 {
            let start = Instant::now();
            let dose = dose(&cargo, None, &options, SeedPlan::new(1))?;
            seconds.push(start.elapsed().as_secs_f64());
            assert_eq!(dose.copies.len(), cargo.entries().len());
        }
        seconds.sort_by(f64::total_cmp);
        println!(
            "{scenario}: {} miRNAs, {} draws: {:.2} s (median of 5; {:.2} to {:.2})",
            cargo.entries().len(),
            options.draws,
            seconds[2],
            seconds[0],
            seconds[4]
        );
    }
    Ok(())
}
