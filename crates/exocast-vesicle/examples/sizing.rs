//! From a simulated export of known truth to the sizing tables.
#![allow(clippy::print_stdout, reason = "an example shows its result")]

use exocast_core::{SeedPlan, Share, options::Options as _};
use exocast_vesicle::{
    Component, Dilution, LognormalMixture, Options, Sample, instrument, simulate::SimulatedExport,
    tables,
};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let truth = LognormalMixture::new(vec![
        Component::new(Share::new(0.7)?, 85.0, 1.25)?,
        Component::new(Share::new(0.3)?, 230.0, 1.35)?,
    ])?;
    let mut simulated = SimulatedExport::new("EV_1", truth, 2e11);
    simulated.dilution = Some(Dilution::new(1000.0)?);
    let text = simulated.nanosight(SeedPlan::new(1))?;

    let export = instrument::read(text.as_bytes(), "EV_1.csv")?;
    let options = Options::default().check()?;
    let sample = Sample::new("EV_1", vec![export], None)?;
    let analysis = [sample.analyse(&options, SeedPlan::new(1))?];

    let mut out = Vec::new();
    tables::vesicles(&analysis).write_tsv(&mut out)?;
    tables::classes(&analysis).write_tsv(&mut out)?;
    println!("{}", String::from_utf8_lossy(&out));
    Ok(())
}
