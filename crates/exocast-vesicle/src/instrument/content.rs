//! What an export holds.

use super::fcs::Cytometry;
use super::unreadable::Unreadable;
use super::zetasizer::LightScattering;
use super::zetaview::{Positions, ZetaProfile};
use crate::export::{Finding, Measurement};

/// What an export holds.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Content {
    /// Sizes of single particles.
    Sizes(Measurement),
    /// The places across the cell of a `ZetaView`.
    Positions(Positions),
    /// A zeta potential.
    Zeta(ZetaProfile),
    /// Light scattering of a suspension.
    LightScattering(LightScattering),
    /// Events of a flow cytometer.
    Cytometry(Cytometry),
}

impl Content {
    /// What does not agree within it, or was passed over.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        match self {
            Self::Sizes(measurement) => &measurement.findings,
            Self::Positions(positions) => &positions.findings,
            Self::Zeta(profile) => &profile.findings,
            Self::LightScattering(scattering) => &scattering.findings,
            Self::Cytometry(events) => &events.findings,
        }
    }

    /// Names the source anew, also in what was found in it: a file without its folders, so that
    /// results do not depend on where it lies.
    pub fn rename(&mut self, name: &str) {
        let (source, findings) = match self {
            Self::Sizes(export) => (&mut export.source, &mut export.findings),
            Self::Positions(export) => (&mut export.source, &mut export.findings),
            Self::Zeta(export) => (&mut export.source, &mut export.findings),
            Self::LightScattering(export) => (&mut export.source, &mut export.findings),
            Self::Cytometry(export) => (&mut export.source, &mut export.findings),
        };
        name.clone_into(source);
        for finding in findings {
            name.clone_into(&mut finding.file);
        }
    }

    /// The sizes of single particles.
    ///
    /// # Errors
    /// Where it holds none; the reason says what it holds and what to give instead.
    pub fn into_sizes(self) -> Result<Measurement, Unreadable> {
        match self {
            Self::Sizes(measurement) => Ok(measurement),
            Self::Positions(_) => Err(Unreadable::ZetaViewPositions),
            Self::Zeta(_) => Err(Unreadable::ZetaViewNotSize),
            Self::LightScattering(_) => Err(Unreadable::Zetasizer),
            Self::Cytometry(_) => Err(Unreadable::Fcs),
        }
    }
}
