//! Sets of parameters that would do together, nearest first.

use super::{moves::ParameterSet, nearest::nearest, requirement::Moment};
use crate::{
    error::ComputeError,
    input::{CargoEntry, Vesicles},
    model::{check_entry, resolve},
    options::Checked,
};

/// Sets of one, two and all parameters that reach `copies` of the miRNA `entry`, nearest first.
///
/// For each set the point is found at which the copies are just reached and which is nearest to the current values, in
/// standard deviations of the ranges: the design point of first-order reliability analysis (Hasofer & Lind
/// 1974; Rackwitz & Fiessler 1978). Parameters without a range do not move. At most `most` sets come back.
///
/// ```
/// use exocast_transfer::{CargoEntry, Moment, Options, require_sets, core::options::Options as _};
///
/// let options = Options::default().check()?;
/// let entry = CargoEntry::prior("hsa-miR-21-5p", &options.parameters());
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
) -> Result<Vec<ParameterSet>, ComputeError> {
    if !(copies.is_finite() && copies > 0.0) {
        return Err(ComputeError::Goal(copies));
    }
    check_entry(entry)?;
    let parameters = resolve(options, vesicles, &mut Vec::new())?;
    Ok(nearest(&parameters, options.setup(), entry, copies, moment, most))
}
