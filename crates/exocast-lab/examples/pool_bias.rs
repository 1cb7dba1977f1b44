//! How well the bias of a library preparation is measured: `pool_bias MATURE.fa [SEED [READS [LIBRARIES]]]`.

use std::error::Error;

use exocast_lab::reads::pool_bias;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [path, rest @ ..] = arguments.as_slice() else {
        return Err("give MATURE.fa [SEED [READS [LIBRARIES]]]".into());
    };
    let number = |place: usize, other: u64| rest.get(place).map_or(Ok(other), |n| n.parse());
    let (seed, reads, libraries) = (number(0, 1)?, number(1, 1_000_000)?, number(2, 3)?);
    let reads = usize::try_from(reads)?;
    pool_bias::measure(path, (seed, reads, libraries), &mut std::io::stdout())?;
    Ok(())
}
