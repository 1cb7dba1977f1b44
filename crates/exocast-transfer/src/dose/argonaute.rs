//! Argonaute of the recipient in the draws of a dose.

use crate::{
    parameters::{Parameter, Values},
    sampling::EndogenousDraws,
};

/// Argonaute of the recipient and the copies that it makes itself, as a dose was computed with them: who goes on from
/// the copies delivered cuts them by the same numbers.
///
/// Each column holds the number at the values of the parameters, then those of the draws that were kept
/// ([`Options::keep_draws`](crate::Options)).
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct ArgonauteDraws {
    /// Argonaute proteins in the cell.
    pub ago: Vec<f64>,
    /// Copies of each miRNA that the recipient makes itself, a column each in the order of
    /// [`Options::endogenous`](crate::Options).
    pub listed: Vec<Vec<f64>>,
    /// Own copies that are not listed.
    pub unlisted: Vec<f64>,
}

impl ArgonauteDraws {
    pub(crate) fn new(
        nominal: &Values,
        draws: &[Values],
        endogenous: &EndogenousDraws<'_>,
        keep: usize,
    ) -> Self {
        let column = |parameter: Parameter| -> Vec<f64> {
            let all = std::iter::once(nominal).chain(draws.iter().take(keep));
            all.map(|values| values.get(parameter)).collect()
        };
        let listed = endogenous.listed(keep);
        let mut unlisted = column(Parameter::EndogenousCopies);
        for copies in &listed {
            unlisted.iter_mut().zip(copies).for_each(|(rest, copies)| *rest -= copies);
        }
        // What rounding leaves of a sum is nothing.
        let whole = column(Parameter::EndogenousCopies);
        for (rest, whole) in unlisted.iter_mut().zip(whole) {
            if *rest < 1e-9 * whole {
                *rest = 0.0;
            }
        }
        Self { ago: column(Parameter::AgoPerCell), listed, unlisted }
    }
}
