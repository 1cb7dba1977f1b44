//! Integrins that send vesicles to an organ.

use super::organ::Organ;
use crate::error::ComputeError;

/// A pair of integrin subunits on vesicles and the organ whose cells take such vesicles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Integrin {
    /// Gene of the α subunit.
    alpha: &'static str,
    /// Gene of the β subunit.
    beta: &'static str,
    /// The organ.
    organ: Organ,
    /// Where that was seen.
    source: &'static str,
}

/// Pairs with a shown organ.
const INTEGRINS: [Integrin; 3] = [
    Integrin { alpha: "ITGA6", beta: "ITGB4", organ: Organ::Lung, source: "Hoshino 2015 Nature" },
    Integrin { alpha: "ITGA6", beta: "ITGB1", organ: Organ::Lung, source: "Hoshino 2015 Nature" },
    Integrin { alpha: "ITGAV", beta: "ITGB5", organ: Organ::Liver, source: "Hoshino 2015 Nature" },
];

/// How strongly vesicles carry the integrins of each organ, from 0 (none) to 1.
///
/// An organ takes them `1 + (tropism-fold − 1) × strength` times as fast as it takes vesicles without.
///
/// ```
/// use exocast_transfer::Tropism;
///
/// let vesicles = Tropism::from_markers(&[("ITGA6", 1.0), ("ITGB4", 0.5), ("CD63", 1.0)])?;
/// assert_ne!(vesicles, Tropism::default());
/// # Ok::<(), exocast_transfer::ComputeError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tropism {
    strength: [f64; Organ::COUNT],
}

impl Tropism {
    /// From amounts of surface proteins by gene name, each from 0 (absent) to 1 (as much as on vesicles
    /// known to home). A pair is as strong as the weaker of its subunits, an organ as its strongest pair; other names
    /// are passed over.
    ///
    /// # Errors
    /// Where an amount is not from 0 to 1.
    pub fn from_markers<S: AsRef<str>>(markers: &[(S, f64)]) -> Result<Self, ComputeError> {
        for (gene, amount) in markers {
            if !(0.0..=1.0).contains(amount) {
                return Err(ComputeError::Marker {
                    gene: gene.as_ref().to_owned(),
                    amount: *amount,
                });
            }
        }
        let amount = |gene: &str| {
            let marker = markers.iter().find(|(name, _)| name.as_ref().eq_ignore_ascii_case(gene));
            marker.map_or(0.0, |(_, amount)| *amount)
        };
        let mut tropism = Self::default();
        for pair in INTEGRINS {
            let strength = &mut tropism.strength[pair.organ as usize];
            *strength = strength.max(amount(pair.alpha).min(amount(pair.beta)));
        }
        Ok(tropism)
    }

    /// Strength for an organ.
    #[must_use]
    pub(crate) fn strength(&self, organ: Organ) -> f64 {
        self.strength[organ as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pair_is_as_strong_as_its_weaker_subunit() {
        let markers = [("ITGA6", 1.0), ("ITGB4", 0.5), ("CD63", 1.0)];
        let vesicles = Tropism::from_markers(&markers).unwrap();
        assert!((vesicles.strength(Organ::Lung) - 0.5).abs() < 1e-15);
        assert!(vesicles.strength(Organ::Liver).abs() < 1e-15);
    }
}
