//! Folding of two strands: minimum free energy, structure, and all sites along a target.

use super::lane::Lane;
use super::options::DuplexOptions;
use super::trace;
use std::{
    collections::BTreeMap,
    ops::{Bound, Range},
};

use exocast_core::{Base, options::Checked};

use super::{fill::Matrix, lane::Costs, pairs::Duplex, strands::Strands};
use crate::structure::energy::EnergyModel;

/// Strands of which one is shorter than this have energies that fit 16 bits.
const SHORT: usize = 60;

/// Folds duplexes, many with the same memory.
///
/// The recursion is that of `RNAduplex` (Lorenz et al. 2011, Algorithms Mol. Biol. 6:26): pairs between
/// the strands only, stacks, bulges and interior loops of up to 30 unpaired nucleotides, dangling ends on
/// both sides of both ends, and one initiation.
///
/// ```
/// use exocast_target::core::Rna;
/// use exocast_target::{DuplexFolder, EnergyModel};
///
/// let model = EnergyModel::turner2004();
/// let guide: Rna = "UGAGGUAGUAGGUUGUAUAGUU".parse()?;
/// let target: Rna = "GGAACUAUACAAGGACUACCUCAUU".parse()?;
/// let duplex = DuplexFolder::new(&model).best(guide.bases(), target.bases());
/// let duplex = duplex.ok_or("no pair")?;
/// assert!(duplex.energy < -20.0);
/// assert_eq!(duplex.structure(), "(((((((((...((((((((((&.))))))))))..))))))))).");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct DuplexFolder<'m> {
    model: &'m EnergyModel,
    pub(super) short: (Costs<i16>, Matrix<i16>),
    pub(super) long: (Costs<i32>, Matrix<i32>),
}

impl<'m> DuplexFolder<'m> {
    /// Folds with this model.
    #[must_use]
    pub fn new(model: &'m EnergyModel) -> Self {
        Self {
            model,
            short: (Costs::new(&model.whole), Matrix::default()),
            long: (Costs::new(&model.whole), Matrix::default()),
        }
    }

    /// The duplex of least energy; nothing where no pair can form. The energy may be above 0.
    pub fn best(&mut self, guide: &[Base], target: &[Base]) -> Option<Duplex> {
        self.best_with(guide, target, &DuplexOptions::default())
    }

    /// The duplex of least energy that the options allow, whatever its energy.
    pub(super) fn best_with(
        &mut self,
        guide: &[Base],
        target: &[Base],
        options: &DuplexOptions,
    ) -> Option<Duplex> {
        let strands = Strands::new(guide, target, options);
        let mut best: Option<(i32, usize, usize)> = None;
        // Of equal energies the one first along the guide, then nearest to the target's 3' end.
        self.fill(&strands, |a, b, energy| {
            if best.is_none_or(|best| energy < best.0) {
                best = Some((energy, a, b));
            }
        });
        let (energy, a, b) = best?;
        Some(self.traced(&strands, a, b, energy))
    }

    /// All duplexes of a guide along a target that have at most the options' energy and share no
    /// target nucleotide, along the target.
    ///
    /// The best is taken first, then the best of those whose pairs lie apart from all taken before it.
    pub fn sites(
        &mut self,
        guide: &[Base],
        target: &[Base],
        options: &Checked<DuplexOptions>,
    ) -> Vec<Duplex> {
        let strands = Strands::new(guide, target, options);
        let mut ends: Vec<Option<(i32, usize)>> = vec![None; target.len()];
        self.fill(&strands, |a, b, energy| {
            if f64::from(energy) <= 100.0 * options.max_energy
                && ends[b].is_none_or(|best| energy < best.0)
            {
                ends[b] = Some((energy, a));
            }
        });
        let mut order: Vec<(i32, usize, usize)> = (ends.iter().enumerate())
            .filter_map(|(b, end)| end.map(|(energy, a)| (energy, b, a)))
            .collect();
        order.sort_unstable();
        let mut taken: BTreeMap<usize, Duplex> = BTreeMap::new();
        for (energy, b, a) in order {
            let last = target.len() - 1 - b;
            if overlaps(&taken, last..last + 1) {
                continue;
            }
            let duplex = self.traced(&strands, a, b, energy);
            let paired = duplex.paired_target();
            if !overlaps(&taken, paired.clone()) {
                taken.insert(paired.start, duplex);
            }
        }
        taken.into_values().collect()
    }

    fn fill(&mut self, strands: &Strands, visit: impl FnMut(usize, usize, i32)) {
        let tables = &self.model.whole;
        if is_short(strands) {
            let (costs, matrix) = &mut self.short;
            matrix.fill(strands, tables, costs, visit);
        } else {
            let (costs, matrix) = &mut self.long;
            matrix.fill(strands, tables, costs, visit);
        }
    }

    fn traced(&self, strands: &Strands, a: usize, b: usize, energy: i32) -> Duplex {
        let tables = &self.model.whole;
        let pairs = if is_short(strands) {
            trace::pairs(strands, tables, |a, b| self.short.1.energy(a, b).wide(), (a, b))
        } else {
            trace::pairs(strands, tables, |a, b| self.long.1.energy(a, b).wide(), (a, b))
        };
        Duplex::new(pairs, strands, energy)
    }
}

fn is_short(strands: &Strands) -> bool {
    strands.guide.len().min(strands.target.len()) < SHORT
}

fn overlaps(taken: &BTreeMap<usize, Duplex>, range: Range<usize>) -> bool {
    let before = taken.range((Bound::Unbounded, Bound::Excluded(range.end))).next_back();
    before.is_some_and(|(_, duplex)| duplex.paired_target().end > range.start)
}

/// Duplexes of many pairs of guide and target, in order: the best of each pair, or with `all` its
/// [`sites`](DuplexFolder::sites).
#[must_use]
pub fn fold_duplexes(
    model: &EnergyModel,
    pairs: &[(&[Base], &[Base])],
    all: bool,
    options: &Checked<DuplexOptions>,
) -> Vec<Vec<Duplex>> {
    /// Pairs that share the memory of one folder.
    const SHARED: usize = 32;
    let blocks: Vec<_> = pairs.chunks(SHARED).collect();
    let folded = exocast_core::parallel::map(blocks.len(), |i| {
        let mut folder = DuplexFolder::new(model);
        let fold = |&(guide, target): &(&[Base], &[Base])| {
            if all {
                folder.sites(guide, target, options)
            } else {
                folder.best_with(guide, target, options).into_iter().collect()
            }
        };
        blocks[i].iter().map(fold).collect::<Vec<_>>()
    });
    folded.into_iter().flatten().collect()
}
