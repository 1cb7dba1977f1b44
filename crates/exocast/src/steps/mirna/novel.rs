//! Novel miRNAs: reads of exocast-mirna, folds of exocast-target.

use std::path::PathBuf;

use exocast_core::{Base, SeedPlan, options::Checked};
use exocast_mirna::{FoldedHairpin, NovelMirnas, NovelOptions, Quantification};
use exocast_target::{EnergyModel, StrandFolder};

use crate::load::{self, LoadError};

/// Searches the reads that nothing known explains in sequences, of a genome or of hairpins, and folds what is around them.
///
/// # Errors
/// As [`Quantification::novel`], and where a file cannot be opened.
pub fn novel_mirnas(
    counted: &Quantification<'_>,
    sequences: &[PathBuf],
    options: &Checked<NovelOptions>,
    seed: u64,
) -> Result<NovelMirnas, LoadError> {
    let model = EnergyModel::turner2004();
    let folder = StrandFolder::new(&model);
    let fold = |strand: &[Base]| {
        let folded = folder.fold(strand);
        FoldedHairpin::new(folded.energy, folded.pairs)
    };
    let files = load::lanes(sequences)?;
    Ok(counted.novel(files, &fold, options, SeedPlan::new(seed))?)
}
