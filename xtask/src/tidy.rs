//! The invariants of docs/ARCHITECTURE.md, checked.

mod arrows;
mod files;

use anyhow::{Result, bail};

/// Checks everything and lists every fault before failing.
pub(crate) fn run() -> Result<()> {
    let mut faults = arrows::faults()?;
    faults.extend(files::faults()?);
    if faults.is_empty() {
        println!(
            "tidy: the dependency arrows, files, docs and words of the workspace are in order"
        );
        return Ok(());
    }
    for fault in &faults {
        println!("tidy: {fault}");
    }
    bail!("{} faults", faults.len())
}
