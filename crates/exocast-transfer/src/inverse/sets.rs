//! Sets of parameters that would do together, nearest first.

use super::{
    goal::{Aim, Goal},
    moves::ParameterSet,
    nearest::nearest,
    require::possible,
    requirement::Moment,
};
use crate::{
    error::ComputeError,
    input::{CargoEntry, Vesicles},
    model::{check_entry, resolve},
    options::Checked,
};

/// Sets of one, two and all parameters that reach the goal with the miRNA `entry`, nearest first.
///
/// For each set the point is found at which the goal is just reached and which is nearest to the current values, in
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
    goal: impl Into<Goal>,
    moment: Moment,
    most: usize,
) -> Result<Vec<ParameterSet>, ComputeError> {
    let goal = possible(goal.into())?;
    check_entry(entry)?;
    let parameters = resolve(options, vesicles, &mut Vec::new())?;
    let aim = Aim::new(goal, entry, options);
    Ok(nearest(&parameters, options.setup(), entry, aim, moment, most))
}
