//! The same equations by an established solver for stiff systems.

use diffsol::{DiffsolError, NalgebraLU, NalgebraMat, OdeBuilder, OdeSolverMethod as _};

use super::system::System;
use crate::error::ComputeError;

/// Relative error of the solver.
const RELATIVE: f64 = 1e-10;

/// Absolute error of the solver, as a share of all vesicles.
const ABSOLUTE: f64 = 1e-14;

/// Backward differentiation formulas of variable order (Shampine & Reichelt 1997) with dense output.
pub(crate) fn solve_bdf(system: &System, hours: &[f64]) -> Result<Vec<Vec<f64>>, ComputeError> {
    let n = system.names.len();
    let start: f64 = system.start.iter().sum();
    let end = hours.last().copied().unwrap_or_default();
    let scale = start + system.source.iter().sum::<f64>() * end;
    let after: Vec<f64> = hours.iter().copied().filter(|hour| *hour > 0.0).collect();
    let mut rows = vec![system.start.clone(); hours.len() - after.len()];
    if scale <= 0.0 || after.is_empty() {
        rows.resize(hours.len(), system.start.clone());
        return Ok(rows);
    }
    // Contents as shares of all there will be, so that one absolute tolerance fits.
    let up = |y: &[f64]| y.iter().map(|share| share * scale).collect::<Vec<f64>>();
    let problem = OdeBuilder::<NalgebraMat<f64>>::new()
        .rtol(RELATIVE)
        .atol(vec![ABSOLUTE; n])
        .rhs_implicit(
            |y, _, _, dy| {
                system.derivative(&up(y), dy);
                for change in dy.iter_mut() {
                    *change /= scale;
                }
            },
            |y, _, _, v, out| system.jacobian_times(&up(y), v, out),
        )
        .init(
            |_, _, y| y.iter_mut().zip(&system.start).for_each(|(y, start)| *y = start / scale),
            n,
        )
        .build()
        .map_err(|source| gave_up(&source))?;
    let mut solver = problem.bdf::<NalgebraLU<f64>>().map_err(|source| gave_up(&source))?;
    let (solution, _) = solver.solve_dense(&after).map_err(|source| gave_up(&source))?;
    for column in 0..after.len() {
        rows.push((0..n).map(|row| solution[(row, column)] * scale).collect());
    }
    Ok(rows)
}

fn gave_up(source: &DiffsolError) -> ComputeError {
    ComputeError::Solver { message: source.to_string() }
}
