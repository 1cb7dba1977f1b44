//! What a particle can be.

use serde::Serialize;

/// Particles below this are `small` in the operational terms of MISEV, nm.
pub(crate) const SMALL_BELOW_NM: f64 = 200.0;

/// What a particle can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Formed within an endosome.
    Exosome,
    /// Budded from the plasma membrane.
    Microvesicle,
    /// A piece of a dying cell.
    ApoptoticBody,
    /// Lipoprotein, protein aggregate, or other matter without a lumen.
    NonVesicular,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 4] =
        [Self::Exosome, Self::Microvesicle, Self::ApoptoticBody, Self::NonVesicular];

    /// Its name in tables.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Exosome => "exosome",
            Self::Microvesicle => "microvesicle",
            Self::ApoptoticBody => "apoptotic body",
            Self::NonVesicular => "non-vesicular",
        }
    }

    /// The operational size class of it.
    pub(crate) const fn size_class(self) -> &'static str {
        match self {
            Self::Exosome => "exosome-sized",
            Self::Microvesicle => "microvesicle-sized",
            Self::ApoptoticBody => "apoptotic-body-sized",
            Self::NonVesicular => "sub-vesicle-sized",
        }
    }
}
