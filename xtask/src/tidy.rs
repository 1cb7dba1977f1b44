//! The invariants of docs/ARCHITECTURE.md, checked.

mod arrows;
mod files;
mod names;
mod stages;

use anyhow::{Result, bail};

/// Checks everything and lists every fault before failing. The inner order is checked of the crates
/// that are listed as in order, and of those named.
pub(crate) fn run(crates: &[String]) -> Result<()> {
    let mut faults = arrows::faults()?;
    faults.extend(files::faults()?);
    faults.extend(names::faults()?);
    faults.extend(stages::faults(crates)?);
    if faults.is_empty() {
        println!(
            "tidy: the dependency arrows, files, docs, names and words of the workspace are in order"
        );
        return Ok(());
    }
    for fault in &faults {
        println!("tidy: {fault}");
    }
    bail!("{} faults", faults.len())
}
