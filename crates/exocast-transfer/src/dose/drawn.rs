//! What the rows of all miRNAs are computed from.

use super::{cut::Cut, frame::Frame};
use crate::{parameters::Values, sampling::EndogenousDraws};

/// What turns draws of copies per vesicle into a row of results.
pub(crate) struct Delivery<'a> {
    pub(crate) frame: Frame<'a>,
    /// The values without their ranges, and those of each draw.
    pub(crate) nominal: &'a Values,
    pub(crate) values: &'a [Values],
    /// The chain of each draw.
    pub(crate) chains: &'a [Cut<'a>],
    pub(crate) endogenous: &'a EndogenousDraws<'a>,
    pub(crate) threshold: f64,
    /// Draws that each miRNA keeps.
    pub(crate) keep_draws: usize,
}

impl Delivery<'_> {
    /// Draws of copies where each draw of vesicles carries so many.
    pub(crate) fn times<'a>(
        &'a self,
        vesicles: impl Fn(&Cut<'_>) -> f64 + 'a,
        lambda: &'a [f64],
    ) -> impl Iterator<Item = f64> + 'a {
        self.chains.iter().zip(lambda).map(move |(chain, copies)| vesicles(chain) * copies)
    }
}
