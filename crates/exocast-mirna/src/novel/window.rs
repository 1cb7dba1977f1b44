//! Parts of the genome that may be a hairpin around a stack.

use std::ops::Range;

use exocast_core::Base;

use super::{
    contig::Kept,
    fold::{FoldHairpin, FoldedHairpin},
    stack::Stack,
};
use crate::names::Arm;

/// Nucleotides beyond the arms.
const FLANK: i64 = 15;
/// Lengths of windows: two arms of 22 nt and flanks leave 12 and 42 nt for the loop.
const LENGTHS: [i64; 2] = [86, 116];

/// Windows of a stack: as the 5' or the 3' arm of a hairpin, of either length.
pub(super) const WINDOWS: usize = 4;

/// Which of the windows of a stack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Shape(usize);

impl Shape {
    pub(super) fn all() -> impl Iterator<Item = Self> {
        (0..WINDOWS).map(Self)
    }

    pub(super) fn index(self) -> usize {
        self.0
    }

    /// The arm that the stack is.
    pub(super) fn arm(self) -> Arm {
        if self.0 < LENGTHS.len() { Arm::FivePrime } else { Arm::ThreePrime }
    }

    pub(super) fn len(self) -> usize {
        usize::try_from(LENGTHS[self.0 % LENGTHS.len()]).unwrap_or(0)
    }

    /// Where the window begins, relative to the 5' end of a stack of reads of this length.
    pub(super) fn start(self, mature: usize) -> i64 {
        match self.arm() {
            Arm::ThreePrime => {
                i64::try_from(mature).unwrap_or(0) + FLANK - LENGTHS[self.0 % LENGTHS.len()]
            }
            Arm::FivePrime => -FLANK,
        }
    }

    /// The stack's reads on the window.
    pub(super) fn mature(self, mature: usize) -> Range<usize> {
        let start = usize::try_from(-self.start(mature)).unwrap_or(0);
        start..start + mature
    }
}

/// A window with its fold.
#[derive(Clone, Debug)]
pub(super) struct Window {
    pub(super) bases: Vec<Base>,
    pub(super) folded: FoldedHairpin,
}

impl Window {
    pub(super) fn new(covered: &Kept, stack: &Stack, shape: Shape, fold: &dyn FoldHairpin) -> Self {
        let start = stack.at + shape.start(stack.len);
        let bases = covered.bases(start, shape.len(), stack.reverse);
        let folded = fold.fold(&bases);
        Self { bases, folded }
    }

    /// Its known nucleotides.
    pub(super) fn known(&self) -> Vec<Base> {
        self.bases.iter().copied().filter(|base| *base != Base::N).collect()
    }
}
