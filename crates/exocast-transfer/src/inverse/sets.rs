//! Sets of parameters that would do together, nearest first.

use serde::Serialize;

use super::{
    moves::ParameterSet,
    nearest::nearest,
    require::invert,
    requirement::{Moment, Requirement},
};
use crate::{
    error::{DoseError, RequireError},
    input::{CargoEntry, Vesicles},
    model::{Effect, check_entry, copies_for, resolve},
    options::Checked,
};

/// What would have to be true for an effect.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EffectRequirement {
    /// The log2 fold change asked for.
    pub log2fc: f64,
    /// Copies per cell that have it.
    pub copies: f64,
    /// What each parameter alone would have to be.
    pub requirements: Vec<Requirement>,
    /// Sets of parameters, nearest first.
    pub sets: Vec<ParameterSet>,
}

/// Sets of one, two and all parameters that reach `copies` of the miRNA `entry`, nearest first.
///
/// For each set the point is found at which the copies are just reached and which is nearest to the current values, in
/// standard deviations of the ranges: the design point of first-order reliability analysis (Hasofer & Lind
/// 1974; Rackwitz & Fiessler 1978). Parameters without a range do not move. At most `most` sets come back.
///
/// ```
/// use exocast_transfer::{CargoEntry, Moment, Options, require_sets};
///
/// let options = Options::default().check()?;
/// let entry = CargoEntry::prior("hsa-miR-21-5p", options.parameters());
/// let sets = require_sets(&entry, None, &options, 1000.0, Moment::Steady, 5)?;
/// assert!(sets[0].moves.len() > 2, "all together have the shortest way");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// As [`require`](crate::require()).
pub fn require_sets(
    entry: &CargoEntry,
    vesicles: Option<&Vesicles>,
    options: &Checked,
    copies: f64,
    moment: Moment,
    most: usize,
) -> Result<Vec<ParameterSet>, DoseError> {
    if !(copies.is_finite() && copies > 0.0) {
        return Err(DoseError::Goal(copies));
    }
    check_entry(entry)?;
    let parameters = resolve(options, vesicles, &mut Vec::new())?;
    Ok(nearest(&parameters, options.setup(), entry, copies, moment, most))
}

/// What would have to be true for a gene to change by `log2fc`, given what copies do to it.
///
/// # Errors
/// Where no number of copies has that effect, or as [`require`](crate::require()).
pub fn require_effect(
    entry: &CargoEntry,
    vesicles: Option<&Vesicles>,
    options: &Checked,
    effect: &dyn Effect,
    log2fc: f64,
    moment: Moment,
) -> Result<EffectRequirement, RequireError> {
    let copies = copies_for(effect, log2fc)?;
    check_entry(entry)?;
    let parameters = resolve(options, vesicles, &mut Vec::new())?;
    let setup = options.setup();
    Ok(EffectRequirement {
        log2fc,
        copies,
        requirements: invert(&parameters, setup, entry, copies, moment),
        sets: nearest(&parameters, setup, entry, copies, moment, SETS),
    })
}

/// Sets that an effect asks for.
const SETS: usize = 10;
