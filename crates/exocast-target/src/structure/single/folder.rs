//! Folds strands.

use exocast_core::Base;

use super::{bounds::Bounds, fill::Filled, folded::FoldedStrand, trace::trace};
use crate::structure::energy::{EnergyModel, MAX_LOOP, Tables, letters};

/// Finds the structure of least free energy of single strands, pairs of any span allowed.
///
/// Recursions of Zuker & Stiegler 1981 (Nucleic Acids Res. 9:133), cubic in the length but for the bound on interior
/// loops: for strands of some hundred nucleotides. Of structures of one energy, the one with fewer nucleotides in pairs at
/// the 3' end is given.
///
/// ```
/// use exocast_target::{EnergyModel, StrandFolder, core::Rna};
///
/// let hairpin: Rna = "GGGGCCCAAUAUGGGCCCC".parse()?;
/// let model = EnergyModel::turner2004();
/// let folded = StrandFolder::new(&model).fold(hairpin.bases());
/// assert_eq!(folded.dot_bracket(), "((((((((...))))))))");
/// assert!(folded.energy < -10.0);
/// # Ok::<(), exocast_target::core::BadBase>(())
/// ```
#[derive(Clone, Debug)]
pub struct StrandFolder<'a> {
    tables: &'a Tables<i32>,
    bounds: Box<Bounds>,
}

impl<'a> StrandFolder<'a> {
    /// With the energies of a model.
    #[must_use]
    pub fn new(model: &'a EnergyModel) -> Self {
        let tables = &model.whole;
        let mut sides = [[0; MAX_LOOP + 1]; MAX_LOOP + 1];
        for (five, row) in sides.iter_mut().enumerate() {
            for (three, least) in row.iter_mut().enumerate() {
                *least = tables.least((five, three));
            }
        }
        let side = sides.map(|row| row.into_iter().fold(i32::MAX, i32::min));
        let bounds = Box::new(Bounds { sides, side });
        Self { tables, bounds }
    }

    /// Folds a strand.
    #[must_use]
    pub fn fold(&self, strand: &[Base]) -> FoldedStrand {
        let filled = Filled::new(self.tables, &self.bounds, letters(strand));
        let pairs = trace(&filled);
        FoldedStrand { energy: f64::from(filled.least()) / 100.0, pairs }
    }
}
