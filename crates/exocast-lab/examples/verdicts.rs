//! Verdicts on simulated libraries: `verdicts HAIRPIN.fa HSA.gff3 MATURE.fa [LIBRARIES [SEED [MOST]]]`, of `MOST` reads at most.

use std::error::Error;

use exocast_lab::reads::verdicts;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [hairpin, gff, mature, rest @ ..] = arguments.as_slice() else {
        return Err(
            "usage: verdicts HAIRPIN.fa HSA.gff3 MATURE.fa [LIBRARIES [SEED [MOST]]]".into()
        );
    };
    let number = |i: usize, default: u64| rest.get(i).map_or(Ok(default), |n| n.parse());
    let (libraries, seed) = (number(0, 400)?, number(1, 1)?);
    let most = usize::try_from(number(2, 1_000_000)?)?;
    let numbers = (libraries, seed, most);
    verdicts::measure([hairpin, gff, mature], numbers, &mut std::io::stdout())?;
    Ok(())
}
