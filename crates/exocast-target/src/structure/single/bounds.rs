//! What loops cost at least.

use crate::structure::energy::MAX_LOOP;

/// What loops cost at least.
#[derive(Clone, Debug)]
pub(super) struct Bounds {
    /// By the unpaired nucleotides on each side.
    pub(super) sides: [[i32; MAX_LOOP + 1]; MAX_LOOP + 1],
    /// By those on the 5' side.
    pub(super) side: [i32; MAX_LOOP + 1],
}
