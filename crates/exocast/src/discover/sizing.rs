//! Exports of instruments.

use std::path::Path;

use exocast_vesicle::instrument::{Columns, Content};

use super::kind::Kind;
use crate::load::{self, LoadError};

/// The export of an instrument.
///
/// # Errors
/// Where it is none, or cannot be read.
pub(super) fn sizes(path: &Path) -> Result<Kind, LoadError> {
    let content = load::any_export(path, &Columns::default())?;
    let command = "`exocast vesicle summary` reads it, a study takes sizes of single particles";
    Ok(match content {
        Content::Sizes(export) => {
            let samples = export.samples().into_iter().map(str::to_owned).collect();
            let recorded = |replicate: &exocast_vesicle::Replicate| {
                replicate.dilution.factor().map(exocast_core::Dilution::get)
            };
            let mut factors = export.replicates.iter().map(recorded);
            let first = factors.next().flatten();
            let dilution = first.filter(|_| factors.all(|factor| factor == first));
            Kind::Sizes { instrument: export.instrument.to_string(), samples, dilution }
        }
        Content::Positions(_) => Kind::unused(format!("places across a cell; {command}")),
        Content::Zeta(_) => Kind::unused(format!("a zeta potential; {command}")),
        Content::LightScattering(_) => Kind::unused(format!("light scattering; {command}")),
        Content::Cytometry(_) => Kind::unused(format!("flow cytometry; {command}")),
        _ => Kind::unused(format!("a measurement of vesicles; {command}")),
    })
}
