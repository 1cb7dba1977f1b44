//! Amounts of one sample by source, and shares of them.

use crate::method::Scaling;

/// Coefficients and the amount of the unknown source, over the features of one sample.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Amounts {
    pub(crate) coefficients: Vec<f64>,
    /// Cargo that known sources explain, over the features.
    pub(crate) known: f64,
    /// Cargo that the unknown source explains.
    pub(crate) unknown: f64,
    pub(crate) iterations: usize,
    pub(crate) converged: bool,
}

/// Shares of RNA, the unknown source last; nothing where nothing was explained.
pub(crate) fn rna_shares(
    amounts: &Amounts,
    column_sums: &[f64],
    scaling: Scaling,
) -> Option<Vec<f64>> {
    let rna: Vec<f64> = amounts.coefficients.iter().zip(column_sums).map(|(w, s)| w * s).collect();
    let total = amounts.known + amounts.unknown;
    if total <= 0.0 {
        return None;
    }
    let parts: Vec<f64> = match scaling {
        Scaling::AsGiven => amounts.coefficients.clone(),
        Scaling::PerRna | Scaling::PerCell => rna,
    };
    let sum: f64 = parts.iter().sum();
    let part = if sum > 0.0 { amounts.known / total / sum } else { 0.0 };
    let mut shares: Vec<f64> = parts.iter().map(|p| p * part).collect();
    shares.push(amounts.unknown / total);
    Some(shares)
}
