//! The checks of one sample.

mod blood;
mod depth;
mod fate;
mod shape;
mod species;

use super::{check::Check, measure::Measures};
use crate::{
    assign::{Quantification, SampleQc},
    options::QualityOptions,
};

/// What is known of a sample.
#[derive(Clone, Copy)]
pub(super) struct Sample<'a> {
    pub(super) counted: &'a Quantification<'a>,
    /// Its place among the samples.
    pub(super) at: usize,
    pub(super) measures: &'a Measures,
    pub(super) options: &'a QualityOptions,
}

impl Sample<'_> {
    fn qc(&self) -> &SampleQc {
        &self.counted.qc[self.at]
    }

    fn limit(&self, name: &str) -> f64 {
        self.options.limit(name)
    }

    /// Reads of a class.
    fn class(&self, class: &str) -> u64 {
        self.qc().classes.iter().filter(|share| share.class == class).map(|s| s.reads).sum()
    }

    /// The fluid, in lower case.
    fn fluid(&self) -> Option<String> {
        self.options.biofluid.as_ref().map(|fluid| fluid.to_lowercase())
    }

    fn fluid_has(&self, words: &[&str]) -> bool {
        self.fluid().is_some_and(|fluid| words.iter().any(|word| fluid.contains(word)))
    }
}

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
