//! The time of each command by two programs, in one run.

use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::{Context, Result};

use super::{COMMANDS, commands, prepare, start};

/// How often each program runs a command, in turns; the fastest run counts.
const ROUNDS: usize = 3;

/// Shorter commands tell of starting a process, not of the work.
const SHORTEST: Duration = Duration::from_millis(50);

/// Runs every command by both programs in turns, each in a folder of its own below `out`, and prints the ratios.
pub(crate) fn run(before: &Path, after: &Path, out: &Path) -> Result<()> {
    let programs = [("before", before), ("after", after)].map(|(name, program)| {
        let program = fs::canonicalize(program).with_context(|| program.display().to_string())?;
        anyhow::Ok((program, out.join(name)))
    });
    let [first, second] = programs;
    let programs: [(PathBuf, PathBuf); 2] = [first?, second?];
    for (_, folder) in &programs {
        prepare(folder)?;
    }
    let mut logarithms = Vec::new();
    println!("command\tbefore_seconds\tafter_seconds\tratio");
    for (name, arguments) in commands(COMMANDS) {
        let mut fastest = [Duration::MAX; 2];
        for _ in 0..ROUNDS {
            for (place, (program, folder)) in programs.iter().enumerate() {
                let (_, elapsed) = start(program, folder, &arguments)?;
                fastest[place] = fastest[place].min(elapsed);
            }
        }
        let [before, after] = fastest;
        if before.max(after) < SHORTEST {
            continue;
        }
        let ratio = after.as_secs_f64() / before.as_secs_f64();
        logarithms.push(ratio.ln());
        println!("{name}\t{:.3}\t{:.3}\t{ratio:.2}", before.as_secs_f64(), after.as_secs_f64());
    }
    let mean = logarithms.iter().sum::<f64>() / logarithms.len().max(1) as f64;
    println!("all (geometric mean)\t\t\t{:.2}", mean.exp());
    Ok(())
}
