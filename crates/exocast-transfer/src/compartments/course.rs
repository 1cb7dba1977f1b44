//! The course of vesicles in time: every compartment of a scenario, at the values of the parameters.

use exocast_core::Table;
use serde::{Deserialize, Serialize};

use super::scenario::system;
use crate::{
    error::ComputeError, input::Vesicles, model::resolve, options::Checked, parameters::Values,
};

/// How the equations of a course are solved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Solver {
    /// Exponentials of the matrix of rates: exact where uptake is linear, in controlled steps that hold the
    /// saturation at their middle where it is not.
    #[default]
    Exponential,
    /// Backward differentiation formulas of variable order, by the crate `diffsol`.
    #[cfg(feature = "diffsol")]
    Bdf,
}

/// Vesicles in every compartment of a scenario in time, per recipient cell.
///
/// What the delivered copies then do to genes in time is the response of `exocast-target`.
///
/// ```
/// use exocast_transfer::{Options, Scenario, Solver, course, core::options::Options as _};
///
/// let options = Options::new(Scenario::PurifiedDose);
/// let course = course(None, &options.check()?, &[1.0, 24.0, 1000.0], Solver::Exponential)?;
/// assert!(course.imbalance() < 1e-12);
/// assert!(course.at("risc", 1).is_some_and(|vesicles| vesicles > 0.0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Course {
    /// The times, h.
    pub hours: Vec<f64>,
    /// Name of each compartment.
    pub compartments: Vec<&'static str>,
    /// Vesicles per recipient cell: one row a time, one column a compartment. Those delivered count on as
    /// vesicles, each with the copies it brought.
    pub vesicles: Vec<Vec<f64>>,
    /// What was there at the start and was supplied since, at each time.
    pub supplied: Vec<f64>,
}

impl Course {
    /// Vesicles in a compartment at the time `index`.
    #[must_use]
    pub fn at(&self, compartment: &str, index: usize) -> Option<f64> {
        let column = self.compartments.iter().position(|name| *name == compartment)?;
        self.vesicles.get(index)?.get(column).copied()
    }

    /// The largest difference between what is in all compartments and what was supplied, over what was
    /// supplied.
    #[must_use]
    pub fn imbalance(&self) -> f64 {
        let relative = |(row, supplied): (&Vec<f64>, &f64)| {
            let all: f64 = row.iter().sum();
            if *supplied > 0.0 { (all / supplied - 1.0).abs() } else { all.abs() }
        };
        self.vesicles.iter().zip(&self.supplied).map(relative).fold(0.0, f64::max)
    }

    /// `hours compartment vesicles_per_cell`.
    #[must_use]
    pub fn table(&self) -> Table {
        let mut table = Table::new(["hours", "compartment", "vesicles_per_cell"]);
        for (hours, row) in self.hours.iter().zip(&self.vesicles) {
            for (name, vesicles) in self.compartments.iter().zip(row) {
                table.push([(*hours).into(), (*name).into(), (*vesicles).into()]);
            }
        }
        table
    }
}

/// Follows the vesicles of a scenario through all compartments to each of `hours`.
///
/// Compartments of a dish are the fluid, what is lost in it or stays behind a membrane, endosomes, lysosomes, what is
/// recycled, what is delivered without being loaded, RISC, and what decayed there. A scenario in the body starts with
/// fluid and organs in balance and a target tissue without vesicles, to which so much flows that in
/// balance its concentration is that of the scenario.
///
/// Saturable uptake is solved in steps that are right to 1e-8 of the vesicles in the fluid and of the uptake; every
/// compartment is right to about 1e-6.
///
/// # Errors
/// Where `hours` do not rise from 0 or more, the concentration at the recipients is stated (there is
/// nothing to follow), the vesicle measurement is impossible, or the solver gives up.
pub fn course(
    vesicles: Option<&Vesicles>,
    options: &Checked,
    hours: &[f64],
    solver: Solver,
) -> Result<Course, ComputeError> {
    let rising = hours.windows(2).all(|pair| pair[0] < pair[1]);
    if !rising || !hours.iter().all(|hour| hour.is_finite() && *hour >= 0.0) {
        return Err(ComputeError::Hours);
    }
    let setup = options.setup();
    if setup.stated {
        return Err(ComputeError::Stated);
    }
    let parameters = resolve(options, vesicles, &mut Vec::new())?;
    let system = system(&Values::nominal(&parameters), setup)?;
    let vesicles = match solver {
        Solver::Exponential => system.course(hours, TOLERANCE),
        #[cfg(feature = "diffsol")]
        Solver::Bdf => super::bdf::solve_bdf(&system, hours)?,
    };
    let start: f64 = system.start.iter().sum();
    let per_hour: f64 = system.source.iter().sum();
    Ok(Course {
        hours: hours.to_vec(),
        supplied: hours.iter().map(|hour| start + per_hour * hour).collect(),
        compartments: system.names,
        vesicles,
    })
}

/// Relative error of one step.
const TOLERANCE: f64 = 1e-8;
