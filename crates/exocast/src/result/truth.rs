//! What a simulation put in, compared with what an analysis found.

use crate::study::Step;

/// A quantity of a simulated study: its truth, and its estimate.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct TruthRow {
    /// The step that estimates it.
    pub step: Step,
    /// What it is.
    pub quantity: String,
    /// What is true.
    pub truth: Value,
    /// What was found, where the analysis has it.
    pub estimate: Option<Value>,
    /// Ends of the interval of the estimate, where it has one.
    pub ends: Option<(f64, f64)>,
}

/// A value of a quantity.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A number.
    Number(f64),
    /// A count.
    Count(u64),
    /// A name.
    Name(String),
}

impl TruthRow {
    /// Whether the interval holds the truth, or the name is the true one; nothing where neither can be said.
    #[must_use]
    pub fn is_inside(&self) -> Option<bool> {
        match (&self.truth, self.ends, &self.estimate) {
            (Value::Number(truth), Some((low, high)), _) => Some((low..=high).contains(truth)),
            (Value::Name(truth), _, Some(Value::Name(estimate))) => Some(truth == estimate),
            _ => None,
        }
    }
}
