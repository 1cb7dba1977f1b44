//! The same cargo in every scenario, and what would have to be true in the first.
#![allow(clippy::print_stdout, reason = "an example prints what it found")]

use exocast_transfer::{
    Cargo, CargoEntry, Moment, Options, Parameters, Scenario, ToTable as _,
    core::{
        SeedPlan,
        options::{Options as _, Word as _},
    },
    dose, require,
};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let prior = CargoEntry::prior("hsa-miR-21-5p", &Parameters::default());
    let reads =
        [("hsa-miR-21-5p", 90_000.0), ("hsa-let-7a-5p", 20_000.0), ("hsa-miR-155-5p", 300.0)];
    let cargo = Cargo::apportion(&reads, prior.copies_per_vesicle);
    for &scenario in Scenario::ALL {
        let options = Options::new(scenario);
        let dose = dose(&cargo, None, &options.check()?, SeedPlan::new(1))?;
        println!("\n# {scenario}");
        for row in dose.ledger.mirnas[0].waterfall() {
            let lost = row.lost_fraction.map_or(String::new(), |lost| format!("  lost {lost:.4}"));
            println!("{:>14} {:12.5}{lost}", row.step, row.amount.value);
        }
        println!("{}", dose.verdict);
        for notice in &dose.notices {
            println!("note: {notice}");
        }
        for index in dose.sensitivity.indices.iter().take(3) {
            println!("{} {} {:.3}", index.output, index.parameter, index.total);
        }
    }
    let options = Options::default().check()?;
    let needed = require(&prior, None, &options, 1000.0, Moment::Steady)?;
    needed.to_table().write_tsv(std::io::stdout())?;
    Ok(())
}
