//! Numbers and ranges that an option may have.

use exocast_core::Interval;

use crate::error::BadOption;

pub(super) fn number(
    name: &'static str,
    value: f64,
    wanted: &'static str,
    holds: bool,
) -> Result<(), BadOption> {
    if holds && value.is_finite() { Ok(()) } else { Err(BadOption::Number { name, value, wanted }) }
}

pub(super) fn interval(name: &'static str, range: Interval) -> Result<(), BadOption> {
    let Interval { value, low, high } = range;
    if low <= value && value <= high && low.is_finite() && high.is_finite() {
        Ok(())
    } else {
        Err(BadOption::Range { name, value, low, high })
    }
}
