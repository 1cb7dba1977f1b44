//! Folds a guide on a target and draws every site as text:
//! `cargo run --example draw_duplex -- UGAGGUAGUAGGUUGUAUAGUU GGAACUAUACAAGGACUACCUCAUU [-10]`.

#![allow(clippy::print_stdout, reason = "an example shows its results")]

use exocast_core::options::Options as _;
use std::{env, error::Error};

use exocast_core::Rna;
use exocast_target::{
    AccessOptions, Accessibility, DuplexFolder, DuplexOptions, EnergyModel, Wobble,
};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let argument =
        |i: usize, default: &str| arguments.get(i).map_or_else(|| default.to_owned(), Clone::clone);
    let guide: Rna = argument(0, "UGAGGUAGUAGGUUGUAUAGUU").parse()?;
    let target: Rna = argument(1, "GGAACUAUACAAGGACUACCUCAUUUUUCAAACUACCUCACC").parse()?;
    let mut options = DuplexOptions::default();
    options.max_energy = argument(2, "-10").parse()?;
    options.wobble = Wobble::Allowed;
    let model = EnergyModel::turner2004();
    let access = Accessibility::new(&model, &AccessOptions::default().check()?);
    let sites = DuplexFolder::new(&model).sites(guide.bases(), target.bases(), &options.check()?);
    println!("{} sites", sites.len());
    for site in sites {
        let place = site.paired_target();
        // ΔΔG: what the duplex gains, less what it takes to free the target.
        let open = access.opening_energy(target.bases(), place.start, place.len());
        println!("\ntarget {}–{}, {:.1} kcal/mol", place.start + 1, place.end, site.energy);
        if let Some(open) = open {
            println!("opening {open:.1} kcal/mol, together {:.1} kcal/mol", site.energy + open);
        }
        println!("{}", site.draw(guide.bases(), target.bases()));
    }
    Ok(())
}
