//! The checks of one sample.

mod blood;
mod depth;
mod fate;
mod sample;
mod shape;
mod species;

pub(super) use self::sample::Sample;
use super::check::Check;

/// Every check that applies to a sample.
pub(super) fn of_sample(sample: &Sample<'_>) -> Vec<Check> {
    let mut checks = Vec::new();
    checks.extend(fate::library(sample));
    checks.push(depth::depth(sample));
    checks.extend(depth::coverage(sample));
    checks.extend(depth::molecules(sample));
    checks.extend(fate::adapters(sample));
    checks.extend(fate::shares(sample));
    checks.extend(shape::lengths(sample));
    checks.extend(shape::ends(sample));
    checks.extend(shape::trna(sample));
    checks.extend(species::species(sample));
    checks.extend(blood::haemolysis(sample));
    checks.extend(blood::markers(sample));
    checks
}
