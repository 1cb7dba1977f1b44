//! tRNA fragments by isodecoder: `fragments [READS [SEED [tRNAs.fa [TABLE.tsv]]]]`; `-` are made-up tRNAs.

use std::error::Error;

use exocast_lab::reads::fragments;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |i: usize, default: u64| arguments.get(i).map_or(Ok(default), |text| text.parse());
    let numbers = (number(0, 200_000)?, number(1, 20_261)?);
    let path = |i: usize| arguments.get(i).map(String::as_str).filter(|path| *path != "-");
    fragments::measure(numbers, (path(2), path(3)), &mut std::io::stdout())?;
    Ok(())
}
