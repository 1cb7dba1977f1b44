//! How far each parameter alone moves the dose over its range.

use serde::Serialize;

use super::{goal::delivered_at, require::cargo_values, requirement::Moment};
use crate::{
    error::ComputeError,
    input::{CargoEntry, Vesicles},
    model::{Argonaute, check_entry, resolve},
    options::Checked,
    parameters::{Parameter, Status},
};

/// Copies in RISC at both ends of the range of one parameter, all others at their values.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Swing {
    /// The parameter.
    pub parameter: &'static str,
    /// Copies at the lower end of its range.
    pub at_low: f64,
    /// Copies at its value.
    pub at_value: f64,
    /// Copies at the upper end of its range.
    pub at_high: f64,
    /// Status of the parameter.
    pub status: Status,
}

/// Swings of the copies of a miRNA, the widest first; parameters that move nothing are left out.
///
/// Which assumption would it pay most to measure?
///
/// ```
/// use exocast_transfer::{
///     CargoEntry, Moment, Options, Scenario,
///     core::{Interval, options::Options as _},
///     swings,
/// };
///
/// let options = Options::new(Scenario::PurifiedDose).check()?;
/// let mir21 = CargoEntry::measured("hsa-miR-21-5p", Interval::exact(0.008));
/// let swings = swings(&mir21, None, &options, Moment::Hours)?;
/// assert_eq!(swings[0].parameter, "endosomal-escape");
/// assert!(swings[0].at_low < swings[0].at_value && swings[0].at_value < swings[0].at_high);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// As [`dose`](crate::dose()).
pub fn swings(
    entry: &CargoEntry,
    vesicles: Option<&Vesicles>,
    options: &Checked,
    moment: Moment,
) -> Result<Vec<Swing>, ComputeError> {
    check_entry(entry)?;
    let parameters = resolve(options, vesicles, &mut Vec::new())?;
    let setup = options.setup();
    let nominal = cargo_values(&parameters, entry);
    let at = |parameter: Parameter, value: f64| {
        let mut values = nominal;
        values.set(parameter, value);
        Argonaute::new(&values).held(delivered_at(&values, setup, moment))
    };
    let mut swings: Vec<Swing> = setup
        .parameters()
        .into_iter()
        .map(|parameter| {
            let setting = parameters.get(parameter);
            let cargo = parameter == Parameter::CopiesPerVesicle;
            let range = if cargo { entry.copies_per_vesicle } else { setting.range };
            Swing {
                parameter: parameter.name(),
                at_low: at(parameter, range.low),
                at_value: at(parameter, range.value),
                at_high: at(parameter, range.high),
                status: if cargo { entry.status } else { setting.status },
            }
        })
        .filter(|swing| (swing.at_low - swing.at_high).abs() > 1e-9 * swing.at_value)
        .collect();
    let width = |swing: &Swing| {
        let (a, b) = (swing.at_low.min(swing.at_high), swing.at_low.max(swing.at_high));
        if a > 0.0 { b / a } else { f64::INFINITY }
    };
    swings.sort_by(|a, b| width(b).total_cmp(&width(a)));
    Ok(swings)
}
