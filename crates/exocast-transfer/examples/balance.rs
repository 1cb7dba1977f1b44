//! Mass balance over 1,000 h and the late balance of every scenario, over random parameters far beyond their ranges.
//!
//! `cargo run --release -p exocast-transfer --example balance [SEED [SETS]]`
#![allow(clippy::print_stdout, reason = "an example prints what it found")]

use exocast_core::{Interval, SeedPlan};
use exocast_transfer::{
    Cargo, CargoEntry, Domain, Options, Parameter, Scenario, Solver,
    core::options::{Options as _, Word as _},
    course, dose,
};
use rand::RngExt as _;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let seed: u64 = arguments.next().map_or(Ok(1), |text| text.parse())?;
    let sets: u64 = arguments.next().map_or(Ok(100), |text| text.parse())?;
    let cargo = Cargo::new(vec![CargoEntry::measured("miR", Interval::exact(1.0))]);
    let hours: Vec<f64> = (0..=20).map(|i| f64::from(i) * 50.0).collect();
    println!("scenario\tsets\tlargest imbalance over 1000 h\tlargest difference from the balance");
    for (s, &scenario) in Scenario::ALL.iter().enumerate() {
        let (mut imbalance, mut difference) = (0.0_f64, 0.0_f64);
        for set in 0..sets {
            let mut random = SeedPlan::new(seed).stream("balance", set * 10 + s as u64);
            let mut options = Options::new(scenario);
            options.draws = 16;
            options.bootstrap = 0;
            options.sensitivity_mirnas = 0;
            for parameter in options.used() {
                let entry = parameter.entry();
                // As far again beyond both ends of the range as it is wide, on its own scale.
                let place: f64 = 3.0 * random.random::<f64>() - 1.0;
                let value = match entry.domain {
                    Domain::Share if entry.low < entry.high => random.random::<f64>(),
                    _ if entry.low < entry.high => entry.low * (entry.high / entry.low).powf(place),
                    _ => continue,
                };
                options.parameters.insert(entry.name.to_owned(), value.into());
            }
            options.parameters.remove(Parameter::Hours.name());
            options.parameters.insert("ago-per-cell".to_owned(), 1e300.into());
            let options = options.check()?;
            imbalance =
                imbalance.max(course(None, &options, &hours, Solver::default())?.imbalance());
            if scenario != Scenario::PurifiedDose {
                let wanted = dose(&cargo, None, &options, SeedPlan::new(1))?.copies[0].steady.value;
                let late = course(None, &options, &[1e8, 1e10], Solver::default())?;
                let copies = late.at("risc", 1).unwrap_or_default();
                difference = difference.max((copies - wanted).abs() / wanted);
            }
        }
        println!("{scenario}\t{sets}\t{imbalance:.1e}\t{difference:.1e}");
    }
    Ok(())
}
